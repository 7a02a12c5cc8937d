"""Publishing a year's tables from the officer's page."""

from typing import Any

import pytest

from accounts.models import User
from accounts.services import system_user
from exports.models import Publication
from exports.services import publish_round
from questionnaires.models import Aggregate, Round, RoundState
from questionnaires.rules import Refused
from questionnaires.services.aggregates import return_aggregate
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.pages import country
from tests.pages.country import Cast
from tests.pages.reading import signed_in, words

PAGE = "/tabeller/2030/publicera/"


@pytest.fixture
def working(db: None) -> Cast:
    """The tables of 2030, of which nothing is published; the round is open."""
    return country.make_working_edition()


@pytest.fixture
def issued(working: Cast) -> Cast:
    """The same with a preliminary version 1."""
    country.publish()
    return working


def read(cast: Cast) -> str:
    return words(signed_in(cast.officer).get(PAGE).content)


def post(cast: Cast, **posted: Any) -> str:
    return words(signed_in(cast.officer).post(PAGE, posted, follow=True).content)


def test_an_open_round_is_closed_first(working: Cast) -> None:
    assert "Insamlingen är inte stängd." in read(working)
    assert "Den ska vara: Stängd, Publicerad." in post(working, kind="preliminary")
    assert not Publication.objects.exists()


def test_the_page_says_which_version_and_what_is_missing(working: Cast) -> None:
    close_round(year=2030, by=system_user())
    page = read(working)
    assert "Det här blir version 1." in page
    assert "0 av 2 svar från regioner" in page
    assert "3 av 3 rapporter från RSS" in page
    assert "RSS Norr: ● Inlämnad" in page
    assert "3 av 4 kommuner räknas i tabellerna" in page
    assert "Alby" not in page


def test_publishing_shows_the_edition(working: Cast) -> None:
    close_round(year=2030, by=system_user())
    page = post(working, kind="preliminary")
    assert "Tabellerna är publicerade." in page
    assert "Preliminär version 1" in page
    event = Event.objects.get(verb="tables_published")
    assert event.by_name == "Nora Lind"


def test_a_report_that_was_returned_since_the_page_was_opened_isnt_left_out_unseen(working: Cast) -> None:
    close_round(year=2030, by=system_user())
    page = signed_in(working.officer).get(PAGE).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    norr = Aggregate.objects.get(rss=small.member("rss-norr"))
    return_aggregate(aggregate=norr, reason="Se över.", by=system_user())
    said = post(working, kind="preliminary", seen=seen)
    assert "Det gick inte Det som räknas har ändrats sedan du öppnade sidan." in said
    assert "1 av 4 kommuner räknas i tabellerna" in said
    assert not Publication.objects.exists()
    assert Round.objects.get(year=2030).state == RoundState.CLOSED
    again = signed_in(working.officer).get(PAGE).content.decode()
    post(working, kind="preliminary", seen=again.partition('name="seen" value="')[2].partition('"')[0])
    assert Publication.objects.count() == 1


def test_the_same_again_is_no_version(issued: Cast) -> None:
    assert "Inget har ändrats sedan förra versionen." in post(issued, kind="preliminary")
    assert Publication.objects.count() == 1


def test_only_an_officer_publishes_whether_or_not_it_is_news(issued: Cast) -> None:
    for other in (issued.coordinator, issued.region, issued.administrator):
        with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
            publish_round(year=2030, is_final=False, by=other)
    assert Publication.objects.count() == 1


def test_after_a_final_version_only_corrections_follow(issued: Cast) -> None:
    assert "Preliminär: den kan följas av fler" in read(issued)
    assert "Slutlig version 2" in post(issued, kind="final")
    page = read(issued)
    assert "Det här blir version 3." in page
    assert "Preliminär" not in page
    assert "redan slutligt publicerat" in post(issued, kind="preliminary")


def test_a_year_without_tables_says_what_to_do(officer: User) -> None:
    close_round(year=2030, by=system_user())
    answer = signed_in(officer).post(PAGE, {"kind": "preliminary"})
    assert "Det finns inga tabeller för 2030 än." in words(answer.content)


def test_a_rounds_page_leads_to_publishing_once_it_is_closed(issued: Cast) -> None:
    page = signed_in(issued.officer).get("/insamling/2030/").content.decode()
    assert f'href="{PAGE}"' in page
