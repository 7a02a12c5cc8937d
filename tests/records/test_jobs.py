import logging
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from records.jobs import run_job, run_next
from records.models import Event, Job
from records.services import Actor, ask_for_job, retry_job

pytestmark = pytest.mark.django_db


def run_all() -> Job:
    """Runs what is due with `manage.py worker --once`; returns the only job."""
    call_command("worker", "--once")
    return Job.objects.get()


def test_a_job_is_run_and_its_result_kept(anna: Actor) -> None:
    ask_for_job(kind="add", arguments={"a": 2, "b": 3}, by=anna)

    job = run_all()

    assert (job.state, job.result, job.attempts) == ("done", {"sum": 5}, 1)
    assert (job.steps_done, job.steps_total, job.step) == (2, 2, "Sparar")
    assert job.asked_by_number == 7


def test_a_job_is_asked_for_in_the_transaction_of_what_asks(anna: Actor) -> None:
    with transaction.atomic():
        ask_for_job(kind="add", arguments={"a": 2, "b": 3}, by=anna)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_job_of_an_unknown_kind_is_refused_when_it_is_asked_for(anna: Actor) -> None:
    with pytest.raises(ValueError, match="'bake'"):
        ask_for_job(kind="bake", arguments={}, by=anna)

    assert not Job.objects.exists()


def test_a_job_is_run_by_its_number_once(anna: Actor) -> None:
    job = ask_for_job(kind="count", arguments={"number": 1}, by=anna)

    assert run_job(job.pk) is True
    assert run_job(job.pk) is False
    assert Event.objects.count() == 1


def test_a_number_that_no_job_has_is_no_error() -> None:
    assert run_job(404) is False


def test_a_handler_works_outside_the_transaction_that_stores_its_result(anna: Actor) -> None:
    with_transaction = transaction.get_connection().in_atomic_block  # the test's own
    ask_for_job(kind="be_outside_a_transaction", arguments={}, by=anna)

    assert run_all().result == {"worked_in_one": with_transaction, "stored_in_one": True}


def test_a_handler_that_refuses_fails_its_job_with_the_reason_and_is_not_tried_again(anna: Actor) -> None:
    ask_for_job(kind="refuse", arguments={}, by=anna)

    job = run_all()

    assert (job.state, job.reason, job.attempts) == ("failed", "Omgången 2023 har inga svar ännu.", 1)


def test_an_unexpected_error_is_logged_tried_three_times_and_then_told_in_general_words(
    anna: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    ask_for_job(kind="break_down", arguments={}, by=anna)

    with caplog.at_level(logging.ERROR):
        job = run_all()

    assert (job.state, job.attempts) == ("failed", 3)
    assert (
        job.reason == "Ett oväntat fel inträffade. Försök igen. Hjälper det inte, hör av dig till supporten."
    )
    assert caplog.text.count("ZeroDivisionError: a mistake in the code") == 3


def test_a_job_of_a_kind_that_the_settings_no_longer_name_fails_in_general_words() -> None:
    Job.objects.create(kind="bake")

    assert run_all().state == "failed"


def test_what_was_stored_before_an_error_is_undone_and_stored_once_by_the_next_attempt(
    anna: Actor, tmp_path: Path
) -> None:
    arguments = {"number": 1, "diary": str(tmp_path / "diary")}
    ask_for_job(kind="break_down_while_storing", arguments=arguments, by=anna)

    job = run_all()

    assert (job.state, job.attempts) == ("done", 2)
    assert [event.pk for event in Event.objects.all()] == [job.result["event"]]


@pytest.mark.parametrize("reports", [True, False])
def test_a_worker_that_has_lost_its_job_stores_nothing(anna: Actor, reports: bool) -> None:
    ask_for_job(kind="lose_the_job", arguments={"number": 1, "reports": reports}, by=anna)

    assert run_next() is True

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("running", 2)
    assert not Event.objects.exists()


def test_a_worker_that_is_to_stop_gives_its_job_back_as_if_never_begun(anna: Actor) -> None:
    ask_for_job(kind="add", arguments={"a": 2, "b": 3}, by=anna)

    run_next(stopping=lambda: True)

    job = Job.objects.get()
    assert (job.state, job.attempts, job.claim) == ("queued", 0, "")


def test_a_failed_job_is_tried_again_from_the_beginning(anna: Actor) -> None:
    job = ask_for_job(kind="refuse", arguments={}, by=anna)
    run_all()

    again = retry_job(job=job, by=anna)

    assert (again.pk, again.state, again.attempts, again.reason) == (job.pk, "queued", 0, "")
    assert again.ended_at is None
    assert run_all().attempts == 1


def test_trying_again_is_noted_once_however_often_it_is_asked_for(anna: Actor) -> None:
    job = ask_for_job(kind="refuse", arguments={}, by=anna)
    run_all()

    retry_job(job=job, by=anna)
    retry_job(job=job, by=anna)

    event = Event.objects.get()
    assert (event.verb, event.subject_kind, event.subject_number) == ("retry", "job", job.pk)
    assert event.by_name == "Anna Ek"


def test_a_job_that_has_not_failed_is_not_tried_again(anna: Actor) -> None:
    job = ask_for_job(kind="add", arguments={"a": 2, "b": 3}, by=anna)
    run_all()

    assert retry_job(job=job, by=anna).state == "done"
    assert not Event.objects.exists()
