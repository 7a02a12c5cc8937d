"""A workbook's job in each of its states, reached as a worker reaches them."""

from exports.services import order_workbook, store_workbook
from records.claims import claim_job, fail_job, finish_job, keep_claim
from records.models import Job
from tests.pages.country import YEAR, Cast

REASON = "Diskutrymmet tog slut. Försök igen."


def queued(cast: Cast) -> Job:
    return order_workbook(year=YEAR, by=cast.officer)


def running(cast: Cast, *, done: int = 0, total: int = 0) -> Job:
    job = claimed(queued(cast))
    if total:
        keep_claim(job, steps_done=done, steps_total=total, step=f"{done} av {total} tabeller")
    return job


def failed(cast: Cast) -> Job:
    job = running(cast)
    fail_job(job, REASON)
    return job


def ready(cast: Cast, content: bytes = b"PK") -> Job:
    return finished(running(cast), content)


def finished(job: Job, content: bytes = b"PK") -> Job:
    """A running job, done: its file is stored."""
    finish_job(
        job, lambda: {"file": store_workbook(name="tabeller-2030-arbetsversion.xlsx", content=content).pk}
    )
    return job


def claimed(job: Job) -> Job:
    """A queued job in a worker's hands."""
    held = claim_job(job.pk)
    assert held is not None
    return held
