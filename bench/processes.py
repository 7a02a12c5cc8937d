"""Two web processes against one, and two workers against one, on a real PostgreSQL and Valkey; 2023 published.

    .venv/bin/python bench/processes.py [--keep]

Eight clients ask on the loopback interface, a bounded number of times; eight workbooks are ordered at once.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from measuring import ROOT, environment, keep, manage, printed

sys.path.insert(0, str(ROOT))
from tests.engines.running import running_engines
from tests.engines.servers import free_port

ASKED = 400
CLIENTS = 8
JOBS = 8
PAGE = "/tabeller/2023/appendix-2/"
ORDER = f"""
import time, django
django.setup()
from accounts.models import User
from django.db import transaction
from exports.services import order_workbook
from records.models import Job
officer = User.objects.get(email="johan.strom@demo.invalid")
with transaction.atomic():
    for _ in range({JOBS}):
        order_workbook(year=2023, by=officer)
start = time.perf_counter()
while Job.objects.exclude(state="done").exists():
    time.sleep(0.02)
print(time.perf_counter() - start)
"""


@contextmanager
def running(words: list[str], settings: dict[str, str]) -> Iterator[None]:
    """A program of the project's environment, for as long as the block lasts."""
    program = str(Path(sys.executable).parent / words[0])
    process = subprocess.Popen(
        [program, *words[1:]],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def pages_a_second(processes: int, settings: dict[str, str]) -> float:
    """How many table pages so many web processes give eight clients in a second."""
    port = free_port()
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--threads", "4"]
    with running(["gunicorn", "surveyapp.wsgi", *bind], settings), ThreadPoolExecutor(CLIENTS) as clients:
        wait_for(port)
        list(clients.map(lambda _: asked(port), range(40)))
        start = time.perf_counter()
        list(clients.map(lambda _: asked(port), range(ASKED)))
        return ASKED / (time.perf_counter() - start)


def asked(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{PAGE} gave {answer.status}")
    connection.close()


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            return asked(port)
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the web server didn't start")


def seconds_of_jobs(workers: int, settings: dict[str, str]) -> float:
    """How long so many Celery workers take for eight workbooks ordered at once."""
    words = ["celery", "-A", "surveyapp", "worker", "--concurrency", str(workers), "--loglevel", "WARNING"]
    with running(words, settings):
        time.sleep(8)
        return float(printed(ORDER, settings))


def main() -> None:
    with running_engines() as engines:
        settings = environment(engines.database) | {"REDIS_URL": engines.broker, "DEMO": "1"}
        manage("migrate", "-v0", settings=settings)
        manage("load_demo", settings=settings)
        pages = [pages_a_second(processes, settings) for processes in (1, 2)]
        jobs = [seconds_of_jobs(workers, settings) for workers in (1, 2)]
    lines = [
        "| what | one | two | ratio |",
        "| --- | ---: | ---: | ---: |",
        f"| table pages a second, by web processes ({CLIENTS} clients) | {pages[0]:.0f} | {pages[1]:.0f} | "
        f"{pages[1] / pages[0]:.2f} |",
        f"| seconds for {JOBS} workbooks, by Celery workers | {jobs[0]:.1f} | {jobs[1]:.1f} | "
        f"{jobs[1] / jobs[0]:.2f} |",
    ]
    keep(f"Processes, PostgreSQL and Valkey on the same {os.cpu_count()} cores as the clients", lines)


if __name__ == "__main__":
    main()
