"""A region's way from its start page to the receipt, with a file sent along and a list of numbers."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role
from questionnaires.models import Attachment, Submission
from tests import country as small
from tests.pages.site import Site
from tests.pages.test_accessibility import in_every_look

pytestmark = pytest.mark.journey

PLAN = "  - {key: plan, type: file, text: Bifoga planen.}\n  - key: utbildning\n"
PDF = FilePayload(name="Plan för vården.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n")
NOT_A_PDF = FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=b"<html>")


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Site]:
    small.make_country()
    small.publish("region-2030", old="  - key: utbildning\n", new=PLAN)
    site = Site(browser=browser, address=live_server.url)
    yield site
    site.close()
    assert site.complaints == []


def test_from_the_start_page_to_the_receipt(site: Site, tmp_path: Path) -> None:
    page = site.reader(small.person("Rolf Gran", Role.SIGNER, "01"))
    page.goto("/")
    page.get_by_role("link", name="Börja svara").click()
    page.get_by_role("link", name="Styrning").first.click()
    _answer(page)
    page.goto(page.url.partition("/del/")[0] + "/kontrollera/")
    assert in_every_look(page) == []
    page.get_by_label("Din titel").fill("utvecklingschef")
    page.get_by_role("button", name="Lämna in för Region Norr").click()
    expect(page.locator("h1")).to_have_text("Kvittens för inlämning 1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner kvittens (PDF)").click()
    download.value.save_as(tmp_path / "kvittens.pdf")
    said = " ".join(
        each.extract_text() for each in PdfReader(BytesIO((tmp_path / "kvittens.pdf").read_bytes())).pages
    )
    assert "Plan för vården.pdf" in said
    assert "71,5" in said
    submission = Submission.objects.get()
    assert submission.answers["plan"] == {"file": "Plan för vården.pdf", "attachment": 1}
    assert submission.answers["utbildning.ht"] == {"special": "kan_inte_uppskattas"}


def _answer(page: Page) -> None:
    page.get_by_label("Nej", exact=True).check()
    _send_along(page)
    page.get_by_label("VT 2030").first.fill("71,5")
    page.get_by_role("row", name="HT 2030").get_by_label("Kan inte uppskattas").check()
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_label("VT 2030").first).to_have_value("71,5")
    link = page.get_by_role("link", name="Plan för vården.pdf")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Plan för vården.pdf"


def _send_along(page: Page) -> None:
    """It goes by itself, as other answers do: a wrong file is refused where it was chosen."""
    control, status = page.get_by_label("Bifoga planen."), page.locator("#sparat")
    control.set_input_files(NOT_A_PDF)
    expect(page.locator("[data-cell=plan] .wrong")).to_contain_text(
        "Fel: Filen ”plan.pdf” innehåller något annat än namnet säger."
    )
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(status).to_have_text("Filen är inte sparad. Vid frågan står varför.")
    assert in_every_look(page) == []
    assert not Attachment.objects.exists()
    control.set_input_files(PDF)
    expect(page.get_by_role("link", name="Plan för vården.pdf")).to_be_visible()
    expect(status).to_contain_text("Sparat kl. ")
    expect(page.locator("[data-cell=plan] .wrong")).to_be_empty()
    expect(control).to_have_value("")


def test_a_file_is_taken_away_and_sent_again_when_the_network_is_back(site: Site) -> None:
    page = site.reader(small.person("Rolf Gran", Role.SIGNER, "01"))
    page.goto(f"/svar/{small.member('01').pk}/region-2030/del/styrning/")
    _send_along(page)
    page.get_by_role("button", name="Ta bort filen").click()
    expect(page.locator("h1")).to_have_text("Vill du ta bort filen ”Plan för vården.pdf”?")
    assert in_every_look(page) == []
    page.get_by_role("button", name="Ja, ta bort").click()
    expect(page.get_by_role("link", name="Plan för vården.pdf")).to_have_count(0)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("link", name="Plan för vården.pdf")).to_be_visible()
    page.get_by_role("button", name="Ta bort filen").click()
    page.get_by_role("button", name="Ja, ta bort").click()
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()
    assert small.response("region-2030", "01").answers == {}
    page.route("**/spara/", lambda route: route.abort())
    page.get_by_label("Bifoga planen.").set_input_files(PDF)
    expect(page.locator("#sparat")).to_contain_text("Inte sparat. Vi försöker igen.")
    page.unroute("**/spara/")
    expect(page.get_by_role("link", name="Plan för vården.pdf")).to_be_visible()
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    assert Attachment.objects.count() == 1
    site.complaints = [each for each in site.complaints if "ERR_FAILED" not in each]


def test_without_javascript_it_goes_with_the_button(site: Site) -> None:
    page = site.reader(small.person("Rolf Gran", Role.SIGNER, "01"), javascript=False)
    page.goto(f"/svar/{small.member('01').pk}/region-2030/del/styrning/")
    page.get_by_label("Bifoga planen.").set_input_files(NOT_A_PDF)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator(".box-wrong")).to_contain_text(
        "Filen ”plan.pdf” innehåller något annat än namnet säger."
    )
    page.get_by_label("Bifoga planen.").set_input_files(PDF)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.get_by_role("link", name="Plan för vården.pdf")).to_be_visible()
