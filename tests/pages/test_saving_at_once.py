"""Saves at the same moment, by a process with a thread for each person: nothing is lost, and rights are today's."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from tests.workers import environment

pytestmark = pytest.mark.journey

START = """
import json, threading, time, django
django.setup()
from django.db import connection, transaction
from questionnaires.answers import Chosen
from tests import country as small
from tests.pages.answering import desk_2030
from questionnaires.models import AnswerChange, Response, Step
from records.models import Event
small.make_country()
desk = desk_2030()
clients = [desk.client(desk.anna if number % 2 else desk.per) for number in range(7)]
start = threading.Barrier(7)
told = []
def save(client, name, values):
    try:
        start.wait()
        page = client.post(desk.autosave, {name: values, f"{name}:v": "0."}, SERVER_NAME="localhost")
        cell = page.json()["cells"][name] if page.status_code == 200 else {}
        told.append([page.status_code, bool(cell.get("conflict"))])
    finally:
        connection.close()
def all_at_once(*ways):
    threads = [threading.Thread(target=save, args=(client, *way)) for client, way in zip(clients, ways, strict=True)]
    for each in threads: each.start()
    for each in threads: each.join()
def now():
    responses = Response.objects.filter(key="kommun-2030")
    cells = {name: cell for each in responses for name, cell in each.cells.items()}
    return {"told": told, "responses": len(responses), "cells": cells, "steps": Step.objects.count(),
        "changes": AnswerChange.objects.count(), "events": Event.objects.filter(verb="save").count()}
"""
EACH_A_CELL = """
all_at_once(("insatser.kontakt", "nej"), ("insatser.team", "nej"), ("insatser.annat", "nej"), ("projekt", "ja"),
    ("exempel", "Ett"), ("grupper", "barn"), ("personer", "12"))
print(json.dumps(now()))
"""
ONE_CELL = """
all_at_once(*(("exempel", f"Svar {number}") for number in range(7)))
print(json.dumps(now()))
"""
BEGUN_ALREADY = "desk.save({}, desk.anna)\n"
WITHDRAWN = """
desk.save({"projekt": Chosen("ja")}, desk.per)
start = threading.Barrier(2)
waiting = threading.Thread(target=save, args=(clients[1], "exempel", "Ett"))
with transaction.atomic():
    Response.objects.select_for_update().get(key="kommun-2030")
    desk.anna.memberships.all().delete()
    waiting.start()
    start.wait()
    time.sleep(1)
waiting.join()
print(json.dumps(now()))
"""


def after(database: str, program: str) -> dict[str, Any]:
    """What stands in the database, and what each was told (status, whether in conflict), after a program."""
    words = [sys.executable, "-c", START + program]
    done = subprocess.run(
        words, cwd=settings.BASE_DIR, env=environment(database), check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("begun", ["", BEGUN_ALREADY], ids=["not begun", "begun"])
def test_colleagues_who_each_save_a_cell_of_their_own_lose_none(fresh_database: str, begun: str) -> None:
    found = after(fresh_database, begun + EACH_A_CELL)
    assert found["told"] == [[200, False]] * 7
    assert found["cells"] == {
        "insatser.kontakt": {"answer": {"choice": "nej"}, "version": 1},
        "insatser.team": {"answer": {"choice": "nej"}, "version": 1},
        "insatser.annat": {"answer": {"choice": "nej"}, "version": 1},
        "projekt": {"answer": {"choice": "ja"}, "version": 1},
        "exempel": {"answer": {"text": "Ett"}, "version": 1},
        "grupper": {"answer": {"choices": ["barn"]}, "version": 1},
        "personer": {"answer": {"number": "12"}, "version": 1},
    }
    assert [found[name] for name in ("responses", "steps", "changes", "events")] == [1, 1, 7, 7]


@pytest.mark.parametrize("begun", ["", BEGUN_ALREADY], ids=["not begun", "begun"])
def test_of_colleagues_who_save_the_same_cell_one_is_first_and_the_others_are_told(
    fresh_database: str, begun: str
) -> None:
    found = after(fresh_database, begun + ONE_CELL)
    assert sorted(found["told"]) == [[200, False], *[[200, True]] * 6]
    assert found["cells"]["exempel"]["version"] == 1
    assert [found[name] for name in ("responses", "steps", "changes", "events")] == [1, 1, 1, 1]


def test_who_lost_the_role_while_waiting_for_a_colleagues_save_saves_nothing(fresh_database: str) -> None:
    found = after(fresh_database, WITHDRAWN)
    assert found["told"] == [[404, False]]
    assert found["cells"] == {"projekt": {"answer": {"choice": "ja"}, "version": 1}}
    assert [found[name] for name in ("responses", "steps", "changes", "events")] == [1, 1, 1, 1]
