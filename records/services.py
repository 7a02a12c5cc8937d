"""The writes of records: note an event, ask for a job. Each writes in the caller's transaction."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from records.models import Event, Job, JobState
from records.prepared_writes import PreparedInsert
from records.sending import send_when_committed

_add_event = PreparedInsert(Event)


class Actor(Protocol):
    """Who does something: a user, or the system (whose pk may be None)."""

    @property
    def pk(self) -> Any: ...

    @property
    def name(self) -> str: ...


def record_event(
    *,
    verb: str,
    subject: models.Model,
    by: Actor,
    organisation: int | None = None,
    year: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> Event:
    """Adds one line to the audit log: `by` did `verb` with `subject` (saved: it has a number).

    details says which cells or how many, never an answer.
    """
    return _add_event(
        Event(
            verb=verb,
            subject_kind=str(subject._meta.model_name),
            subject_number=subject.pk,
            by_number=by.pk,
            by_name=by.name,
            organisation_number=organisation,
            round_year=year,
            details=dict(details or {}),
        )
    )


def ask_for_job(*, kind: str, arguments: Mapping[str, Any], by: Actor) -> Job:
    """Queues a job in the caller's transaction: it exists exactly if what asked for it does.

    Its number is sent to the workers once that transaction is committed.
    Raises ValueError for a kind that settings.JOB_HANDLERS doesn't name.
    """
    return ask_for_jobs(kind=kind, arguments=[arguments], by=by)[0]


def ask_for_jobs(*, kind: str, arguments: Iterable[Mapping[str, Any]], by: Actor) -> list[Job]:
    """The same for any number of jobs of a kind, one for each `arguments`, in one query."""
    if kind not in settings.JOB_HANDLERS:
        raise ValueError(f"no handler for jobs of the kind {kind!r}")
    jobs = Job.objects.bulk_create(
        Job(kind=kind, arguments=dict(each), asked_by_number=by.pk) for each in arguments
    )
    for job in jobs:
        send_when_committed(job)
    return jobs


def retry_job(*, job: Job, by: Actor) -> Job:
    """Queues a failed job again, with its attempts counted anew; a job that hasn't failed is left as it is.

    It stays the same job, so that the page that shows it goes on showing it, and asking twice is asking once.
    That it was asked for again is in the audit log.
    """
    with transaction.atomic():
        again = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
            state=JobState.QUEUED,
            attempts=0,
            reason="",
            asked_at=timezone.now(),
            started_at=None,
            ended_at=None,
        )
        if again:
            record_event(verb="retry", subject=job, by=by)
            send_when_committed(job)
    job.refresh_from_db()
    return job
