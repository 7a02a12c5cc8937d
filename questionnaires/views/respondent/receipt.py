"""The receipt of a submission, on a page and as PDF."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import OrganisationKind
from questionnaires.documents.pdf import receipt_pdf as typeset
from questionnaires.documents.receipt import receipt_of
from questionnaires.models import State, Submission
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.views.documents import pdf
from questionnaires.views.respondent.page import for_respondents, page

# What was sent in waits to be read, or has been; elsewhere it is open again, or nothing was sent in.
RECEIVED = (State.SUBMITTED, State.IN_REVIEW)
DONE = (State.APPROVED, State.ACCEPTED)


@for_respondents
def receipt(request: HttpRequest, member: int, key: str, number: int) -> HttpResponse:
    """Who sent in what and when, and what happens now."""
    own = own_response(request.user, member, key)
    submission = _submission(own, number)
    was_taken_back = hasattr(submission, "taken_back_by")
    later = (
        own.submissions().filter(number__gt=number, taken_back_by__isnull=True).order_by("-number").first()
    )
    context = page(
        own,
        heading=_("Kvittens för inlämning %(number)s") % {"number": number},
        submission=submission,
        reference=submission.reference(own.member),
        was_taken_back=was_taken_back,
        later=None if was_taken_back else later,
        stands=not was_taken_back and later is None and own.response.state in (*RECEIVED, *DONE),
        next_step=_next_step(own),
    )
    return render(request, "questionnaires/receipt.html", context)


@for_respondents
@never_cache
def receipt_pdf(request: HttpRequest, member: int, key: str, number: int) -> HttpResponse:
    """The same with every answer, to keep."""
    own = own_response(request.user, member, key)
    submission = _submission(own, number)
    made = receipt_of(submission, own.member, last=own.last_time if submission.explanations else None)
    return pdf(typeset(made, author=settings.AGENCY_NAME), name=f"kvittens-{made.reference}.pdf")


def _submission(own: OwnResponse, number: int) -> Submission:
    found = (
        own.submissions()
        .filter(number=number)
        .select_related("questionnaire", "taken_back_by", "submitted_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _next_step(own: OwnResponse) -> str:
    lock = own.locked_because
    if own.response.state in DONE and lock:
        return " ".join(each for each in (lock.why, lock.who, lock.until) if each)
    if own.member.kind == OrganisationKind.KOMMUN and own.member.rss is not None:
        sentence = _(
            "%(rss)s läser svaret och räknar in det i sin sammanställning, som lämnas till %(agency)s. Behöver något "
            "kompletteras skickas svaret tillbaka med en förklaring."
        )
        return sentence % {"rss": own.member.rss.name, "agency": settings.AGENCY_NAME}
    sentence = _(
        "%(agency)s läser svaret. Behöver något kompletteras skickas svaret tillbaka med en förklaring."
    )
    return sentence % {"agency": settings.AGENCY_NAME}
