"""Sections shared out among those who answer for an organisation."""

import pytest

from accounts.models import Role, User
from questionnaires.models import Response, State
from questionnaires.rules import Refused
from questionnaires.services.assignments import assign_sections
from records.models import Event
from tests import country as small
from tests.database import contents

pytestmark = pytest.mark.django_db
SECTION = "arbete"


def response() -> Response:
    return small.response("kommun-2030", "0101")


def assigned() -> list[tuple[str, str]]:
    return [(each.section, each.user.name) for each in response().assignments.order_by("user__name")]


def test_a_section_is_taken_on_by_several(respondent: User, colleague: User) -> None:
    assign_sections(response=response(), people={SECTION: [respondent, colleague]}, by=respondent)
    assert assigned() == [(SECTION, "Anna Ek"), (SECTION, "Per Ask")]


def test_sharing_out_begins_no_answer(respondent: User) -> None:
    assign_sections(response=response(), people={SECTION: [respondent]}, by=respondent)
    assert response().state == State.NOT_STARTED


def test_a_section_changes_hands(respondent: User, colleague: User) -> None:
    assign_sections(response=response(), people={SECTION: [respondent]}, by=respondent)
    assign_sections(response=response(), people={SECTION: [colleague]}, by=respondent)
    assert assigned() == [(SECTION, "Per Ask")]


def test_a_section_is_freed(respondent: User) -> None:
    assign_sections(response=response(), people={SECTION: [respondent]}, by=respondent)
    assign_sections(response=response(), people={SECTION: []}, by=respondent)
    assert assigned() == []


def test_what_a_colleague_has_shared_out_since_the_page_was_read_stays(
    respondent: User, colleague: User
) -> None:
    siv = small.person("Siv Ask", Role.SIGNER, "0101")
    assign_sections(response=response(), people={SECTION: [respondent]}, by=respondent)
    assign_sections(response=response(), people={SECTION: [respondent, colleague]}, by=colleague)
    assign_sections(response=response(), people={SECTION: [siv]}, read={SECTION: [respondent]}, by=respondent)
    assert assigned() == [(SECTION, "Per Ask"), (SECTION, "Siv Ask")]
    event = Event.objects.filter(verb="sections_assigned").order_by("-pk")[0]
    assert event.details == {SECTION: sorted([colleague.pk, siv.pk])}


def test_the_log_names_the_section_and_the_people_and_only_what_is_news(
    respondent: User, colleague: User
) -> None:
    for _ in range(2):
        assign_sections(response=response(), people={SECTION: [colleague]}, by=respondent)
    event = Event.objects.get(verb="sections_assigned")
    assert (event.by_name, event.details) == ("Anna Ek", {SECTION: [colleague.pk]})


def test_somebody_who_doesnt_answer_for_the_organisation_is_invited_first(
    respondent: User, stranger: User
) -> None:
    by_pk = response()
    before = contents()
    with pytest.raises(Refused, match=r"^Stina Alm svarar inte för Alby\. Bjud in personen först\.$"):
        assign_sections(response=by_pk, people={SECTION: [stranger]}, by=respondent)
    assert contents() == before


@pytest.mark.parametrize("who", ["stranger", "coordinator", "officer"])
def test_nobody_else_shares_out_an_organisations_work(
    respondent: User, request: pytest.FixtureRequest, who: str
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(
        Refused, match=r"^(Du har inte behörighet att göra det här för Alby|Alby svarar själv)\.$"
    ):
        assign_sections(response=response(), people={SECTION: [respondent]}, by=by)


def test_a_section_that_there_isnt_is_an_error(respondent: User) -> None:
    with pytest.raises(KeyError):
        assign_sections(response=response(), people={"finns_inte": [respondent]}, by=respondent)


def test_what_is_submitted_isnt_shared_out(respondent: User) -> None:
    submitted = small.submitted("0101")
    with pytest.raises(Refused, match="det har läget ”Inlämnad”"):
        assign_sections(response=submitted, people={SECTION: [respondent]}, by=respondent)
