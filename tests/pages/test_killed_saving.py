"""A server killed in a series of autosaves: every save that it acknowledged is there when it is started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from socket import socket
from threading import Timer
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.workers import environment

pytestmark = pytest.mark.journey

PREPARE = """
import json, django
django.setup()
from django.test import Client
from tests import country as small
from tests.pages.answering import desk_2023
small.make_country()
desk = desk_2023()
client = desk.client(desk.anna)
page = client.get(desk.address("narvard"), SERVER_NAME="localhost")
rows = [item.key for item in desk.response.questionnaire.definition.question("narvard_insatser").items]
print(json.dumps({
    "session": client.cookies["sessionid"].value,
    "csrf": client.cookies["csrftoken"].value,
    "address": desk.autosave,
    "rows": [f"narvard_insatser.{row}" for row in rows],
}))
"""
ANSWERS = """
import json, django
django.setup()
from questionnaires.models import Response
print(json.dumps(Response.objects.get(key="kommun-2023").cells))
"""


def run(database: str, program: str) -> dict[str, object]:
    words = [sys.executable, "-c", program]
    done = subprocess.run(
        words, cwd=settings.BASE_DIR, env=environment(database), check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@contextmanager
def server(database: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A web server in a process group of its own, killed whole at the end."""
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "surveyapp.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "2",
    ]
    process = subprocess.Popen(
        words,
        cwd=settings.BASE_DIR,
        env=environment(database),
        start_new_session=True,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def save(port: int, known: dict[str, object], row: str) -> bool:
    """Whether the server has said that an answer is saved."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {
        "Cookie": f"sessionid={known['session']}; csrftoken={known['csrf']}",
        "X-CSRFToken": str(known["csrf"]),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", str(known["address"]), urlencode({row: "nej", f"{row}:v": "0."}), headers)
        answer = connection.getresponse()
        return answer.status == 200 and row in json.loads(answer.read())["cells"]
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server didn't start in 30 seconds")


def test_every_acknowledged_answer_is_there_after_the_server_was_killed(fresh_database: str) -> None:
    database = fresh_database
    known = run(database, PREPARE)
    rows = known["rows"]
    assert isinstance(rows, list)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    acknowledged: list[str] = []
    for share in (rows[:12], rows[12:]):
        with server(database, port) as process:
            wait_for(port)
            for number, row in enumerate(share):
                if number == 8:
                    # While the next answers are on their way.
                    Timer(0.02, os.killpg, (process.pid, signal.SIGKILL)).start()
                if save(port, known, row):
                    acknowledged.append(row)
    kept = run(database, ANSWERS)
    assert len(acknowledged) >= 16
    assert {row: kept[row] for row in acknowledged} == {
        row: {"answer": {"choice": "nej"}, "version": 1} for row in acknowledged
    }
