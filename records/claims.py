"""Who works on a job: one worker at a time, and never for ever.

A claim is a random token with a lease. Whoever holds it moves the lease ahead while working; a worker that
dies stops doing so, and when the lease has run out another may claim the job. Every write below names the
token, so a worker that was only slow, and has lost its job, can't change anything. The database's clock is
used throughout: two machines need not agree on the time.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from records.models import Job, JobState

# A job whose worker has died, or that has met an unexpected error, so many times is given up.
MOST_ATTEMPTS = 3
INTERRUPTED = "Arbetet avbröts flera gånger innan det blev klart. Försök igen."


class ClaimLost(Exception):
    """The job has been claimed by somebody else since, or is over."""


def due_jobs() -> QuerySet[Job]:
    """The jobs that nobody works on: queued, or left by a worker whose lease has run out; the oldest first."""
    due = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, locked_until__lt=Now())
    return Job.objects.filter(due).order_by("pk")


def claim_next() -> Job | None:
    """Claims the oldest job that is due; None when there is none that nobody else is taking just now."""
    return _claim(due_jobs())


def claim_job(number: int) -> Job | None:
    """Claims one job; None when it isn't due: somebody works on it, or it is over."""
    return _claim(due_jobs().filter(pk=number))


def _claim(due: QuerySet[Job]) -> Job | None:
    # A plain read first: an idle worker neither waits for nor holds up those who write.
    while due.exists():
        # SQLite begins with the write lock (IMMEDIATE), so the second of two workers sees the claim of the
        # first; PostgreSQL locks the row, and the second passes over it.
        with transaction.atomic():
            job = due.select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.attempts < MOST_ATTEMPTS:
                return _start(job)
            _end(job, state=JobState.FAILED, reason=INTERRUPTED)
    return None


def _start(job: Job) -> Job:
    job.state = JobState.RUNNING
    job.claim = secrets.token_hex(16)
    job.attempts += 1
    job.steps_done, job.steps_total, job.step = 0, 0, ""
    Job.objects.filter(pk=job.pk).update(
        state=job.state,
        claim=job.claim,
        attempts=job.attempts,
        locked_until=_lease_end(),
        heartbeat_at=Now(),
        started_at=Now(),
        steps_done=0,
        steps_total=0,
        step="",
    )
    return job


def _lease_end() -> Combinable:
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def keep_claim(job: Job, **progress: Any) -> None:
    """Moves the lease ahead, and notes progress (steps_done, steps_total, step). Raises ClaimLost."""
    _change(job, locked_until=_lease_end(), heartbeat_at=Now(), **progress)


def finish_job(job: Job, store: Callable[[], dict[str, Any]]) -> None:
    """Calls `store`, keeps its result and ends the job, all in one transaction.

    Raises ClaimLost, and then nothing was stored.
    """
    with transaction.atomic():
        # Locked before storing: nobody can claim the job while its result is written.
        if not Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim):
            raise ClaimLost
        _end(job, state=JobState.DONE, result=store())


def fail_job(job: Job, reason: str) -> None:
    """Ends the job as failed; `reason` is the sentence its reader meets. Raises ClaimLost."""
    _end(job, state=JobState.FAILED, reason=reason)


def release_job(job: Job, *, attempts: int) -> None:
    """Gives the job back to the queue, `attempts` counted so far. Raises ClaimLost."""
    _change(job, state=JobState.QUEUED, claim="", locked_until=None, attempts=attempts)


def _end(job: Job, **outcome: Any) -> None:
    _change(job, claim="", locked_until=None, ended_at=Now(), **outcome)


def _change(job: Job, **values: Any) -> None:
    if not Job.objects.filter(pk=job.pk, claim=job.claim).update(**values):
        raise ClaimLost
