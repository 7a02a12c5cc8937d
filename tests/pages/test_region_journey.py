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
    site = Site(browser=browser, address=live_server.url, cast=None)  # type: ignore[arg-type]  # has no cast
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
    page.get_by_label("Bifoga planen.").set_input_files(NOT_A_PDF)
    page.get_by_label("VT 2030").first.fill("71,5")
    page.get_by_role("row", name="HT 2030").get_by_label("Kan inte uppskattas").check()
    page.get_by_role("button", name="Spara", exact=True).last.click()
    expect(page.locator(".box-wrong")).to_contain_text(
        "Filen “plan.pdf” innehåller något annat än namnet säger."
    )
    assert in_every_look(page) == []
    assert not Attachment.objects.exists()
    page.get_by_label("Bifoga planen.").set_input_files(PDF)
    page.get_by_role("button", name="Spara", exact=True).last.click()
    link = page.get_by_role("link", name="Plan för vården.pdf")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Plan för vården.pdf"
