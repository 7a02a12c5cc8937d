"""Who can sign for an organisation."""

from accounts.models import Role, User
from questionnaires.models import FrameMember


def signers_of(member: FrameMember) -> tuple[User, ...]:
    """By name."""
    people = User.objects.filter(
        memberships__organisation=member.organisation_id, memberships__role=Role.SIGNER, is_active=True
    )
    return tuple(people.order_by("name", "pk"))
