"""Who is told that the other side has written about a response."""

from django.db.models import Q

from accounts.models import Membership, OrganisationKind, Role, User
from questionnaires.models import Comment, Response, Side
from questionnaires.selectors.awaited import people_to_write_to


def listeners(response: Response, *, spoke: Side) -> tuple[User, ...]:
    """The people on the other side than the one that spoke, by name.

    On the receiving side the coordinators of a kommun's RSS, and the national officers for a region's or an RSS's
    answers, never for a kommun's. On the answering side those who have taken part: who has taken on a section, changed
    the answers last, written a comment, or can sign; everybody who answers where nobody has.
    """
    return _receivers(response) if spoke == Side.OWN else _taking_part(response)


def _receivers(response: Response) -> tuple[User, ...]:
    member = response.respondent
    if member.kind == OrganisationKind.KOMMUN:
        receiving = Q(role=Role.COORDINATOR, organisation=member.rss_id)
    else:
        receiving = Q(role=Role.OFFICER, organisation__kind=OrganisationKind.NATIONAL)
    found = Membership.objects.filter(receiving, user__is_active=True).select_related("user")
    return tuple(each.user for each in found.order_by("user__name", "user_id"))


def _taking_part(response: Response) -> tuple[User, ...]:
    member = response.respondent
    everybody = people_to_write_to([member])[member.pk]
    part = {
        response.changed_by_id,
        *response.assignments.values_list("user", flat=True),
        *Comment.objects.filter(thread__response=response, side=Side.OWN).values_list("by", flat=True),
        *Membership.objects.filter(organisation=member.organisation_id, role=Role.SIGNER).values_list(
            "user", flat=True
        ),
    }
    return tuple(person for person in everybody if person.pk in part) or everybody
