"""A job for the drill: some steps, and one thing in the database when it is done."""

import time
from typing import Any

from records.jobs import Progress, Store
from records.models import Event

VERB = "drilled"
STEPS = 6


def work(arguments: dict[str, Any], progress: Progress) -> Store:
    """As a workbook is made: table by table, then kept. The event's subject is the job's argument `number`."""
    for step in range(STEPS):
        progress(step, STEPS, "Arbetar")
        time.sleep(0.05)

    def store() -> dict[str, Any]:
        event = Event.objects.create(
            by_name="drill", verb=VERB, subject_kind="work", subject_number=arguments["number"]
        )
        return {"event": event.pk}

    return store
