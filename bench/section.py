"""The largest section's page, and saving in it, against bare Django views in the same server and run.

    .venv/bin/python bench/section.py [--keep] [--seconds 6]

Eight people at once, each with a kommun of their own; two processes of gunicorn as in production, SQLite.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from measuring import ROOT, keep

SECTION, GRID, PEOPLE = "narvard", "narvard_insatser", 8
SECONDS = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 6.0
with socket() as _free:
    _free.bind(("127.0.0.1", 0))
    PORT = _free.getsockname()[1]
TURNS = 3
KEYS = ("initierat", "forstarkt", "nej")


@dataclass
class Person:
    """Somebody's session, the addresses of their kommun's page, and the versions of their cells."""

    cookie: str
    csrf: str
    address: str
    autosave: str
    response: int
    version: int = 1
    turn: int = 0


@dataclass(frozen=True)
class Figure:
    """Requests a second, and the slowest of a hundred in milliseconds."""

    rate: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:.0f}/s, p99 {self.p99:.0f} ms"


def settings(folder: str) -> dict[str, str]:
    return os.environ | {
        "DEBUG": "0",
        "SECRET_KEY": "only-for-measuring",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "SITE_ADDRESS": f"http://127.0.0.1:{PORT}",
        "SECURE_SSL_REDIRECT": "0",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "section_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'bench'}",
    }


def prepare() -> tuple[list[Person], list[Person]]:
    """Those whose saves are ours, and as many beside them, whose answers the bare views save."""
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import Organisation
    from questionnaires.models import Questionnaire

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_organisations", str(ROOT / "demo/organisations"), verbosity=0)
    call_command("load_questionnaire", str(ROOT / "questionnaires/definitions/kommun-2023.yaml"), verbosity=0)
    questionnaire = Questionnaire.objects.get(key="kommun-2023")
    kommuner = Organisation.objects.filter(kind="kommun").order_by("code")[: 2 * PEOPLE]
    everybody = [person_of(kommun, questionnaire) for kommun in kommuner]
    return everybody[:PEOPLE], everybody[PEOPLE:]


def person_of(kommun: Any, questionnaire: Any) -> Person:
    """Somebody who is signed in, whose kommun has answered the section."""
    from accounts.models import Role
    from accounts.services import add_member, system_user
    from questionnaires.answers import Chosen
    from questionnaires.models import FrameMember
    from questionnaires.services.responses import response_to, save_answers

    member = FrameMember.objects.get(organisation=kommun, round=questionnaire.round_id)
    user = add_member(
        email=f"p{kommun.code}@example.invalid",
        name=f"P {kommun.code}",
        organisation=kommun,
        role=Role.RESPONDENT,
        by=system_user(),
    ).user
    response = response_to(questionnaire=questionnaire, respondent=member)
    items = questionnaire.definition.question(GRID).items
    save_answers(
        response=response, answers={f"{GRID}.{item.key}": Chosen(KEYS[0]) for item in items}, by=user
    )
    address = f"/svar/{member.pk}/kommun-2023/del/{SECTION}/"
    cookies = cookies_of(user, address)
    return Person(
        cookie="; ".join(f"{name}={value}" for name, value in cookies.items()),
        csrf=cookies["csrftoken"],
        address=address,
        autosave=f"/svar/{member.pk}/kommun-2023/spara/",
        response=response.pk,
    )


def cookies_of(user: Any, address: str) -> dict[str, str]:
    """What a browser holds once somebody has signed in and opened a page."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    client.get(address)
    return {name: client.cookies[name].value for name in ("sessionid", "csrftoken")}


@contextmanager
def server(environment: dict[str, str]) -> Iterator[None]:
    words = [sys.executable, "-m", "gunicorn", "surveyapp.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    words += ["--workers", "2", "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        for _try in range(100):
            time.sleep(0.1)
            try:
                HTTPConnection("127.0.0.1", PORT, timeout=1).request("GET", "/healthz")
                break
            except OSError:
                continue
        yield
    finally:
        process.terminate()
        process.wait()


def ask(connection: HTTPConnection, person: Person, address: str, body: dict[str, str] | None) -> bytes:
    headers = {"Cookie": person.cookie, "X-CSRFToken": person.csrf}
    if body is None:
        connection.request("GET", address, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", address, urlencode(body), headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status not in (200, 302):
        raise SystemExit(f"{address}: {answer.status} {content[:300]!r}")
    return content


Act = Callable[[HTTPConnection, Person], object]


def measure(people: list[Person], act: Act, *, each: float = 0) -> Figure:
    """All of them at once for some seconds, after a few turns that don't count; one request in `each` seconds."""
    times: list[float] = []
    wrong: list[BaseException] = []

    def work(person: Person) -> None:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
        try:
            for _warm in range(3):
                act(connection, person)
            end = time.perf_counter() + SECONDS
            while (start := time.perf_counter()) < end:
                act(connection, person)
                times.append(time.perf_counter() - start)
                time.sleep(max(0, start + each - time.perf_counter()))
        except BaseException as error:
            wrong.append(error)
            raise

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"measuring failed: {wrong[0]}")
    return Figure(len(times) / SECONDS, sorted(times)[int(len(times) * 0.99)] * 1000)


def next_answers(person: Person, names: list[str]) -> dict[str, str]:
    """Other choices than the page showed in these rows, with the tokens that the page had."""
    shown, new = KEYS[person.turn % 3], KEYS[(person.turn + 1) % 3]
    body = {}
    for name in names:
        body[name] = new
        body[f"{name}:v"] = f"{person.version}.{fingerprint(name, shown)}"
    person.turn += 1
    person.version += 1
    return body


@cache
def fingerprint(name: str, choice: str) -> str:
    from questionnaires.answers import Chosen
    from questionnaires.forms.posted import token
    from questionnaires.models import Questionnaire

    definition = Questionnaire.objects.get(key="kommun-2023").definition
    return token(definition.cell(name), 0, Chosen(choice)).partition(".")[2]


def check_saved(people: list[Person], name: str) -> None:
    """Stops the measuring unless every save of a row was taken: a conflict answers 200 too, at another cost."""
    from questionnaires.models import Response

    for person in people:
        version = Response.objects.get(pk=person.response).cells[name]["version"]
        if version != person.version:
            raise SystemExit(f"{person.version - version} saves of {person.response} were refused")


def main() -> None:
    with TemporaryDirectory() as folder:
        environment = settings(folder)
        os.environ.update(environment)
        sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
        os.chdir(ROOT)
        people, beside = prepare()
        rows = sorted(next_rows())
        for name in rows:
            for choice in KEYS:
                fingerprint(name, choice)
        with server(environment):
            lines = figures(people, beside, rows)
    keep("One section's page and saving in it", lines)


def figures(people: list[Person], beside: list[Person], rows: list[str]) -> list[str]:
    """The bare views save to responses of their own: what they wrote over ours would be conflicts for us."""
    size = len(ask(HTTPConnection("127.0.0.1", PORT), people[0], people[0].address, None))
    # The whole section first: in the end all its rows stand at the same version.
    found = [
        (
            f"page of {size // 1000} kB",
            0.6,
            lambda c, p: ask(c, p, p.address, None),
            lambda c, p: ask(c, p, f"/bench/{p.response}/{size}/", None),
        ),
        (
            f"save {len(rows)} cells",
            0.35,
            lambda c, p: ask(c, p, p.address, next_answers(p, rows)),
            lambda c, p: ask(c, p, f"/bench/{p.response}/spara/", next_answers(p, rows)),
        ),
        (
            "save one cell",
            0.5,
            lambda c, p: ask(c, p, p.autosave, next_answers(p, rows[:1])),
            lambda c, p: ask(c, p, f"/bench/{p.response}/spara/", next_answers(p, rows[:1])),
        ),
    ]
    lines = ["| what | ours | bare view | ratio | at least |", "| --- | --- | --- | --- | --- |"]
    for what, least, ours, bare in found:
        a, b = in_turns((people, ours), (beside, bare))
        check_saved(people, rows[0])
        lines.append(f"| {what} | {a} | {b} | {a.rate / b.rate:.2f} | {least} |")
    paced = measure(people, found[-1][2], each=PEOPLE / 21)
    check_saved(people, rows[0])
    return [*lines, "", f"21 saves a second (1,160 people each saving 65 cells within an hour): {paced}"]


def in_turns(one: tuple[list[Person], Act], other: tuple[list[Person], Act]) -> tuple[Figure, Figure]:
    """Both by turns, so that whatever else the machine does falls on both."""
    turns = [(measure(*one), measure(*other)) for _turn in range(TURNS)]
    return middle([first for first, _second in turns]), middle([second for _first, second in turns])


def middle(figures: list[Figure]) -> Figure:
    return sorted(figures, key=lambda figure: figure.rate)[len(figures) // 2]


def next_rows() -> Iterator[str]:
    from questionnaires.models import Questionnaire

    definition = Questionnaire.objects.get(key="kommun-2023").definition
    return (f"{GRID}.{item.key}" for item in definition.question(GRID).items)


if __name__ == "__main__":
    main()
