"""Showing everybody who has sent in."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import is_officer
from questionnaires.models import Round
from questionnaires.rules import Refused
from records.services import record_event


@transaction.atomic
def show_submitted_list(*, round_: Round, shown: bool, by: User) -> None:
    """Lets anybody read which regions and RSS have sent in, or stops that; the same again is no change.

    Raises Refused for others than officers, and for a trial.
    """
    if not is_officer(by):
        raise Refused(_("Bara nationella handläggare kan ändra vem som ser listan."))
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if found.is_trial:
        raise Refused(_("Ett prov har ingen lista att visa."))
    if found.lists_submitted == shown:
        return
    found.lists_submitted = shown
    found.save(update_fields=["lists_submitted"])
    verb = "submitted_list_shown" if shown else "submitted_list_hidden"
    record_event(verb=verb, subject=found, by=by, year=found.counted_year)
