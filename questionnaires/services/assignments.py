"""Sharing out the sections of a response among those who answer for an organisation."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import has_role_at
from questionnaires.models import Assignment, Response
from questionnaires.rules import ANSWERING, Refused, check_can
from questionnaires.services.steps import locked_response
from records.services import record_event


@transaction.atomic
def assign_section(*, response: Response, section: str, people: Collection[User], by: User) -> None:
    """From now on these people, and no others, answer a section; none frees it.

    It says who does what and keeps nobody from answering. Raises Refused for somebody who can't answer for the
    organisation, and where nobody can answer now; KeyError for a section that the questionnaire lacks.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    member = response.respondent
    if section not in {each.key for each in response.questionnaire.definition.sections}:
        raise KeyError(section)
    for person in people:
        if not has_role_at(person, ANSWERING, member.organisation):
            raise Refused(
                _("%(person)s svarar inte för %(name)s. Bjud in personen först.")
                % {"person": person.name, "name": member.name}
            )
    wanted = {person.pk for person in people}
    had = set(response.assignments.filter(section=section).values_list("user", flat=True))
    if wanted == had:
        return
    response.assignments.filter(section=section).exclude(user__in=wanted).delete()
    Assignment.objects.bulk_create(
        Assignment(response=response, section=section, user_id=user, at=timezone.now(), by=by)
        for user in sorted(wanted - had)
    )
    record_event(
        verb="section_assigned",
        subject=response,
        by=by,
        organisation=member.organisation_id,
        year=member.round.year,
        details={"section": section, "users": sorted(wanted)},
    )
