"""The pages of those who answer, in every state that they have: axe finds nothing, light or dark, large or small."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role, User
from accounts.services import add_member, system_user
from questionnaires.answers import Chosen, Invalid
from questionnaires.models import Response, Side
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from questionnaires.services.signing import ask_signer
from tests import country as small
from tests.pages.country import Cast
from tests.pages.site import PHONE, Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Alby:
    """The kommun, its people and its coordinator, on a server."""

    anna: User
    per: User
    karin: User
    site: Site

    @property
    def response(self) -> Response:
        return small.response("kommun-2030", "0101")

    def address(self, page: str = "") -> str:
        return f"/svar/{small.member('0101').pk}/kommun-2030/{page}"


@pytest.fixture
def alby(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Alby]:
    small.make_country()
    anna = small.person("Anna Ek", Role.RESPONDENT, "0101")
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    officer = small.person("Nora Lind", Role.OFFICER)
    site = Site(browser, live_server.url, Cast(anna, karin, anna, officer, officer))
    yield Alby(anna, small.person("Per Ask", Role.SIGNER, "0101"), karin, site)
    site.close()
    assert site.complaints == []


def not_started(alby: Alby) -> None:
    """Nobody has begun."""


def begun(alby: Alby) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja"), "personer": Invalid("abc")}, by=alby.anna)
    assign_sections(response=alby.response, people={"arbete": [alby.anna, alby.per]}, by=alby.anna)


def submitted(alby: Alby) -> None:
    small.submitted("0101")


def returned(alby: Alby) -> None:
    start_comment(
        response=small.submitted("0101"),
        cell="insatser.team",
        text="Vilka team?",
        side=Side.RECEIVER,
        by=alby.karin,
    )
    return_response(response=alby.response, reason="Se över projekten.", by=alby.karin)
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=alby.anna)


def resubmitted(alby: Alby) -> None:
    returned(alby)
    answer_comment(thread=alby.response.threads.get(), text="De mobila.", side=Side.OWN, by=alby.anna)
    start_comment(response=alby.response, text="Tack för hjälpen.", side=Side.OWN, by=alby.anna)
    small.submitted("0101", projekt=Chosen("ja"))


def declined(alby: Alby) -> None:
    decline_response(response=alby.response, reason="Hinner inte.", by=alby.anna)


def corrected(alby: Alby) -> None:
    begun(alby)
    small.publish("kommun-2030", old="Ge exempel.", new="Ge ett exempel.")


def asked_to_sign(alby: Alby) -> None:
    small.answered("0101")
    ask_signer(response=alby.response, signer=alby.per, by=alby.anna)


STATES: tuple[Callable[[Alby], None], ...] = (not_started, begun, submitted, returned, declined)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_start_page_is_accessible(alby: Alby, state: Callable[[Alby], None]) -> None:
    state(alby)
    assert check(alby.site.reader, "/svar/", alby.anna) == []


@pytest.mark.parametrize("state", [*STATES, corrected], ids=lambda state: state.__name__)
def test_the_task_list_is_accessible(alby: Alby, state: Callable[[Alby], None]) -> None:
    state(alby)
    assert check(alby.site.reader, alby.address(), alby.anna) == []


def test_a_section_with_a_thread_at_its_question_is_accessible(alby: Alby) -> None:
    returned(alby)
    assert check(alby.site.reader, alby.address("del/arbete/"), alby.anna) == []


def test_choosing_an_organisation_is_accessible(alby: Alby) -> None:
    region = small.organisation("01")
    add_member(email=alby.anna.email, name="Anna Ek", organisation=region, role=Role.SIGNER, by=system_user())
    assert check(alby.site.reader, f"/svar/?organisation={region.pk}", alby.anna) == []


@pytest.mark.parametrize(
    "page",
    ["inlamning/1/", "inlamning/2/", "kommentarer/", "kommentarer/?fraga=insatser.team", "kollegor/"],
)
def test_what_was_sent_in_and_said_is_accessible(alby: Alby, page: str) -> None:
    resubmitted(alby)
    assert check(alby.site.reader, alby.address(page), alby.anna) == []


@pytest.mark.parametrize(
    ("state", "page"),
    [
        (asked_to_sign, "kontrollera/"),
        (begun, "kollegor/"),
        (begun, "avsta/"),
        (submitted, "ta-tillbaka/"),
        (declined, "svara-anda/"),
    ],
    ids=["check", "share", "decline", "take back", "resume"],
)
def test_the_actions_are_accessible(alby: Alby, state: Callable[[Alby], None], page: str) -> None:
    state(alby)
    who = alby.anna if state is asked_to_sign else alby.per
    assert check(alby.site.reader, alby.address(page), who) == []


@pytest.mark.parametrize(
    ("page", "button"),
    [("avsta/", "Avstå från att svara"), ("kommentarer/", "Skicka"), ("kollegor/", "Bjud in")],
)
def test_an_error_takes_focus_and_is_accessible(alby: Alby, page: str, button: str) -> None:
    shown = alby.site.reader(alby.anna)
    shown.goto(alby.address(page))
    shown.get_by_role("button", name=button, exact=True).click()
    shown.wait_for_selector(".box-wrong:focus")
    assert in_every_look(shown) == []


def test_taking_back_an_invitation_is_accessible(alby: Alby) -> None:
    page = alby.site.reader(alby.anna)
    page.goto(alby.address("kollegor/"))
    page.get_by_label("Namn").fill("Nils Alm")
    page.get_by_label("E-postadress").fill("nils.alm@alby.example")
    page.get_by_role("button", name="Bjud in", exact=True).click()
    page.get_by_role("link", name="Ta tillbaka inbjudan").click()
    expect(page.locator("h1")).to_have_text("Ta tillbaka inbjudan")
    assert in_every_look(page) == []


def test_a_name_without_a_space_is_broken_rather_than_widening_the_page(alby: Alby) -> None:
    small.person("Ö" * 80, Role.RESPONDENT, "0101")
    page = alby.site.reader(alby.anna, viewport=PHONE)
    page.goto(alby.address("kollegor/"))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_whole_way_holds_without_javascript_on_a_phone(alby: Alby) -> None:
    returned(alby)
    page: Page = alby.site.reader(alby.anna, javascript=False, viewport=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Komplettera").click()
    page.get_by_role("link", name="Mobila team").click()
    page.get_by_label("Ert svar").fill("De mobila.")
    page.get_by_role("button", name="Svara", exact=True).click()
    expect(page.get_by_text("Besvarad")).to_be_visible()
    page.get_by_role("link", name="Kommunernas enkät 2030").click()
    expect(page.get_by_text("Ändrat sedan ni lämnade in")).to_be_visible()
    page.get_by_role("link", name="Dela upp arbetet och bjud in kollegor").click()
    page.get_by_label("Per Ask").first.check()
    page.get_by_role("button", name="Spara uppdelningen").click()
    expect(page.get_by_text("Uppdelningen är sparad.")).to_be_visible()
