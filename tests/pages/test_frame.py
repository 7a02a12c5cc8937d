"""A round's frame on the officer's pages."""

from typing import Any

from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.models import FrameMember
from questionnaires.services.rounds import close_round, mark_published
from tests import country as small
from tests.pages.reading import signed_in, words

FRAME = "/insamling/2030/ram/"


def read(by: User, path: str) -> str:
    return words(signed_in(by).get(path).content)


def post(by: User, path: str, **posted: Any) -> str:
    return words(signed_in(by).post(path, posted, follow=True).content)


def test_everybody_who_should_answer_is_listed_by_rss(officer: User) -> None:
    page = read(officer, FRAME)
    assert "9 organisationer" in page
    assert "Regioner (2)" in page
    assert "RSS Norr 3 kommuner" in page


def test_a_search_finds_names_whatever_their_capitals(officer: User) -> None:
    page = read(officer, f"{FRAME}?sok=ÅB")
    assert "2 organisationer hittades." in page
    assert "RSS Åss" in page
    assert "Åby" in page
    assert "Alby" not in page
    # Of its three kommuner the search found one.
    assert "RSS Norr 3 kommuner" in read(officer, f"{FRAME}?sok=Alby")
    assert "0 organisationer hittades" in read(officer, f"{FRAME}?sok=finns inte")


def test_an_organisation_is_taken_away_and_added_again_with_reasons(officer: User) -> None:
    cedra = small.member("0103")
    page = post(officer, f"{FRAME}{cedra.pk}/ta-bort/", reason="")
    assert "Skriv varför." in page

    page = post(officer, f"{FRAME}{cedra.pk}/ta-bort/", reason="Sammanslagen med Berga.")
    assert "Cedra är borttagen ur insamlingen." in page
    assert "Borttagen: Cedra Sammanslagen med Berga. Nora Lind" in page
    assert "Regioner 2 RSS 3 Kommuner 3" in read(officer, "/insamling/2030/")

    organisation = small.organisation("0103")
    assert "Cedra" in read(officer, f"{FRAME}lagg-till/")
    page = post(officer, f"{FRAME}lagg-till/", organisation=organisation.pk, reason="Inte förrän nästa år.")
    assert "Cedra är med i insamlingen." in page
    assert FrameMember.objects.filter(organisation=organisation).exists()


def test_who_cant_be_taken_away_is_told_before_anybody_writes_why(officer: User) -> None:
    small.answered("0101")
    for code in ("0101", "0103"):
        address = f"{FRAME}{small.member(code).pk}/ta-bort/"
        for page in (read(officer, address), post(officer, address, reason="Fel")):
            assert "I RSS Norr har någon redan börjat svara, avstått eller ställt en fråga." in page
            assert "Varför" not in page
            assert "Tillbaka till listan" in page
        assert FrameMember.objects.filter(code=code).exists()


def test_nothing_offers_to_change_a_published_frame(officer: User) -> None:
    assert "Visa alla, lägg till eller ta bort" in read(officer, "/insamling/2030/")
    close_round(year=2030, by=officer)
    mark_published(year=2030, by=officer)
    page = read(officer, "/insamling/2030/")
    assert "Visa alla" in page
    assert "lägg till" not in page
    answer = signed_in(officer).get(f"{FRAME}lagg-till/")
    assert (answer.status_code, answer["Location"]) == (302, FRAME)


def test_asking_whom_to_add_costs_the_same_however_many_there_are(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    with django_assert_num_queries(5):
        assert client.get(f"{FRAME}lagg-till/").status_code == 200
