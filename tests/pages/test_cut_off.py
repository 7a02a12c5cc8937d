"""A form of which only a part arrives, because the browser was closed or the network lost: nothing of it is taken."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.http import urlencode

from questionnaires.answers import Answer, ChosenSet, Number, Text
from surveyapp.whole_body import CutOff, WholeBody, with_whole_bodies
from surveyapp.wsgi import application
from tests.pages import answering
from tests.pages.answering import Desk

FORM = "application/x-www-form-urlencoded"
BEFORE: dict[str, Answer | None] = {
    "exempel": Text("Ett"),
    "grupper": ChosenSet(("aldre", "barn")),
    "personer": Number(Decimal(7)),
}
SENT = {
    "version": "1",
    "personer:v": "1.",
    "personer": "1249",
    "exempel:v": "1.",
    "exempel": "Ett och ett till",
    "grupper:v": "1.",
    "grupper": "barn",
}


@pytest.fixture
def desk(country: None) -> Desk:
    desk = answering.desk_2030()
    desk.save(BEFORE, desk.anna)
    return desk


def started(status: str, headers: object, failure: object = None) -> Callable[[bytes], object]:
    """What a server gives an application to begin its answer with."""
    raise AssertionError("Django's client begins no answer")


def status_of(client: Client, path: str, body: bytes, content_type: str, *, until: bytes = b"") -> int:
    """What is answered to a body of which what comes before `until` arrives; all of it without."""
    cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    headers = {"cookie": cookies, "x-csrftoken": client.cookies["csrftoken"].value}
    request = RequestFactory(headers=headers).generic("POST", path, body, content_type)
    part = body.partition(until)[0] if until else body
    told: list[int] = []

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        told.append(client.handler(environ).status_code)
        return []

    with_whole_bodies(answer)(request.environ | {"wsgi.input": BytesIO(part)}, started)
    return told[0]


@pytest.mark.parametrize("until", [b"49", b" och ett till", b"barn"])
@pytest.mark.parametrize("sent_as", ["multipart", "urlencoded"])
@pytest.mark.parametrize("by_itself", [True, False], ids=["autosaved", "saved"])
def test_nothing_is_saved_of_a_page_of_which_a_part_arrives(
    desk: Desk, until: bytes, sent_as: str, by_itself: bool
) -> None:
    anna = desk.client(desk.anna)
    anna.get(desk.address("arbete"))
    path = desk.autosave if by_itself else desk.address("arbete")
    body, kind = encode_multipart(BOUNDARY, SENT), MULTIPART_CONTENT
    if sent_as == "urlencoded":
        body, kind, until = urlencode(SENT).encode(), FORM, until.replace(b" ", b"+")
    assert status_of(anna, path, body, kind, until=until) == 400
    assert desk.answers() == BEFORE
    assert status_of(anna, path, body, kind) in (200, 302)
    assert desk.answers()["personer"] == Number(Decimal(1249))


@pytest.mark.django_db(transaction=True)
def test_the_web_process_reads_no_body_that_was_cut_off() -> None:
    told: list[str] = []

    def start(status: str, headers: object, failure: object = None) -> Callable[[bytes], object]:
        told.append(status)
        return told.append  # type: ignore[return-value]  # never written to

    request = RequestFactory().generic("POST", "/sprak/", b"language=en", FORM)
    list(application(request.environ | {"wsgi.input": BytesIO(b"langu")}, start))
    assert told == ["400 Bad Request"]


def test_a_body_is_read_whole_or_not_at_all() -> None:
    assert WholeBody(BytesIO(b"abc\ndef and the next"), 7).read() == b"abc\ndef"
    body = WholeBody(BytesIO(b"abc\ndef"), 7)
    assert [body.readline(), body.read(2), body.read(9), body.read(), body.readline()] == [
        b"abc\n",
        b"de",
        b"f",
        b"",
        b"",
    ]
    with pytest.raises(CutOff):
        WholeBody(BytesIO(b"abc"), 7).read()
    with pytest.raises(CutOff):
        WholeBody(BytesIO(b""), 7).readline()
