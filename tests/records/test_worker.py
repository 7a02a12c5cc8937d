"""Real worker processes on a database of their own: killed, paused, racing."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet
from pytest_django import DjangoDbBlocker

from records.models import Event, Job
from tests.engines.databases import sqlite_path
from tests.workers import Start, shared, wait_until, workers

pytestmark = pytest.mark.journey


@pytest.fixture
def database(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with shared(fresh_database, django_db_blocker):
        yield fresh_database


@pytest.fixture
def start_worker(database: str) -> Iterator[Start]:
    with workers(database) as start:
        yield start


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary"


def jobs() -> QuerySet[Job]:
    return Job.objects.using("shared")


def events() -> QuerySet[Event]:
    return Event.objects.using("shared")


def ask(kind: str, **arguments: Any) -> None:
    jobs().create(kind=kind, arguments={"number": 1, **arguments})


def test_a_job_whose_worker_is_killed_is_done_once_by_another(start_worker: Start, diary: Path) -> None:
    ask("count_slowly", diary=str(diary))
    killed = start_worker()
    wait_until(lambda: jobs().get().steps_done > 0)

    killed.kill()
    start_worker()
    wait_until(lambda: jobs().get().state == "done")

    assert killed.wait() == -signal.SIGKILL
    assert diary.read_text().split() == ["begun", "begun"]
    assert jobs().get().attempts == 2
    assert [event.pk for event in events()] == [jobs().get().result["event"]]


def test_two_workers_do_each_of_fifty_jobs_once(start_worker: Start, diary: Path) -> None:
    for number in range(50):
        ask("meet", number=number, diary=str(diary))

    # A lease that doesn't run out, however slowly the machine starts the second worker.
    started = [start_worker("--once", JOB_LEASE_SECONDS="60") for _ in range(2)]

    assert [worker.wait(60) for worker in started] == [0, 0]
    assert set(jobs().values_list("state", "attempts")) == {("done", 1)}
    assert sorted(events().values_list("subject_number", flat=True)) == list(range(50))
    assert set(map(int, diary.read_text().split())) == {worker.pid for worker in started}
    assert len(diary.read_text().split()) == 50


def test_a_worker_that_was_paused_past_its_lease_stores_nothing(start_worker: Start, diary: Path) -> None:
    ask("be_silent", diary=str(diary), seconds=0.5)
    paused = start_worker("--once")
    wait_until(diary.exists)
    paused.send_signal(signal.SIGSTOP)

    start_worker()
    wait_until(lambda: jobs().get().state == "done")
    paused.send_signal(signal.SIGCONT)
    _, said = paused.communicate(timeout=30)

    assert f"Job {jobs().get().pk} was taken over by another worker." in said
    assert jobs().get().attempts == 2
    assert [event.pk for event in events()] == [jobs().get().result["event"]]


def test_a_job_that_is_silent_for_longer_than_the_lease_is_left_to_its_worker(
    start_worker: Start, diary: Path
) -> None:
    ask("be_silent", diary=str(diary), seconds=4)
    start_worker(JOB_LEASE_SECONDS="2")
    wait_until(diary.exists)

    start_worker(JOB_LEASE_SECONDS="2")
    wait_until(lambda: jobs().get().state == "done")

    assert jobs().get().attempts == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_stopped_gives_its_job_back_and_ends_well(
    start_worker: Start, diary: Path, number: signal.Signals
) -> None:
    ask("count_slowly", diary=str(diary))
    worker = start_worker()
    wait_until(lambda: jobs().get().steps_done > 0)

    worker.send_signal(number)

    assert worker.wait(10) == 0
    assert (jobs().get().state, jobs().get().attempts) == ("queued", 0)


def test_a_worker_lives_through_a_locked_database(start_worker: Start, database: str, diary: Path) -> None:
    if connections["shared"].vendor != "sqlite":
        pytest.skip("no other database locks all of itself")
    ask("count")
    somebody = sqlite3.connect(sqlite_path(database), isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    worker = start_worker(LOCK_SECONDS="0.1")
    assert worker.stderr is not None
    assert "The database doesn't answer" in worker.stderr.readline()

    somebody.execute("ROLLBACK")
    somebody.close()

    wait_until(lambda: jobs().get().state == "done")
