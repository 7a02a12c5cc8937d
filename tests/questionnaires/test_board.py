"""An RSS's board: what it says of each kommun."""

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Invalid, Number
from questionnaires.models import Deadline, Extension, Round, Side, State
from questionnaires.progress import Content, progress_of
from questionnaires.selectors.coordinator.board.board import Wanted, board_of, phone_list_of
from questionnaires.selectors.coordinator.board.chosen import chosen_to_remind
from questionnaires.selectors.coordinator.board.overview import overview_of
from questionnaires.selectors.coordinator.board.places import LACKING
from questionnaires.selectors.coordinator.board.rows import Contact, Row, Sent, Talk
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from questionnaires.services.in_place import enter_response
from questionnaires.services.reminders import remind_members
from questionnaires.services.responses import decline_response, take_back_response
from questionnaires.services.review import return_response, start_review
from records.models import Mail, MailState
from tests import country as small

KEY = "kommun-2030"


@pytest.fixture
def norr(coordinator: User) -> CoordinatedRss:
    return coordinated_rss(coordinator, small.member("rss-norr").pk)


def rows(norr: CoordinatedRss) -> dict[str, Row]:
    return {row.member.name: row for row in board_of(norr, KEY, Wanted()).rows}


def test_the_kommuner_of_the_rss_are_there_and_nobody_elses(norr: CoordinatedRss) -> None:
    small.submitted("0201")
    assert list(rows(norr)) == ["Alby", "Berga", "Cedra"]


def test_each_kommun_stands_in_its_state_and_who_is_silent_has_not_begun(norr: CoordinatedRss) -> None:
    small.approved("0101")
    small.response(KEY, "0102")
    assert [row.state for row in rows(norr).values()] == [
        State.APPROVED,
        State.NOT_STARTED,
        State.NOT_STARTED,
    ]


def test_the_tabs_count_every_kommun_once(norr: CoordinatedRss) -> None:
    small.approved("0101")
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())
    assert board_of(norr, KEY, Wanted()).numbers == {
        "alla": 3,
        "ej-inlamnade": 1,
        "att-granska": 0,
        "komplettering": 0,
        "godkanda": 1,
        "avstar": 1,
    }


def test_content_counts_what_is_answered_of_what_is_asked(norr: CoordinatedRss) -> None:
    # The text is asked for only after a yes; what can't be read is no answer.
    small.save(KEY, "0101", {"projekt": Chosen("ja"), "personer": Invalid("abc")})
    found = rows(norr)
    assert found["Alby"].content == Content(answered=1, asked=7)
    assert found["Berga"].content == Content(answered=0, asked=6)


def test_content_is_counted_as_the_kommun_itself_sees_it(norr: CoordinatedRss) -> None:
    response = small.answered("0101", projekt=Chosen("ja"))
    own = progress_of(response.questionnaire.definition, response.answers)
    assert rows(norr)["Alby"].content == Content(own.answered, own.asked)


def test_nothing_on_a_row_can_hold_an_answer() -> None:
    assert {each.name for each in fields(Row)} == {
        "member",
        "state",
        "content",
        "sent",
        "last",
        "talk",
        "due",
        "contacts",
        "is_in_place",
        "reminded",
    }


def test_a_first_submission_has_nothing_to_differ_from(norr: CoordinatedRss) -> None:
    small.submitted("0101")
    assert rows(norr)["Alby"].sent == Sent(number=1, is_late=False, in_place="", changed=None)


def test_a_second_submission_tells_in_how_many_answers_it_differs(norr: CoordinatedRss) -> None:
    by = norr.user
    sent = small.submitted("0101", personer=Number(Decimal("13")))
    return_response(response=sent, reason="Se över.", by=by)
    # Two are others, one is the same number written in another way.
    small.submitted(
        "0101",
        projekt=Chosen("ja"),
        exempel=None,
        insatser__team=Chosen("initierat"),
        personer=Number(Decimal("13.0")),
    )
    assert rows(norr)["Alby"].sent == Sent(number=2, is_late=False, in_place="", changed=2)


def test_a_submission_that_was_taken_back_is_none(norr: CoordinatedRss) -> None:
    take_back_response(response=small.submitted("0101"), by=system_user())
    assert rows(norr)["Alby"].sent is None


def test_what_came_after_the_last_day_is_late(norr: CoordinatedRss) -> None:
    Round.objects.update(opens=date(2020, 1, 1), deadline=date(2020, 3, 1))
    small.submitted("0101")
    sent = rows(norr)["Alby"].sent
    assert sent is not None
    assert sent.is_late


def test_the_last_thing_that_happened_is_told_with_who_did_it(norr: CoordinatedRss, respondent: User) -> None:
    def last() -> tuple[str, str]:
        activity = rows(norr)["Alby"].last
        assert activity is not None
        return activity.what, activity.name

    assert rows(norr)["Alby"].last is None
    small.save(KEY, "0101", {"projekt": Chosen("ja")}, by=respondent)
    assert last() == ("save", "Anna Ek")
    response = small.submitted("0101")
    assert last() == ("submit", "Samsvar")
    start_review(response=response, by=norr.user)
    assert last() == ("start_review", "Karin Björk")
    start_comment(response=response, text="Hej", side=Side.OWN, by=respondent)
    assert last() == ("comment", "Anna Ek")


def test_open_threads_are_told_apart_by_whose_turn_it_is(norr: CoordinatedRss, respondent: User) -> None:
    response = small.submitted("0101")
    start_comment(response=response, text="Stämmer det?", side=Side.RECEIVER, by=norr.user)
    asked = start_comment(response=response, text="Vilka team?", side=Side.RECEIVER, by=norr.user)
    start_comment(response=response, text="Får vi mer tid?", side=Side.OWN, by=respondent)
    closed = start_comment(response=response, text="Hej", side=Side.OWN, by=respondent)
    answer_comment(thread=asked, text="De mobila.", side=Side.OWN, by=respondent)
    close_comment(thread=closed, side=Side.OWN, by=respondent)
    talk = rows(norr)["Alby"].talk
    assert talk == Talk(asked=1, answered=1, waiting=1, objections=0)
    assert talk.open == 3


def test_the_last_day_is_the_rss_own_and_one_with_more_time_has_another(norr: CoordinatedRss) -> None:
    earlier = norr.round.deadline - timedelta(days=5)
    Deadline.objects.create(round=norr.round, key=KEY, rss=norr.rss.organisation, day=earlier)
    later = norr.round.deadline + timedelta(days=3)
    Extension.objects.create(
        member=small.member("0102"), key=KEY, until=later, reason="Sjukdom", at=timezone.now(), by=norr.user
    )
    board = board_of(norr, KEY, Wanted())
    assert [row.due.last for row in board.rows] == [earlier, later, earlier]
    assert [row.due.extended for row in board.rows] == [None, later, None]
    assert board.due is not None
    assert board.due.last == earlier


def test_contacts_come_once_each_signers_first_and_who_cant_be_reached_is_marked(
    norr: CoordinatedRss, respondent: User, colleague: User
) -> None:
    small.person("Per Ask", Role.RESPONDENT, "0101")
    User.objects.filter(pk=respondent.pk).update(phone="036-10 20 30")
    gone = small.person("Bo Fors", Role.RESPONDENT, "0101")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    reject(respondent.email)
    assert rows(norr)["Alby"].contacts == (
        Contact("Per Ask", "", "per.ask@example.invalid", is_signer=True, refused=""),
        Contact(
            "Anna Ek", "036-10 20 30", "anna.ek@example.invalid", is_signer=False, refused="550 Ingen sådan"
        ),
    )
    assert rows(norr)["Berga"].contacts == ()


def reject(address: str) -> None:
    """The last mail to the address was rejected."""
    Mail.objects.update_or_create(
        to=address,
        kind="invitation",
        defaults={
            "name": "Anna Ek",
            "subject": "Hej",
            "text": "Hej",
            "message_id": f"<1@{address}>",
            "state": MailState.REJECTED,
            "reason": "550 Ingen sådan",
        },
    )
    Mail.objects.filter(to=address).exclude(kind="invitation").delete()


def test_the_phone_list_has_every_kommun_that_is_wanted_by_name(
    norr: CoordinatedRss, respondent: User
) -> None:
    small.submitted("0103")
    found = phone_list_of(norr, KEY, Wanted())
    assert [(each.member.name, [person.name for person in each.contacts]) for each in found.kommuner] == [
        ("Alby", ["Anna Ek"]),
        ("Berga", []),
        ("Cedra", []),
    ]


@pytest.mark.parametrize("key", ["region-2030", "rss-2030", "kommun-1999"])
def test_what_the_kommuner_arent_asked_has_no_board(norr: CoordinatedRss, key: str) -> None:
    for read in (board_of, phone_list_of):
        with pytest.raises(Http404):
            read(norr, key, Wanted())


def test_the_overview_counts_the_kommuner_and_tells_where_the_report_is(norr: CoordinatedRss) -> None:
    small.approved("0101")
    small.submitted("0102")
    small.reported("rss-norr")
    found = overview_of(norr)
    assert found.kommuner == 3
    assert [(part.questionnaire.key, dict(part.numbers)) for part in found.parts] == [
        (
            KEY,
            {
                "alla": 3,
                "ej-inlamnade": 1,
                "att-granska": 1,
                "komplettering": 0,
                "godkanda": 1,
                "avstar": 0,
            },
        )
    ]
    assert [(part.questionnaire.key, part.state) for part in found.own] == [("rss-2030", State.SUBMITTED)]
    assert (found.report, found.version) == (State.SUBMITTED, 1)


def test_an_rss_without_kommuner_has_an_empty_board(country: None) -> None:
    user = small.person("Tom Tom", Role.COORDINATOR, "rss-tom")
    empty = coordinated_rss(user, small.member("rss-tom").pk)
    board = board_of(empty, KEY, Wanted())
    assert (board.rows, board.due, board.numbers["alla"]) == ((), None, 0)
    assert overview_of(empty).kommuner == 0


def test_as_many_are_counted_to_remind_as_the_page_that_asks_would_remind(norr: CoordinatedRss) -> None:
    coordinator = norr.user
    for code, name in (("0101", "Anna Ek"), ("0102", "Bo Berg"), ("0103", "Cia Dal")):
        small.person(name, Role.SIGNER, code)
    lacking = Wanted(tab=LACKING)

    def counted() -> tuple[int, int]:
        found = board_of(norr, KEY, Wanted()).to_remind
        assert found is not None
        done = len(chosen_to_remind(norr, KEY, lacking, None).done)
        assert found.can == done
        return found.can, found.lacking

    assert counted() == (3, 3)
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    assert counted() == (2, 3)
    rejected = Mail.objects.create(
        kind="comment", to="bo.berg@example.invalid", state=MailState.REJECTED, reason="550"
    )
    assert counted() == (1, 3)
    enter_response(response=small.response(KEY, "0103"), by=coordinator)
    assert counted() == (0, 3)
    Mail.objects.filter(pk=rejected.pk).update(state=MailState.SENT, reason="", sent_at=timezone.now())
    small.submitted("0101")
    assert counted() == (1, 2)
