"""Does this process live, and does the whole service work?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from records.models import Job
from surveyapp import celery

OK = {"status": "ok", "database": "ok", "migrations": "ok", "workers": "ok"}
LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_broker(settings: Settings) -> None:
    settings.REDIS_URL = ""


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_a_process_says_that_it_lives_without_asking_the_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_where_all_works_each_part_is_ok(client: Client) -> None:
    assert ready(client) == (200, OK)


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_and_nothing_of_it_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError('connection to server at "db.internal", user "samsvar" failed')

    monkeypatch.setattr(connection, "cursor", away)

    assert ready(client) == (503, {"status": "not ready", "database": "doesn't answer"})


# Thorough: the quick run's tables come without migrations.
@pytest.mark.thorough
@pytest.mark.django_db
def test_a_migration_that_waits_is_said(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    newest = recorder.migration_qs.filter(app="records").order_by("name").last()
    assert newest
    recorder.record_unapplied("records", newest.name)

    assert ready(client) == (503, {**OK, "status": "not ready", "migrations": "not applied"})


@pytest.mark.django_db
def test_a_job_that_no_worker_takes_is_said(client: Client) -> None:
    Job.objects.create(kind="workbook", asked_at=LONG_AGO)

    assert ready(client) == (
        503,
        {**OK, "status": "not ready", "workers": "no worker has taken a job that waits"},
    )


@pytest.mark.django_db
def test_a_queue_behind_a_worker_that_works_is_no_fault(client: Client) -> None:
    Job.objects.create(kind="workbook", asked_at=LONG_AGO)
    Job.objects.create(kind="workbook", state="done", ended_at=timezone.now(), heartbeat_at=timezone.now())

    assert ready(client) == (200, OK)


@pytest.mark.django_db
def test_a_job_whose_worker_died_long_ago_is_said(client: Client) -> None:
    Job.objects.create(
        kind="workbook", state="running", claim="a1", locked_until=LONG_AGO, heartbeat_at=LONG_AGO
    )

    assert ready(client)[0] == 503


@pytest.mark.django_db
def test_a_job_that_was_just_asked_for_is_given_time(client: Client) -> None:
    Job.objects.create(kind="workbook")

    assert ready(client) == (200, OK)


@pytest.mark.django_db
@pytest.mark.parametrize(("there", "said", "status"), [(True, "ok", 200), (False, "doesn't answer", 503)])
def test_a_broker_is_asked_where_there_is_one(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, there: bool, said: str, status: int
) -> None:
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"
    monkeypatch.setattr(celery, "is_broker_there", lambda: there)

    answer = ready(client)

    assert (answer[0], answer[1]["broker"]) == (status, said)
    assert "secret" not in str(answer)
