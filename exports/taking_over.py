"""Taking over an earlier year's tables from a page: what they will be, what can't come along, and doing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from exports.copied import CopiedReport
from exports.earlier import copy_of, has_tables, years_to_copy
from exports.services import copy_report
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import officer_of, round_named


def take_over(request: HttpRequest, year: int) -> HttpResponse:
    """Shows what an earlier year's tables (?fran=YEAR) will be this year; takes them over."""
    officer, round_ = officer_of(request.user), round_named(str(year))
    years = years_to_copy(year)
    source = _source(request, years)
    copied, refused = None, ""
    try:
        if request.method == "POST" and source is not None:
            return _take_over(request, source, year, by=officer.user)
        copied = _preview(source, year)
    except Refused as error:
        refused = str(error)
        copied = copied or _readable(source, year)
    context = {
        "heading": _("Ta över tabeller till %(year)s") % {"year": year},
        "memberships": officer.memberships,
        "trail": ((_("Insamlingen %(year)s") % {"year": year}, reverse("round", args=(year,))),),
        "round": round_,
        "year": year,
        "years": years,
        "source": source,
        "has_tables": has_tables(year),
        "copied": copied,
        "refused": refused,
        "wrong": bool(refused),
    }
    return render(request, "exports/take_over.html", context)


def _source(request: HttpRequest, years: tuple[int, ...]) -> int | None:
    """The year that the address asks for, else the nearest; None where no year has tables. Raises Http404."""
    asked = request.GET.get("fran")
    if asked is None:
        return years[0] if years else None
    if asked not in map(str, years):
        raise Http404
    return int(asked)


def _preview(source: int | None, year: int) -> CopiedReport | None:
    return None if source is None or has_tables(year) else copy_of(source, year)


def _readable(source: int | None, year: int) -> CopiedReport | None:
    """The preview beside a refusal; none where that is what was refused."""
    try:
        return _preview(source, year)
    except Refused:
        return None


def _take_over(request: HttpRequest, source: int, year: int, *, by: User) -> HttpResponse:
    """Takes over, and goes on to the working edition. Raises Refused."""
    is_news = copy_report(source=source, year=year, by=by, leave_out="leave_out" in request.POST)
    said = _("Tabellerna är övertagna. Läs arbetsversionen innan du publicerar.")
    messages.success(request, said if is_news else _("Tabellerna var redan övertagna."))
    return redirect(f"{reverse('tables', args=(year,))}?version=0")
