"""Serves the site on this machine, with a worker beside it, until it is stopped."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# How long what was asked to stop may take before it is killed.
STOP_SECONDS = 10
LOOK_SECONDS = 0.2

Process = subprocess.Popen[bytes]


class Command(BaseCommand):
    """Runs what the Procfile names in one process group: closing the terminal, Ctrl-C or killing the group ends all.

    When one process ends, for whatever reason, so do the others.
    """

    help = "Kör webbplatsen och bakgrundsjobben tills det stoppas (Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="porten på localhost (8000)")
        parser.add_argument(
            "--until-parent-ends", action="store_true", help="sluta när det som startade kommandot slutar"
        )
        parser.add_argument(
            "--procfile",
            type=Path,
            default=settings.BASE_DIR / "Procfile",
            help="vilka processer som körs (Procfile)",
        )

    def handle(self, *args: Any, port: int, until_parent_ends: bool, procfile: Path, **options: Any) -> None:
        if answers(port):
            raise CommandError(
                f"Port {port} används redan. Stoppa det som kör där eller välj en annan: make run PORT={port + 1}"
            )
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        parent = os.getppid() if until_parent_ends else None
        processes: list[Process] = []
        try:
            for command in commands(procfile, port):
                processes.append(start(command, port))
            self._watch(processes, port, parent)
        finally:
            stop_all(processes)
        if not self.stopping:
            raise CommandError("Webbplatsen eller bakgrundsjobben slutade oväntat. Se felet ovan.")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _watch(self, processes: list[Process], port: int, parent: int | None) -> None:
        """Until told to stop, or a process ends."""
        said = False
        while not self.stopping and all(process.poll() is None for process in processes):
            if not said and answers(port):
                self.stdout.write(f"{settings.PRODUCT_NAME}: http://localhost:{port} (Ctrl-C stoppar)")
                said = True
            if parent is not None and os.getppid() != parent:
                self.stopping = True
            time.sleep(LOOK_SECONDS)


def answers(port: int) -> bool:
    """Whether somebody listens on the port of this machine."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def commands(procfile: Path, port: int) -> list[list[str]]:
    """The words of each `name: command` in the file, the port filled in."""
    lines = (line for line in procfile.read_text().splitlines() if line.strip())
    return [shlex.split(line.split(":", 1)[1].replace("$PORT", str(port))) for line in lines]


def start(command: list[str], port: int) -> Process:
    """Starts a command in its surroundings."""
    return subprocess.Popen(command, env=surroundings(port), cwd=settings.BASE_DIR)  # noqa: S603 - the Procfile is ours


def surroundings(port: int) -> dict[str, str]:
    """The environment with this Python's programs found first, and the port: links in mails lead to it, where nobody
    has set SITE_ADDRESS.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PORT": str(port)}


def stop_all(processes: list[Process]) -> None:
    """Asks each process to stop; kills what hasn't done so in time."""
    for process in processes:
        process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
