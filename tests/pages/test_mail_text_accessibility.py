"""The officer's pages about a round's mails: axe finds nothing, light or dark, large or small."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role
from questionnaires.models import Round
from questionnaires.notifications import Words
from questionnaires.services.mail_texts import change_mail_text
from tests import country as small
from tests.pages.country import Cast
from tests.pages.site import Site
from tests.pages.test_accessibility import check, in_every_look

pytestmark = pytest.mark.journey

LIST = "/insamling/2030/mejl/"


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Site]:
    """A round whose mail about what is returned has words of its own."""
    small.make_country()
    nora = small.person("Nora Lind", Role.OFFICER)
    words = Words("Komplettera {titel}", "Hej {namn}\n\n{adress}")
    change_mail_text(round_=Round.objects.get(), kind="returned", language="sv", words=words, by=nora)
    site = Site(browser, live_server.url, Cast(nora, nora, nora, nora, nora))
    yield site
    site.close()
    assert site.complaints == []


@pytest.mark.parametrize(
    "path", ["", "opened/sv/", "returned/sv/", "reminder_after/en/", "returned/sv/aterstall/"]
)
def test_the_pages_are_accessible(site: Site, path: str) -> None:
    assert check(site.reader, f"{LIST}{path}", site.cast.officer) == []


def test_a_faulty_text_takes_focus_with_what_is_wrong_and_is_accessible(site: Site) -> None:
    page = site.reader(site.cast.officer)
    page.goto(f"{LIST}opened/sv/")
    page.get_by_label("Text").fill("Hej {nam}")
    page.get_by_role("button", name="Spara").click()
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []


def test_a_preview_is_made_without_a_script_and_is_accessible(site: Site) -> None:
    page = site.reader(site.cast.officer, javascript=False)
    page.goto(f"{LIST}opened/sv/")
    page.get_by_label("Text").fill("Hej {namn}\n\n{adress}")
    page.get_by_role("button", name="Förhandsgranska").click()
    assert page.locator(".letter-text").inner_text().startswith("Hej Anna Ek\n")
    assert page.locator("#forhandsgranskning:focus").count() == 1


def test_a_day_that_is_not_a_number_is_told_and_accessible(site: Site) -> None:
    page = site.reader(site.cast.officer)
    page.goto(LIST)
    page.get_by_role("button", name="Lägg till").click()
    page.wait_for_selector(".box-wrong:focus")
    assert in_every_look(page) == []
