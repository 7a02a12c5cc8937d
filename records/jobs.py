"""Runs background jobs: reached by `manage.py worker`, or by whatever else knows a job's number.

A handler does the work of one kind of job (settings.JOB_HANDLERS names it). It may be run more than once, as a
worker may die, so it keeps nothing itself: it returns a function that stores the result, and that one is called
in the very transaction that ends the job.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from records.claims import (
    MOST_ATTEMPTS,
    ClaimLost,
    claim_job,
    claim_next,
    fail_job,
    finish_job,
    keep_claim,
    release_job,
)
from records.log_fields import log_with
from records.models import Job

logger = logging.getLogger(__name__)

UNEXPECTED = "Ett oväntat fel inträffade. Försök igen. Hjälper det inte, hör av dig till supporten."

Store = Callable[[], dict[str, Any]]
Handler = Callable[[dict[str, Any], "Progress"], Store]


class JobFailed(Exception):
    """Raised by a handler whose job can't be done: a Swedish sentence that says why. It isn't tried again."""


class _Stopping(Exception):
    """The worker has been asked to stop."""


class Progress:
    """Given to a handler, which calls it to tell how far it has come.

    Each call is a small write of its own: for tens of steps, not thousands, and not inside a transaction.
    It ends the handler, by an exception to let through, where the worker is to stop or has lost the job.
    """

    def __init__(self, job: Job, stopping: Callable[[], bool]) -> None:
        self._job = job
        self._stopping = stopping

    def __call__(self, done: int, total: int, text: str) -> None:
        """`done` of `total` steps; `text` is a Swedish phrase for the reader ("Tabell 3")."""
        if self._stopping():
            raise _Stopping
        keep_claim(self._job, steps_done=done, steps_total=total, step=text)


def run_job(number: int) -> bool:
    """Claims this job and runs it to its end; False when it wasn't due, which is no error."""
    return _run(claim_job(number), lambda: False)


def run_next(*, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Claims the oldest job that is due and runs it; False when there was none.

    `stopping` is asked at each step: once it is true the job goes back to the queue, as if never begun.
    """
    return _run(claim_next(), stopping)


def _run(job: Job | None, stopping: Callable[[], bool]) -> bool:
    if job is None:
        return False
    with log_with(job=job.pk):
        try:
            _work_on(job, stopping)
        except ClaimLost:
            logger.warning("Job %s was taken over by another worker.", job.pk)
    return True


def _work_on(job: Job, stopping: Callable[[], bool]) -> None:
    begun = time.monotonic()
    try:
        with _heartbeat(job):
            store = _handler(job.kind)(job.arguments, Progress(job, stopping))
        finish_job(job, store)
        seconds = time.monotonic() - begun
        logger.info("Job %s (%s) was done in %.1f s, attempt %s.", job.pk, job.kind, seconds, job.attempts)
    except ClaimLost:
        raise
    except _Stopping:
        release_job(job, attempts=job.attempts - 1)
    except JobFailed as failure:
        fail_job(job, str(failure))
        logger.info("Job %s (%s) can't be done.", job.pk, job.kind)
    except Exception:
        # Whatever a handler may raise: the worker goes on with other jobs.
        logger.exception("Job %s (%s) met an error, attempt %s.", job.pk, job.kind, job.attempts)
        if job.attempts < MOST_ATTEMPTS:
            release_job(job, attempts=job.attempts)
        else:
            fail_job(job, UNEXPECTED)


def _handler(kind: str) -> Handler:
    handler: Handler = import_string(settings.JOB_HANDLERS[kind])
    return handler


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Keeps the claim while the block runs, also where the handler is silent for long."""
    stop = Event()
    beat = partial(copy_context().run, _beat, job, stop)
    thread = Thread(target=beat, name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(job: Job, stop: Event) -> None:
    """Until stopped, three times a lease, on the thread's own connection."""
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                keep_claim(job)
            except ClaimLost:
                return
            except DatabaseError:
                logger.warning("Job %s: the database didn't take the heartbeat.", job.pk, exc_info=True)
    finally:
        connection.close()
