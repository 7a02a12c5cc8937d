"""The list of a year's tables, a table's page, its numbers' sources, and its files."""

import json
from hashlib import sha256

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django.asserts import assertContains, assertNotContains

from exports.models import PublicationFile
from tests.pages.country import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client(published: Cast, client: Client) -> Client:
    client.force_login(published.officer)
    return client


def words(html: bytes, start: str = "<main", end: str = "</main>") -> str:
    """What a page says between two places, as one line."""
    text = html.decode()
    return " ".join(strip_tags(text[text.index(start) : text.index(end, text.index(start))]).split())


def test_the_list_says_which_edition_it_is_and_what_had_come_in(published: Cast, client: Client) -> None:
    page = client.get("/tabeller/2030/")
    assertContains(page, '<h1 id="rubrik">Tabeller 2030</h1>', html=True)
    assertContains(page, "Preliminär version 1 · ")
    assertContains(page, "3 av 4 kommuner, 2 av 2 regioner")


def test_the_list_groups_the_tables_by_where_they_stand_in_the_report(
    published: Cast, client: Client
) -> None:
    said = words(client.get("/tabeller/2030/").content, "<h2", "</main>")
    assert said == (
        "I rapportens text Tabell 1. Beviljade utbildningar i regionerna "
        "Visa Tabell 1 Excel Tabell 1 CSV Tabell 1 "
        "Bilaga 3 Tabell 1: Insatser i kommunerna "
        "Visa Bilaga 3 Tabell 1 Excel Bilaga 3 Tabell 1 CSV Bilaga 3 Tabell 1 JSON-stat Bilaga 3 Tabell 1 "
        "Tabell 2: Breddinförda projekt "
        "Visa Bilaga 3 Tabell 2 Excel Bilaga 3 Tabell 2 CSV Bilaga 3 Tabell 2 JSON-stat Bilaga 3 Tabell 2"
    )


def test_the_published_workbook_stands_first_with_size_and_checksum(published: Cast, client: Client) -> None:
    file = PublicationFile.objects.get(name="tabeller-2030.xlsx")
    page = client.get("/tabeller/2030/")
    assertContains(
        page,
        '<a class="btn btn-primary" href="/tabeller/2030/filer/tabeller-2030.xlsx">'
        "Ladda ner alla tabeller (Excel)</a>",
        html=True,
    )
    assertContains(page, file.checksum)


def test_the_workbook_is_handed_out_byte_for_byte(published: Cast, client: Client) -> None:
    file = PublicationFile.objects.get(name="tabeller-2030.xlsx")
    response = client.get("/tabeller/2030/filer/tabeller-2030.xlsx")
    assert sha256(response.content).hexdigest() == file.checksum
    assert len(response.content) == file.size
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="tabeller-2030.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_open_formats_have_their_types_and_names(published: Cast, client: Client) -> None:
    csv = client.get("/tabeller/2030/filer/csv/appendix-1.csv")
    assert csv["Content-Type"] == "text/csv; charset=utf-8"
    assert csv["Content-Disposition"] == 'attachment; filename="appendix-1.csv"'
    assert csv.content.decode("utf-8-sig").splitlines()[1] == "Fast kontakt;75"
    dataset = client.get("/tabeller/2030/filer/jsonstat/appendix-1.json")
    assert dataset["Content-Type"] == "application/json"
    assert json.loads(dataset.content)["value"] == [75, 0, 75]


def test_the_working_editions_files_equal_those_that_are_published_from_the_same_data(
    officer_client: Client,
) -> None:
    for name in ("csv/appendix-1.csv", "csv/text-1.csv"):
        working = officer_client.get(f"/tabeller/2030/filer/{name}?version=0")
        assert working.content == officer_client.get(f"/tabeller/2030/filer/{name}").content


def test_officers_choose_between_editions_and_the_newest_published_one_is_shown_unasked(
    officer_client: Client,
) -> None:
    said = words(officer_client.get("/tabeller/2030/").content, '<nav class="on-screen"', "</nav>")
    assert said == "Versioner Arbetsversion Preliminär version 1"
    assertContains(
        officer_client.get("/tabeller/2030/"),
        '<a href="/tabeller/2030/?version=1" lang="sv" aria-current="page">Preliminär version 1</a>',
        html=True,
    )


def test_the_working_edition_keeps_to_itself_in_every_link(officer_client: Client) -> None:
    page = officer_client.get("/tabeller/2030/?version=0")
    assertContains(page, "/tabeller/2030/appendix-1/?version=0")
    assertContains(page, "/tabeller/2030/filer/csv/appendix-1.csv?version=0")
    table = officer_client.get("/tabeller/2030/appendix-1/?version=0")
    assertContains(table, 'href="?version=0&amp;tal=kontakt.1#sa-raknades-det"')
    assertContains(table, 'href="/tabeller/2030/appendix-2/?version=0"')


def test_readers_have_no_editions_to_choose_between_when_there_is_one(
    published: Cast, client: Client
) -> None:
    assertNotContains(client.get("/tabeller/2030/"), "Versioner")


def test_a_tables_page_shows_title_subtitle_cells_notes_and_source(published: Cast, client: Client) -> None:
    page = client.get("/tabeller/2030/appendix-1/")
    assertContains(page, "<title>Tabell 1: Insatser i kommunerna – Samsvar</title>", html=True)
    assertContains(page, '<h1 id="rubrik" lang="sv">Tabell 1: Insatser i kommunerna</h1>', html=True)
    assert words(page.content, "<tbody", "</table>") == "Fast kontakt 75 Mobila team 0 Annat 75"
    assertContains(page, '<p lang="sv">Andel kommuner i procent</p>', html=True)
    assertContains(page, "<p>Initierat eller förstärkt räknas en gång.</p>", html=True)
    assertContains(page, "<p>Källa: RSS-organisationernas redovisning 2030.</p>", html=True)


def test_a_table_leads_to_those_beside_it(published: Cast, client: Client) -> None:
    page = client.get("/tabeller/2030/appendix-1/")
    said = words(page.content, '<ul class="neighbours"', "</ul>")
    assert said == (
        "Föregående: Tabell 1. Beviljade utbildningar i regionerna Nästa: Tabell 2: Breddinförda projekt"
    )
    first = client.get("/tabeller/2030/text-1/")
    assertNotContains(first, "Föregående:")


def test_for_officers_each_number_is_a_link_named_after_its_row_and_column(officer_client: Client) -> None:
    assertContains(
        officer_client.get("/tabeller/2030/appendix-1/"),
        '<a id="tal-kontakt.1" href="?tal=kontakt.1#sa-raknades-det"'
        ' aria-label="75, Fast kontakt, Andel kommuner %. Så räknades det">75</a>',
        html=True,
    )


def test_others_see_plain_numbers(published: Cast, client: Client) -> None:
    for user in (None, published.respondent, published.coordinator, published.administrator):
        if user:
            client.force_login(user)
        page = client.get("/tabeller/2030/appendix-1/")
        assertContains(page, '<td class="number">75</td>', html=True)
        assertNotContains(page, "tal=")


def test_a_number_says_what_it_was_counted_from_by_rss_and_never_by_kommun(officer_client: Client) -> None:
    page = officer_client.get("/tabeller/2030/appendix-1/?tal=kontakt.1")
    said = words(page.content, '<section aria-labelledby="sa-raknades-det"', "</section>")
    assert said.startswith("Så räknades det Fast kontakt, Andel kommuner %: 75 ")
    assert "RSS Norr" in said
    assert said.endswith("Tillbaka till talet")
    assert not [name for name in ("Alby", "Berga", "Cedra", "Åby") if name in said]
    assertContains(page, '<a href="#tal-kontakt.1">Tillbaka till talet</a>', html=True)


def test_the_years_are_listed_and_lead_on(published: Cast, client: Client) -> None:
    assertContains(client.get("/tabeller/"), '<a href="/tabeller/2030/">Tabeller 2030</a>', html=True)
