"""Noting that somebody is written to about a response, so that nobody is twice a day."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from questionnaires.models import Response, Told


@transaction.atomic
def note_told(*, response: Response, kind: str, to: User, by: User) -> bool:
    """Whether a mail of this kind can be written to somebody about a response today; noted as written if so.

    For the transaction that writes it: kept with the mail or not at all. Of two at the same time one may. The event is
    that of what causes the mail.
    """
    _told, is_new = Told.objects.get_or_create(
        response=response, kind=kind, user=to, day=timezone.localdate(), defaults={"by": by}
    )
    return is_new
