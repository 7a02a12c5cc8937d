"""Comments: who may say what to whom, when a thread is open, and what is kept of it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from questionnaires.models import Comment, Response, Side, Thread, ThreadState
from questionnaires.rules import Refused
from questionnaires.services.comments import LONGEST, answer_comment, close_comment, start_comment
from records.models import Event
from tests import country as small
from tests.database import contents

ASKED = "Gäller det hela kommunen?"


def response() -> Response:
    return small.response("kommun-2030", "0101")


@pytest.fixture
def thread(coordinator: User, respondent: User) -> Thread:
    """A question from the coordinator of RSS Norr about one row of Alby's answer."""
    return start_comment(
        response=response(), cell="insatser.team", text=ASKED, side=Side.RECEIVER, by=coordinator
    )


def state(thread: Thread) -> str:
    return Thread.objects.get(pk=thread.pk).state


def test_a_coordinator_asks_about_a_row(thread: Thread) -> None:
    assert (thread.cell, thread.side, thread.state) == ("insatser.team", Side.RECEIVER, ThreadState.OPEN)
    said = thread.comments.get()
    assert (said.text, said.side, said.by.name) == (ASKED, Side.RECEIVER, "Karin Björk")


def test_a_respondent_writes_about_a_whole_question(respondent: User) -> None:
    thread = start_comment(response=response(), cell="insatser", text="Delvis.", side=Side.OWN, by=respondent)
    assert (thread.cell, thread.side) == ("insatser", Side.OWN)


def test_a_respondent_writes_freely_to_the_coordinator(respondent: User) -> None:
    assert start_comment(response=response(), text="Vi är sena.", side=Side.OWN, by=respondent).cell == ""


def test_an_answer_from_the_other_side_answers_the_thread(thread: Thread, respondent: User) -> None:
    answer_comment(thread=thread, text="Ja.", side=Side.OWN, by=respondent)
    assert state(thread) == ThreadState.ANSWERED


def test_the_side_that_asked_opens_it_again_by_asking_more(
    thread: Thread, respondent: User, coordinator: User
) -> None:
    answer_comment(thread=thread, text="Ja.", side=Side.OWN, by=respondent)
    answer_comment(thread=thread, text="Sedan när?", side=Side.RECEIVER, by=coordinator)
    assert state(thread) == ThreadState.OPEN


def test_a_colleague_speaks_for_the_same_side(thread: Thread, colleague: User) -> None:
    assert answer_comment(thread=thread, text="Ja.", side=Side.OWN, by=colleague).side == Side.OWN


def test_the_side_that_asked_closes_the_thread(thread: Thread, coordinator: User) -> None:
    close_comment(thread=thread, side=Side.RECEIVER, by=coordinator)
    assert state(thread) == ThreadState.CLOSED


def test_the_side_that_was_asked_cant_close_it(thread: Thread, respondent: User) -> None:
    with pytest.raises(Refused, match=r"^Bara den sida som började samtalet kan avsluta det\.$"):
        close_comment(thread=thread, side=Side.OWN, by=respondent)
    assert state(thread) == ThreadState.OPEN


def test_closing_twice_is_closing_once(thread: Thread, coordinator: User) -> None:
    close_comment(thread=thread, side=Side.RECEIVER, by=coordinator)
    close_comment(thread=thread, side=Side.RECEIVER, by=coordinator)
    assert Event.objects.filter(verb="comment_closed").count() == 1


def test_nothing_is_added_to_a_closed_thread(thread: Thread, coordinator: User, respondent: User) -> None:
    close_comment(thread=thread, side=Side.RECEIVER, by=coordinator)
    with pytest.raises(Refused, match=r"^Samtalet är avslutat\. Skriv en ny kommentar i stället\.$"):
        answer_comment(thread=thread, text="Ja.", side=Side.OWN, by=respondent)
    assert thread.comments.count() == 1


def test_nobody_speaks_on_the_other_side_than_her_own(
    thread: Thread, respondent: User, coordinator: User
) -> None:
    before = contents()
    for side, by in ((Side.RECEIVER, respondent), (Side.OWN, coordinator)):
        with pytest.raises(Refused, match="Du har inte behörighet"):
            start_comment(response=response(), text="Hej", side=side, by=by)
        with pytest.raises(Refused, match="Du har inte behörighet"):
            answer_comment(thread=thread, text="Hej", side=side, by=by)
        with pytest.raises(Refused, match="Du har inte behörighet"):
            close_comment(thread=thread, side=side, by=by)
    assert contents() == before


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("who", ["stranger", "officer", "administrator", "region_signer"])
@pytest.mark.parametrize(
    "act",
    [
        lambda thread, side, by: start_comment(response=thread.response, text="Hej", side=side, by=by),
        lambda thread, side, by: answer_comment(thread=thread, text="Hej", side=side, by=by),
        lambda thread, side, by: close_comment(thread=thread, side=side, by=by),
    ],
    ids=["start", "answer", "close"],
)
def test_a_stranger_to_a_kommun_takes_no_part_nor_does_the_national_level(
    thread: Thread,
    request: pytest.FixtureRequest,
    who: str,
    side: Side,
    act: Callable[[Thread, Side, User], object],
) -> None:
    by = request.getfixturevalue(who)
    before = contents()

    with pytest.raises(Refused, match=r"^Du har inte behörighet att göra det här för Alby\.$"):
        act(thread, side, by)

    assert contents() == before


def test_a_regions_other_side_is_the_national_level(region_signer: User, officer: User) -> None:
    asked = start_comment(
        response=small.response("region-2030", "01"), text="Hela länet?", side=Side.RECEIVER, by=officer
    )
    answer_comment(thread=asked, text="Ja.", side=Side.OWN, by=region_signer)
    assert (asked.side, state(asked)) == (Side.RECEIVER, ThreadState.ANSWERED)


def test_an_rss_answers_the_national_level_by_its_coordinator(coordinator: User, officer: User) -> None:
    asked = start_comment(
        response=small.response("rss-2030", "rss-norr"), text="Hela länet?", side=Side.RECEIVER, by=officer
    )
    assert answer_comment(thread=asked, text="Ja.", side=Side.OWN, by=coordinator).side == Side.OWN


def test_a_comment_without_words_is_refused(respondent: User) -> None:
    with pytest.raises(Refused, match=r"^Skriv en kommentar först\.$"):
        start_comment(response=response(), text=" \n ", side=Side.OWN, by=respondent)
    assert not Thread.objects.exists()


def test_a_comment_that_is_too_long_says_how_long_it_may_be(respondent: User) -> None:
    with pytest.raises(Refused, match=r"^Kommentaren är 5001 tecken\. Korta den till högst 5000\.$"):
        start_comment(response=response(), text="a" * (LONGEST + 1), side=Side.OWN, by=respondent)


def test_a_comment_that_cant_be_shown_is_refused(respondent: User) -> None:
    with pytest.raises(Refused, match=r"styrtecken"):
        start_comment(response=response(), text="a\x00b", side=Side.OWN, by=respondent)


def test_a_comment_on_a_question_that_there_isnt_is_an_error(respondent: User) -> None:
    with pytest.raises(KeyError):
        start_comment(response=response(), cell="finns_inte", text="Hej", side=Side.OWN, by=respondent)


def test_the_log_says_who_and_where_and_never_what(thread: Thread, respondent: User) -> None:
    answer_comment(thread=thread, text="Ja, hela.", side=Side.OWN, by=respondent)

    events = Event.objects.filter(subject_kind="thread").order_by("pk")
    alby = small.organisation("0101").pk
    assert [(each.verb, each.by_name, each.organisation_number, each.round_year) for each in events] == [
        ("comment_started", "Karin Björk", alby, 2030),
        ("comment_answered", "Anna Ek", alby, 2030),
    ]
    where = {"response": thread.response_id, "cell": "insatser.team"}
    assert [each.details for each in events] == [where, where]


def test_the_database_refuses_a_comment_that_says_nothing(thread: Thread, respondent: User) -> None:
    said = thread.comments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(thread=thread, side=Side.OWN, text="", at=said.at, by=respondent)
