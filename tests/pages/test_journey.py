"""A national officer's way through the demonstration, on the whole collection of 2023."""

from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from records.jobs import run_next
from tests.pages.site import DESK, violations

pytestmark = pytest.mark.journey


@pytest.fixture
def page(
    transactional_db: None, settings: Settings, live_server: LiveServer, browser: Browser
) -> Iterator[Page]:
    """A browser window on the demonstration as `make run` loads it."""
    settings.DEMO = True
    call_command("load_demo", stdout=StringIO())
    context = browser.new_context(base_url=live_server.url, viewport=DESK)
    yield context.new_page()
    context.close()


def test_an_officer_reads_a_table_follows_a_number_and_takes_the_workbook_home(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Logga in").click()
    page.get_by_role("button", name="Johan Ström").click()
    page.get_by_role("link", name="Tabeller 2023").click()
    expect(page.get_by_text("284 av 290 kommuner, 21 av 21 regioner")).to_be_visible()
    expect(page.locator(".tables li")).to_have_count(16)

    page.get_by_role("link", name="Visa Bilaga 3 Tabell 8").click()
    page.get_by_role("link", name="1 249, Totalt per termin, Grundlön VT 2023").click()
    expect(page.get_by_role("heading", name="Så räknades det")).to_be_focused()
    panel = page.locator("#panel")
    expect(panel.get_by_role("row", name="Stockholm 512")).to_contain_text("Räknas")
    expect(panel.get_by_role("row", name="Östergötland 105 för hela året")).to_contain_text("Räknas inte")
    assert violations(page) == []

    page.get_by_role("link", name="Tabeller 2023").click()
    page.get_by_role("link", name="Arbetsversion").click()
    page.get_by_role("button", name="Ladda ner alla tabeller (Excel)").click()
    expect(page.get_by_text("Arbetsboken står i kö och skapas strax.")).to_be_visible()
    while run_next():  # the demonstration has mails to send, too
        pass
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner arbetsboken (Excel)").click()
    sheets = load_workbook(BytesIO(download.value.path().read_bytes()), read_only=True).sheetnames
    assert sheets[:3] == ["Innehåll", "Metod", "Tabell 1"]
    assert sheets[-1] == "Bilaga 3 Tabell 10"
    assert len(sheets) == 18
