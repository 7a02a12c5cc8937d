"""Entering counts instead of collecting them, as an RSS's coordinator does."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.models import DirectCounts
from tests import country as small
from tests.questionnaires.test_reporting import TWO

pytestmark = pytest.mark.django_db


def address(page: str = "antal/") -> str:
    return f"/samordna/{small.member('rss-norr').pk}/kommun-2030/{page}"


@pytest.fixture
def karin(coordinator: User, client: Client) -> Client:
    client.force_login(coordinator)
    return client


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_is_entered_is_saved_and_counts(karin: Client) -> None:
    sent = karin.post(address(), TWO | {"read": ""})
    assert sent["Location"] == address("sammanstallning/")
    page = read(karin, address("sammanstallning/"))
    assert "2 av 3 kommuner räknas." in page
    assert "Ni har själva lämnat antalen." in page
    assert "Ändra eller ta bort antalen" in page
    assert 'name="projekt:val.nej" value="2"' in read(karin, address())


def test_behind_such_a_number_stand_no_kommuner(karin: Client) -> None:
    karin.post(address(), TWO | {"read": ""})
    page = read(karin, address("sammanstallning/?tal=projekt:val.nej"))
    assert "Ni har själva lämnat antalet. Karin Björk skrev in det" in page


def test_what_cant_be_is_said_at_its_number_and_what_was_typed_stays(karin: Client) -> None:
    page = karin.post(address(), TWO | {"read": "", "projekt:val.nej": "3"}).content.decode()
    assert '<a href="#projekt:val.nej">Fråga 2, Nej: 3 är fler än de 2 kommuner som räknas.</a>' in page
    assert 'name="projekt:val.nej" value="3"' in page
    assert not DirectCounts.objects.exists()


def test_what_is_no_number_is_named_by_question_row_and_column(karin: Client) -> None:
    typed = TWO | {"read": "", "insatser.team:val.forstarkt": "abc"}
    page = karin.post(address(), typed).content.decode()
    assert (
        '<a href="#insatser.team:val.forstarkt">Fråga 1, Mobila team, Förstärkt: ”abc” är inget antal.'
        in page
    )
    assert 'id="insatser.team:val.forstarkt" name="insatser.team:val.forstarkt" value="abc"' in page


def test_a_row_that_is_left_blank_is_asked_about_before_it_counts_as_no_answer(karin: Client) -> None:
    without = {name: value for name, value in TWO.items() if not name.startswith("insatser.team")}
    page = karin.post(address(), without | {"read": ""}).content.decode()
    assert "1 rad är tom" in page
    assert "räknas alla 2 kommuner som saknas svar där" in page
    assert '<a href="#insatser.team:val.initierat">Fråga 1, Mobila team</a>' in page
    assert 'name="projekt:val.nej" value="2"' in page
    assert not DirectCounts.objects.exists()

    answered = {"blank": "insatser.team", "read": ""}
    less = {name: value for name, value in without.items() if not name.startswith("projekt")}
    assert "1 rad är tom" in karin.post(address(), less | answered).content.decode()
    assert karin.post(address(), without | answered)["Location"] == address("sammanstallning/")
    tally = DirectCounts.objects.get().tally
    assert tally["cells"]["insatser.team"]["not_answered"] == 2


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed(karin: Client) -> None:
    karin.post(address(), TWO | {"read": ""})
    mine = {"projekt:val.nej": "1", "projekt:val.ja": "1"}
    page = karin.post(address(), TWO | mine | {"read": ""}).content.decode()
    assert "Karin Björk har sparat antal sedan du öppnade sidan." in page
    assert 'name="projekt:val.nej" value="1"' in page
    assert 'id="projekt:val.nej_other">Sparat: 2<' in page
    assert page.count("Sparat: ") == 2
    read_again = page.partition('name="read" value="')[2].partition('"')[0]
    assert karin.post(address(), TWO | mine | {"read": read_again}).status_code == 302
    assert 'name="projekt:val.nej" value="1"' in read(karin, address())


def test_the_aggregate_of_such_counts_promises_no_kommuner(karin: Client) -> None:
    promise = "Välj ett tal för att se vilka kommuner som står bakom det."
    assert promise in read(karin, address("sammanstallning/"))
    karin.post(address(), TWO | {"read": ""})
    assert promise not in read(karin, address("sammanstallning/"))


def test_approved_answers_stand_in_the_way(karin: Client) -> None:
    small.approved("0101")
    page = karin.post(address(), TWO | {"read": ""}).content.decode()
    assert "1 av era kommuner har godkända svar, som räknas ihop." in page


def test_they_are_taken_away_again(karin: Client) -> None:
    karin.post(address(), TWO | {"read": ""})
    assert karin.post(address(), {"remove": "1"})["Location"] == address("sammanstallning/")
    assert not DirectCounts.objects.exists()


def test_it_goes_on_with_the_report(karin: Client) -> None:
    karin.post(address(), TWO | {"read": ""})
    version = small.reported("rss-norr")
    page = read(karin, f"/samordna/{small.member('rss-norr').pk}/lamna-in/{version.number}/")
    assert "2 av 3 kommuner räknas.</strong> Ni lämnade själva antalen." in page
    assert "Sammanställningen är inlämnad och låst." in read(karin, address())


def test_the_page_costs_six_queries(karin: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    karin.post(address(), TWO | {"read": ""})
    path = address()
    karin.get(path)
    with django_assert_num_queries(6):
        karin.get(path)
