"""How a job that has been asked for comes to a worker: the one place that knows whether there is a broker.

The row is the truth, and the number that is sent is only a call to look at it. Without a sender
(settings.JOB_SENDER) workers look by themselves.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from records.claims import due_jobs
from records.models import Job, JobState

# What was just asked for is on its way, and isn't sent again.
ON_ITS_WAY = timedelta(seconds=5)


def send_when_committed(job: Job) -> None:
    """Sends the job's number when, and only if, the caller's transaction is committed.

    What goes wrong then is logged: whoever asked has the job, and the sweeper sends it again.
    """
    number = job.pk
    # A function with a name of its own: Django puts it in the log when it fails, and a partial has none.
    transaction.on_commit(lambda: _send(number), robust=True)


def send_due_jobs(*, most: int) -> int:
    """The sweeper: sends again what is due and not on its way, the oldest first; how many.

    It heals what a broker has lost and what a killed worker has left. Sending a number twice does no harm.
    """
    new = Q(state=JobState.QUEUED, asked_at__gt=timezone.now() - ON_ITS_WAY)
    numbers = due_jobs().exclude(new).values_list("pk", flat=True)[:most]
    for number in numbers:
        _send(number)
    return len(numbers)


def are_jobs_taken(*, within: timedelta) -> bool:
    """Whether workers do their work: no job has been due for so long, or one has shown a sign of life since."""
    since = timezone.now() - within
    alive = Job.objects.filter(heartbeat_at__gt=since)
    waiting = due_jobs().filter(Q(state=JobState.QUEUED, asked_at__lt=since) | Q(locked_until__lt=since))
    return alive.exists() or not waiting.exists()


def _send(number: int) -> None:
    if settings.JOB_SENDER:
        import_string(settings.JOB_SENDER)(number)
