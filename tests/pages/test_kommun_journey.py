"""A kommun's way from the link in a mail to the receipt in another, over a real mail server, shared by two people."""

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role
from accounts.services import invite, system_user
from questionnaires.models import Submission
from records.jobs import run_next
from tests import country as small
from tests.pages.site import Site, violations
from tests.smtp import Post, running_post

pytestmark = pytest.mark.journey

PER, ANNA = "per.ask@alby.example", "anna.ek@alby.example"
TITLE = "Kommunernas enkät 2030"
WHY = "Vi räknar dem först nästa år."


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with running_post() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        yield post


@pytest.fixture
def site(
    transactional_db: None, live_server: LiveServer, browser: Browser, settings: Settings
) -> Iterator[Site]:
    settings.SITE_ADDRESS = live_server.url
    small.make_country()
    site = Site(browser=browser, address=live_server.url)
    yield site
    site.close()
    assert site.complaints == []


def test_from_the_link_in_the_mail_to_the_receipt_in_the_mail(site: Site, post: Post) -> None:
    alby = small.organisation("0101")
    invite(email=PER, name="Per Ask", organisation=alby, role=Role.SIGNER, by=system_user())
    per = site.reader()
    _follow(per, _mail(post, PER))
    expect(per.locator("h1")).to_have_text("Det här ska Alby lämna in")
    per.get_by_role("link", name="Börja svara").click()
    _invite_anna(per)

    anna = site.reader()
    _follow(anna, _mail(post, ANNA))
    expect(anna.locator("h1")).to_have_text(TITLE)
    anna.get_by_role("link", name="Antal").first.click()
    _answer_annas_part(anna)

    per.get_by_role("link", name="Arbetet").first.click()
    _answer_pers_part(per)
    _check_and_sign(per)
    _read_the_receipt(per)

    receipt = _mail(post, PER)
    assert receipt["Subject"] == f"Kvittens: {TITLE} från Alby"
    assert "Mobila team" not in receipt.get_content()
    per.goto(_address_in(receipt))
    expect(per.locator("h1")).to_have_text("Kvittens för inlämning 1")
    per.get_by_role("link", name="Till det ni ska lämna in").click()
    expect(per.get_by_text("● Inlämnad")).to_be_visible()
    assert post.recipients == [PER, ANNA, PER]


def _invite_anna(page: Page) -> None:
    page.get_by_role("link", name="Dela upp arbetet och bjud in kollegor").click()
    page.get_by_label("Namn").fill("Anna Ek")
    page.get_by_label("E-postadress").fill(ANNA)
    page.get_by_role("button", name="Bjud in").click()
    expect(page.get_by_role("status")).to_contain_text("En inbjudan med en länk skickas till")
    page.get_by_role("group", name="Antal").get_by_label("Anna Ek").check()
    page.get_by_role("button", name="Spara uppdelningen").click()
    expect(page.get_by_role("listitem").filter(has_text="Antal").first).to_contain_text("Anna Ek")


def _answer_annas_part(page: Page) -> None:
    """One answer by autosave, and an optional number left empty."""
    page.get_by_label("Barn").check()
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page.get_by_text("Anna Ek svarade senast")).to_be_visible()


def _answer_pers_part(page: Page) -> None:
    page.get_by_role("radio", name="Fast kontakt Initierat").check()
    page.get_by_role("radio", name="Mobila team Varken eller").check()
    page.get_by_role("radio", name="Annat Förstärkt").check()
    page.get_by_label("Skriv vad ”Annat” gäller").fill("Digitala möten")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Ge exempel.").fill("Tidig upptäckt")
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page.locator("h1")).to_have_text("Antal")
    expect(page.get_by_label("Barn")).to_be_checked()
    page.get_by_role("link", name="Tillbaka till delarna").click()


def _check_and_sign(page: Page) -> None:
    page.get_by_role("link", name="Förklara och lämna in").click()
    expect(page.get_by_role("link", name="Fråga 5: Talet saknas")).to_be_visible()
    page.get_by_role("textbox", name="Förklara").fill(WHY)
    expect(page.get_by_label("Ditt namn")).to_have_value("Per Ask")
    page.get_by_label("Din titel").fill("förvaltningschef")
    assert violations(page) == []
    page.get_by_role("button", name="Lämna in för Alby").click()
    expect(page.locator("h1")).to_have_text("Kvittens för inlämning 1")


def _read_the_receipt(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner kvittens (PDF)").click()
    pages = PdfReader(BytesIO(download.value.path().read_bytes())).pages
    said = " ".join(" ".join(each.extract_text() for each in pages).split())
    for words in (
        "Alby",
        TITLE,
        "Per Ask, förvaltningschef",
        "Digitala möten",
        "Tidig upptäckt",
        "Barn",
        WHY,
    ):
        assert words in said
    assert Submission.objects.get().answers["grupper"] == {"choices": ["barn"]}


def _mail(post: Post, to: str) -> EmailMessage:
    """The newest mail to somebody, once the worker has sent what waits."""
    while run_next():
        pass
    return [each for each in post.taken if to in each["To"]][-1]


def _address_in(mail: EmailMessage) -> str:
    lines: list[str] = mail.get_content().splitlines()
    return next(line for line in lines if line.startswith("http"))


def _follow(page: Page, invitation: EmailMessage) -> None:
    page.goto(_address_in(invitation))
    page.get_by_role("button", name="Logga in som").click()
