"""Two people at the same moment, each on a connection of their own: what becomes of the second.

A scene is a function of a test module, run by a process on a database of its own; what it returns comes back as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tests.workers import environment

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def played(database: str, scene: Callable[[], object]) -> Any:
    """What a scene returns on a PostgreSQL database. Raises CalledProcessError."""
    name = scene.__name__
    program = f"""
import json, django
django.setup()
from {scene.__module__} import {name}
print(json.dumps({name}()))
"""
    words = [sys.executable, "-c", program]
    done = subprocess.run(
        words, cwd=settings.BASE_DIR, env=environment(database), check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> str:
    """Does the first; before that is committed the second begins, and waits for it or not.

    What the second returned, as text, or the sentence that it was refused with.
    """
    told: list[str] = []
    other = Thread(target=_tell, args=(second, told))
    with transaction.atomic():
        first()
        other.start()
        _until_it_waits(other)
    other.join(30)
    return told[0]


def _tell(act: Callable[[], object], told: list[str]) -> None:
    try:
        told.append(str(act()))
    except Exception as error:  # whatever it is, the test compares it
        told.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def _until_it_waits(other: Thread) -> None:
    end = time.monotonic() + 20
    while other.is_alive() and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)
