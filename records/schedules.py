"""Jobs that are to be made later. Schedules are rows; whoever polls (worker, Celery beat) calls the sweeper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from records.models import Job, JobState, Schedule
from records.services import Actor, ask_for_job


@dataclass(frozen=True)
class _Asker:
    """Whoever asked for the schedule asks for its jobs; a job keeps only the number."""

    pk: int | None
    name: str = ""


def add_schedule(
    *,
    key: str,
    kind: str,
    arguments: Mapping[str, Any],
    due_at: datetime,
    by: Actor,
    every: timedelta | None = None,
    job: Job | None = None,
) -> Schedule:
    """Plans a job in the caller's transaction. There is one schedule of a key: end it before its next.

    every: plan the next one so long after, until somebody ends the schedule; whole days keep the hour on the clock,
    also from winter time to summer time and back. job: one made already, during
    which no other is made. Raises ValueError for a kind that settings.JOB_HANDLERS doesn't name.
    """
    if kind not in settings.JOB_HANDLERS:
        raise ValueError(f"no handler for jobs of the kind {kind!r}")
    return Schedule.objects.create(
        key=key,
        kind=kind,
        arguments=dict(arguments),
        due_at=due_at,
        every=every,
        job_number=job.pk if job else None,
        asked_by_number=by.pk,
    )


def end_schedule(*, key: str) -> None:
    """Nothing more is made of it; no error where there is none."""
    Schedule.objects.filter(key=key).delete()


def make_due_jobs(*, most: int) -> int:
    """The sweeper: makes a job of each schedule that is due, the longest due first; how many.

    Two sweepers at once make no job twice. A plain read first: an idle one holds up nobody.
    """
    numbers = list(_due().order_by("due_at", "pk").values_list("pk", flat=True)[:most])
    return sum(_make_job(number) for number in numbers)


def _due() -> QuerySet[Schedule]:
    under_way = Job.objects.filter(pk=OuterRef("job_number"), state__in=(JobState.QUEUED, JobState.RUNNING))
    # A kind that has been taken away since waits: it mustn't stop the others.
    known = Schedule.objects.filter(due_at__lte=Now(), kind__in=list(settings.JOB_HANDLERS))
    return known.exclude(Exists(under_way))


@transaction.atomic
def _make_job(number: int) -> bool:
    # Locked, and looked at again: another sweeper may have made the job since it was read.
    schedule = _due().select_for_update(skip_locked=True).filter(pk=number).first()
    if schedule is None:
        return False
    job = ask_for_job(kind=schedule.kind, arguments=schedule.arguments, by=_Asker(schedule.asked_by_number))
    if schedule.every is None:
        schedule.delete()
    else:
        schedule.due_at = _next(schedule.due_at, schedule.every)
        schedule.job_number = job.pk
        schedule.save(update_fields=["due_at", "job_number"])
    return True


def _next(due_at: datetime, every: timedelta) -> datetime:
    """The first time to come: those that were missed while nobody swept are made up for once."""
    now = timezone.now()
    passed = max((now - due_at) // every, 0)
    if every % timedelta(days=1):
        return due_at + (passed + 1) * every
    # Added to the time on the wall: a day may have 23 hours, or 25.
    wall = timezone.localtime(due_at)
    following = (wall + (passed + days) * every for days in (0, 1, 2))
    return next(each for each in following if each > max(now, due_at))
