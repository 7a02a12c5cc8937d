"""The whole collection of 2023, and a worker that is killed with its workbook half made."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from pytest_django import DjangoDbBlocker

from exports.models import StoredFile
from records.models import Job
from tests.workers import manage, shared, wait_until, workers

pytestmark = pytest.mark.journey


@pytest.fixture
def database(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    manage(fresh_database, "load_demo", DEMO="1")
    with shared(fresh_database, django_db_blocker):
        yield fresh_database


def test_a_workbook_whose_worker_is_killed_is_made_whole_and_once_by_another(database: str) -> None:
    jobs = Job.objects.using("shared").filter(kind="workbook")
    files = StoredFile.objects.using("shared")
    published = set(files.values_list("pk", flat=True))
    order = jobs.create(kind="workbook", arguments={"year": 2023})

    with workers(database) as start_worker:
        killed = start_worker()
        wait_until(lambda: jobs.get().steps_done > 0)
        killed.kill()
        killed.wait()
        assert jobs.get().state == "running"
        start_worker()
        wait_until(lambda: jobs.get().state == "done")

    job = jobs.get()
    assert (job.pk, job.attempts) == (order.pk, 2)
    made = files.exclude(pk__in=published).get()
    assert job.result == {"file": made.pk}
    workbook = openpyxl.load_workbook(BytesIO(made.content))
    assert workbook.sheetnames[:2] == ["Innehåll", "Metod"]
    assert len(workbook.sheetnames) == 2 + 16
