"""What the national level reads, and what it can't read: a kommun's answers."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.services import system_user
from questionnaires.answers import Absence, Answer, Chosen, Number, Special, Text
from questionnaires.models import AggregateVersion
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers, RoundData, RssReport
from questionnaires.selectors.national import collected
from questionnaires.services.aggregates import (
    accept_aggregate,
    reopen_aggregate,
    return_aggregate,
    submit_aggregate,
)
from questionnaires.services.responses import (
    decline_response,
    save_answers,
    submit_response,
    take_back_response,
)
from questionnaires.services.review import accept_response, reopen_response, return_response
from questionnaires.services.rounds import close_round, mark_published
from records.models import Event
from tests import country as small

SECRET = "HEMLIGT-I-KOMMUNEN"
# Queries that the data of a round costs, however many answer.
QUERIES = 11


def data() -> RoundData:
    found = collected.round_data(2030)
    assert found is not None
    return found


def region(code: str) -> OwnAnswers:
    return next(each for each in data().own["region-2030"] if each.organisation.code == code)


def rss_answers(code: str) -> OwnAnswers:
    return next(each for each in data().own["rss-2030"] if each.organisation.code == code)


def report(code: str) -> RssReport:
    return next(each for each in data().reports if each.rss.code == code)


def aggregate(code: str) -> Any:
    return AggregateVersion.objects.filter(aggregate__rss__code=code).latest("number").aggregate


def test_a_round_without_answers_lists_everybody_who_should_have_sent_in(country: None) -> None:
    found = data()

    assert (found.year, found.state, found.deadline, found.kommuner) == (2030, "open", date(2031, 3, 31), 4)
    assert list(found.definitions) == ["region-2030", "kommun-2030", "rss-2030"]
    assert list(found.own) == ["region-2030", "rss-2030"]
    assert [each.organisation.report_name for each in found.own["region-2030"]] == ["Norr", "Åland"]
    assert region("01") == OwnAnswers(
        organisation=FrameOrganisation("region", "01", "Region Norr", "Norr", "01", "Norra län"),
        state="not_started",
        submission=0,
        definition=found.definitions["region-2030"],
        answers=None,
        absence=Absence.NOT_RECEIVED,
    )
    assert [(each.rss.report_name, each.kommuner, each.state, each.number) for each in found.reports] == [
        ("Norr", 3, "not_started", 0),
        ("Åss", 1, "not_started", 0),
        ("Tom", 0, "not_started", 0),
    ]
    assert {each.tallies == {} and each.counted == {} for each in found.reports} == {True}


def test_a_year_without_a_round_has_no_data(db: None) -> None:
    assert collected.round_data(1999) is None
    assert collected.kommuner_by_state(1999) == {}


def test_a_regions_submission_counts_from_when_it_is_sent_in(country: None) -> None:
    response = small.region_submitted("01", beskrivning=Text("Hemligt utkast"))
    assert (region("01").state, region("01").submission) == ("submitted", 1)
    assert region("01").answer("utbildning.vt") == Number(Decimal("71.5"))
    assert region("01").answer("utbildning.ht") == Special("kan_inte_uppskattas")
    assert region("01").answer("utbildning.ar") == Absence.NOT_ANSWERED
    # Hidden: the draft has an answer to it, the submission hasn't.
    assert region("01").answer("beskrivning") == Absence.NOT_ASKED

    accept_response(response=response, by=system_user())
    assert (region("01").state, region("01").submission) == ("accepted", 1)


def test_a_draft_doesnt_count(country: None) -> None:
    small.save("region-2030", "01", small.REGION_ANSWERS)
    assert region("01").answers is None
    assert region("01").answer("uppdrag") == Absence.NOT_RECEIVED
    assert region("01").state == "draft"


def test_a_region_that_declines_says_so(country: None) -> None:
    decline_response(response=small.response("region-2030", "01"), reason="Hinner inte", by=system_user())
    assert region("01").answer("uppdrag") == Absence.DECLINED


def test_what_is_returned_is_left_out_until_it_comes_again(country: None) -> None:
    response = small.region_submitted("01")
    return_response(response=response, reason="Se över", by=system_user())
    assert (region("01").state, region("01").answers) == ("returned", None)

    save_answers(response=response, answers={"uppdrag": Chosen("ja")}, by=system_user())
    submit_response(response=response, signed_name="Rolf Gran", by=system_user())

    assert region("01").submission == 2
    assert region("01").answer("uppdrag") == Chosen("ja")


def test_of_what_is_reopened_the_old_submission_counts_until_the_new_one_is_in(country: None) -> None:
    response = small.region_submitted("01")
    reopen_response(response=response, reason="Rätta", by=system_user())
    save_answers(response=response, answers={"uppdrag": Chosen("ja")}, by=system_user())
    assert (region("01").state, region("01").submission) == ("reopened", 1)
    assert region("01").answer("uppdrag") == Chosen("nej")

    submit_response(response=response, signed_name="Rolf Gran", by=system_user())
    assert region("01").answer("uppdrag") == Chosen("ja")

    # Taken back, the new one never counts; the old one does again.
    take_back_response(response=response, by=system_user())
    assert (region("01").state, region("01").submission) == ("reopened", 1)
    assert region("01").answer("uppdrag") == Chosen("nej")


def test_answers_are_read_by_the_version_that_they_were_given_to(country: None) -> None:
    small.region_submitted("01")
    newest = small.publish("region-2030", old="Har uppdraget ändrats?", new="Är uppdraget ändrat?")

    assert region("01").definition.question("uppdrag").text == "Har uppdraget ändrats?"
    assert region("02").definition == newest.definition
    assert data().definitions["region-2030"] == newest.definition
    assert list(data().definitions) == ["region-2030", "kommun-2030", "rss-2030"]


def test_an_rss_reports_its_tallies_and_its_own_answers(country: None) -> None:
    small.approved("0101")
    small.approved("0102", personer=None)
    small.submitted("0103")
    small.reported("rss-norr", plan="nej")

    found = report("rss-norr")

    assert (found.kommuner, found.state, found.number, found.without_own) == (3, "submitted", 1, False)
    assert found.counted == {"kommun-2030": 2}
    assert found.tallies["kommun-2030"].cell("personer").total == Decimal("12.5")
    assert found.tallies["kommun-2030"].cell("personer").not_answered == 1
    assert rss_answers("rss-norr").answer("handlingsplan") == Chosen("nej")


def test_before_it_is_sent_in_an_aggregate_doesnt_exist_nationally(country: None) -> None:
    small.approved("0101")
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    assert (report("rss-norr").counted, report("rss-norr").tallies) == ({}, {})
    assert rss_answers("rss-norr").answers is None


def test_without_own_answers_the_report_is_marked(country: None) -> None:
    submit_aggregate(rss=small.member("rss-tom"), signed_name="K", without_own=True, by=system_user())
    assert report("rss-tom").without_own
    assert rss_answers("rss-tom").answer("handlingsplan") == Absence.NOT_RECEIVED


def test_a_returned_report_is_left_out_with_its_own_answers(country: None) -> None:
    small.approved("0101")
    small.reported("rss-norr")
    return_aggregate(aggregate=aggregate("rss-norr"), reason="Se över", by=system_user())

    assert (report("rss-norr").state, report("rss-norr").number, report("rss-norr").tallies) == (
        "returned",
        0,
        {},
    )
    assert rss_answers("rss-norr").answers is None


def test_a_reopened_report_counts_as_it_was_until_the_new_version_is_in(country: None) -> None:
    small.approved("0101")
    small.reported("rss-norr")
    accept_aggregate(aggregate=aggregate("rss-norr"), by=system_user())
    reopen_aggregate(aggregate=aggregate("rss-norr"), reason="Berga kom sent", by=system_user())
    small.approved("0102")
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("nej")})
    assert (report("rss-norr").state, report("rss-norr").number) == ("reopened", 1)
    assert report("rss-norr").counted == {"kommun-2030": 1}
    assert rss_answers("rss-norr").answer("handlingsplan") == Chosen("ja")

    small.reported("rss-norr", plan="nej")

    assert (report("rss-norr").state, report("rss-norr").number) == ("submitted", 2)
    assert report("rss-norr").counted == {"kommun-2030": 2}
    assert rss_answers("rss-norr").answer("handlingsplan") == Chosen("nej")


def test_kommuner_are_counts_per_rss(country: None) -> None:
    small.approved("0101")
    small.response("kommun-2030", "0102")
    decline_response(response=small.answered("0201"), reason="Hinner inte", by=system_user())

    assert collected.kommuner_by_state(2030) == {
        "kommun-2030": {
            "rss-norr": {"approved": 1, "not_started": 2},
            "rss-ass": {"declined": 1},
        }
    }


def test_the_years_and_whose_a_questionnaire_is(country: None) -> None:
    assert collected.years() == (2030,)
    assert collected.years_of(["rss-2030", "rss-1999"]) == {2030}
    assert collected.years_of(["rss-1999"]) == set()
    assert sorted(collected.definitions()) == ["kommun-2030", "region-2030", "rss-2030"]


def test_the_last_event_is_the_last_that_changes_a_national_number(country: None) -> None:
    small.approved("0101")
    small.reported("rss-norr")
    counted = Event.objects.latest("at").at
    assert data().last_event == counted

    # What a kommun does changes no number; nor does publishing.
    small.approved("0201")
    assert data().last_event == counted
    closed = close_round(year=2030, by=system_user())
    at_closing = data().last_event
    assert at_closing == Event.objects.get(verb="round_closed").at
    mark_published(year=closed.year, by=system_user())
    assert data().last_event == at_closing


def test_the_cost_in_queries_doesnt_grow_with_the_answers(
    country: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Before anybody has begun there are no submissions to ask for.
    with django_assert_num_queries(QUERIES - 1):
        collected.round_data(2030)
    mixed_states()
    with django_assert_num_queries(QUERIES):
        collected.round_data(2030)
    with django_assert_num_queries(3):
        collected.kommuner_by_state(2030)


def mixed_states() -> None:
    """Everybody in different states, with a secret in what each kommun wrote: drafts, submissions, changes."""
    secret: dict[str, Answer | None] = {
        "insatser__annat": Chosen("initierat", SECRET),
        "projekt": Chosen("ja"),
        "exempel": Text(SECRET),
    }
    small.approved("0101", **secret)
    small.submitted("0102", **secret)
    small.answered("0103", **secret)
    small.approved("0201", **secret)
    small.region_submitted("01")
    small.save("region-2030", "02", small.REGION_ANSWERS)
    small.reported("rss-norr")
    small.reported("rss-ass")
    reopen_aggregate(aggregate=aggregate("rss-ass"), reason="Rätta", by=system_user())
    reopen_response(response=small.response("kommun-2030", "0201"), reason="Rätta", by=system_user())


def everything_national() -> list[object]:
    """What each public function of the national selectors returns."""
    return [
        collected.round_data(2030),
        collected.kommuner_by_state(2030),
        collected.last_event(2030),
        collected.years(),
        collected.years_of(["kommun-2030"]),
        collected.definitions(),
    ]


def test_nothing_that_a_kommun_wrote_is_in_what_the_national_level_reads(country: None) -> None:
    mixed_states()
    assert SECRET not in repr(everything_national())


def rows_read(read: Callable[[], object]) -> list[Any]:
    """Every row that the database hands out while something is read: its queries are asked once more."""
    with CaptureQueriesContext(connection) as captured:
        read()
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(query["sql"])
            rows.extend(cursor.fetchall())
    return rows


def test_no_national_query_returns_what_a_kommun_wrote(country: None) -> None:
    mixed_states()
    rows = rows_read(everything_national)
    assert len(rows) > 20
    assert SECRET not in repr(rows)


def test_no_national_query_names_a_kommuns_draft_or_changes(country: None) -> None:
    mixed_states()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        everything_national()
    asked = " ".join(query["sql"] for query in captured.captured_queries)
    assert not re.findall(r'"cells"|answerchange|countedsubmission', asked)


def test_the_probe_would_notice_a_kommuns_answer(country: None) -> None:
    """So that the test above can fail."""
    mixed_states()
    rows = rows_read(lambda: list(small.response("kommun-2030", "0101").submissions.all()))
    assert SECRET in repr(rows)
