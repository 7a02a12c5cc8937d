"""Real Celery processes on servers of the tests' own: asked, killed and started again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import Celery
from django.conf import settings

from tests.engines.running import Engines
from tests.workers import environment

Process = subprocess.Popen[str]
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


class Processes:
    """Starts processes that share a database and a broker."""

    def __init__(self, database: str, broker: str) -> None:
        self._environment = environment(database, REDIS_URL=broker)
        self._broker = broker
        self._started: list[Process] = []
        self._asking: Process | None = None

    def worker(self, *, at_once: int = 1, **more: str) -> Process:
        return self._celery("worker", f"--concurrency={at_once}", *QUIET, **more)

    def beat(self, folder: Path) -> Process:
        return self._celery("beat", f"--schedule={folder / 'beat'}", "--pidfile=")

    def manage_worker(self) -> Process:
        return self._start([sys.executable, "manage.py", "worker", "--skip-checks"])

    def ask(self, kind: str, *, commit: bool = True, **arguments: Any) -> int:
        """Asks for a job as a web process does, always the same one; the number that the job had or has."""
        if self._asking is None:
            self._asking = self._start([sys.executable, "-m", "tests.engines.asking"])
        assert self._asking.stdin is not None
        assert self._asking.stdout is not None
        wish = {"kind": kind, "arguments": {"number": 1, **arguments}, "commit": commit}
        print(json.dumps(wish), file=self._asking.stdin, flush=True)
        return int(self._asking.stdout.readline())

    def sweep(self) -> None:
        sweep(self._broker)

    def end(self) -> None:
        for process in self._started:
            kill(process)
            process.communicate()

    def _celery(self, *arguments: str, **more: str) -> Process:
        return self._start([sys.executable, "-m", "celery", "-A", "surveyapp", *arguments], **more)

    def _start(self, command: list[str], **more: str) -> Process:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**self._environment, "LOG_LEVEL": "INFO", **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._started.append(process)
        return process


def sweep(broker: str) -> None:
    """What beat does every ten seconds."""
    with Celery(broker=broker) as app:
        app.send_task("sweep", expires=10)


def kill(process: Process) -> None:
    """kill -9 of the process and all that it has started, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def children(process: Process) -> list[int]:
    """The numbers of the processes that it has started itself."""
    return [
        int(number) for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    ]


@contextmanager
def processes_on(engines: Engines, database: str) -> Iterator[Processes]:
    processes = Processes(database, engines.broker)
    try:
        yield processes
    finally:
        processes.end()
