from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from records.models import Job

pytestmark = pytest.mark.django_db

NOW = timezone.now()
RUNNING = {"state": "running", "claim": "a1", "locked_until": NOW}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "queued"},
        RUNNING,
        {"state": "done", "ended_at": NOW},
        {"state": "failed", "ended_at": NOW, "reason": "Inga svar."},
        {"steps_done": 9, "steps_total": 16},
    ],
)
def test_a_job_that_makes_sense_can_be_stored(values: dict[str, Any]) -> None:
    assert Job.objects.create(kind="add", **values).pk


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "asleep"}, "job_state_known"),
        ({**RUNNING, "locked_until": None}, "job_claim_and_lock_together"),
        ({"locked_until": NOW}, "job_claim_and_lock_together"),
        ({"state": "running"}, "job_claimed_while_running"),
        ({**RUNNING, "state": "queued"}, "job_claimed_while_running"),
        ({**RUNNING, "state": "done", "ended_at": NOW}, "job_claimed_while_running"),
        ({"state": "done"}, "job_ended_when_over"),
        ({"state": "queued", "ended_at": NOW}, "job_ended_when_over"),
        ({"state": "failed", "ended_at": NOW}, "job_reason_when_failed"),
        ({"state": "done", "ended_at": NOW, "reason": "Inga svar."}, "job_reason_when_failed"),
        ({"steps_done": 17, "steps_total": 16}, "job_steps_within_total"),
    ],
)
def test_a_job_that_contradicts_itself_is_refused_by_the_database(
    values: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.create(kind="add", **values)
