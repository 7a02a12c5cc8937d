"""What the logs tell, and what they never tell."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from records.jobs import run_job
from records.log_fields import log_with
from records.models import Event, Job
from surveyapp.logs import JsonLine, ReadableLine, error_lines

Lines = list[dict[str, object]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Lines]:
    """Every line from now on, as production would write it."""
    written: Lines = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(JsonLine().format(record)))

    caplog.set_level(logging.INFO)
    handler = Keep()
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def requests(lines: Lines) -> Lines:
    return [line for line in lines if line["message"] == "request"]


def test_a_request_leaves_one_line(client: Client, lines: Lines) -> None:
    client.get("/tillganglighet/?fraga=hemlig", headers={"X-Request-ID": "proxy-7"})

    (line,) = requests(lines)
    assert line.pop("time")
    assert isinstance(line.pop("duration_ms"), int)
    assert line == {
        "level": "INFO",
        "logger": "surveyapp.request_log",
        "message": "request",
        "request_id": "proxy-7",
        "method": "GET",
        "path": "/tillganglighet/",
        "status": 200,
        "user": None,
    }


def test_the_answer_bears_the_id_of_the_proxy(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "proxy-7"})["X-Request-ID"] == "proxy-7"


@pytest.mark.parametrize("sent", ["", "a b", 'x"}{', "å", "a" * 65, "a\nb"])
def test_an_id_that_is_not_safe_is_replaced(client: Client, sent: str) -> None:
    answered = client.get("/healthz", HTTP_X_REQUEST_ID=sent)["X-Request-ID"]

    assert answered != sent
    assert len(answered) == 32


@pytest.mark.django_db
def test_who_asked_is_a_number_never_a_name(client: Client, officer: User, lines: Lines) -> None:
    client.force_login(officer)

    client.get("/")

    (line,) = requests(lines)
    assert line["user"] == officer.pk
    assert officer.name not in json.dumps(lines, ensure_ascii=False)
    assert officer.email not in json.dumps(lines)


def test_a_page_that_asks_for_no_session_is_not_made_to(client: Client) -> None:
    """Without a database: the test would fail if the log asked who it is."""
    client.cookies["sessionid"] = "x" * 32

    assert client.get("/healthz").status_code == 200


def test_probes_that_are_content_leave_no_line(client: Client, lines: Lines) -> None:
    client.get("/healthz")

    assert requests(lines) == []


@pytest.mark.django_db
def test_what_a_job_logs_bears_its_number(lines: Lines) -> None:
    job = Job.objects.create(kind="bake")

    run_job(job.pk)

    assert {line.get("job") for line in lines if line["logger"] == "records.jobs"} == {job.pk}


@pytest.mark.django_db
def test_an_error_is_told_without_the_row_that_the_database_quotes(lines: Lines) -> None:
    secret = "anna.ek@example.invalid"
    try:
        with transaction.atomic():
            Event.objects.create(by_name="", verb=secret, subject_kind="job", subject_number=1)
    except IntegrityError:
        logging.getLogger("prov").exception("It went wrong.")

    (line,) = [line for line in lines if line["logger"] == "prov"]
    assert isinstance(line["error"], list)
    assert any(each.startswith("IntegrityError: ") for each in line["error"])
    assert any("test_logs.py" in each for each in line["error"])
    assert secret not in json.dumps(line)
    # The point of it: PostgreSQL does quote the row.
    assert connection.vendor == "sqlite" or "event_has_name" in json.dumps(line)


def test_an_error_names_what_caused_it_first() -> None:
    try:
        try:
            int("x")
        except ValueError as error:
            raise KeyError("cell") from error
    except KeyError as error:
        told = [line for line in error_lines(error) if not line.startswith("  ")]

    assert told == ["ValueError: invalid literal for int() with base 10: 'x'", "KeyError: 'cell'"]


def test_in_development_the_same_is_readable_with_the_whole_error() -> None:
    try:
        int("x")
    except ValueError:
        record = logging.LogRecord("prov", logging.ERROR, "", 0, "It %s", ("broke",), sys.exc_info())
    with log_with(job=7):
        first, *rest = ReadableLine().format(record).splitlines()

    assert first == "ERROR prov: It broke job=7"
    assert rest[-1] == "ValueError: invalid literal for int() with base 10: 'x'"


def test_fields_hold_inside_their_block_only() -> None:
    record = logging.LogRecord("prov", logging.INFO, "", 0, "Now", (), None)
    with log_with(request_id="a"), log_with(job=7):
        inside = json.loads(JsonLine().format(record))
    outside = json.loads(JsonLine().format(record))

    assert (inside["request_id"], inside["job"]) == ("a", 7)
    assert "request_id" not in outside
    assert "job" not in outside
