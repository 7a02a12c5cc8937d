"""Sharing out the sections of a response among those who answer for an organisation."""

from collections.abc import Collection, Mapping, Set

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from questionnaires.models import Assignment, FrameMember, Response
from questionnaires.rules import Refused, answering_roles, check_can
from questionnaires.services.steps import locked_response
from records.services import record_event

# A section, and the number of somebody who answers it.
Pair = tuple[str, int]


@transaction.atomic
def assign_sections(
    *,
    response: Response,
    people: Mapping[str, Collection[User]],
    by: User,
    read: Mapping[str, Collection[User]] | None = None,
) -> None:
    """From now on these people, and no others, answer these sections; sections that aren't named stay as they are.

    people: section → who; nobody frees it. It says who does what and keeps nobody from answering. read: who had them
    when the page was read that this was decided on; what a colleague has shared out since stays. Raises Refused for
    somebody who can't answer for the organisation, and where nobody can answer now; KeyError for a section that the
    questionnaire lacks.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    sections = {each.key for each in response.questionnaire.definition.sections}
    if unknown := people.keys() - sections:
        raise KeyError(*unknown)
    _check_answer_for(response.respondent, {person.pk: person for each in people.values() for person in each})
    had = {(each.section, each.user_id): each.pk for each in response.assignments.filter(section__in=people)}
    wanted = _pairs(people) if read is None else _brought_on(had.keys(), _pairs(read), _pairs(people))
    changed = {section for section, _user in had.keys() ^ wanted}
    if not changed:
        return
    Assignment.objects.filter(pk__in=[pk for pair, pk in had.items() if pair not in wanted]).delete()
    Assignment.objects.bulk_create(
        Assignment(response=response, section=section, user_id=user, at=timezone.now(), by=by)
        for section, user in sorted(wanted - had.keys())
    )
    record_event(
        verb="sections_assigned",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={
            section: sorted(user for each, user in wanted if each == section) for section in sorted(changed)
        },
    )


def _pairs(people: Mapping[str, Collection[User]]) -> Set[Pair]:
    return {(section, person.pk) for section, each in people.items() for person in each}


def _brought_on(now: Set[Pair], seen: Set[Pair], wanted: Set[Pair]) -> Set[Pair]:
    """What stands now, with the change that somebody decided on who had seen something earlier."""
    return (now - (seen - wanted)) | (wanted - seen)


def _check_answer_for(member: FrameMember, people: Mapping[int, User]) -> None:
    """Raises Refused for the first of these who has no role by which to answer for a frame's member."""
    answering = set(
        Membership.objects.filter(
            organisation=member.organisation_id,
            role__in=answering_roles(member.kind),
            user__in=people,
            user__is_active=True,
        ).values_list("user", flat=True)
    )
    for pk, person in people.items():
        if pk not in answering:
            raise Refused(
                _("%(person)s svarar inte för %(name)s. Bjud in personen först.")
                % {"person": person.name, "name": member.name}
            )
