"""Real worker processes on a database of their own, for tests that kill them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

Worker = subprocess.Popen[str]
Start = Callable[..., Worker]


def environment(database: str, **more: str) -> dict[str, str]:
    """What a process is started with: leases of a second, the tests' handlers, and `more`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.records.settings",
        "DATABASE_URL": database,
        "DEBUG": "1",
        "JOB_LEASE_SECONDS": "1",
        **more,
    }


def manage(database: str, *arguments: str, **more: str) -> None:
    """Runs a command to its end on the database. Raises CalledProcessError."""
    command = [sys.executable, "manage.py", *arguments, "--skip-checks"]
    subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(database, **more), check=True, stdout=subprocess.PIPE
    )


@contextmanager
def shared(database: str, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lets the test read and write the database that the workers use, as the alias `shared`."""
    connections.settings["shared"] = {**connections.settings["default"], **_settings(database)}
    with blocker.unblock():
        yield
        connections["shared"].close()
    del connections["shared"]
    del connections.settings["shared"]


def _settings(database: str) -> dict[str, Any]:
    """Of the database at an address; without a pool, which would outlive the database."""
    settings: dict[str, Any] = environ.Env.db_url_config(database)
    options = connections.settings["default"].get("OPTIONS", {}) if "sqlite" in settings["ENGINE"] else {}
    return {**settings, "OPTIONS": options}


@contextmanager
def workers(database: str) -> Iterator[Start]:
    """Gives a function that starts a worker; what still runs at the end is killed."""
    started: list[Worker] = []

    def start(*arguments: str, **more: str) -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--skip-checks", *arguments],
            cwd=settings.BASE_DIR,
            env=environment(database, **more),
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(worker)
        return worker

    try:
        yield start
    finally:
        for worker in started:
            worker.kill()
            worker.communicate()


def wait_until(happened: Callable[[], bool], *, pause: float = 0.01, seconds: float = 30) -> None:
    """Looks often. Fails after half a minute."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"it didn't happen in {seconds} seconds"
        time.sleep(pause)
