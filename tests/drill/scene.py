"""Everything that runs in the drill: started, killed and started again."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from zipfile import BadZipFile, ZipFile

from tests.drill.place import write_answers
from tests.engines.celery_processes import QUIET, Process, kill, sweep
from tests.engines.running import ROOT, Engines
from tests.workers import wait_until

DJANGO = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-A", "surveyapp"]
# Seconds between two kills: enough for most processes to come to work, and for some not to.
MOMENTS = (0.2, 2.0)


class Scene:
    """Two drivers, a process that runs commands, two workers; with `engines` also Celery's beat, and the servers."""

    def __init__(self, database: str, folder: Path, seed: int, engines: Engines | None) -> None:
        self.told = folder / "told"
        self.log = folder / "log"
        self.faults: list[str] = []
        self.killed: Counter[str] = Counter()
        self._folder, self._engines = folder, engines
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._environment = {
            **os.environ,
            "DATABASE_URL": database,
            "REDIS_URL": engines.broker if engines else "",
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
            "JOB_LEASE_SECONDS": "2",
        }
        self._processes: dict[str, Process] = {}
        self._command: Process | None = None
        self._loads = 0
        self._is_over = False
        self._commands = Thread(target=self._run_commands)

    def run(self, *command: str) -> str:
        """A command to its end: what it prints. Raises CalledProcessError."""
        return subprocess.run(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    def play(self, seconds: float) -> None:
        """Starts all, and kills something at random moments, each at once started again."""
        for name in ("driver 1", "driver 2", *self._others()):
            self._begin(name)
        self._commands.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(self._random.uniform(*MOMENTS))
            self._kill_and_begin(self._random.choice(self._victims()))

    def settle(self, is_done: Callable[[], bool]) -> None:
        """Ends what writes, and lets the workers do what is left."""
        self._is_over = True
        for name in ("driver 1", "driver 2"):
            kill(self._processes.pop(name))
        self._commands.join()

        def is_swept_and_done() -> bool:
            if self._engines:
                sweep(self._engines.broker)
            return is_done()

        wait_until(is_swept_and_done, pause=0.5, seconds=90)

    def end(self) -> None:
        self._is_over = True
        for process in [*self._processes.values(), *([self._command] if self._command else [])]:
            kill(process)
        if self._commands.is_alive():
            self._commands.join()

    def _run_commands(self) -> None:
        """Loads answers and writes a workbook, again and again, killed now and then; the last are left to end."""
        while not self._is_over:
            self._load_and_export()
        self._load_and_export()

    def _load_and_export(self) -> None:
        self._loads += 1
        file = write_answers(self._folder / "answers.csv", self._loads)
        if self._to_its_end("load_answers", "region-2030", str(file)):
            with self.told.open("a") as told:
                told.write(json.dumps({"do": "load", "load": self._loads}) + "\n")
        book = self._folder / "tables.xlsx"
        self._to_its_end("export_tables", "2030", str(book), "--edition", "0")
        if book.exists() and not is_whole(book):
            self.faults.append(f"{book.name} is half a workbook")

    def _to_its_end(self, *arguments: str) -> bool:
        with self.log.open("a") as log:
            self._command = subprocess.Popen(
                [*DJANGO, *arguments, "--skip-checks"],
                cwd=ROOT,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        return self._command.wait() == 0

    def _others(self) -> tuple[str, ...]:
        return ("worker 1", "worker 2", *(["beat"] if self._engines else []))

    def _victims(self) -> tuple[str, ...]:
        servers = ("postgres", "valkey") if self._engines else ()
        return ("driver 1", "driver 2", *self._others(), "command", *servers)

    def _kill_and_begin(self, victim: str) -> None:
        self.killed[victim.split()[0]] += 1
        if victim == "command":
            # The next one is begun by who runs them.
            if self._command:
                kill(self._command)
        elif victim in ("postgres", "valkey"):
            assert self._engines is not None
            self._engines.kill(victim)
            time.sleep(self._random.uniform(0, 0.5))
            self._engines.start(victim)
        else:
            kill(self._processes[victim])
            self._begin(victim)

    def _begin(self, name: str) -> None:
        with self.told.open("a") as told, self.log.open("a") as log:
            self._processes[name] = subprocess.Popen(
                self._words(name),
                cwd=ROOT,
                env=self._environment,
                stdout=told if name.startswith("driver") else subprocess.DEVNULL,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def _words(self, name: str) -> list[str]:
        if name.startswith("driver"):
            return [sys.executable, "-m", "tests.drill", "driver", str(self._random.getrandbits(32))]
        if name == "beat":
            return [*CELERY, "beat", f"--schedule={self._folder / 'beat'}", "--pidfile="]
        if self._engines:
            return [*CELERY, "worker", "--concurrency=1", f"--hostname={name.replace(' ', '')}@drill", *QUIET]
        return [*DJANGO, "worker", "--skip-checks"]


def is_whole(workbook: Path) -> bool:
    try:
        with ZipFile(workbook) as parts:
            return parts.testzip() is None
    except BadZipFile:
        return False
