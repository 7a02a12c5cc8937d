"""An RSS asks to have its report opened: the officer meets the request, reads why, and opens it for a new version."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen, Text
from questionnaires.models import AggregateVersion, Step
from questionnaires.services.aggregates import accept_aggregate
from questionnaires.templatetags.states import STEPS, step_word
from questionnaires.transitions import ASK_TO_REOPEN, TRANSITIONS
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

REASON = "Berga kom sent."
BOARD = "/insamling/2030/lage/"


def rss_page(page: str = "lamna-in/") -> str:
    return f"/samordna/{small.member('rss-norr').pk}/{page}"


def report_page(page: str = "") -> str:
    return f"/insamling/2030/rapport/{small.member('rss-norr').pk}/{page}"


def read(who: Client, address: str) -> str:
    response = who.get(address, follow=True)
    assert response.status_code == 200
    return words(response.content)


@pytest.fixture
def karin(coordinator: User) -> Client:
    """RSS Norr has sent in, and asks to have it opened."""
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång"))
    small.reported("rss-norr")
    karin = signed_in(coordinator)
    assert karin.post(rss_page("lamna-in/be-om-upplasning/"), {"reason": REASON}).status_code == 302
    return karin


def test_every_step_that_can_be_taken_has_its_word() -> None:
    actions = {row.action for row in TRANSITIONS} | {ASK_TO_REOPEN}
    assert actions == set(STEPS)
    assert all(step_word(action) for action in actions)


def test_every_step_that_is_kept_has_its_word(karin: Client) -> None:
    assert ASK_TO_REOPEN in set(Step.objects.values_list("action", flat=True)) <= set(STEPS)


def test_the_officer_reads_why_wherever_she_meets_the_report(karin: Client, officer: User) -> None:
    olle = signed_in(officer)
    own = f"/insamling/2030/svar/{small.member('rss-norr').pk}/rss-2030/"
    for address in (report_page(), own):
        said = read(olle, address)
        assert said.count("RSS bad om upplåsning") == 2  # on top, and in the history
        assert said.count(REASON) == 2
    assert REASON in read(olle, report_page("steg/las-upp/"))
    assert REASON not in read(olle, report_page("steg/ta-emot/"))


def test_the_request_stands_where_the_officer_looks_first(karin: Client, officer: User) -> None:
    olle = signed_in(officer)
    board = read(olle, BOARD)
    assert "Ber om upplåsning 1" in board
    assert board.count("Ber om upplåsning sedan") == 1
    assert "Ass" not in read(olle, f"{BOARD}?visa=upplasning").partition("Kommunerna per RSS")[0]
    home = olle.get("/").content.decode()
    assert "De här ber om upplåsning:" in home
    assert f'href="{report_page()}"' in home
    assert "ber om upplåsning" not in karin.get("/").content.decode()


def test_the_rss_reads_that_it_has_asked(karin: Client) -> None:
    for page in ("lamna-in/", "lamna-in/be-om-upplasning/"):
        said = read(karin, rss_page(page))
        assert "Ni bad om upplåsning den" in said
        assert REASON in said
    assert "Be om att få låsa upp" not in read(karin, rss_page())


def test_accepting_answers_no_request(karin: Client, officer: User) -> None:
    accept_aggregate(aggregate=small.member("rss-norr").aggregate, by=system_user())
    assert "Ber om upplåsning sedan" in read(signed_in(officer), BOARD)
    assert "Ni bad om upplåsning den" in read(karin, rss_page())


def test_what_is_asked_is_unlocked_and_sent_in_again(karin: Client, officer: User) -> None:
    olle = signed_in(officer)
    assert olle.post(report_page("steg/las-upp/"), {"reason": "Gärna"}).status_code == 302
    assert "RSS bad om upplåsning" in read(olle, report_page())  # in the history alone
    assert "Ber om upplåsning sedan" not in read(olle, BOARD)
    assert "De här ber om upplåsning:" not in olle.get("/").content.decode()
    assert "Sammanställningen är upplåst" in read(karin, rss_page())

    seen = karin.get(rss_page()).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    signed = {"signed_name": "Karin Björk", "signed_title": "Samordnare", "seen": seen}
    assert karin.post(rss_page(), signed)["Location"] == rss_page("lamna-in/2/")
    assert AggregateVersion.objects.count() == 2
    assert "Ni bad om upplåsning" not in read(karin, rss_page())
    assert "Be om att få låsa upp" in read(karin, rss_page())
    assert "Ber om upplåsning sedan" not in read(olle, BOARD)


def test_a_request_costs_the_board_nothing_more(karin: Client, officer: User) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        signed_in(officer).get(BOARD)
    signed_in(officer).post(report_page("steg/las-upp/"), {"reason": "Gärna"})
    with CaptureQueriesContext(connection) as answered:
        signed_in(officer).get(BOARD)
    assert len(asked) == len(answered)
