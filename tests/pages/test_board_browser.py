"""The RSS's board in a real browser: accessible, worked with a keyboard, without JavaScript, on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import Extension, Side, State
from questionnaires.services.comments import start_comment
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from tests import country as small
from tests.many_kommuner import add_kommuner
from tests.pages.country import Cast
from tests.pages.site import PHONE, Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey

KEY = "kommun-2030"


@dataclass(frozen=True)
class Norr:
    """RSS Norr and its coordinator, on a server."""

    karin: User
    site: Site

    def address(self, page: str = "") -> str:
        return f"/samordna/{small.member('rss-norr').pk}/{KEY}/{page}"


@pytest.fixture
def norr(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Norr]:
    small.make_country()
    anna = small.person("Anna Ek", Role.SIGNER, "0101")
    User.objects.filter(pk=anna.pk).update(phone="036-10 20 30")
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    site = Site(browser, live_server.url, Cast(anna, karin, anna, karin, karin))
    yield Norr(karin, site)
    site.close()
    assert site.complaints == []


def mixed(norr: Norr) -> None:
    """One has sent in again, with a question; one declines; one is late, with more time."""
    response = small.submitted("0101")
    return_response(response=response, reason="Se över.", by=norr.karin)
    start_comment(
        response=small.submitted("0101", projekt=Chosen("ja")),
        text="Alla?",
        side=Side.RECEIVER,
        by=norr.karin,
    )
    decline_response(response=small.answered("0102"), reason="Hinner inte", by=system_user())
    Extension.objects.create(
        member=small.member("0103"),
        key=KEY,
        until=timezone.localdate(),
        reason="Sjukdom",
        at=timezone.now(),
        by=norr.karin,
    )


@pytest.mark.parametrize(
    "page",
    [
        "",
        "?visa=att-granska&ordning=-senast&sok=alb&markera=alla",
        "?sok=finns+inte",
        "telefonlista/",
        "paminn/?alla=1",
        "godkann/?alla=1",
        "godkann/",
        "../",
    ],
)
def test_the_pages_are_accessible(norr: Norr, page: str) -> None:
    mixed(norr)
    assert check(norr.site.reader, norr.address(page), norr.karin) == []


def test_choosing_a_round_is_accessible(norr: Norr) -> None:
    small.publish(KEY, old="2030", new="2031")
    assert check(norr.site.reader, "/samordna/", norr.karin) == []


def test_a_board_in_pages_is_accessible(norr: Norr) -> None:
    add_kommuner(120)
    page = norr.site.reader(norr.karin)
    page.goto(norr.address("?sida=2"))
    assert in_every_look(page) == []


def test_who_is_refused_is_told_accessibly(norr: Norr) -> None:
    mixed(norr)
    page = norr.site.reader(norr.karin)
    page.goto(norr.address("godkann/?alla=1"))
    return_response(response=small.response(KEY, "0101"), reason="Se över.", by=norr.karin)
    page.get_by_role("button", name="Godkänn 1 kommun").click()
    expect(page.get_by_text("De här godkändes inte:")).to_be_visible()
    assert in_every_look(page) == []


def test_it_is_worked_with_the_keyboard_alone(norr: Norr) -> None:
    small.submitted("0101")
    small.submitted("0102")
    page = norr.site.reader(norr.karin)
    page.goto(norr.address())
    page.get_by_role("checkbox", name="Berga").focus()
    page.keyboard.press("Space")
    approve = page.get_by_role("button", name="Godkänn markerade")
    while not approve.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Godkänn kommuner")).to_be_visible()
    page.get_by_role("button", name="Godkänn 1 kommun").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 kommun är godkänd.")).to_be_visible()
    assert [small.response(KEY, code).state for code in ("0101", "0102")] == [State.SUBMITTED, State.APPROVED]


def test_it_is_worked_without_javascript_on_a_phone(norr: Norr) -> None:
    small.submitted("0102")
    page = norr.site.reader(norr.karin, javascript=False, viewport=PHONE)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Följ kommunernas svar").click()
    page.get_by_role("link", name="Ej inlämnade 2").click()
    page.get_by_label("Sök kommun eller person").fill("anna")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_text("1 kommun för ”anna”")).to_be_visible()
    page.get_by_role("link", name="Markera alla på sidan").click()
    page.get_by_role("button", name="Påminn markerade").click()
    page.get_by_role("button", name="Påminn 1 kommun").click()
    expect(page.get_by_text("1 kommun fick en påminnelse.")).to_be_visible()
    assert page.get_by_label("Sök kommun eller person").input_value() == "anna"


def test_a_column_sorts_where_it_stands(norr: Norr) -> None:
    small.submitted("0102")
    page = norr.site.reader(norr.karin)
    page.goto(norr.address())
    page.get_by_role("link", name="Läge").click()
    expect(page.get_by_role("columnheader", name="Läge")).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody th > span:first-child").all_inner_texts()
    assert names == ["Alby", "Cedra", "Berga"]


def test_the_printed_board_fits_an_a4_with_every_address_whole(norr: Norr) -> None:
    mixed(norr)
    long = "yusuf.demir.langnamn@jonkoping.example.invalid"
    User.objects.filter(name="Anna Ek").update(email=long)
    # A4 between its margins, in CSS pixels.
    page = norr.site.reader(norr.karin, viewport={"width": 672, "height": 1000})
    page.emulate_media(media="print")
    page.goto(norr.address())
    assert page.evaluate("document.documentElement.scrollWidth") <= 672
    box = page.get_by_text(long).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 672


def test_no_shadow_promises_more_beside_the_cards_of_a_phone(norr: Norr) -> None:
    page = norr.site.reader(norr.karin, viewport=PHONE)
    page.goto(norr.address())
    shadow = "getComputedStyle(document.querySelector('.table-scroll')).backgroundImage"
    assert page.evaluate(shadow) == "none"
