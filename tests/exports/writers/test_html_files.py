"""The HTML files, and the table's markup that they share with the web page."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from exports.table import Table
from exports.writers.folder import write_files
from exports.writers.html_files import html_files
from tests.exports.writers.books import BOOK, GRANTS, INDEX, RESOURCES, WORDS
from tests.exports.writers.pages import Element, page_of, rows_of


def page(name: str) -> Element:
    return page_of(html_files(BOOK)[name].decode())


def table_on_a_web_page(table: Table, address: str = "/tabeller/2023/x/") -> Element:
    context = {"table": table, "provenance": True}
    return page_of(render_to_string("exports/_table.html", context, RequestFactory().get(address)))


@pytest.mark.parametrize("name", sorted(html_files(BOOK)))
def test_every_page_is_swedish_and_has_one_heading_that_equals_its_title(name: str) -> None:
    tree = page(name)
    assert tree.one("html").attributes == {"lang": "sv"}
    assert tree.one("h1").text == tree.one("title").text


def test_the_title_of_a_table_is_the_heading_and_names_the_table_and_the_region_it_scrolls_in() -> None:
    tree = page("appendix-3.html")
    title = "Tabell 3. Primärvårdens resurser i regionerna"
    assert (tree.one("h1").text, tree.one("caption").text) == (title, title)
    (region,) = (each for each in tree.every("div") if each.attributes.get("role") == "region")
    assert region.attributes == {
        "class": "table-scroll",
        "role": "region",
        "tabindex": "0",
        "aria-label": title,
    }


def test_cells_print_their_texts() -> None:
    assert rows_of(page("appendix-3.html").one("table")) == [
        ["Region", "Andel 2023", "Förändring", "Antal", "Beslut"],
        ["Blekinge", "16,9\u00a0%", "−0,7", "0", "Nej"],
        ["Södermanland", "19,2\u00a0%*", "−1,5*", "1\u00a0249", ""],
        ["Riket", "20,0\u00a0%", "0,4", "1\u00a0249", ""],
    ]


def test_markup_in_a_text_is_shown_as_text() -> None:
    assert rows_of(page("text-2.html").one("table"))[2] == ["@SUM(A1)", "-samordnad; <b>”hel”</b>"]


def test_every_row_and_column_has_its_header() -> None:
    headers = [(each.text, each.attributes) for each in page("appendix-8.html").every("th")]
    assert headers == [
        ("Region", {"scope": "col"}),
        ("VT 2023", {"scope": "col", "class": "number"}),
        ("HT 2023", {"scope": "col", "class": "number"}),
        ("Dalarna", {"scope": "row"}),
        ("Östergötland", {"scope": "row"}),
        ("Västra Götaland", {"scope": "row"}),
        ("Totalt per år", {"scope": "row"}),
    ]


def test_a_group_heads_its_columns() -> None:
    table = page("text-4.html").one("table")
    upper, lower = table.one("thead").every("tr")
    assert [(each.tag, each.text, each.attributes) for each in upper.every("th", "td")] == [
        ("th", "Kontinuitetsindex", {"scope": "col"}),
        ("th", "Antal läkarbesök", {"scope": "colgroup", "colspan": "2", "class": "across"}),
    ]
    assert [(each.tag, each.text, each.attributes) for each in lower.every("th", "td")] == [
        ("td", "", {}),
        ("th", "Läkare 1", {"scope": "col", "class": "number"}),
        ("th", "Läkare 2", {"scope": "col", "class": "number"}),
    ]
    assert [each.attributes for each in table.every("colgroup")] == [{}, {"span": "2"}]


def test_a_cell_over_two_columns_is_one_cell() -> None:
    spanned = page("appendix-8.html").every("tr")[2].every("td")
    assert [(each.text, each.attributes) for each in spanned] == [
        ("105 under året*", {"colspan": "2", "class": "across"})
    ]


def test_totals_are_set_apart() -> None:
    rows = page("appendix-3.html").one("tbody").every("tr")
    assert [each.attributes for each in rows] == [{}, {}, {"class": "total"}]


def test_subtitle_notes_what_is_missing_and_source_stand_around_the_table() -> None:
    assert [each.text for each in page("appendix-3.html").one("main").every("p")] == [
        "Andel, förändring och antal",
        "*Uppgifter är uppskattade.",
        "Förändring: procentenheter.",
        "Region Gotland har inte svarat.",
        "Källa: SCB genom Kolada.",
    ]


def test_a_page_says_which_edition_it_is() -> None:
    assert page("appendix-3.html").one("footer").text == (
        "Uppföljning av god och nära vård 2023. Socialstyrelsen. Preliminär version 2. "
        "Uppgifterna ändrades senast 4 april 2024 kl. 10.12. Så är tabellerna gjorda"
    )


def test_a_file_needs_nothing_but_itself() -> None:
    tree = page("appendix-3.html")
    assert tree.every("link", "script", "img") == []
    assert [each.attributes["href"] for each in tree.every("a")] == ["index.html", "method.html"]


def test_the_index_links_to_every_table_and_the_method() -> None:
    tree = page("index.html")
    assert [(each.attributes["href"], each.text) for each in tree.every("a")] == [
        ("text-2.html", "Tabell 2"),
        ("text-4.html", "Tabell 4"),
        ("appendix-3.html", "Bilaga 3 Tabell 3"),
        ("appendix-8.html", "Bilaga 3 Tabell 8"),
        ("method.html", "Så är tabellerna gjorda"),
    ]
    assert tree.one("main").every("p")[0].text == (
        "Preliminär version 2. 284 av 290 kommuner, 21 av 21 regioner."
    )


def test_the_method_is_a_page_of_its_own() -> None:
    tree = page("method.html").one("main")
    assert [(each.tag, each.text) for each in tree.every("h2", "dt", "dd")] == [
        ("h2", "Underlag"),
        ("dt", "Insamling"),
        ("dd", "2023"),
        ("dt", "Kommuner"),
        ("dd", "284 av 290"),
        ("h2", "Saknas"),
        ("dt", "Regioner"),
        ("dd", "=ingen"),
    ]


def test_files_are_the_same_whatever_language_is_active() -> None:
    with translation.override("en"):
        in_english = html_files(BOOK)
    assert in_english == html_files(BOOK)


def test_a_file_has_no_links_to_what_was_counted() -> None:
    assert page("appendix-3.html").one("table").every("a") == []


def test_on_the_web_page_a_number_is_a_link_that_says_what_it_belongs_to() -> None:
    (link,) = table_on_a_web_page(RESOURCES).every("a")
    assert link.text == "16,9\u00a0%"
    assert link.attributes == {
        "id": "tal-10.1",
        "href": "?tal=10.1#sa-raknades-det",
        "aria-label": "16,9\u00a0%, Blekinge, Andel 2023. Så räknades det",
    }


def test_a_link_to_what_was_counted_keeps_the_edition_that_is_shown() -> None:
    (link,) = table_on_a_web_page(RESOURCES, "/tabeller/2023/x/?version=2&tal=04.1").every("a")
    assert link.attributes["href"] == "?version=2&tal=10.1#sa-raknades-det"


def test_the_table_says_that_it_is_swedish_on_a_page_in_english() -> None:
    with translation.override("en"):
        assert table_on_a_web_page(INDEX).one("table").attributes["lang"] == "sv"


def test_the_folder_has_a_page_for_each_table_beside_index_and_method(tmp_path: Path) -> None:
    write_files(html_files(BOOK), tmp_path)
    names = {
        "index.html",
        "method.html",
        *(f"{table.id}.html" for table in (WORDS, INDEX, RESOURCES, GRANTS)),
    }
    assert {path.name for path in tmp_path.iterdir()} == names
