"""An officer's pages about a round: axe finds nothing, light or dark, large or small."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from questionnaires.models import Side
from questionnaires.services.comments import start_comment
from tests import country as small
from tests.pages.site import Site
from tests.pages.test_accessibility import check

pytestmark = pytest.mark.journey

Reader = Callable[..., Page]

PAGES = (
    "svar/{region}/region-2030/",
    "svar/{region}/region-2030/kommentarer/?fraga=utbildning",
    "svar/{region}/region-2030/steg/las-upp/",
    "rapport/{rss}/",
    "jamfor/",
    "jamfor/?visa=alla",
    "inlamnade/",
    "lage/",
    "lage/?visa=kommentarer&ordna=-lage",
    "lage/?visa=oppnade",
    "lage/paminn/region-2030/",
)


@pytest.mark.parametrize("page", PAGES)
def test_what_officers_read_of_a_round_is_accessible(reader: Reader, site: Site, page: str) -> None:
    region = small.response("region-2030", "01")
    start_comment(
        response=region, cell="uppdrag", text="Stämmer det?", side=Side.RECEIVER, by=site.cast.officer
    )
    address = page.format(region=region.respondent_id, rss=small.member("rss-norr").pk)
    assert check(reader, f"/insamling/2030/{address}", site.cast.officer) == []


def test_what_a_kommun_a_region_and_an_rss_get_back_is_accessible(reader: Reader, site: Site) -> None:
    kommun, region, rss = (small.member(code).pk for code in ("0101", "01", "rss-norr"))
    assert check(reader, f"/svar/{kommun}/kommun-2030/jamfor/", site.cast.respondent) == []
    assert check(reader, f"/svar/{region}/region-2030/jamfor/", site.cast.region) == []
    assert check(reader, f"/samordna/{rss}/kommun-2030/jamfor/", site.cast.coordinator) == []


def test_on_a_phone_each_organisation_is_a_card_that_needs_no_scrolling_sideways(
    reader: Reader, site: Site
) -> None:
    screen = reader(site.cast.officer)
    screen.set_viewport_size({"width": 320, "height": 800})
    screen.goto("/insamling/2030/lage/")
    cards = screen.locator(".table-scroll:has(.cards)")
    assert cards.count()
    assert cards.evaluate_all("boxes => boxes.filter(box => box.scrollWidth > box.clientWidth).length") == 0
    cut = "marks => marks.filter(mark => mark.getBoundingClientRect().right > innerWidth).length"
    assert screen.locator(".cards .state").evaluate_all(cut) == 0
