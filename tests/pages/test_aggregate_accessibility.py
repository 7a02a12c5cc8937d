"""What an RSS hands on, in a real browser: axe finds nothing, and all of it works without scripts on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Dialog, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Text
from questionnaires.models import Aggregate, Summary
from questionnaires.services.aggregates import reopen_aggregate
from tests import country as small
from tests.pages.country import Cast
from tests.pages.site import PHONE, Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Norr:
    """RSS Norr and its coordinator, on a server: Alby is approved, Berga has sent in, Cedra is silent."""

    karin: User
    site: Site

    def address(self, page: str = "kommun-2030/sammanstallning/") -> str:
        return f"/samordna/{small.member('rss-norr').pk}/{page}"


@pytest.fixture
def norr(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Norr]:
    small.make_country()
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång"))
    small.submitted("0102", projekt=Chosen("ja"), exempel=Text("Mobilt team"))
    site = Site(browser, live_server.url, Cast(karin, karin, karin, karin, karin))
    yield Norr(karin, site)
    site.close()
    assert site.complaints == []


@pytest.mark.parametrize("query", ["", "?urval=inlamnade", "?tal=projekt:val.ja#sa-raknades-det"])
def test_the_aggregate_is_accessible(norr: Norr, query: str) -> None:
    assert check(norr.site.reader, norr.address() + query, norr.karin) == []


def test_a_summary_that_somebody_else_changed_takes_focus_and_is_accessible(norr: Norr) -> None:
    mine, hers = norr.site.reader(norr.karin), norr.site.reader(norr.karin)
    for page in (mine, hers):
        page.goto(norr.address())
    for page, text in ((hers, "Hennes"), (mine, "Min")):
        box = page.locator("#sammanfattning-exempel")
        box.get_by_label("Er sammanfattning").fill(text)
        box.get_by_role("button", name="Spara sammanfattningarna").click()
    mine.wait_for_selector(".box-wrong:focus")
    assert in_every_look(mine) == []


def test_the_aggregate_is_read_and_summed_up_without_javascript_on_a_phone(norr: Norr) -> None:
    page = norr.site.reader(norr.karin, javascript=False, viewport=PHONE)
    page.goto(norr.address())
    page.get_by_role("link", name="Inlämnade (förhandsvisning)").click()
    page.get_by_role("link", name="Ja: 2 av 3 kommuner. Så räknades det").click()
    expect(page.locator(".behind")).to_contain_text("Berga")
    page.get_by_role("link", name="Tillbaka till talet").click()
    page.get_by_label("Er sammanfattning").first.fill("Två satsar på hemgång.")
    page.get_by_role("button", name="Spara sammanfattningarna").first.click()
    expect(page.get_by_text("Sammanfattningen är sparad.")).to_be_visible()


def test_the_page_isnt_left_with_a_summary_that_isnt_saved(norr: Norr) -> None:
    page = norr.site.reader(norr.karin)
    page.goto(norr.address())
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    boxes = page.get_by_label("Er sammanfattning")
    for number, text in enumerate(("Digitala möten", "Trygg hemgång")):
        boxes.nth(number).fill(text)
    page.get_by_role("link", name="Ja: 1 av 3 kommuner. Så räknades det").click(no_wait_after=True)
    expect(boxes.nth(1)).to_have_value("Trygg hemgång")
    page.wait_for_function("document.readyState === 'complete'")
    page.get_by_role("button", name="Spara sammanfattningarna").first.click()
    expect(page.get_by_text("2 sammanfattningar är sparade.")).to_be_visible()
    assert asked == ["beforeunload"]
    assert dict(Summary.objects.values_list("cell", "text")) == {
        "insatser.annat": "Digitala möten",
        "exempel": "Trygg hemgång",
    }


@pytest.mark.parametrize("page", ["lamna-in/", "kommun-2030/antal/"])
def test_what_is_to_be_sent_in_is_accessible(norr: Norr, page: str) -> None:
    assert check(norr.site.reader, norr.address(page), norr.karin) == []


@pytest.mark.parametrize("page", ["lamna-in/", "lamna-in/2/", "lamna-in/be-om-upplasning/"])
def test_what_was_sent_in_is_accessible(norr: Norr, page: str) -> None:
    small.reported("rss-norr")
    aggregate = Aggregate.objects.get(rss=small.member("rss-norr"))
    reopen_aggregate(aggregate=aggregate, reason="Berga kom sent.", by=system_user())
    small.approved("0103")
    small.reported("rss-norr")
    assert check(norr.site.reader, norr.address(page), norr.karin) == []


@pytest.mark.parametrize(
    ("page", "button"),
    [("lamna-in/", "Lämna in för RSS Norr och dess kommuner"), ("kommun-2030/antal/", "Spara antalen")],
)
def test_what_lacks_something_takes_focus_and_is_accessible(norr: Norr, page: str, button: str) -> None:
    shown = norr.site.reader(norr.karin)
    shown.goto(norr.address(page))
    shown.get_by_role("button", name=button).click()
    shown.wait_for_selector(".box-wrong:focus")
    assert in_every_look(shown) == []


def test_the_report_is_sent_in_without_javascript_on_a_phone(norr: Norr) -> None:
    page = norr.site.reader(norr.karin, javascript=False, viewport=PHONE)
    page.goto(norr.address("lamna-in/"))
    page.get_by_role("link", name="Börja svara").click()
    page.get_by_role("link", name="Plan").first.click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.goto(norr.address("lamna-in/"))
    page.get_by_label("Din titel").fill("Samordnare")
    page.get_by_role("button", name="Lämna in för RSS Norr och dess kommuner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvittens för version 1")
