"""Publishing a year's tables from a page: what the next edition will be, what is missing from it, and doing it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from exports.earlier import has_tables
from exports.editions import EditionHead, published_heads
from exports.gathering import NoTables
from exports.services import publish_round
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.selectors.national.outstanding import outstanding


@dataclass(frozen=True)
class Next:
    """The edition to come. number: its version; may_be_preliminary: nothing final has been published yet."""

    number: int
    may_be_preliminary: bool


def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Says what will be published and what is missing, asks, and publishes; a round that isn't closed can't be."""
    officer, round_ = officer_of(request.user), round_named(str(year))
    refused = ""
    if request.method == "POST":
        try:
            return _publish(request, year, by=officer.user)
        except Refused as error:
            refused = str(error)
        except NoTables:
            refused = _("Det finns inga tabeller för %(year)s än.") % {"year": year}
    context = {
        "heading": _("Publicera tabeller %(year)s") % {"year": year},
        "memberships": officer.memberships,
        "trail": ((_("Insamlingen %(year)s") % {"year": year}, reverse("round", args=(year,))),),
        "round": round_,
        "year": year,
        "is_closed": round_.state in ("closed", "published"),
        "has_tables": has_tables(year),
        "next": next_edition(published_heads(year)),
        "outstanding": outstanding(round_),
        "refused": refused,
        "wrong": bool(refused),
    }
    return render(request, "exports/publish.html", context)


def next_edition(published: tuple[EditionHead, ...]) -> Next:
    """What comes after what is published, newest first: after a final edition only corrections, which are final."""
    number = published[0].number + 1 if published else 1
    return Next(number, may_be_preliminary=not (published and published[0].final))


def _publish(request: HttpRequest, year: int, *, by: User) -> HttpResponse:
    """Publishes, and goes on to the edition. Raises Refused and NoTables."""
    if request.POST.get("kind") not in ("preliminary", "final"):
        raise Http404
    publication, is_news = publish_round(
        year=year, is_final=request.POST["kind"] == "final", by=by, seen=request.POST.get("seen")
    )
    said = _("Tabellerna är publicerade.") if is_news else _("Inget har ändrats sedan förra versionen.")
    messages.success(request, said)
    return redirect(f"{reverse('tables', args=(year,))}?version={publication.number}")
