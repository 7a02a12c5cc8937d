"""How a job's number comes to whoever the settings name, and when."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from records.models import Job
from records.sending import send_due_jobs
from records.services import Actor, ask_for_job, retry_job

pytestmark = pytest.mark.django_db

sent: list[int] = []
LONG_AGO = timezone.now() - timedelta(minutes=1)


def keep_number(number: int) -> None:
    sent.append(number)


def break_down(number: int) -> None:
    raise ZeroDivisionError("the sender is broken")


@pytest.fixture(autouse=True)
def sender(settings: Settings) -> None:
    sent.clear()
    settings.JOB_SENDER = "tests.records.test_sending.keep_number"


def test_a_jobs_number_is_sent_when_its_transaction_is_committed(
    anna: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for_job(kind="add", arguments={}, by=anna)
        assert sent == []

    assert sent == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_sends_nothing(anna: Actor) -> None:
    with transaction.atomic():
        ask_for_job(kind="add", arguments={}, by=anna)
        transaction.set_rollback(True)

    assert sent == []


def test_a_job_that_is_tried_again_is_sent_again_once(
    anna: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = Job.objects.create(kind="add", state="failed", reason="Inga svar.", ended_at=LONG_AGO)

    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job=job, by=anna)
        retry_job(job=job, by=anna)

    assert sent == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_fails_does_not_fail_who_asked(
    anna: Actor, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.JOB_SENDER = "tests.records.test_sending.break_down"

    with caplog.at_level(logging.ERROR):
        job = ask_for_job(kind="add", arguments={}, by=anna)

    assert Job.objects.get() == job
    assert "the sender is broken" in caplog.text


def test_the_sweeper_sends_what_is_due_the_oldest_first_and_no_more_than_it_may() -> None:
    waiting = [Job.objects.create(kind="add", asked_at=LONG_AGO).pk for _ in range(3)]

    assert send_due_jobs(most=2) == 2
    assert sent == waiting[:2]


def test_the_sweeper_sends_what_a_killed_worker_has_left() -> None:
    left = Job.objects.create(kind="add", state="running", claim="a1", locked_until=LONG_AGO)

    send_due_jobs(most=10)

    assert sent == [left.pk]


def test_the_sweeper_leaves_what_is_on_its_way_worked_on_or_over() -> None:
    Job.objects.create(kind="add")
    Job.objects.create(
        kind="add", state="running", claim="a1", locked_until=timezone.now() + timedelta(minutes=1)
    )
    Job.objects.create(kind="add", state="done", ended_at=LONG_AGO)

    assert send_due_jobs(most=10) == 0
    assert sent == []
