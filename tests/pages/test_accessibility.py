"""Every page in every state, in a real browser: axe finds nothing, in light and dark, in English, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from accounts.models import User
from surveyapp import views
from tests.pages import workbooks
from tests.pages.site import DESK, PHONE, Site, violations

pytestmark = pytest.mark.journey

Reader = Callable[..., Page]

PUBLIC = (
    "/",
    "/logga-in/",
    "/tabeller/",
    "/tabeller/2030/",
    "/tabeller/2030/text-1/",
    "/tabeller/2030/appendix-1/",
    "/tillganglighet/",
    "/personuppgifter/",
    "/finns-inte/",
)
OFFICERS = (
    "/",
    "/tabeller/",
    "/tabeller/2030/",
    "/tabeller/2030/?version=0",
    "/tabeller/2030/appendix-1/?version=0",
    "/tabeller/2030/appendix-1/?tal=kontakt.1#sa-raknades-det",
    "/finns-inte/",
)


def faults(page: Page) -> list[str]:
    """What is wrong with a page: what axe finds, and what it doesn't look for."""
    found = violations(page)
    heading = page.locator("h1").inner_text().replace("\u00ad", "")
    if not page.title().removeprefix("Fel: ").removeprefix("Error: ").startswith(heading):
        found.append(f"title “{page.title()}” isn't heading “{heading}”")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found


def in_every_look(page: Page) -> list[str]:
    """The faults of a page as it stands: at a desk by day, and on a phone in the dark."""
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    found += [f"dark, on a phone: {fault}" for fault in faults(page)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    return found


def check(reader: Reader, path: str, user: User | None = None) -> list[str]:
    """An address's faults in every look, and in English."""
    page = reader(user)
    page.goto(path)
    found = in_every_look(page)
    page.get_by_role("button", name="English").click()
    return found + [f"in English: {fault}" for fault in faults(page)]


def test_the_tool_itself_finds_what_is_planted(reader: Reader) -> None:
    page = reader()
    page.goto("/logga-in/")
    page.evaluate("""() => {
        document.querySelector("label").remove();
        document.querySelector("h1").style.color = "#ccc";
        document.querySelector(".site-footer ul").style.gap = 0;
        document.querySelectorAll(".site-footer a").forEach((link) => {
            link.style.cssText = "display: block; width: 9px; height: 9px; overflow: hidden;";
        });
        document.body.style.width = "2000px";
    }""")
    found = " ".join(faults(page))
    for planted in (
        "label (critical)",
        "color-contrast (serious)",
        "target-size (serious)",
        "scrolls sideways",
    ):
        assert planted in found


@pytest.mark.parametrize("path", PUBLIC)
def test_what_everybody_sees_is_accessible(reader: Reader, path: str) -> None:
    assert check(reader, path) == []


@pytest.mark.parametrize("path", OFFICERS)
def test_what_officers_see_is_accessible(reader: Reader, site: Site, path: str) -> None:
    assert check(reader, path, site.cast.officer) == []


def test_a_person_without_a_national_role_sees_an_accessible_start(reader: Reader, site: Site) -> None:
    assert check(reader, "/", site.cast.respondent) == []


@pytest.mark.parametrize("state", ["queued", "running", "failed", "ready"])
def test_a_workbook_is_accessible_in_every_state(reader: Reader, site: Site, state: str) -> None:
    job = getattr(workbooks, state)(site.cast)
    assert check(reader, f"/tabeller/2030/arbetsbok/{job.pk}/", site.cast.officer) == []


def test_a_workbook_that_counts_its_tables_is_accessible(reader: Reader, site: Site) -> None:
    job = workbooks.running(site.cast, done=1, total=3)
    assert check(reader, f"/tabeller/2030/arbetsbok/{job.pk}/", site.cast.officer) == []


def test_a_failed_sign_in_is_accessible_and_has_its_errors_in_focus(reader: Reader) -> None:
    page = reader()
    page.goto("/logga-in/")
    page.locator("#id_username").fill("anna@example.invalid")
    page.locator("#id_password").fill("fel")
    page.locator("#id_password").press("Enter")
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []


def test_the_demonstrations_sign_in_and_banner_are_accessible(
    reader: Reader, site: Site, settings: Settings
) -> None:
    settings.DEMO = True
    site.cast.officer.email = "nora.lind@demo.invalid"
    site.cast.officer.save()
    assert check(reader, "/logga-in/") == []
    page = reader()
    page.goto("/logga-in/")
    assert page.locator(".demo-banner").inner_text() == "Demonstration: de flesta svar är påhittade"
    page.get_by_role("button", name="Nora Lind").click()
    page.wait_for_url("**/")
    assert page.locator("h1").inner_text() == "Det här kan du göra nu"


def test_the_menu_under_ones_name_is_accessible_when_open(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer)
    page.goto("/tabeller/")
    page.locator("details.who summary").click()
    assert in_every_look(page) == []


def test_a_form_that_is_too_old_has_an_accessible_page(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer)
    page.goto("/tabeller/")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("text=Sidan hann bli för gammal")
    assert in_every_look(page) == []


def test_an_error_of_ours_has_an_accessible_page(
    reader: Reader, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*, officer: bool) -> tuple[int, ...]:
        raise RuntimeError("the test's own")

    monkeypatch.setattr(views, "years", fail)
    page = reader()
    page.goto("/")
    assert page.locator("h1").inner_text() == "Något gick fel hos oss"
    assert in_every_look(page) == []
    # The browser says that the page is an error, which is what was asked for.
    site.complaints.clear()


def test_the_page_for_what_cant_be_read_is_accessible_with_and_without_a_session(
    reader: Reader, site: Site, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    page = reader()
    page.goto("/tabeller/?a=1&b=2&c=3")
    assert page.locator("h1").inner_text() == "Det du skickade går inte att läsa"
    assert in_every_look(page) == []
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000, 0
    page = reader(site.cast.officer)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Det du skickade är för stort"
    assert in_every_look(page) == []
