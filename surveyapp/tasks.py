"""What a message can ask a Celery worker to do."""

import logging

from records import jobs
from records.schedules import make_due_jobs
from records.sending import send_due_jobs
from surveyapp.celery import RUN_JOB, SWEEP, app, waiting_messages

logger = logging.getLogger(__name__)

# The sweeper adds nothing to a longer queue: jobs that wait for their turn aren't lost.
MOST_WAITING = 100


@app.task(name=RUN_JOB)
def run_job(number: int) -> None:
    """Runs a job to its end, unless somebody else does or has done it."""
    jobs.run_job(number)


@app.task(name=SWEEP)
def sweep() -> None:
    """Makes jobs of the schedules that are due, and sends again what was lost on its way."""
    make_due_jobs(most=MOST_WAITING)
    if waiting_messages() < MOST_WAITING:
        sent = send_due_jobs(most=MOST_WAITING)
        if sent:
            logger.info("The sweeper sent %s jobs again.", sent)
