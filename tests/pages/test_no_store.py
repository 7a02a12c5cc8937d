"""On a computer that several use, what one has read isn't there for the next."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import country as small
from tests.pages.country import make_working_edition, publish
from tests.pages.reading import signed_in
from tests.pages.reviewing import address

pytestmark = pytest.mark.django_db

NOWHERE = "private, no-store"


def test_pages_with_answers_are_stored_nowhere(respondent: User, coordinator: User) -> None:
    small.submitted("0101")
    alby = (small.member("0101").pk, "kommun-2030")
    own = [reverse("task_list", args=alby), reverse("section", args=(*alby, "arbete"))]
    own += [reverse("receipt", args=(*alby, 1)), reverse("receipt_pdf", args=(*alby, 1)), "/finns-inte/"]
    for user, addresses in ((respondent, own), (coordinator, [address()])):
        for each in addresses:
            assert signed_in(user).get(each)["Cache-Control"] == NOWHERE, each


def test_what_anybody_may_read_can_be_kept_by_who_isnt_signed_in() -> None:
    cast = make_working_edition()
    publish()
    for each in ("/", "/tabeller/", "/tabeller/2030/"):
        assert "Cache-Control" not in Client().get(each).headers, each
    assert signed_in(cast.respondent).get("/tabeller/2030/")["Cache-Control"] == NOWHERE


def test_signing_out_leaves_nothing_to_keep(respondent: User) -> None:
    client = signed_in(respondent)
    assert client.get("/")["Cache-Control"] == NOWHERE
    client.post("/logga-ut/")
    assert "Cache-Control" not in client.get("/").headers
