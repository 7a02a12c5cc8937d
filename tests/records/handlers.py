"""Handlers for the tests: each writes a line to arguments["diary"] where it matters that and when it ran."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from records.jobs import JobFailed, Progress, Store
from records.mail import send_mail
from records.models import Event


def note(arguments: dict[str, Any], line: str) -> None:
    with Path(arguments["diary"]).open("a") as diary:
        diary.write(line + "\n")


def add(arguments: dict[str, Any], progress: Progress) -> Store:
    """Two steps, then the sum."""
    progress(1, 2, "Räknar")
    total = arguments["a"] + arguments["b"]
    progress(2, 2, "Sparar")
    return lambda: {"sum": total}


def count(arguments: dict[str, Any], progress: Progress) -> Store:
    """Leaves one event in the database when it is stored."""

    def store() -> dict[str, Any]:
        event = Event.objects.create(
            by_name="prov", verb="counted", subject_kind="number", subject_number=arguments["number"]
        )
        return {"event": event.pk}

    return store


def count_slowly(arguments: dict[str, Any], progress: Progress) -> Store:
    """The first time as slow as a workbook that never ends, afterwards quick; reports each of its steps."""
    for step in range(2 if is_begun(arguments) else 600):
        progress(step, 600, "Arbetar")
        time.sleep(0.05)
    return count(arguments, progress)


def be_silent(arguments: dict[str, Any], progress: Progress) -> Store:
    """The first time works for `seconds` without a word."""
    if not is_begun(arguments):
        time.sleep(arguments["seconds"])
    return count(arguments, progress)


def is_begun(arguments: dict[str, Any]) -> bool:
    """Whether the job was begun before; notes that it is now."""
    begun = Path(arguments["diary"]).exists()
    note(arguments, "begun")
    return begun


def meet(arguments: dict[str, Any], progress: Progress) -> Store:
    """Goes on when two workers have come, so that neither does everything before the other has started."""
    note(arguments, str(os.getpid()))
    end = time.monotonic() + 30
    while len(set(Path(arguments["diary"]).read_text().split())) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    return count(arguments, progress)


def refuse(arguments: dict[str, Any], progress: Progress) -> Store:
    raise JobFailed("Omgången 2023 har inga svar ännu.")


def break_down(arguments: dict[str, Any], progress: Progress) -> Store:
    raise ZeroDivisionError("a mistake in the code")


def break_down_while_storing(arguments: dict[str, Any], progress: Progress) -> Store:
    """Has written something when it fails, the first time only."""
    first = not is_begun(arguments)
    store_all = count(arguments, progress)

    def store() -> dict[str, Any]:
        stored = store_all()
        if first:
            raise ZeroDivisionError("a mistake after writing")
        return stored

    return store


def lose_the_job(arguments: dict[str, Any], progress: Progress) -> Store:
    """Works on while another worker takes the job over, as after a long pause of the machine."""
    from records.claims import claim_next
    from records.models import Job

    Job.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert claim_next() is not None
    if arguments.get("reports"):
        progress(1, 1, "Klart")
    return count(arguments, progress)


def be_outside_a_transaction(arguments: dict[str, Any], progress: Progress) -> Store:
    worked_in_one = transaction.get_connection().in_atomic_block

    def store() -> dict[str, Any]:
        return {"worked_in_one": worked_in_one, "stored_in_one": transaction.get_connection().in_atomic_block}

    return store


def mail_then_die(arguments: dict[str, Any], progress: Progress) -> Store:
    """Sends a mail; the first time its worker is killed when the server has said OK and nothing is recorded."""
    record = send_mail(arguments, progress)

    def store() -> dict[str, Any]:
        if not is_begun({"diary": os.environ["DIARY"]}):
            os.kill(os.getpid(), signal.SIGKILL)
        return record()

    return store
