"""Who can sign for an organisation, and when they were asked to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import Role, User
from questionnaires.models import FrameMember, Response, Told

# The mail that asks somebody to sign.
ASKING = "signing_request"


@dataclass(frozen=True)
class Signer:
    """Somebody who can sign. asked_at: when she was last asked to sign a response; None before."""

    user: User
    asked_at: datetime | None

    @property
    def was_asked_today(self) -> bool:
        return self.asked_at is not None and timezone.localdate(self.asked_at) == timezone.localdate()


def signers_of(member: FrameMember) -> tuple[User, ...]:
    """By name."""
    people = User.objects.filter(
        memberships__organisation=member.organisation_id, memberships__role=Role.SIGNER, is_active=True
    )
    return tuple(people.order_by("name", "pk"))


def signers_to_ask(response: Response) -> tuple[Signer, ...]:
    """Those who can sign a response, by name, in one query."""
    told = Told.objects.filter(response=response.pk, kind=ASKING, user=OuterRef("pk")).order_by("-at")
    people = User.objects.filter(
        memberships__organisation=response.respondent.organisation_id,
        memberships__role=Role.SIGNER,
        is_active=True,
    ).annotate(asked_at=Subquery(told.values("at")[:1]))
    return tuple(Signer(each, each.asked_at) for each in people.order_by("name", "pk"))
