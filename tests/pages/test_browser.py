"""What a browser shows that markup alone doesn't: the keyboard's way, focus, no JavaScript, and pages that follow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from records.claims import keep_claim
from records.models import Job
from tests.pages import workbooks
from tests.pages.site import PHONE, Site, violations

pytestmark = pytest.mark.journey

Reader = Callable[..., Page]

# What takes focus on a page as it stands, in the order of the page.
FOCUSABLE = """() => Array.from(
    document.querySelectorAll("a[href], button, input:not([type=hidden]), summary, [tabindex='0']")
).filter((each) => each.checkVisibility()).map((each) => each.outerHTML)"""
FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement);
    return [document.activeElement.outerHTML, style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
PATHS = ("/logga-in/", "/tabeller/2030/", "/tabeller/2030/appendix-1/?tal=kontakt.1", "/tillganglighet/")


@pytest.mark.parametrize("path", PATHS)
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    reader: Reader, site: Site, path: str
) -> None:
    page = reader(None if path == "/logga-in/" else site.cast.officer)
    page.goto(path)
    expected = page.evaluate(FOCUSABLE)
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        element, outline, width = page.evaluate(FOCUSED)
        assert (outline, width) == ("solid", 3), element
        reached.append(element)
    assert reached == expected


def test_the_skip_link_leads_past_the_header(reader: Reader) -> None:
    page = reader()
    page.goto("/tabeller/2030/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ladda ner alla tabeller (Excel)")).to_be_focused()


def test_a_number_opens_its_sources_beside_the_table_and_leads_back(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer)
    page.goto("/tabeller/2030/appendix-1/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="75, Fast kontakt, Andel kommuner %. Så räknades det").click()
    expect(page.get_by_role("heading", name="Så räknades det")).to_be_focused()
    expect(page.locator("#panel")).to_contain_text("Fast kontakt, Andel kommuner %: 75")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("?tal=kontakt.1#sa-raknades-det")
    page.get_by_role("link", name="Tillbaka till talet").click()
    expect(page.locator("[id='tal-kontakt.1']")).to_be_focused()
    assert violations(page) == []


def test_a_number_opens_its_sources_without_javascript(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer, javascript=False)
    page.goto("/tabeller/2030/appendix-1/?version=0")
    page.get_by_role("link", name="75, Fast kontakt, Andel kommuner %. Så räknades det").click()
    expect(page.get_by_role("heading", name="Så räknades det")).to_be_focused()
    assert page.url.endswith("?version=0&tal=kontakt.1#sa-raknades-det")
    page.get_by_role("link", name="Tillbaka till talet").click()
    expect(page.locator("[id='tal-kontakt.1']")).to_be_focused()


def test_a_workbook_is_followed_to_its_end_without_losing_the_place(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer)
    page.goto("/tabeller/2030/?version=0")
    page.get_by_role("button", name="Ladda ner alla tabeller (Excel)").click()
    said = page.locator("[aria-live=polite]")
    expect(said).to_have_text("Arbetsboken står i kö och skapas strax.")
    page.evaluate("window.stayed = true")
    job = workbooks.claimed(Job.objects.get())
    keep_claim(job, steps_done=2, steps_total=3, step="2 av 3 tabeller")
    expect(said).to_have_text("Arbetsboken skapas … 2 av 3 tabeller")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    workbooks.finished(job, b"PK made")
    expect(said).to_have_text("Arbetsboken är klar.")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert page.evaluate("window.stayed")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner arbetsboken (Excel)").click()
    assert download.value.path().read_bytes() == b"PK made"


def test_a_failed_workbook_is_tried_again_by_its_button(reader: Reader, site: Site) -> None:
    job = workbooks.failed(site.cast)
    page = reader(site.cast.officer)
    page.goto(f"/tabeller/2030/arbetsbok/{job.pk}/")
    expect(page.get_by_text(workbooks.REASON)).to_be_visible()
    page.get_by_role("button", name="Försök igen").click()
    expect(page.locator("[aria-live=polite]")).to_have_text("Arbetsboken står i kö och skapas strax.")


def test_without_javascript_a_workbook_is_followed_by_reading_the_page_again(
    reader: Reader, site: Site
) -> None:
    job = workbooks.queued(site.cast)
    page = reader(site.cast.officer, javascript=False)
    page.goto(f"/tabeller/2030/arbetsbok/{job.pk}/")
    expect(page.get_by_text("Arbetsboken står i kö och skapas strax.")).to_be_visible()
    workbooks.finished(workbooks.claimed(job))
    expect(page.get_by_role("link", name="Ladda ner arbetsboken (Excel)")).to_be_visible(timeout=15_000)


def test_the_language_is_chosen_once_and_stays_without_javascript(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer, javascript=False)
    page.goto("/tabeller/2030/appendix-1/?version=0")
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/tabeller/2030/appendix-1/?version=0")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_attribute("lang", "sv")
    page.get_by_role("link", name="Tables 2030").click()
    expect(page.locator("h1")).to_have_text("Tables 2030")
    page.get_by_role("button", name="Svenska").click()
    expect(page.locator("h1")).to_have_text("Tabeller 2030")


def test_the_menu_under_ones_name_closes_by_escape_and_signs_out(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer)
    page.goto("/tabeller/")
    name = page.locator("details.who summary")
    name.press("Enter")
    expect(page.get_by_text("Nationell handläggare, Socialstyrelsen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Logga ut")).to_be_hidden()
    expect(name).to_be_focused()
    name.click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.locator("h1")).to_have_text("Logga in")


def test_a_wide_table_scrolls_in_its_own_box_on_a_phone(reader: Reader, site: Site) -> None:
    page = reader(viewport=PHONE)
    page.goto("/tabeller/2030/appendix-2/")
    box = page.locator(".table-scroll")
    box.evaluate("""(box) => {
        box.querySelector("table").style.width = "60rem";
        box.addEventListener("scroll", () => { box.dataset.scrolled = "yes"; });
    }""")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).to_have_attribute("data-scrolled", "yes")


@pytest.mark.parametrize("role", [None, "respondent", "coordinator"])
def test_nobody_else_meets_the_working_edition_on_the_way(
    reader: Reader, site: Site, role: str | None
) -> None:
    user: User | None = getattr(site.cast, role) if role else None
    page = reader(user)
    page.goto("/tabeller/")
    page.get_by_role("link", name="Tabeller 2030").click()
    expect(page.get_by_text("Arbetsversion")).to_have_count(0)
    page.get_by_role("link", name="Visa Bilaga 3 Tabell 1").click()
    expect(page.locator("td a")).to_have_count(0)
