"""What is sent and can't be taken: a page says what, that nothing is lost that was saved, and what to do."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains

from questionnaires.answers import Text
from tests.pages import answering
from tests.pages.answering import Desk

pytestmark = pytest.mark.django_db

TOO_LARGE = '<h1 id="rubrik">Det du skickade är för stort</h1>'


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2023()


def sent(text: str) -> dict[str, str]:
    return {"breddinfort_exempel": text, "breddinfort_exempel:v": "0.", "version": "1"}


def test_a_text_larger_than_django_takes_is_kept_and_told_of_at_its_question(desk: Desk) -> None:
    text = "x" * 3_000_000
    client = desk.client(desk.anna)
    asked = {"breddinfort": "ja", "breddinfort:v": "0."}
    assert client.post(desk.address("narvard"), sent(text) | asked).status_code == 302
    assert desk.answers()["breddinfort_exempel"] == Text(text)
    assertContains(client.get(desk.address("narvard")), "tecken lång. Korta den till högst")


def test_a_page_of_more_fields_than_django_takes_is_read(desk: Desk) -> None:
    many = {f"annat{number}": "x" for number in range(2_000)}
    desk.client(desk.anna).post(desk.address("narvard"), many | sent("Hej"))
    assert desk.answers() == {"breddinfort_exempel": Text("Hej")}


def test_what_is_larger_than_a_page_may_be_is_told_with_what_to_do(desk: Desk, settings: Settings) -> None:
    client = desk.client(desk.anna)
    client.post(desk.address("narvard"), sent("Hej"))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    page = client.post(desk.address("narvard"), sent("x" * 2_000_001))
    assertContains(page, TOO_LARGE, status_code=400, html=True)
    assertContains(page, "större än 2 MB, ungefär 2 miljoner tecken", status_code=400)
    assertContains(page, "Det som var sparat tidigare finns kvar.", status_code=400)
    assertContains(page, "<summary>Anna Ek · Alby</summary>", status_code=400, html=True)
    assert "no-store" in page["Cache-Control"]
    assert desk.answers() == {"breddinfort_exempel": Text("Hej")}


def test_so_it_is_where_a_page_is_saved_meanwhile(desk: Desk, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    page = desk.client(desk.anna).post(desk.autosave, sent("x" * 1_000_001))
    assertContains(page, TOO_LARGE, status_code=400, html=True)


def test_it_is_told_in_the_language_that_was_chosen(desk: Desk, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    client = desk.client(desk.anna)
    client.cookies["django_language"] = "en"
    page = client.post(desk.address("narvard"), sent("x" * 1_000_001))
    assertContains(page, '<html lang="en">', status_code=400)


def test_too_many_fields_are_something_that_cant_be_read(desk: Desk, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    page = desk.client(desk.anna).post(desk.address("narvard"), sent("Hej"))
    assertContains(page, "Det du skickade går inte att läsa", status_code=400)
    assertContains(page, "Inget har ändrats", status_code=400)
    assertNotContains(page, "MB", status_code=400)


def test_an_address_that_cant_be_read_needs_neither_session_nor_database(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    with django_assert_num_queries(0):
        page = client.get("/tabeller/?a=1&b=2&c=3")
    assertContains(page, "<h1>Det du skickade går inte att läsa</h1>", status_code=400, html=True)
    assertContains(page, "samsvar.css", status_code=400)


def test_a_name_that_the_site_doesnt_go_by_gets_the_same_page(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["samsvar.example"]
    page = client.get("/", headers={"host": "annan.example"})
    assertContains(page, "<h1>Det du skickade går inte att läsa</h1>", status_code=400, html=True)
