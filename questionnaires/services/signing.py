"""Asking for a signature: whoever answers but doesn't sign turns to somebody who does."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import Response
from questionnaires.notifications import mail_signing_request
from questionnaires.rules import Refused, check_can
from questionnaires.selectors.respondent.signers import ASKING, signers_of
from questionnaires.services.steps import locked_response
from questionnaires.services.telling import note_told
from records.services import record_event


@transaction.atomic
def ask_signer(*, response: Response, signer: User, by: User) -> None:
    """Writes to somebody who can sign for the organisation, at most once a day about a response, whoever asks.

    Raises Refused: answers that can't be sent in now, nobody who can sign, somebody who was asked today.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    if signer not in signers_of(response.respondent):
        raise Refused(_("Välj någon som kan underteckna för %(name)s.") % {"name": response.respondent.name})
    if not note_told(response=response, kind=ASKING, to=signer, by=by):
        raise Refused(
            _("%(name)s är redan tillfrågad i dag. Du kan fråga igen i morgon.") % {"name": signer.name}
        )
    mail_signing_request(response, to=signer, by=by)
    record_event(
        verb="ask_signer",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={"user": signer.pk},
    )
