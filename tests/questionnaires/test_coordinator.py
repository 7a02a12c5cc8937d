"""What an RSS coordinator reads of the kommuner of the RSS."""

from accounts.services import system_user
from questionnaires.models import State
from questionnaires.selectors.coordinator.live_aggregate import (
    counted_submissions,
    kommun_questionnaires,
    kommuner_by_state,
    live_aggregate,
)
from questionnaires.services.responses import decline_response
from tests import country as small

KEY = "kommun-2030"


def test_the_questionnaires_that_kommuner_answer_are_listed_once_whatever_their_versions(
    country: None,
) -> None:
    small.publish(KEY, old="Fast kontakt", new="Fast läkarkontakt")
    assert kommun_questionnaires(small.member("rss-norr")) == (KEY,)


def test_kommuner_are_counted_by_state_and_who_is_silent_has_not_begun(country: None) -> None:
    small.approved("0101")
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())

    assert kommuner_by_state(small.member("rss-norr"), KEY) == {
        State.APPROVED: 1,
        State.DECLINED: 1,
        State.NOT_STARTED: 1,
    }


def test_a_response_that_was_opened_without_an_answer_has_not_begun(country: None) -> None:
    small.response(KEY, "0101")
    assert kommuner_by_state(small.member("rss-norr"), KEY) == {State.NOT_STARTED: 3}


def test_an_rss_without_kommuner_has_nobody_in_any_state(country: None) -> None:
    rss = small.member("rss-tom")
    assert kommuner_by_state(rss, KEY) == {}
    assert live_aggregate(rss).submissions == {KEY: ()}
    assert live_aggregate(rss).tallies[KEY].respondents == 0


def test_the_live_aggregate_names_what_it_counts_by_kommun_code(country: None) -> None:
    small.approved("0103")
    small.approved("0101")
    small.submitted("0102")
    small.approved("0201")

    counted = live_aggregate(small.member("rss-norr")).submissions[KEY]

    assert [(each.kommun, each.number) for each in counted] == [("0101", 1), ("0103", 1)]
    assert [each.pk for each in counted] == [
        each.pk for each in counted_submissions(small.member("rss-norr"), KEY)
    ]
