"""What the receiver does with a response: begin review, return, approve, accept, reopen."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from questionnaires.models import FrameMember, Response
from questionnaires.notifications import mail_step
from questionnaires.rules import Refused
from questionnaires.services.steps import locked_aggregate_of, locked_alone, take_step

# To an officer who takes over something else than she has read.
NEW_SINCE_READ = gettext_lazy(
    "Det har kommit en ny inlämning sedan du öppnade sidan. Läs den innan du tar emot."
)


@transaction.atomic
def start_review(*, response: Response, by: User) -> None:
    """From now on it can't be taken back. Raises Refused."""
    take_step(locked_alone(response), "start_review", by=by)


@transaction.atomic
def return_response(*, response: Response, reason: str, by: User) -> None:
    """Asks for a completion, and says why; those who answer get a mail. Raises Refused."""
    response = locked_alone(response)
    take_step(response, "return", by=by, reason=reason)
    mail_step("returned", response, by=by)


@transaction.atomic
def approve_response(*, response: Response, by: User, read: int | None = None) -> None:
    """The RSS takes a kommun's latest submission into its aggregate.

    read: the number of the submission that was read; without it nothing is compared. Raises Refused, also where
    another has come since.
    """
    _hold_aggregate(response)
    response = locked_alone(response)
    if not _is_newest(response, read):
        raise Refused(_("Det har kommit en ny inlämning sedan du öppnade sidan. Läs den innan du godkänner."))
    take_step(response, "approve", by=by)
    mail_step("approved", response, by=by)


@transaction.atomic
def accept_response(*, response: Response, by: User, read: int | None = None) -> None:
    """The national level receives a region's latest submission. read: as for approve_response. Raises Refused."""
    response = locked_alone(response)
    if not _is_newest(response, read):
        raise Refused(NEW_SINCE_READ)
    take_step(response, "accept", by=by)
    mail_step("accepted", response, by=by)


@transaction.atomic
def reopen_response(*, response: Response, reason: str, by: User) -> None:
    """Opens what was agreed, and says why; the old submission counts until a new one is in. Raises Refused."""
    _hold_aggregate(response)
    response = locked_alone(response)
    take_step(response, "reopen", by=by, reason=reason)
    mail_step("reopened", response, by=by)


def _is_newest(response: Response, read: int | None) -> bool:
    """Whether the submission of that number is a locked response's newest; None is, whatever there is."""
    newest = response.submissions.standing().order_by("-number").first()
    return read is None or newest is None or newest.number == read


def _hold_aggregate(response: Response) -> None:
    """Keeps the RSS from sending in its aggregate until what is approved or reopened here counts, or not, in it."""
    kommun = response.respondent
    if kommun.rss_id is None:
        return
    rss = FrameMember.objects.get(round=kommun.round_id, organisation=kommun.rss_id)
    locked_aggregate_of(rss)
