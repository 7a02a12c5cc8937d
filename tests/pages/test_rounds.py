"""What an officer does with a round on its pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.models import Round, RoundState
from questionnaires.selectors.deadlines import days_of
from questionnaires.services.copying import copy_round
from questionnaires.services.extensions import grant_extension
from questionnaires.services.rounds import close_round, mark_published
from tests import country as small
from tests.pages.reading import words

TODAY = timezone.localdate


@pytest.fixture
def nora(officer: User, client: Client) -> Client:
    """The officer's browser."""
    client.force_login(officer)
    return client


def read(client: Client, path: str) -> str:
    """What a page says, on one line."""
    return words(client.get(path).content)


def post(client: Client, path: str, **posted: Any) -> str:
    """What the page that comes of a form says."""
    return words(client.post(path, posted, follow=True).content)


def a_draft() -> Round:
    opens = TODAY() + timedelta(days=5)
    return copy_round(
        source=2030, year=2031, opens=opens, deadline=opens + timedelta(days=90), by=system_user()
    )


def test_the_next_years_round_is_made_from_the_newest(nora: Client) -> None:
    page = read(nora, "/insamling/ny/")
    assert "Insamlingen 2031 blir en kopia av insamlingen 2030." in page
    assert "Kommunernas enkät 2030 (version 1)" in page
    assert "Egen sista svarsdag: Kommunernas enkät 2031" in page

    opens = TODAY() + timedelta(days=5)
    days = {
        "opens": opens,
        "submit_from": opens + timedelta(days=30),
        "deadline": opens + timedelta(days=90),
        "last_day-kommun-2030": opens + timedelta(days=60),
    }
    page = post(nora, "/insamling/ny/", **days)

    assert "Insamlingen 2031 är skapad." in page
    made = Round.objects.get(year=2031)
    assert (made.state, made.opens, made.submit_from) == (RoundState.DRAFT, opens, days["submit_from"])
    assert dict(days_of(made).last_days) == {"kommun-2031": days["last_day-kommun-2030"]}


def test_the_days_of_this_year_are_proposed_a_year_later(nora: Client) -> None:
    page = nora.get("/insamling/ny/").content.decode()
    assert 'value="2031-11-01"' in page
    assert 'value="2032-03-31"' in page


def test_days_in_the_wrong_order_are_named_at_their_fields_and_nothing_is_made(nora: Client) -> None:
    opens = TODAY() + timedelta(days=5)
    answer = nora.post("/insamling/ny/", {"opens": opens, "deadline": opens - timedelta(days=1)})
    assert "Sista svarsdag ligger före den dag då insamlingen öppnar." in words(answer.content)
    assert 'href="#id_deadline"' in answer.content.decode()
    assert not Round.objects.filter(year=2031).exists()


def test_what_isnt_a_day_is_said_so(nora: Client) -> None:
    page = post(nora, "/insamling/ny/", opens="i morgon", deadline="")
    assert "Öppnar: Skriv dagen som år-månad-dag, till exempel 2027-03-31." in page
    assert "Sista svarsdag: Välj en dag." in page


def test_without_a_round_the_list_says_where_the_first_comes_from(db: None, client: Client) -> None:
    client.force_login(small.person("Nora Lind", Role.OFFICER))
    assert "Det finns ingen insamling än." in read(client, "/insamling/")
    assert client.get("/insamling/ny/").status_code == 404


def test_the_page_of_a_round_tells_its_days_questionnaires_and_frame(nora: Client) -> None:
    page = read(nora, "/insamling/2030/")
    assert "Öppnar 1 november 2030" in page
    assert "Sista svarsdag 31 mars 2031" in page
    assert "Regioner 2 RSS 3 Kommuner 4" in page
    assert "Kommunernas enkät 2030 version 1" in page


def test_the_timeline_tells_what_is_done_and_what_comes_next(nora: Client) -> None:
    Round.objects.update(opens=TODAY() - timedelta(days=9), deadline=TODAY())
    page = read(nora, "/insamling/2030/")
    assert page.count("✓ Klart") == 2
    assert page.count("▸ Härnäst") == 1
    assert "Stänger för hand ○ Senare" in page

    close_round(year=2030, by=system_user())
    page = read(nora, "/insamling/2030/")
    assert page.count("✓ Klart") == 4
    assert "Publiceras för hand ▸ Härnäst" in page

    mark_published(year=2030, by=system_user())
    assert "Härnäst" not in read(nora, "/insamling/2030/")


def test_a_draft_is_opened_by_hand(nora: Client) -> None:
    a_draft()
    assert "Öppna insamlingen nu" in read(nora, "/insamling/2031/")
    assert "Insamlingen är öppen." in post(nora, "/insamling/2031/oppna/")
    assert Round.objects.get(year=2031).state == RoundState.OPEN


def test_closing_says_what_is_missing_and_asks(nora: Client) -> None:
    small.region_submitted("01")
    small.approved("0101")
    small.reported("rss-norr")

    page = read(nora, "/insamling/2030/stang/")
    assert "1 av 2 svar från regioner" in page
    assert "2 av 3 rapporter från RSS" in page
    assert "1 av 4 kommuner ingår i de rapporter som har kommit in" in page
    assert "Region Åland: ○ Inte påbörjad" in page
    assert Round.objects.get(year=2030).state == RoundState.OPEN

    assert "Insamlingen är stängd." in post(nora, "/insamling/2030/stang/")
    assert Round.objects.get(year=2030).state == RoundState.CLOSED


def test_closing_names_those_who_have_been_promised_more_time_and_havent_sent_in(nora: Client) -> None:
    assert "har fått mer tid" not in read(nora, "/insamling/2030/stang/")
    until = Round.objects.get(year=2030).deadline + timedelta(days=9)
    given = ("region-2030", "01"), ("region-2030", "02"), ("rss-2030", "rss-norr"), ("kommun-2030", "0102")
    for key, code in given:
        grant_extension(member=small.member(code), key=key, until=until, reason="Sjukdom", by=system_user())
    small.region_submitted("02")
    page = read(nora, "/insamling/2030/stang/")
    assert "Några som inte har lämnat in har fått mer tid. Stänger du nu kan de inte svara längre." in page
    assert (
        "Region Norr: till 9 april 2031 RSS Norr: till 9 april 2031 1 kommun Det här har inte kommit in"
        in page
    )


def test_a_closed_round_is_opened_again_and_its_page_tells_why(nora: Client) -> None:
    close_round(year=2030, by=system_user())
    assert "Skriv varför insamlingen öppnas igen." in post(nora, "/insamling/2030/oppna-igen/")
    page = post(nora, "/insamling/2030/oppna-igen/", reason="Två regioner hann inte.")
    assert "Insamlingen är öppen igen." in page
    assert "Öppnad igen (Nora Lind) Två regioner hann inte." in page


def test_two_officers_at_once_close_it_once(nora: Client) -> None:
    close_round(year=2030, by=system_user())
    page = post(nora, "/insamling/2030/stang/")
    assert "Insamlingen 2030 har läget ”Stängd”, så det går inte." in page


def test_days_are_changed_until_the_round_is_closed(nora: Client) -> None:
    page = nora.get("/insamling/2030/dagar/").content.decode()
    assert 'name="opens"' not in page, "an open round's opening day stays"
    said = post(nora, "/insamling/2030/dagar/", deadline="2031-04-15", submit_from="2031-01-01")
    assert "Dagarna är sparade." in said
    assert days_of(Round.objects.get(year=2030)).deadline == date(2031, 4, 15)

    close_round(year=2030, by=system_user())
    assert "Ändra dagarna" not in read(nora, "/insamling/2030/")
    assert nora.post("/insamling/2030/dagar/", {"deadline": "2031-05-01"}).status_code == 302
    assert days_of(Round.objects.get(year=2030)).deadline == date(2031, 4, 15)


def test_an_officer_reads_each_version_of_a_questionnaire_as_those_who_answer_it(nora: Client) -> None:
    small.publish("kommun-2030", old="Fast kontakt", new="Fast omsorgskontakt")
    assert "Fast kontakt" in read(nora, "/insamling/2030/enkat/kommun-2030/1/")
    assert "Fast omsorgskontakt" in read(nora, "/insamling/2030/enkat/kommun-2030/2/")
    answer = nora.get("/insamling/2030/enkat/kommun-2030/2/enkat.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "tom-enkat-kommun-2030-version-2.pdf" in answer["Content-Disposition"]


def test_who_answers_is_told_from_when_it_can_be_sent_in(colleague: User, client: Client) -> None:
    tomorrow = TODAY() + timedelta(days=1)
    Round.objects.update(opens=TODAY(), submit_from=tomorrow, deadline=tomorrow)
    own = small.answered("0101")
    client.force_login(colleague)

    assert "Det går att lämna in från och med" in read(client, f"/svar/{own.respondent_id}/kommun-2030/")
    answer = client.get(f"/svar/{own.respondent_id}/kommun-2030/kontrollera/")
    assert "Det går att lämna in från och med" in words(answer.content)
    assert 'name="submit"' not in answer.content.decode()
    assert "Börja" not in read(client, "/svar/")
