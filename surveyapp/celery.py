"""Celery: carries jobs' numbers to workers on this machine and others (settings.REDIS_URL).

    celery -A surveyapp worker          does jobs
    celery -A surveyapp beat            calls the sweeper

Why each setting: docs/decisions/0006-two-engines.md
"""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from kombu import Queue
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "surveyapp.settings")
logger = logging.getLogger(__name__)

RUN_JOB = "run_job"
SWEEP = "sweep"
SWEEP_SECONDS = 10

app = Celery("surveyapp", include=["surveyapp.tasks"])
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_transport_options={
        # Longer than the longest job: what a living worker works on isn't handed out again.
        "visibility_timeout": settings.JOB_MOST_SECONDS + 300,
        "unacked_restore_throttle": 1,
        # A broker that is away, or silent, holds a page up for seconds, not for minutes.
        "socket_connect_timeout": 2,
        "socket_timeout": 3,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # A job goes on while the broker is away: its row holds the claim.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    # A message is done when its job is; a worker that dies leaves it to another, one message at a time.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=settings.JOB_MOST_SECONDS,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_send_task_events=False,
    enable_utc=True,
    timezone=settings.TIME_ZONE,
    # A sweep that nobody has taken before the next one is sent is of no use.
    beat_schedule={
        SWEEP: {"task": SWEEP, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
    },
    # Written at each beat, so that its age shows that beat is alive (compose.yaml).
    beat_sync_every=1,
)


@setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """Celery configures no logging of its own where somebody answers this: settings.LOGGING stands."""


def send_job(number: int) -> None:
    """Sends a job's number to the workers. A broker that is away is logged: the sweeper sends it later."""
    try:
        app.send_task(RUN_JOB, (number,), retry_policy={"max_retries": 1, "interval_start": 0})
    except OperationalError:
        logger.warning("Job %s: the broker doesn't answer. It will be sent later.", number)


def waiting_messages() -> int:
    """How many messages no worker has taken yet. Raises OperationalError when the broker is away."""
    with app.connection_for_read() as connection:
        queue = Queue(app.conf.task_default_queue, channel=connection.default_channel)
        # Not passive: an empty queue isn't there at all.
        declared: Any = queue.queue_declare()
        return int(declared.message_count)


def is_broker_there() -> bool:
    """Whether the broker answers just now."""
    try:
        waiting_messages()
    except OperationalError:
        logger.warning("The broker doesn't answer.")
        return False
    return True
