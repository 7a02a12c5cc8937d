"""An officer's pages about running a round: axe finds nothing, light or dark, large or small."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.services import system_user
from questionnaires.models import Round
from questionnaires.services.extensions import grant_extension
from questionnaires.services.rss_days import set_rss_day
from questionnaires.services.trials import delete_trial
from tests import country as small
from tests.pages.site import PHONE, Site
from tests.pages.test_accessibility import check, in_every_look
from tests.questionnaires import trials

pytestmark = pytest.mark.journey

Reader = Callable[..., Page]


@pytest.mark.parametrize(
    ("state", "page"),
    [
        ("published", ""),
        ("published", "ny/"),
        ("published", "2030/"),
        ("published", "2030/enkat/kommun-2030/1/"),
        ("draft", "2030/"),
        ("draft", "2030/dagar/"),
        ("draft", "2030/oppna/"),
        ("open", "2030/"),
        ("open", "2030/dagar/"),
        ("open", "2030/stang/"),
        ("open", "2030/prova/"),
        ("open", "2030/ram/"),
        ("open", "2030/ram/?sok=norr"),
        ("open", "2030/ram/lagg-till/"),
        ("closed", "2030/"),
        ("closed", "2030/oppna-igen/"),
    ],
)
def test_running_a_round_is_accessible(reader: Reader, site: Site, state: str, page: str) -> None:
    Round.objects.update(state=state)
    assert check(reader, f"/insamling/{page}", site.cast.officer) == []


@pytest.mark.parametrize("state", ["open", "closed"])
def test_publishing_is_accessible(reader: Reader, site: Site, state: str) -> None:
    Round.objects.update(state=state)
    assert check(reader, "/tabeller/2030/publicera/", site.cast.officer) == []
    assert check(reader, "/tabeller/2030/ta-over/", site.cast.officer) == []


def test_a_trial_is_accessible_to_the_end(reader: Reader, site: Site) -> None:
    Round.objects.update(state="open")
    trials.trial()
    alby = trials.submitted("0101").respondent_id
    for page in ("2030-prov/", "2030-prov/ta-bort/"):
        assert check(reader, f"/insamling/{page}", site.cast.officer) == []
    assert check(reader, f"/svar/{alby}/kommun-2030-prov/", site.cast.respondent) == []
    assert check(reader, "/svar/", site.cast.respondent) == []
    number = delete_trial(round_=Round.objects.get(is_trial=True), by=system_user()).pk
    assert check(reader, f"/insamling/protokoll/{number}/", site.cast.officer) == []


def test_giving_more_time_is_accessible(reader: Reader, site: Site) -> None:
    Round.objects.update(state="open")
    region, day = small.member("01"), date(2031, 4, 15)
    grant_extension(member=region, key="region-2030", until=day, reason="Sjukdom", by=system_user())
    assert check(reader, "/insamling/2030/forlangningar/", site.cast.officer) == []
    set_rss_day(rss=small.member("rss-norr"), key="kommun-2030", day=date(2031, 3, 1), by=system_user())
    alby = small.member("0101")
    grant_extension(member=alby, key="kommun-2030", until=date(2031, 3, 9), reason="x", by=system_user())
    board = f"/samordna/{small.member('rss-norr').pk}/kommun-2030/"
    assert check(reader, f"{board}forlangningar/", site.cast.coordinator) == []
    assert check(reader, f"{board}sista-dag/", site.cast.coordinator) == []
    assert check(reader, f"/svar/{alby.pk}/kommun-2030/", site.cast.respondent) == []


@pytest.mark.parametrize(
    ("state", "page", "button"),
    [
        ("published", "ny/", "Skapa 2031 års insamling"),
        ("closed", "2030/oppna-igen/", "Öppna insamlingen igen"),
    ],
)
def test_what_is_wrong_takes_focus_and_is_accessible(
    reader: Reader, site: Site, state: str, page: str, button: str
) -> None:
    Round.objects.update(state=state)
    shown = reader(site.cast.officer)
    shown.goto(f"/insamling/{page}")
    if page == "ny/":
        shown.get_by_label("Sista svarsdag", exact=True).fill("2031-01-01")
    shown.get_by_role("button", name=button).click()
    shown.wait_for_selector(".box-wrong:focus")
    assert in_every_look(shown) == []


def test_a_round_is_made_on_a_phone_without_javascript(reader: Reader, site: Site) -> None:
    page = reader(site.cast.officer, javascript=False, viewport=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Insamlingar").click()
    page.get_by_role("link", name="Skapa 2031 års insamling").click()
    page.get_by_role("button", name="Skapa 2031 års insamling").click()
    expect(page.get_by_text("Insamlingen 2031 är skapad.")).to_be_visible()
    page.get_by_role("link", name="Ändra dagarna").click()
    page.get_by_label("Sista svarsdag", exact=True).fill("2032-04-15")
    page.get_by_role("button", name="Spara dagarna").click()
    expect(page.get_by_text("15 april 2032")).to_be_visible()
