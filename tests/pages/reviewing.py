"""Alby as its coordinator meets it, and what the tests of that reach for."""

from django.urls import reverse

from accounts.models import User
from questionnaires.models import Response, Side
from questionnaires.services.comments import start_comment
from questionnaires.services.review import return_response
from tests import country as small
from tests.pages.reading import signed_in, words


def address(name: str = "review", *more: object, code: str = "0101", rss: str = "rss-norr") -> str:
    return reverse(name, args=(small.member(rss).pk, "kommun-2030", small.member(code).pk, *more))


def alby() -> Response:
    """As it stands in the database now."""
    return small.response("kommun-2030", "0101")


def read(by: User, name: str = "review", *more: object, query: str = "") -> str:
    """The words of a page about Alby."""
    page = signed_in(by).get(address(name, *more) + query)
    assert page.status_code == 200
    return words(page.content)


def ask(by: User, text: str = "Vilka team?", cell: str = "insatser.team") -> int:
    return start_comment(response=alby(), cell=cell, text=text, side=Side.RECEIVER, by=by).pk


def send_back(by: User, reason: str = "Se över antalet.") -> None:
    return_response(response=alby(), reason=reason, by=by)
