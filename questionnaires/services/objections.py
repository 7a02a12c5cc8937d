"""A kommun objects to what its coordinator has sent in for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import Response, Side, Thread, ThreadState
from questionnaires.rules import Refused, check_can_object, is_opposed
from questionnaires.services.comments import start_comment
from questionnaires.services.steps import locked_response
from records.services import record_event


@transaction.atomic
def object_to_submission(*, response: Response, text: str, by: User) -> Thread:
    """Says what is wrong in the newest submission, made in the organisation's place; it isn't approved meanwhile.

    Only the organisation closes its objection: by closing the thread, or by sending in itself. Raises Refused: nothing
    to object to, an objection that isn't closed yet, somebody of another side, no text or too long a one.
    """
    response = locked_response(response)
    newest = response.submissions.standing().order_by("-number").first()
    check_can_object(response, newest, by=by)
    if is_opposed(response):
        raise Refused(_("Ni har redan en invändning som inte är avslutad. Fortsätt i det samtalet."))
    return start_comment(response=response, text=text, side=Side.OWN, by=by, is_objection=True)


@transaction.atomic
def settle_objections(*, response: Response, by: User) -> None:
    """Closes the objections of an organisation that has now sent in itself, which leaves nothing to object to."""
    settled = [
        each for each in response.threads.filter(is_objection=True) if each.state != ThreadState.CLOSED
    ]
    for thread in settled:
        thread.state = ThreadState.CLOSED
        thread.save(update_fields=["state"])
        record_event(
            verb="comment_closed",
            subject=thread,
            by=by,
            organisation=response.respondent.organisation_id,
            year=response.respondent.round.counted_year,
            details={"response": response.pk, "cell": thread.cell},
        )
