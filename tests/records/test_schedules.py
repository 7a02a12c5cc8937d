"""Schedules become jobs when they are due, exactly once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from records import schedules
from records.models import Job, Schedule
from records.schedules import add_schedule, end_schedule, make_due_jobs
from records.services import Actor

pytestmark = pytest.mark.django_db

PAST = timedelta(minutes=-1)


def plan(by: Actor, key: str = "sum:1", *, due: timedelta = PAST, every: timedelta | None = None) -> Schedule:
    return add_schedule(
        key=key, kind="add", arguments={"a": 2, "b": 3}, due_at=timezone.now() + due, every=every, by=by
    )


def test_a_schedule_that_is_due_becomes_a_job_once(anna: Actor) -> None:
    plan(anna)

    assert [make_due_jobs(most=10), make_due_jobs(most=10)] == [1, 0]

    job = Job.objects.get()
    assert (job.kind, job.arguments, job.asked_by_number) == ("add", {"a": 2, "b": 3}, 7)
    assert not Schedule.objects.exists()


def test_what_is_not_due_yet_waits(anna: Actor) -> None:
    plan(anna, due=timedelta(minutes=1))
    assert make_due_jobs(most=10) == 0
    assert Schedule.objects.exists()


def test_the_worker_makes_the_jobs_that_are_due_and_does_them(anna: Actor) -> None:
    plan(anna)
    call_command("worker", "--once")
    assert Job.objects.get().result == {"sum": 5}


def test_there_is_one_schedule_of_a_key_until_it_is_ended(anna: Actor) -> None:
    plan(anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        plan(anna, due=timedelta(days=1))
    end_schedule(key="sum:1")
    plan(anna, due=timedelta(days=1))
    assert make_due_jobs(most=10) == 0


def test_a_schedule_that_was_ended_makes_nothing(anna: Actor) -> None:
    plan(anna)
    end_schedule(key="sum:1")
    end_schedule(key="sum:1")
    assert make_due_jobs(most=10) == 0


def test_a_recurring_schedule_keeps_its_hour_and_makes_up_for_missed_times_once(anna: Actor) -> None:
    schedule = plan(anna, due=timedelta(days=-3, minutes=-1), every=timedelta(days=1))
    first = schedule.due_at

    assert make_due_jobs(most=10) == 1
    Job.objects.update(state="done", ended_at=timezone.now())
    assert make_due_jobs(most=10) == 0

    schedule.refresh_from_db()
    assert schedule.due_at == first + timedelta(days=4)


def test_no_second_job_is_made_while_the_first_is_not_over(anna: Actor) -> None:
    plan(anna, every=timedelta(days=1))
    make_due_jobs(most=10)
    Schedule.objects.update(due_at=timezone.now() + PAST)

    assert make_due_jobs(most=10) == 0
    Job.objects.update(state="failed", reason="Det gick inte.", ended_at=timezone.now())
    assert make_due_jobs(most=10) == 1


def test_the_longest_due_come_first_and_no_more_than_asked_for(anna: Actor) -> None:
    plan(anna, "sum:1", due=timedelta(minutes=-1))
    plan(anna, "sum:2", due=timedelta(minutes=-2))
    assert make_due_jobs(most=1) == 1
    assert Schedule.objects.get().key == "sum:1"


def test_an_unknown_kind_is_refused_when_it_is_planned(anna: Actor) -> None:
    with pytest.raises(ValueError, match="'bake'"):
        add_schedule(key="x", kind="bake", arguments={}, due_at=datetime(2030, 1, 1, tzinfo=UTC), by=anna)


def test_a_kind_that_was_taken_away_since_stops_nobody(anna: Actor, settings: Settings) -> None:
    plan(anna, "sum:1")
    Schedule.objects.update(kind="bake")
    plan(anna, "sum:2")
    assert make_due_jobs(most=10) == 1
    assert Schedule.objects.get().key == "sum:1"


@pytest.mark.parametrize(
    ("due", "swept", "following"),
    [
        # The night to 31 March 2024 has no hour between two and three; the night to 27 October has it twice.
        ("2024-03-30T07:00+01:00", "2024-03-30T07:00+01:00", "2024-03-31T07:00+02:00"),
        ("2024-10-26T07:00+02:00", "2024-10-26T07:01+02:00", "2024-10-27T07:00+01:00"),
        # Nobody swept for days: made up for once, and then at seven again.
        ("2024-03-28T07:00+01:00", "2024-04-01T06:30+02:00", "2024-04-01T07:00+02:00"),
        ("2024-10-24T07:00+02:00", "2024-10-28T06:30+01:00", "2024-10-28T07:00+01:00"),
        ("2024-10-24T07:00+02:00", "2024-10-28T07:30+01:00", "2024-10-29T07:00+01:00"),
    ],
)
def test_what_is_due_every_day_keeps_the_hour_on_the_clock(
    anna: Actor, monkeypatch: pytest.MonkeyPatch, due: str, swept: str, following: str
) -> None:
    made = add_schedule(
        key="x",
        kind="add",
        arguments={},
        due_at=datetime.fromisoformat(due),
        every=timedelta(days=1),
        by=anna,
    )
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(swept))
    schedules._make_job(made.pk)
    assert Schedule.objects.get().due_at == datetime.fromisoformat(following)


def test_what_is_due_every_week_keeps_the_hour_on_the_clock(
    anna: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = datetime.fromisoformat("2024-03-25T07:00+01:00")
    made = add_schedule(key="x", kind="add", arguments={}, due_at=monday, every=timedelta(days=7), by=anna)
    monkeypatch.setattr(timezone, "now", lambda: monday)
    schedules._make_job(made.pk)
    assert Schedule.objects.get().due_at == datetime.fromisoformat("2024-04-01T07:00+02:00")
