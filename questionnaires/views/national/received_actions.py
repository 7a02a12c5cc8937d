"""What an officer does with a region's answers or an RSS's report: begins to review, returns, accepts, unlocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from questionnaires.forms.numbers import read_number
from questionnaires.models import Aggregate, Response
from questionnaires.selectors.national.officers import officer_of
from questionnaires.selectors.national.received import Received, received_response
from questionnaires.selectors.national.received_report import ReceivedReport, received_report
from questionnaires.services.aggregates import (
    accept_aggregate,
    reopen_aggregate,
    return_aggregate,
    start_aggregate_review,
)
from questionnaires.services.review import (
    accept_response,
    reopen_response,
    return_response,
    start_review,
)
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers, page
from questionnaires.views.refusal import refusal


@dataclass(frozen=True)
class Doing:
    """One action, as its page says it. why: the label of its reason, empty where it takes none."""

    action: str
    heading: str | Promise
    what: str | Promise
    done: str | Promise
    why: str | Promise
    response: Callable[..., None]
    aggregate: Callable[..., None]

    def take(self, subject: Response | Aggregate, reason: str, read: int | None, by: User) -> None:
        """read: the number of what the officer has read, which what she accepts has to be. Raises Refused."""
        said: dict[str, Any] = {"reason": reason} if self.why else {}
        if self.action == "accept":
            said["read"] = read
        if isinstance(subject, Response):
            self.response(response=subject, by=by, **said)
        else:
            self.aggregate(aggregate=subject, by=by, **said)


# By what the address calls it.
DOINGS: Mapping[str, Doing] = {
    "borja-granska": Doing(
        "start_review",
        _("Börja granska"),
        _("När granskningen har börjat går det inte längre att ta tillbaka det som är inlämnat."),
        _("Granskningen har börjat."),
        "",
        start_review,
        start_aggregate_review,
    ),
    "begar-komplettering": Doing(
        "return",
        _("Begär komplettering"),
        _("Det som är inlämnat räknas inte förrän det har lämnats in på nytt. Öppna frågor följer med."),
        _("Komplettering är begärd."),
        _("Vad behöver kompletteras?"),
        return_response,
        return_aggregate,
    ),
    "ta-emot": Doing(
        "accept",
        _("Ta emot"),
        _("Granskningen är då klar. Ska något ändras efteråt kan du låsa upp."),
        _("Mottaget."),
        "",
        accept_response,
        accept_aggregate,
    ),
    "las-upp": Doing(
        "reopen",
        _("Lås upp"),
        _("Då går det att ändra och lämna in på nytt. Tills dess räknas det som är inlämnat."),
        _("Nu är det upplåst."),
        _("Varför låser du upp?"),
        reopen_response,
        reopen_aggregate,
    ),
}


@for_officers
def received_step(request: HttpRequest, slug: str, member: int, key: str, step: str) -> HttpResponse:
    """Asks first, then takes a step with a region's answers. An RSS's own go with its report: they have none."""
    found = received_response(officer_of(request.user), slug, member, key)
    if found.is_rss:
        raise Http404
    return _act(request, found, found.response, _doing(step))


@for_officers
def report_step(request: HttpRequest, slug: str, rss: int, step: str) -> HttpResponse:
    """Asks first, then takes a step with an RSS's report and its own answers, as one."""
    found = received_report(officer_of(request.user), slug, rss)
    return _act(request, found, found.aggregate, _doing(step))


def _doing(step: str) -> Doing:
    if step not in DOINGS:
        raise Http404
    return DOINGS[step]


def _act(
    request: HttpRequest,
    found: Received | ReceivedReport,
    subject: Response | Aggregate | None,
    doing: Doing,
) -> HttpResponse:
    """The page that asks on GET; on POST the step, or the page again with why it can't be taken."""
    address = "received" if isinstance(found, Received) else "received_report"
    reason, refused = request.POST.get("reason", ""), ""
    if request.method == "POST" and subject is not None and subject.pk is not None:
        read = read_number(request.POST.get("read", ""))
        refused = refusal(lambda: doing.take(subject, reason, read, found.officer.user))
        if not refused:
            messages.success(request, str(doing.done))
            return redirect(address, *found.address)
    elif doing.action not in found.actions:
        return redirect(address, *found.address)
    context = _context(found, doing) | {"reason": reason, "refused": refused, "wrong": bool(refused)}
    return render(request, "questionnaires/national/received_step.html", context)


def _context(found: Received | ReceivedReport, doing: Doing) -> dict[str, Any]:
    member = found.member if isinstance(found, Received) else found.rss
    responses = (found,) if isinstance(found, Received) else found.own
    sent = found.submissions if isinstance(found, Received) else found.versions
    return page(
        found.officer,
        member.round,
        heading=str(doing.heading),
        trail=trail(member.round),
        doing=doing,
        member=member,
        found=found,
        number=sent[0].number if sent else "",
        is_report=isinstance(found, ReceivedReport),
        open_questions=[talk for each in responses for talk in each.open_questions]
        if doing.action == "return"
        else [],
    )
