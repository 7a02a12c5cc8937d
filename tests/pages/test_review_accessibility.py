"""A coordinator's review in a browser: axe finds nothing in any look, keyboard and no-JavaScript get all the way."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role, User
from questionnaires.answers import Chosen
from questionnaires.models import Side
from questionnaires.services.comments import start_comment
from questionnaires.services.in_place import enter_response, mend_response
from questionnaires.services.objections import object_to_submission
from questionnaires.services.review import return_response
from tests import country as small
from tests.pages.answering import desk_2030, with_last_time
from tests.pages.country import Cast
from tests.pages.site import PHONE, Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Norr:
    """Alby, its coordinator and a signer of its own, on a server."""

    karin: User
    per: User
    site: Site

    def address(self, page: str = "") -> str:
        return f"/samordna/{small.member('rss-norr').pk}/kommun-2030/{small.member('0101').pk}/{page}"


@pytest.fixture
def norr(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Norr]:
    small.make_country()
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    per = small.person("Per Ask", Role.SIGNER, "0101")
    site = Site(browser, live_server.url, Cast(per, karin, per, karin, karin))
    yield Norr(karin, per, site)
    site.close()
    assert site.complaints == []


def twice(norr: Norr) -> None:
    """Answers that came a second time, with a question at one of them, beside last time's."""
    with_last_time(desk_2030())
    response = small.submitted("0101")
    start_comment(
        response=response, cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=norr.karin
    )
    return_response(response=response, reason="Se över teamen.", by=norr.karin)
    small.submitted("0101", insatser__team=Chosen("forstarkt"))


PAGES = (
    "",
    "?visa=andrade",
    "?visa=anmarkningar",
    "inlamning/1/",
    "borja-granska/",
    "begar-komplettering/",
    "godkann/",
    "kommentarer/",
    "kommentarer/?fraga=insatser",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_review_is_accessible(norr: Norr, page: str) -> None:
    twice(norr)
    assert check(norr.site.reader, norr.address(page), norr.karin) == []


def test_a_draft_and_an_approved_answer_are_accessible(norr: Norr) -> None:
    small.answered("0101")
    assert check(norr.site.reader, norr.address(), norr.karin) == []
    small.approved("0101")
    assert check(norr.site.reader, norr.address(), norr.karin) == []
    assert check(norr.site.reader, norr.address("las-upp/"), norr.karin) == []


def test_an_error_takes_focus_and_is_accessible(norr: Norr) -> None:
    twice(norr)
    page = norr.site.reader(norr.karin)
    page.goto(norr.address("begar-komplettering/"))
    page.get_by_role("button", name="Begär komplettering").click()
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []


def test_the_whole_way_holds_without_javascript_on_a_phone(norr: Norr) -> None:
    twice(norr)
    page: Page = norr.site.reader(norr.karin, javascript=False, viewport=PHONE)
    page.goto(norr.address())
    page.get_by_role("link", name="Börja granska").click()
    page.get_by_role("button", name="Börja granska").click()
    page.get_by_role("link", name="Ändrade frågor 1").click()
    page.get_by_role("link", name="Ställ en fråga om svaret").click()
    page.get_by_label("Gäller").select_option("Mobila team")
    page.get_by_label("Din fråga").fill("Sedan när?")
    page.get_by_role("button", name="Skicka").first.click()
    expect(page.get_by_text("Sedan när?")).to_be_visible()
    page.get_by_role("link", name="Begär komplettering").click()
    page.get_by_label("Varför behöver svaret kompletteras?").fill("Svara på frågan.")
    page.get_by_role("button", name="Begär komplettering").click()
    expect(page.get_by_text("Komplettering är begärd.")).to_be_visible()


def test_the_keyboard_alone_gets_an_answer_approved(norr: Norr) -> None:
    twice(norr)
    page = norr.site.reader(norr.karin)
    page.goto(norr.address())
    page.get_by_role("link", name="Godkänn").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/godkann/")
    while page.evaluate("document.activeElement.tagName") != "BUTTON" or not page.evaluate(
        "document.activeElement.matches('main button')"
    ):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("räknas in i sammanställningen")).to_be_visible()


def mended(norr: Norr) -> None:
    """A slip that the coordinator has mended and the kommun objects to."""
    twice(norr)
    response = small.response("kommun-2030", "0101")
    mend_response(
        response=response,
        question="projekt",
        answers={"projekt": Chosen("ja")},
        reason="Se mejlet.",
        by=norr.karin,
    )
    object_to_submission(response=response, text="Det stämde.", by=norr.per)


def own(page: str = "") -> str:
    return f"/svar/{small.member('0101').pk}/kommun-2030/{page}"


def test_a_mended_answer_is_accessible_to_both_sides(norr: Norr) -> None:
    mended(norr)
    assert check(norr.site.reader, norr.address(), norr.karin) == []
    for page in ("", "inlamning/3/", "invand/", "kommentarer/", "kvittens/3/"):
        assert check(norr.site.reader, own(page), norr.per) == []


@pytest.mark.parametrize("question", ["insatser", "projekt", "grupper", "personer"])
def test_the_page_that_mends_is_accessible(norr: Norr, question: str) -> None:
    twice(norr)
    assert check(norr.site.reader, norr.address(f"ratta/{question}/"), norr.karin) == []


def test_answering_in_place_is_accessible_to_both_sides(norr: Norr) -> None:
    assert check(norr.site.reader, norr.address("fyll-i/"), norr.karin) == []
    enter_response(response=small.response("kommun-2030", "0101"), by=norr.karin)
    small.save("kommun-2030", "0101", small.KOMMUN_ANSWERS, by=norr.karin)
    for page in ("", "del/arbete/", "kontrollera/"):
        assert check(norr.site.reader, own(page), norr.karin) == []
    for page in ("", "kontrollera/", "svara-sjalva/"):
        assert check(norr.site.reader, own(page), norr.per) == []


def test_a_slip_is_mended_and_objected_to_without_javascript(norr: Norr) -> None:
    twice(norr)
    page = norr.site.reader(norr.karin, javascript=False, viewport=PHONE)
    page.goto(norr.address())
    page.locator("#fraga-projekt").get_by_role("link", name="Rätta svaret").click()
    page.get_by_role("radio", name="Ja").check()
    page.get_by_label("Varför rättar du svaret?").fill("Se mejlet.")
    page.get_by_role("button", name="Rätta svaret").click()
    expect(page.get_by_text("Svaret är rättat.")).to_be_visible()
    theirs = norr.site.reader(norr.per, javascript=False, viewport=PHONE)
    theirs.goto(own())
    theirs.get_by_role("link", name="Invänd").click()
    theirs.get_by_label("Vad stämmer inte?").fill("Det var rätt.")
    theirs.get_by_role("button", name="Skicka invändningen").click()
    expect(theirs.get_by_text("Invändningen är skickad till samordnaren.")).to_be_visible()
    page.goto(norr.address())
    page.get_by_role("link", name="Läs invändningen").click()
    expect(page.get_by_text("Det var rätt.")).to_be_visible()


def test_a_kommuns_answers_are_entered_and_taken_over_without_javascript(norr: Norr) -> None:
    page = norr.site.reader(norr.karin, javascript=False)
    page.goto(norr.address())
    page.get_by_role("link", name="Fyll i åt kommunen").click()
    page.get_by_role("button", name="Fyll i åt kommunen").click()
    page.get_by_role("link", name="Antal").first.click()
    page.get_by_role("textbox", name="Hur många personer?").fill("12,5")
    page.get_by_role("button", name="Spara", exact=True).click()
    theirs = norr.site.reader(norr.per, javascript=False)
    theirs.goto(own())
    theirs.get_by_role("link", name="Svara själva").click()
    theirs.get_by_role("button", name="Svara själva").click()
    expect(theirs.get_by_text("Nu svarar ni själva.")).to_be_visible()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name="Sidan finns inte")).to_be_visible()
