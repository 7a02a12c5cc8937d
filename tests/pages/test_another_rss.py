"""A kommun that has another RSS this year than last: what it answered then was never sent in to the new one."""

from decimal import Decimal

import pytest

from accounts.models import OrganisationKind, User
from accounts.organisation_files import OrganisationLine
from accounts.services import load_organisations, system_user
from questionnaires.answers import Chosen, Number
from questionnaires.models import Response
from questionnaires.rules import Refused
from questionnaires.selectors.last_time import last_time, last_time_through_rss
from questionnaires.selectors.respondent.own import own_response
from questionnaires.services.explanations import save_explanations
from questionnaires.services.in_place import enter_response, mend_response
from questionnaires.services.responses import save_answers, submit_response
from tests import country as small
from tests.pages.answering import desk_2030, with_last_time
from tests.pages.reading import signed_in
from tests.pages.reviewing import address, alby, read

pytestmark = pytest.mark.django_db

MANY = Number(Decimal(80))


@pytest.fixture
def answered_through_another(country: None) -> None:
    """Alby answered in 2029 through RSS Åss, and answers in 2030 through RSS Norr."""
    move("rss-ass")
    with_last_time(desk_2030())
    move("rss-norr")


def move(rss: str) -> None:
    """Lets Alby answer through that RSS, in the rounds that are made from now on."""
    parent = small.organisation(rss)
    line = OrganisationLine(
        OrganisationKind.RSS, rss, parent.name, parent.report_name, parent.lan_code, parent.lan_name
    )
    alby_line = OrganisationLine(OrganisationKind.KOMMUN, "0101", "Alby", "Alby", "01", "Norra län", rss)
    load_organisations(lines=[line, alby_line], by=system_user())


def test_the_kommun_itself_has_last_times_answers_and_its_coordinator_has_not(
    answered_through_another: None,
) -> None:
    assert last_time(small.member("0101"), "kommun-2030") is not None
    assert last_time_through_rss(small.member("0101"), "kommun-2030") is None


def test_they_stand_nowhere_in_what_the_new_coordinator_reads(
    answered_through_another: None, coordinator: User
) -> None:
    small.submitted("0101", personer=MANY)
    for name, more in (("review", ()), ("review_submission", (1,)), ("review_mend", ("personer",))):
        html = signed_in(coordinator).get(address(name, *more)).content.decode()
        assert "80" in html
        assert "12,5" not in html
        assert "2029" not in html


def test_whoever_answers_in_the_kommuns_place_isnt_told_them_either(
    answered_through_another: None, coordinator: User
) -> None:
    enter_response(response=alby(), by=coordinator)
    save_answers(response=alby(), answers=small.KOMMUN_ANSWERS | {"personer": MANY}, by=coordinator)
    own = own_response(coordinator, small.member("0101").pk, "kommun-2030")
    assert own.last_time is None
    client = signed_in(coordinator)
    for page in ("", "del/antal/", "kontrollera/"):
        shown = client.get(f"/svar/{small.member('0101').pk}/kommun-2030/{page}", follow=True)
        assert shown.status_code == 200
        assert "12,5" not in shown.content.decode()
    submit_response(
        response=alby(), signed_name="Karin Björk", reason="Svaret kom med e-post.", by=coordinator
    )


def explained(by: User) -> Response:
    small.answered("0101", personer=MANY)
    texts = {("personer", "changed_much"): "Två enheter till."}
    save_explanations(response=alby(), texts=texts, by=by)
    submit_response(response=alby(), signed_name="Per Ask", by=by)
    return alby()


def test_the_kommun_explains_what_has_changed_and_that_stands_when_something_else_is_mended(
    answered_through_another: None, coordinator: User, colleague: User
) -> None:
    small.answered("0101", personer=MANY)
    with pytest.raises(Refused, match="12,5"):
        submit_response(response=alby(), signed_name="Per Ask", by=colleague)
    mend_response(
        response=explained(colleague),
        question="projekt",
        answers={"projekt": Chosen("ja")},
        reason="Se bilagan.",
        by=coordinator,
    )
    assert [each["text"] for each in alby().submissions.latest("number").explanations] == [
        "Två enheter till."
    ]
    page = read(coordinator)
    assert "Två enheter till." in page
    assert "12,5" not in page


def test_the_rss_that_it_was_sent_in_through_reads_on(country: None, coordinator: User) -> None:
    with_last_time(desk_2030())
    small.submitted("0101")
    assert "Svar 2029" in read(coordinator)
