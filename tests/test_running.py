"""`manage.py serve`, which `make run` ends in: it answers, and stopping it leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.journey

SERVE = ["manage.py", "serve", "--until-parent-ends", "--port"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database of its own, and a mark by which every process that was started can be found."""
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DEBUG": "1",
        "STARTED_BY_TEST": uuid.uuid4().hex,
    }


@pytest.fixture
def start(environment: dict[str, str], port: int) -> Iterator[Callable[[list[str]], subprocess.Popen[str]]]:
    """Starts a Python command on a migrated database and waits until the site answers."""
    python = [sys.executable]
    migrate = [*python, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=environment, check=True)
    started: list[subprocess.Popen[str]] = []

    def start(command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*python, *command], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert f"http://localhost:{port}" in process.stdout.readline()
        return process

    yield start
    for number in running(environment):
        os.kill(number, signal.SIGKILL)
    for process in started:
        process.communicate()


def running(environment: dict[str, str]) -> list[int]:
    """The numbers of the processes that bear the mark."""
    mark = f"STARTED_BY_TEST={environment['STARTED_BY_TEST']}".encode()
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if mark in read(path)]


def read(path: Path) -> bytes:
    """What a process was started with; nothing where it is gone or somebody else's."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def wait_until_nothing_runs(environment: dict[str, str]) -> None:
    end = time.monotonic() + 20
    while left := running(environment):
        assert time.monotonic() < end, f"still running: {left}"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_site_answers_with_a_worker_beside_it_until_it_is_stopped_without_leftovers(
    start: Callable[[list[str]], subprocess.Popen[str]],
    environment: dict[str, str],
    port: int,
    number: signal.Signals,
) -> None:
    process = start([*SERVE, str(port)])
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=20) as page:
        assert page.status == 200
    lines = [Path(f"/proc/{each}/cmdline").read_bytes() for each in running(environment)]
    assert any(b"worker" in line for line in lines)

    process.send_signal(number)

    assert process.wait(20) == 0
    assert running(environment) == []


def test_the_site_stops_when_what_started_it_is_killed(
    start: Callable[[list[str]], subprocess.Popen[str]], environment: dict[str, str], port: int
) -> None:
    make = start(["-c", f"import subprocess, sys; subprocess.run([sys.executable, *{[*SERVE, str(port)]}])"])

    make.kill()

    wait_until_nothing_runs(environment)


def test_when_the_worker_dies_the_site_stops_and_says_so(
    start: Callable[[list[str]], subprocess.Popen[str]], environment: dict[str, str], port: int
) -> None:
    process = start([*SERVE, str(port)])
    is_worker = b"manage.py\0worker"
    worker = next(each for each in running(environment) if is_worker in read(Path(f"/proc/{each}/cmdline")))

    os.kill(worker, signal.SIGKILL)

    assert process.wait(20) == 1
    assert running(environment) == []


def test_a_port_that_is_taken_is_named_with_a_way_out(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, *SERVE, str(port)]
        said = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)

    assert said.returncode == 1
    assert said.stderr == (
        f"CommandError: Port {port} används redan. "
        f"Stoppa det som kör där eller välj en annan: make run PORT={port + 1}\n"
    )
