"""CSV, read the way that Swedish Excel reads it: UTF-8 by the byte order mark, semicolons."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from exports.book import Book
from exports.writers.csv_files import csv_files
from exports.writers.errors import WriteError
from exports.writers.folder import write_files
from tests.exports.writers.books import BOOK, RESOURCES, book_of, number, table_of, word


def read(name: str, book: Book = BOOK) -> list[list[str]]:
    content = csv_files(book)[name]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_numbers_have_decimal_comma_ascii_minus_and_no_grouping_and_keep_their_marks() -> None:
    assert read("appendix-3.csv") == [
        ["Region", "Andel 2023", "Förändring", "Antal", "Beslut"],
        ["Blekinge", "16,9 %", "-0,7", "0", "Nej"],
        ["Södermanland", "19,2 %*", "-1,5*", "1249", ""],
        ["Riket", "20,0 %", "0,4", "1249", ""],
    ]


def test_a_cell_over_two_columns_is_followed_by_an_empty_one() -> None:
    assert read("appendix-8.csv") == [
        ["Region", "VT 2023", "HT 2023"],
        ["Dalarna", "82", "0"],
        ["Östergötland", "105 under året*", ""],
        ["Västra Götaland", "Kan ej uppskattas", ""],
        ["Totalt per år", "", "187"],
    ]


def test_groups_make_a_second_header_row_and_an_index_drops_its_trailing_zeros() -> None:
    assert read("text-4.csv") == [
        ["Kontinuitetsindex", "Antal läkarbesök", ""],
        ["", "Läkare 1", "Läkare 2"],
        ["0,4", "5", "1"],
        ["0,27", "6", "'-"],
    ]


def test_text_that_looks_like_a_formula_is_escaped() -> None:
    assert read("text-2.csv") == [
        ["Indikator", "'+Nyckelord"],
        ["'=1+1", "Tillgänglig, Kontinuitet"],
        ["'@SUM(A1)", "'-samordnad; <b>”hel”</b>"],
        ["2013–2023", "'+46 8 000"],
    ]


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1"])
def test_text_behind_a_tab_or_a_return_is_escaped(text: str) -> None:
    assert read("t.csv", book_of(table_of((word(text),))))[1] == ["'" + text]


def test_rows_end_as_in_windows() -> None:
    assert csv_files(book_of(table_of((number("1", "1"),))))["t.csv"] == b"\xef\xbb\xbfKolumn 0\r\n1\r\n"


def test_the_index_says_what_each_table_is() -> None:
    last, checksum = "2024-04-04T08:12:30Z", "ab12" * 16
    assert read("index.csv", book_of(RESOURCES, table_of((word("x"),), title="=Titel"))) == [
        [
            "id",
            "titel",
            "underrubrik",
            "noter",
            "saknas",
            "källa",
            "blad",
            "version",
            "senaste händelse",
            "kontrollsumma",
        ],
        [
            "appendix-3",
            "Tabell 3. Primärvårdens resurser i regionerna",
            "Andel, förändring och antal",
            "*Uppgifter är uppskattade.\nFörändring: procentenheter.",
            "Region Gotland har inte svarat.",
            "Källa: SCB genom Kolada.",
            "Bilaga 3 Tabell 3",
            "Preliminär version 2",
            last,
            checksum,
        ],
        ["t", "'=Titel", "", "", "", "", "Tabell 1", "Preliminär version 2", last, checksum],
    ]


def test_the_method_is_a_file_of_its_own() -> None:
    assert read("method.csv") == [
        ["avsnitt", "uppgift", "innehåll"],
        ["Underlag", "Insamling", "2023"],
        ["Underlag", "Kommuner", "284 av 290"],
        ["Saknas", "Regioner", "'=ingen"],
    ]


def test_the_folder_has_a_file_for_each_table_beside_index_and_method(tmp_path: Path) -> None:
    write_files(csv_files(BOOK), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == csv_files(BOOK)
    assert sorted(csv_files(BOOK)) == [
        "appendix-3.csv",
        "appendix-8.csv",
        "index.csv",
        "method.csv",
        "text-2.csv",
        "text-4.csv",
    ]


def test_a_row_that_does_not_fill_the_table_is_refused() -> None:
    short = table_of((word("a"), word("b")), (word("c"),))
    with pytest.raises(WriteError) as refusal:
        csv_files(book_of(short))
    assert str(refusal.value) == 'Tabellen "t", raden "rad1": cellerna fyller 1 kolumner, tabellen har 2.'


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (("../t",), 'Tabellen "../t" kan inte bli en fil: ett id består av a–z, siffror, - och _.'),
        (("index",), 'Filnamnet "index" är upptaget: ge tabellen ett annat id.'),
        (("t", "t"), 'Filnamnet "t" är upptaget: ge tabellen ett annat id.'),
    ],
)
def test_an_id_that_cannot_name_a_file_of_its_own_is_refused(ids: tuple[str, ...], reason: str) -> None:
    with pytest.raises(WriteError) as refusal:
        csv_files(book_of(*(replace(RESOURCES, id=each) for each in ids)))
    assert str(refusal.value) == reason
