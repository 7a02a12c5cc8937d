"""A hostile officer: no page, file, message, log or record gives a kommun's answers to anybody above its RSS.

Every place where a kommun or its coordinator writes something holds a secret; whoever shouldn't know walks every
address with every argument, follows every link, and finds none.
"""

import json
import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from exports import stored
from exports.editions import book
from exports.writers import WRITERS
from exports.writers.xlsx import write_workbook
from questionnaires.selectors.national import collected
from questionnaires.selectors.national.board import national_board
from records.models import Event, Job, Mail
from tests import country as small
from tests.hostile import PLACES, SIGN, Scene, Walk, addresses, make_scene, opened


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db

HOSTILE = ("officer", "administrator", "region", "nobody")


@pytest.mark.parametrize("who", HOSTILE)
@pytest.mark.thorough
def test_no_address_gives_a_secret_to_whoever_asks_for_all(
    scene: Scene, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    walk = Walk(getattr(scene, who, None))
    for address in addresses():
        walk.get(address)
    assert walk.leaks() == []
    assert SIGN not in caplog.text
    assert len(walk.found) > 800
    broken = [asked for asked, content in walk.found.items() if b"<title>N\xc3\xa5got gick fel" in content]
    assert broken == []


@pytest.mark.parametrize("who", ["officer", "administrator"])
@pytest.mark.thorough
def test_no_answer_to_what_is_posted_gives_a_secret(
    scene: Scene, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    walk = Walk(getattr(scene, who))
    for address in addresses():
        if not address.startswith(("/logga-ut/", "/sprak/")):
            walk.post(address)
    assert walk.leaks() == []
    assert SIGN not in caplog.text


@pytest.mark.thorough
def test_those_who_may_know_are_given_every_secret(scene: Scene) -> None:
    """The walk can fail: the kommun's people and its coordinator meet each of them."""
    found: set[str] = set()
    for user in (scene.anna, scene.karin):
        walk = Walk(user)
        for address in addresses():
            if address.startswith(("/svar/", "/samordna/")) and not address.endswith(".pdf"):
                walk.get(address)
        found |= walk.places()
    # A draft is its kommun's alone; Berga's and Cedra's people aren't here, and Åby has another coordinator.
    elsewhere = {"utkast", "ogiltigt", "upplasning"}
    assert found | elsewhere == set(PLACES)


def test_no_export_holds_a_secret(scene: Scene) -> None:
    made = book(small.YEAR, 0)
    files = {
        f"{form}/{name}": content for form, write in WRITERS.items() for name, content in write(made).items()
    }
    files["workbook"] = write_workbook(made)
    files["stored"] = json.dumps(stored.to_json(made)).encode()
    files["data"] = repr((collected.round_data(small.YEAR), collected.kommuner_by_state(small.YEAR))).encode()
    files["board"] = repr(national_board(small.member("01").round)).encode()
    assert [name for name, content in files.items() if SIGN.encode() in opened(content)] == []


def test_no_event_and_no_job_holds_a_secret(scene: Scene) -> None:
    assert SIGN not in repr(list(Event.objects.values()))
    assert SIGN not in repr(list(Job.objects.values()))


def test_no_mail_to_anybody_above_the_rss_holds_a_secret(scene: Scene) -> None:
    above = [scene.officer.email, scene.administrator.email, scene.region.email]
    assert SIGN not in repr(list(Mail.objects.filter(to__in=above).values()))
    assert Mail.objects.filter(to=scene.region.email).exists()
