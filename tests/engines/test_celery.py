"""Jobs by way of Celery: real workers, a real broker and database, and every one of them killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.db import connections
from django.db.models import QuerySet
from pytest_django import DjangoDbBlocker

from records.models import Event, Job
from tests.engines.celery_processes import Processes, children, kill, processes_on
from tests.engines.running import Engines
from tests.workers import shared, wait_until

pytestmark = pytest.mark.journey


@pytest.fixture
def processes(
    engines: Engines, server_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Processes]:
    redis.Redis.from_url(engines.broker).flushall()
    with shared(server_database, django_db_blocker), processes_on(engines, server_database) as processes:
        yield processes


@pytest.fixture
def diary(tmp_path: Path) -> str:
    return str(tmp_path / "diary")


def jobs() -> QuerySet[Job]:
    return Job.objects.using("shared")


def events() -> QuerySet[Event]:
    return Event.objects.using("shared").filter(verb="counted")


def waiting(engines: Engines) -> int:
    """How many messages the broker holds."""
    return int(redis.Redis.from_url(engines.broker).llen("celery"))


def are_done() -> bool:
    return set(jobs().values_list("state", flat=True)) == {"done"}


def test_jobs_that_were_committed_are_done_once_by_several_workers(processes: Processes) -> None:
    for number in range(20):
        processes.ask("count", number=number)
    processes.worker(at_once=2)
    processes.worker()

    wait_until(are_done)

    assert set(jobs().values_list("attempts", flat=True)) == {1}
    assert sorted(events().values_list("subject_number", flat=True)) == list(range(20))


def test_a_job_that_was_rolled_back_is_never_sent(processes: Processes, engines: Engines) -> None:
    processes.ask("count", commit=False)
    processes.ask("count")

    assert waiting(engines) == 1
    assert jobs().count() == 1


def test_a_message_carries_the_jobs_number_and_nothing_else(processes: Processes, engines: Engines) -> None:
    number = processes.ask("count", secret="Alby svarar nej")

    message = redis.Redis.from_url(engines.broker, decode_responses=True).lrange("celery", 0, -1)[0]

    assert f'"argsrepr": "({number},)"' in message
    assert "Alby" not in message


@pytest.mark.parametrize("victim", ["the worker", "its child"])
def test_a_job_whose_worker_is_killed_is_done_once_by_another(
    processes: Processes, diary: str, victim: str
) -> None:
    processes.ask("count_slowly", diary=diary)
    worker = processes.worker()
    wait_until(lambda: jobs().get().steps_done > 0)

    if victim == "the worker":
        kill(worker)
        processes.worker()
    else:
        os.kill(children(worker)[0], signal.SIGKILL)

    def is_healed() -> bool:
        processes.sweep()
        return are_done()

    wait_until(is_healed, pause=0.5)
    assert jobs().get().attempts == 2
    assert [event.pk for event in events()] == [jobs().get().result["event"]]


def test_what_a_killed_broker_has_lost_is_sent_again_at_beat(
    processes: Processes, engines: Engines, tmp_path: Path
) -> None:
    for number in range(3):
        processes.ask("count", number=number)
    processes.worker()
    processes.beat(tmp_path)
    wait_until(are_done)
    engines.kill("valkey")
    # Nobody hears of it: the page that asks works all the same.
    processes.ask("count", number=3)
    engines.start("valkey")

    wait_until(are_done)

    assert sorted(events().values_list("subject_number", flat=True)) == [0, 1, 2, 3]
    assert set(jobs().values_list("attempts", flat=True)) == {1}


def test_a_broker_that_has_lost_every_message_costs_no_job(processes: Processes, engines: Engines) -> None:
    for number in range(3):
        processes.ask("count", number=number)
    redis.Redis.from_url(engines.broker).flushall()
    processes.ask("count", number=3)
    jobs().update(asked_at="2020-01-01T00:00:00Z")
    processes.worker()

    processes.sweep()

    wait_until(are_done)
    assert sorted(events().values_list("subject_number", flat=True)) == [0, 1, 2, 3]


def test_without_a_broker_a_worker_of_the_database_does_the_jobs(
    processes: Processes, engines: Engines
) -> None:
    engines.kill("valkey")
    try:
        processes.ask("count")
        processes.manage_worker()
        wait_until(are_done)
    finally:
        engines.start("valkey")


def test_a_worker_lives_through_a_killed_database(processes: Processes, engines: Engines, diary: str) -> None:
    processes.ask("count_slowly", diary=diary)
    processes.worker()
    wait_until(lambda: jobs().get().steps_done > 0)

    engines.kill("postgres")
    engines.start("postgres")
    connections["shared"].close()

    def is_healed() -> bool:
        processes.sweep()
        return are_done()

    wait_until(is_healed, pause=0.5)
    assert [event.pk for event in events()] == [jobs().get().result["event"]]
