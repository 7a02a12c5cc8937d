"""A whole year at the screens of those who do the work: from last year's round to published tables."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from questionnaires.models import Response, Submission
from tests.collection.reading import rows_of_page
from tests.pages.site import Site
from tests.year.small_year import KOMMUNER, Year, answer, make_country, sign

pytestmark = pytest.mark.journey

# Kommun → what it chose for contact, teams, something else, and whether projects were broadened.
CHOICES = {
    "Alby": ("initierat", "nej", "nej", "ja"),
    "Berga": ("forstarkt", "initierat", "nej", "nej"),
    "Cedra": ("nej", "nej", "nej", "nej"),
    "Dala": ("initierat", "forstarkt", "nej", "ja"),
    "Eka": ("nej", "initierat", "nej", "nej"),
    "Forsa": ("forstarkt", "nej", "nej", "ja"),
}
RETURNED, DECLINES, LATE, SILENT = "Berga", "Gruva", "Forsa", ("Holm", "Åby")


@pytest.fixture
def year(
    transactional_db: None, live_server: LiveServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Year]:
    this_year = timezone.localdate().year
    make_country(this_year)
    site = Site(browser=browser, address=live_server.url)
    walked = Year(site, this_year, monkeypatch)
    for name in (*KOMMUNER, "Region Norr"):
        walked.signer(name)
    yield walked
    site.close()
    assert site.complaints == []


def test_a_year_from_the_making_of_the_round_to_published_tables(year: Year) -> None:
    officer_makes_the_round(year)
    officer_takes_over_the_tables(year)
    five_kommuner_answer_and_one_declines(year)
    one_is_returned_and_answers_again(year)
    one_is_late(year)
    coordinator_approves_them(year)
    coordinator_hands_on_the_aggregate(year)
    region_submits(year)
    officer_returns_one_and_accepts(year)
    officer_closes_and_publishes(year)
    anybody_reads_the_tables(year)


def officer_makes_the_round(year: Year) -> None:
    page = year.screen(year.officer)
    page.goto("/")
    page.get_by_role("link", name="Insamlingar").first.click()
    page.get_by_role("link", name=f"Skapa {year.year} års insamling").click()
    today = timezone.localdate()
    page.get_by_label("Öppnar", exact=True).fill(today.isoformat())
    page.get_by_label("Sista svarsdag", exact=True).fill((today + timedelta(days=40)).isoformat())
    for label in page.locator("label", has_text="Kommunernas enkät").all():
        page.locator(f"#{label.get_attribute('for')}").fill((today + timedelta(days=20)).isoformat())
    page.get_by_role("button", name=f"Skapa {year.year} års insamling").click()
    expect(page.locator("h1")).to_have_text(f"Insamlingen {year.year}")
    expect(page.locator(".whose")).to_contain_text("Öppen")


def officer_takes_over_the_tables(year: Year) -> None:
    page = year.screen(year.officer)
    page.goto(f"/insamling/{year.year}/")
    page.get_by_role("link", name=f"Tabeller {year.year}").click()
    expect(page.get_by_text(f"Det finns inga tabeller för {year.year} än.")).to_be_visible()
    page.get_by_role("link", name=f"Ta över tabeller till {year.year}").click()
    expect(page.get_by_text(f"Tabellerna från {year.year - 1} räknas på")).to_be_visible()
    page.get_by_role("button", name=f"Ta över tabeller till {year.year}").click()
    expect(page.get_by_text("Arbetsversion").first).to_be_visible()
    expect(page.get_by_text("Beviljade utbildningar").first).to_be_visible()


def kommun_answers(year: Year, kommun: str, *, javascript: bool = False) -> Page:
    page = year.screen(year.signer(kommun), javascript=javascript)
    page.goto("/")
    contact, team, other, project = CHOICES[kommun]
    page.get_by_role("link", name="Börja svara").click()
    chosen = [("insatser.kontakt", contact), ("insatser.team", team), ("insatser.annat", other)]
    answer(page, "Arbetet", [*chosen, ("projekt", project)])
    sign(page, kommun)
    return page


def five_kommuner_answer_and_one_declines(year: Year) -> None:
    for kommun in CHOICES:
        if kommun != LATE:
            kommun_answers(year, kommun)
    page = year.screen(year.signer(DECLINES))
    page.goto("/")
    page.get_by_role("link", name="Börja svara").click()
    page.get_by_role("link", name="Avstå från att svara").click()
    page.get_by_label("Varför avstår ni?").fill("Vi hinner inte i år.")
    page.get_by_role("button", name="Avstå från att svara").click()
    expect(page.locator(".whose")).to_contain_text("Avstår")


def one_is_returned_and_answers_again(year: Year) -> None:
    page = year.screen(year.coordinator, javascript=True)
    page.goto("/samordna/")
    page.get_by_role("link", name=f"RSS Norr {year.year}").click()
    page.get_by_role("link", name="Följ kommunernas svar").click()
    page.get_by_role("link", name="Att granska 5").click()
    page.get_by_role("link", name=f"Granska {RETURNED}").click()
    page.get_by_role("link", name="Börja granska").click()
    page.get_by_role("button", name="Börja granska").click()
    page.locator("#fraga-insatser").get_by_role("link", name="Ställ en fråga om svaret").click()
    page.get_by_label("Din fråga").fill("Är de mobila teamen nya?")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("link", name="Begär komplettering").click()
    page.get_by_label("Varför behöver svaret kompletteras?").fill("Se min fråga om teamen.")
    page.get_by_role("button", name="Begär komplettering").click()
    expect(page.locator(".whose")).to_contain_text("Behöver kompletteras")

    page = year.screen(year.signer(RETURNED))
    page.goto("/")
    expect(page.get_by_text("Se min fråga om teamen.")).to_be_visible()
    page.get_by_role("link", name="Komplettera").click()
    CHOICES[RETURNED] = ("forstarkt", "forstarkt", "nej", "nej")
    answer(page, "Arbetet", [("insatser.team", "forstarkt")])
    page.get_by_role("link", name="Kommentarer").click()
    page.get_by_label("Ert svar").fill("Nej, de fanns redan.")
    page.get_by_role("button", name="Svara").click()
    page.goto("/svar/")
    page.get_by_role("link", name="Komplettera").click()
    sign(page, RETURNED)


def one_is_late(year: Year) -> None:
    year.wait(days=25)
    kommun_answers(year, LATE)
    assert Submission.objects.filter(is_late=True).get().response.respondent.name == LATE


def coordinator_approves_them(year: Year) -> None:
    page = year.screen(year.coordinator)
    page.goto("/samordna/")
    page.get_by_role("link", name=f"RSS Norr {year.year}").click()
    page.get_by_role("link", name="Följ kommunernas svar").click()
    expect(page.get_by_role("row", name=LATE)).to_contain_text("Sent inlämnad")
    page.get_by_role("link", name="Påminn de 2 som inte lämnat in").click()
    for kommun in SILENT:
        expect(page.locator(".chosen", has_text=kommun)).to_be_visible()
    page.get_by_role("link", name="Tillbaka utan att göra något").click()
    page.get_by_role("link", name="Att granska 6").click()
    page.get_by_role("link", name="Godkänn de 6 som väntar").click()
    page.get_by_role("button", name="Godkänn 6 kommuner").click()
    states = dict(Response.objects.filter(key__startswith="kommun").values_list("respondent__name", "state"))
    assert states == dict.fromkeys(CHOICES, "approved") | {DECLINES: "declined"}


def coordinator_hands_on_the_aggregate(year: Year) -> None:
    page = year.screen(year.coordinator)
    page.goto("/svar/")
    page.get_by_role("link", name="Börja svara").click()
    answer(page, "Plan", [("handlingsplan", "ja")])
    page.goto("/samordna/")
    page.get_by_role("link", name=f"RSS Norr {year.year}").click()
    page.get_by_role("link", name="Sammanställning").first.click()
    # Alby, Berga, Dala and Forsa of nine kommuner, Berga by its second answer.
    expect(page.get_by_role("row", name="Fast kontakt")).to_contain_text("2")
    page.goto(page.url.partition(f"kommun-{year.year}")[0] + "lamna-in/")
    expect(page.get_by_text("6 av 9 kommuner räknas.")).to_be_visible()
    page.get_by_label("Din titel").fill("samordnare")
    page.get_by_role("button", name="Lämna in för RSS Norr och dess kommuner").click()
    expect(page.locator("h1")).to_contain_text("Kvittens")


def region_submits(year: Year) -> None:
    page = year.screen(year.signer("Region Norr"))
    page.goto("/")
    page.get_by_role("link", name="Börja svara").click()
    page.get_by_role("link", name="Styrning", exact=True).first.click()
    page.locator("[name='uppdrag'][value='nej']").check()
    page.get_by_label(f"VT {year.year}").first.fill("71,5")
    page.get_by_label(f"HT {year.year}").first.fill("80")
    page.get_by_role("button", name="Spara", exact=True).last.click()
    page.get_by_role("link", name="Tillbaka till delarna").click()
    sign(page, "Region Norr")


def officer_returns_one_and_accepts(year: Year) -> None:
    page = year.screen(year.officer)
    page.goto(f"/insamling/{year.year}/lage/")
    page.get_by_role("table").first.get_by_role("link", name="Norr").click()
    expect(page.get_by_text("71,5")).to_be_visible()
    page.get_by_role("link", name="Begär komplettering").click()
    page.locator("#varfor").fill("Har uppdraget verkligen inte ändrats?")
    page.get_by_role("button", name="Begär komplettering").click()

    region = year.screen(year.signer("Region Norr"))
    region.goto("/")
    expect(region.get_by_text("Har uppdraget verkligen inte ändrats?")).to_be_visible()
    region.get_by_role("link", name="Komplettera").click()
    answer(region, "Styrning", [("uppdrag", "ja")])
    sign(region, "Region Norr")

    for table in (0, 1):
        page.goto(f"/insamling/{year.year}/lage/")
        page.get_by_role("table").nth(table).get_by_role("link", name="Norr").click()
        page.get_by_role("link", name="Ta emot").click()
        page.get_by_role("button", name="Ta emot").click()
        expect(page.locator(".whose")).to_contain_text("Mottagen")


def officer_closes_and_publishes(year: Year) -> None:
    page = year.screen(year.officer)
    page.goto(f"/insamling/{year.year}/")
    page.get_by_role("link", name="Stäng insamlingen").click()
    page.get_by_role("button", name="Stäng insamlingen").click()
    page.get_by_role("link", name="Publicera").click()
    page.get_by_role("button", name="Publicera").click()


def anybody_reads_the_tables(year: Year) -> None:
    """The numbers are counted by hand from CHOICES: of nine kommuner six have sent in."""
    page = year.site.reader(javascript=False)
    page.goto(f"/tabeller/{year.year}/text-1/")
    assert rows_of_page(page.content())[1:] == (("Norr", "Ja"),)
    page.goto(f"/tabeller/{year.year}/appendix-1/")
    assert rows_of_page(page.content())[1:] == (("Fast kontakt", "44"), ("Mobila team", "33"), ("Annat", "0"))
    page.goto(f"/tabeller/{year.year}/appendix-2/")
    assert rows_of_page(page.content())[1:] == (("Projekt har breddinförts", "33", "33", "33"),)
