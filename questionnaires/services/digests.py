"""The weekly digest to the coordinators of every RSS of a round."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import OrganisationKind, User
from questionnaires.models import FrameMember, Round, RoundState
from questionnaires.notifications import Wordings, wordings_of, write_digest
from questionnaires.selectors.awaited import reached
from questionnaires.selectors.coordinator.digest import digest_of
from records.models import Event
from records.services import record_event

VERB = "digest"


@transaction.atomic
def send_digests(*, round_: Round, by: User) -> int:
    """Writes to the coordinators of each RSS where something has changed since its last digest, or waits; how many.

    A round that hasn't opened, or is published, has none.
    """
    if round_.state not in (RoundState.OPEN, RoundState.CLOSED):
        return 0
    members = FrameMember.objects.filter(round=round_, kind=OrganisationKind.RSS)
    wordings = wordings_of(round_)
    return sum(_send(rss, wordings, by) for rss in members.select_related("round").order_by("pk"))


def _send(rss: FrameMember, wordings: Wordings, by: User) -> int:
    read_at = timezone.now()
    parts = digest_of(rss, since=_last(rss))
    people = reached(rss)
    if not people or not any(part.is_worth_telling for part in parts):
        return 0
    write_digest(rss, parts, people, wordings=wordings, by=by)
    record_event(
        verb=VERB,
        subject=rss,
        by=by,
        organisation=rss.organisation_id,
        year=rss.round.counted_year,
        details={"read_at": read_at.isoformat()},
    )
    return len(people)


def _last(rss: FrameMember) -> datetime | None:
    """When what the last digest told was read."""
    events = Event.objects.filter(verb=VERB, subject_kind="framemember", subject_number=rss.pk)
    last = events.order_by("-pk").first()
    return datetime.fromisoformat(last.details["read_at"]) if last else None
