from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from records.claims import (
    ClaimLost,
    claim_job,
    claim_next,
    fail_job,
    finish_job,
    keep_claim,
    release_job,
)
from records.models import Job

pytestmark = pytest.mark.django_db


def claimed() -> Job:
    job = claim_next()
    assert job is not None
    return job


def let_the_lease_run_out() -> None:
    Job.objects.filter(state="running").update(locked_until=timezone.now() - timedelta(seconds=1))


def test_the_oldest_job_is_claimed_first() -> None:
    older, newer = Job.objects.create(kind="add"), Job.objects.create(kind="add")

    assert [claimed().pk, claimed().pk] == [older.pk, newer.pk]


def test_nothing_is_claimed_when_nothing_is_due() -> None:
    Job.objects.create(kind="add", state="done", ended_at=timezone.now())
    Job.objects.create(kind="add", state="failed", reason="Inga svar.", ended_at=timezone.now())

    assert claim_next() is None


def test_a_claimed_job_says_since_when_and_until_when(settings: Settings) -> None:
    settings.JOB_LEASE_SECONDS = 30
    Job.objects.create(kind="add")
    before = timezone.now()

    job = Job.objects.get(pk=claimed().pk)

    assert (job.state, job.attempts, len(job.claim)) == ("running", 1, 32)
    assert job.started_at is not None
    assert job.locked_until is not None
    assert abs(job.started_at - before) < timedelta(seconds=5)
    assert abs(job.locked_until - before - timedelta(seconds=30)) < timedelta(seconds=5)


def test_a_job_that_somebody_works_on_is_not_claimed() -> None:
    job = Job.objects.create(kind="add")
    claimed()

    assert claim_next() is None
    assert claim_job(job.pk) is None


def test_a_job_whose_lease_has_run_out_is_claimed_again_with_another_token_and_no_progress() -> None:
    Job.objects.create(kind="add")
    first = claimed()
    keep_claim(first, steps_done=9, steps_total=16, step="Tabell 9")
    let_the_lease_run_out()

    claimed()

    job = Job.objects.get()
    assert job.claim != first.claim
    assert job.attempts == 2
    assert (job.steps_done, job.steps_total, job.step) == (0, 0, "")


def test_a_named_job_is_claimed_before_older_ones() -> None:
    older, newer = Job.objects.create(kind="add"), Job.objects.create(kind="add")

    job = claim_job(newer.pk)

    assert job is not None
    assert job.pk == newer.pk
    assert claimed().pk == older.pk


def test_a_job_that_has_lost_its_worker_three_times_fails_with_a_reason() -> None:
    Job.objects.create(kind="add")
    for _ in range(3):
        claimed()
        let_the_lease_run_out()

    assert claim_next() is None

    job = Job.objects.get()
    assert job.state == "failed"
    assert job.reason == "Arbetet avbröts flera gånger innan det blev klart. Försök igen."
    assert job.ended_at is not None


def test_a_job_that_is_given_up_does_not_hold_up_the_next() -> None:
    Job.objects.create(kind="add", attempts=3, state="running", claim="a1", locked_until=timezone.now())
    waiting = Job.objects.create(kind="add")
    let_the_lease_run_out()

    assert claimed().pk == waiting.pk


def test_keeping_a_claim_moves_the_lease_ahead_and_notes_the_progress() -> None:
    Job.objects.create(kind="add")
    mine = claimed()
    let_the_lease_run_out()

    keep_claim(mine, steps_done=9, steps_total=16, step="Tabell 9")

    job = Job.objects.get()
    assert job.locked_until is not None
    assert job.locked_until > timezone.now()
    assert (job.steps_done, job.steps_total, job.step) == (9, 16, "Tabell 9")
    assert claim_next() is None


def test_whoever_has_lost_a_claim_changes_nothing() -> None:
    Job.objects.create(kind="add")
    mine = claimed()
    let_the_lease_run_out()
    theirs = claimed()
    stored: list[str] = []

    def store() -> dict[str, str]:
        stored.append("mine")
        return {"made_by": "me"}

    with pytest.raises(ClaimLost):
        keep_claim(mine, steps_done=1, steps_total=1)
    with pytest.raises(ClaimLost):
        finish_job(mine, store)
    with pytest.raises(ClaimLost):
        fail_job(mine, "Inga svar.")
    with pytest.raises(ClaimLost):
        release_job(mine, attempts=0)

    job = Job.objects.get()
    assert stored == []
    assert (job.state, job.claim, job.attempts, job.result) == ("running", theirs.claim, 2, {})


def test_a_finished_job_keeps_its_result_and_is_let_go() -> None:
    Job.objects.create(kind="add")

    finish_job(claimed(), lambda: {"file": 3})

    job = Job.objects.get()
    assert (job.state, job.result, job.claim, job.locked_until) == ("done", {"file": 3}, "", None)
    assert job.ended_at is not None


def test_a_released_job_is_due_again() -> None:
    Job.objects.create(kind="add")
    mine = claimed()

    release_job(mine, attempts=0)

    assert Job.objects.get().attempts == 0
    assert claimed().pk == mine.pk
