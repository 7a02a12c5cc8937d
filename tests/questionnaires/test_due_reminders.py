"""The reminders that a round gives by itself: on which days, to whom, and only what still makes sense."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, Role, User
from accounts.services import add_member, system_user
from questionnaires.jobs import give_reminders
from questionnaires.models import Deadline, Extension, FrameMember, Reminder, ReminderGiven, Round, RoundState
from questionnaires.selectors.reminding import due_reminder
from questionnaires.services.planning import end_round_mails, plan_round_mails
from questionnaires.services.reminders import remind_members
from questionnaires.services.responses import decline_response, resume_response
from questionnaires.services.review import return_response
from records.models import Mail, MailState, Schedule
from tests import country as small
from tests.clock import SWEDEN, Clock

KEY = "kommun-2030"
DAYS = (-14, -3, 2)
LAST = date(2031, 3, 31)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def round_(country: None) -> Round:
    """The round of 2030, which reminds on DAYS from 31 March 2031."""
    found = Round.objects.get()
    found.reminders.all().delete()
    Reminder.objects.bulk_create(Reminder(round=found, days=days) for days in DAYS)
    return found


def morning(round_: Round) -> int:
    """What the job of a morning does; how many organisations it reminded."""
    store = give_reminders({"round": round_.pk}, lambda done, total, text: None)  # type: ignore[arg-type]  # no job
    told: int = store()["organisations"]
    return told


def told() -> list[tuple[str, str]]:
    """Each mail's kind and recipient's first name, in the order written."""
    return [(mail.kind, mail.name.split()[0]) for mail in Mail.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2031-03-16", None),
        ("2031-03-17", "2031-03-17"),
        # Nobody swept for three days: still worth saying.
        ("2031-03-20", "2031-03-17"),
        ("2031-03-21", None),
        ("2031-03-28", "2031-03-28"),
        # Made up for on the last day itself, and not after it: it says "before".
        ("2031-03-31", "2031-03-28"),
        ("2031-04-01", None),
        ("2031-04-02", "2031-04-02"),
        ("2031-04-05", "2031-04-02"),
        ("2031-04-06", None),
    ],
)
def test_a_reminder_is_due_on_its_day_and_made_up_for_as_long_as_it_makes_sense(
    today: str, due: str | None
) -> None:
    found = due_reminder(LAST, DAYS, date.fromisoformat(today))
    assert found == (date.fromisoformat(due) if due else None)


def test_of_two_that_nobody_could_send_only_the_later_is_given() -> None:
    assert due_reminder(LAST, (-3, -2), date(2031, 3, 30)) == date(2031, 3, 29)


def test_a_round_without_days_reminds_nobody() -> None:
    assert due_reminder(LAST, (), LAST) is None


def test_each_day_reminds_once_before_and_after(clock: Clock, round_: Round, respondent: User) -> None:
    for day in (
        "2031-03-16",
        "2031-03-17",
        "2031-03-18",
        "2031-03-28",
        "2031-03-29",
        "2031-04-02",
        "2031-04-03",
    ):
        clock.set(f"{day} 07:00")
        morning(round_)
    assert told() == [("reminder_before", "Anna"), ("reminder_before", "Anna"), ("reminder_after", "Anna")]


def test_the_days_are_counted_from_each_organisations_own_last_day(
    clock: Clock, round_: Round, respondent: User, stranger: User, region_signer: User
) -> None:
    Deadline.objects.create(round=round_, key=KEY, rss=small.organisation("rss-norr"), day=date(2031, 3, 14))
    Extension.objects.create(
        member=small.member("01"),
        key="region-2030",
        until=date(2031, 4, 30),
        reason="Sjukdom",
        at=clock.set("2031-03-01 12:00"),
        by=system_user(),
    )
    clock.set("2031-03-11 07:00")
    morning(round_)
    assert told() == [("reminder_before", "Anna")]
    clock.set("2031-03-17 07:00")
    morning(round_)
    # Anna's was due the day before, when nobody swept.
    assert told()[1:] == [("reminder_after", "Anna"), ("reminder_before", "Stina")]
    clock.set("2031-04-16 07:00")
    morning(round_)
    assert told()[3:] == [("reminder_before", "Rolf")]


def test_who_has_sent_in_declined_or_been_reminded_by_hand_since_is_left_alone(
    clock: Clock, round_: Round, respondent: User, coordinator: User, stranger: User
) -> None:
    clock.set("2031-03-17 06:00")
    small.submitted("0201")
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    clock.set("2031-03-17 07:00")
    morning(round_)
    clock.set("2031-03-18 07:00")
    morning(round_)
    assert told() == [("reminder_before", "Anna"), ("reminder_before", "Karin")]


def test_who_answers_after_all_or_has_to_mend_is_reminded_again(
    clock: Clock, round_: Round, respondent: User, stranger: User
) -> None:
    clock.set("2031-03-16 12:00")
    decline_response(response=small.response(KEY, "0101"), reason="Vi hinner inte.", by=respondent)
    return_response(response=small.submitted("0201"), reason="Se över.", by=system_user())
    clock.set("2031-03-17 07:00")
    morning(round_)
    assert told() == [("reminder_before", "Stina")]
    resume_response(response=small.response(KEY, "0101"), by=respondent)
    clock.set("2031-03-28 07:00")
    morning(round_)
    assert told()[1:] == [("reminder_before", "Anna"), ("reminder_before", "Stina")]


def test_who_was_told_today_that_the_round_has_opened_is_not_reminded_too(
    clock: Clock, round_: Round, respondent: User
) -> None:
    Round.objects.update(opens=date(2031, 3, 17))
    for day in ("2031-03-17", "2031-03-18", "2031-03-28"):
        clock.set(f"{day} 07:00")
        morning(round_)
    assert [at.day for at in ReminderGiven.objects.all()] == [date(2031, 3, 28)]
    assert told() == [("reminder_before", "Anna")]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED])
def test_a_round_that_is_not_open_reminds_nobody(
    clock: Clock, round_: Round, respondent: User, state: RoundState
) -> None:
    Round.objects.update(state=state)
    clock.set("2031-03-17 07:00")
    morning(round_)
    assert told() == []


def test_what_waits_in_the_outbox_is_withdrawn_when_the_answers_come_in(
    clock: Clock, round_: Round, respondent: User
) -> None:
    clock.set("2031-03-17 07:00")
    morning(round_)
    now = clock.set("2031-03-17 09:00")
    small.submitted("0101")
    assert [(mail.state, mail.until) for mail in Mail.objects.all()] == [(MailState.WAITING, now)]


def test_mornings_and_mondays_are_planned_once_at_seven_in_sweden(clock: Clock, round_: Round) -> None:
    # Wednesday, in winter time; the clocks go forward on Sunday.
    clock.set("2031-03-26 07:00")
    end_round_mails(number=round_.pk, by=system_user())
    for _ in range(2):
        plan_round_mails(round_=round_, by=system_user())
    planned = {each.kind: each.due_at.astimezone(SWEDEN) for each in Schedule.objects.exclude(kind="mail")}
    assert {kind: f"{at:%Y-%m-%d %H:%M %z}" for kind, at in planned.items()} == {
        "reminders": "2031-03-27 07:00 +0100",
        "digests": "2031-03-31 07:00 +0200",
    }


@pytest.mark.parametrize("kind", ["reminders", "digests"])
def test_a_published_or_deleted_round_ends_what_was_planned(round_: Round, kind: str) -> None:
    plan_round_mails(round_=round_, by=system_user())
    Round.objects.update(state=RoundState.PUBLISHED)
    morning_of_a_round_that_is_over = give_reminders({"round": round_.pk}, lambda *_: None)  # type: ignore[arg-type]  # no job
    assert morning_of_a_round_that_is_over() == {"state": "over"}
    assert not Schedule.objects.filter(kind=kind).exists()


@pytest.mark.thorough
def test_290_kommuner_are_read_in_few_queries_and_each_is_written_in_as_many(
    clock: Clock, round_: Round
) -> None:
    rss = small.organisation("rss-norr")
    clock.set("2031-03-17 07:00")
    for number in range(290):
        kommun = Organisation.objects.create(
            kind="kommun", code=f"9{number:03}", name=f"K{number}", report_name=f"K{number}", rss=rss
        )
        FrameMember.objects.create(
            round=round_, organisation=kommun, kind="kommun", code=kommun.code, name=kommun.name, rss=rss
        )
        for role in (Role.RESPONDENT, Role.SIGNER):
            name = f"{role} {number}"
            add_member(
                email=f"{role}{number}@x.example", name=name, organisation=kommun, role=role, by=system_user()
            )
    Mail.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert morning(round_) == 290
    assert (Mail.objects.count(), ReminderGiven.objects.count()) == (580, 290)
    statements = [query["sql"] for query in asked]
    is_own_row = [
        sql.startswith("SELECT") and " LIMIT 21" in sql and "remindergiven" in sql for sql in statements
    ]
    reads = [
        sql for sql, own in zip(statements, is_own_row, strict=True) if sql.startswith("SELECT") and not own
    ]
    # Eight queries a group: six groups of kommuner, one of regions, one of RSS; and a few for all of them.
    assert len(reads) <= 8 * 8 + 5
    # Each kommun: the row that keeps it to once a day, the mails, jobs and schedules of both people, and the event.
    assert len(statements) - len(reads) <= 290 * 12


def test_a_reminder_given_late_at_night_belongs_to_the_swedish_day(
    clock: Clock, round_: Round, respondent: User, coordinator: User
) -> None:
    # 23.30 in Sweden is 22.30 by universal time, and half past midnight the next day.
    clock.set("2031-03-10 23:30")
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    clock.set("2031-03-11 00:30")
    remind_members(members=[small.member("0101")], key=KEY, by=coordinator)
    assert [each.day for each in ReminderGiven.objects.order_by("day")] == [
        date(2031, 3, 10),
        date(2031, 3, 10) + timedelta(days=1),
    ]
