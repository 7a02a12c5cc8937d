"""The officer's pages about a round's mails: read them, change them, see them, and choose the days."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.models import MailText, Round, RoundState
from questionnaires.notifications import Words
from questionnaires.services.mail_texts import change_mail_text

LIST = "/insamling/2030/mejl/"
TEXT = f"{LIST}reminder_before/sv/"
RESET = f"{TEXT}aterstall/"
OWN = {"subject": "Svara på {titel}", "text": "Hej {namn}\r\n\r\n{adress}"}


@pytest.fixture
def reader(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def page(reader: Client, address: str) -> str:
    return reader.get(address).content.decode()


def posted(reader: Client, address: str, **values: str) -> str:
    return reader.post(address, values, follow=True).content.decode()


def own_text(officer: User) -> None:
    words = Words("Svara på {titel}", "{adress}")
    change_mail_text(
        round_=Round.objects.get(), kind="reminder_before", language="sv", words=words, by=officer
    )


def test_the_list_says_which_mails_have_words_of_their_own_and_whose(reader: Client, officer: User) -> None:
    assert "Egen text" not in page(reader, LIST)
    own_text(officer)
    content = page(reader, LIST)
    assert content.count("Egen text") == 1
    assert "Nora Lind" in content
    assert "14 dagar före sista svarsdag" in content
    assert "2 dagar efter sista svarsdag" in content


def test_each_page_says_what_its_mail_cant_be_without(reader: Client) -> None:
    assert "{adress} måste finnas med i texten." in page(reader, TEXT)
    digest = page(reader, f"{LIST}digest/sv/")
    assert "{läget} måste finnas med i texten." in digest
    assert "Väntar på granskning: Exempelkommun 1, Exempelkommun 2" in digest


def test_words_are_saved_and_shown_as_somebody_would_get_them(reader: Client) -> None:
    content = posted(reader, TEXT, save="", **OWN)
    assert "Texten är sparad och gäller från nästa mejl." in content
    assert "Nora Lind ändrade texten" in content
    assert "Svara på Kommunernas enkät 2030" in content
    assert "Hej Anna Ek<br>" in content
    assert MailText.objects.get().subject == "Svara på {titel}"


def test_a_preview_shows_what_is_written_without_saving_it(reader: Client) -> None:
    content = posted(reader, TEXT, preview="", **OWN)
    assert "Texten är inte sparad än." in content
    assert "Svara på Kommunernas enkät 2030" in content
    assert not MailText.objects.exists()


def test_a_misspelt_field_is_told_at_its_place_and_what_is_written_stays(reader: Client) -> None:
    content = posted(reader, TEXT, save="", subject="{titl}", text="Hej {nam}")
    assert "<title>Fel: " in content
    assert content.count("{titl} finns inte. Menade du {titel}?") == 2
    assert content.count("Texten saknar {adress}, länken till sidan.") == 2
    assert "Hej {nam}</textarea>" in content
    assert not MailText.objects.exists()


def test_the_shipped_words_come_back_after_a_question(reader: Client, officer: User) -> None:
    own_text(officer)
    assert RESET in page(reader, TEXT)
    assert "Behåll den egna texten" in page(reader, RESET)
    assert MailText.objects.exists()
    assert "Mejlet har den medföljande texten igen." in posted(reader, RESET)
    assert not MailText.objects.exists()
    assert RESET not in page(reader, TEXT)


def test_days_are_added_before_and_after_and_taken_away(reader: Client) -> None:
    assert "7 dagar före sista svarsdag" in posted(reader, f"{LIST}paminnelser/", count="7", side="before")
    assert "9 dagar efter sista svarsdag" in posted(reader, f"{LIST}paminnelser/", count="9", side="after")
    assert "På sista svarsdagen" in posted(reader, f"{LIST}paminnelser/", count="0", side="before")
    content = posted(reader, f"{LIST}paminnelser/ta-bort/", days="-14")
    assert "Påminnelsedagen är borttagen." in content
    assert "14 dagar före" not in content


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ("", "Skriv hur många dagar, till exempel 7."),
        ("sju", "Skriv antalet dagar med siffror, till exempel 7."),
        ("61", "Skriv ett antal från 0 till 60."),
        ("-1", "Skriv ett antal från 0 till 60."),
    ],
)
def test_a_day_that_cannot_be_understood_is_told_so(reader: Client, count: str, sentence: str) -> None:
    assert posted(reader, f"{LIST}paminnelser/", count=count, side="before").count(sentence) == 2


def test_a_day_that_is_gone_is_taken_away_without_a_word(reader: Client) -> None:
    assert "Påminnelsedagen" not in posted(reader, f"{LIST}paminnelser/ta-bort/", days="17")


def test_the_mails_of_a_published_round_can_be_read_and_not_changed(reader: Client, officer: User) -> None:
    own_text(officer)
    Round.objects.update(state=RoundState.PUBLISHED)
    for address in (LIST, TEXT):
        content = page(reader, address)
        assert "Insamlingen är publicerad och skickar inga fler mejl." in content
        assert 'name="save"' not in content
        assert "Ta bort" not in content
    for address, values in (
        (TEXT, OWN),
        (RESET, {}),
        (f"{LIST}paminnelser/", {"count": "7", "side": "after"}),
    ):
        assert "publicerad och skickar inga fler mejl" in posted(reader, address, **values)
    assert MailText.objects.get().subject == "Svara på {titel}"


@pytest.mark.parametrize("address", [LIST, TEXT, RESET])
def test_a_page_asks_few_questions_of_the_database(
    reader: Client, officer: User, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    own_text(officer)
    with django_assert_max_num_queries(10):
        assert reader.get(address).status_code == 200
