"""JSON-stat 2.0, checked by jsonstat-validator and read as a consumer would."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonstat_validator import validate_jsonstat

from exports.book import Book
from exports.writers.errors import WriteError
from exports.writers.folder import write_files
from exports.writers.jsonstat import jsonstat_files
from tests.exports.writers.books import BOOK, book_of, number, table_of, word


def read(name: str, book: Book = BOOK) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(jsonstat_files(book)[name])
    return document


@pytest.mark.parametrize("name", ["appendix-3.json", "appendix-8.json", "text-4.json", "index.json"])
def test_every_file_is_valid_json_stat(name: str) -> None:
    assert validate_jsonstat(read(name)) is True


def test_a_dataset_says_what_the_table_is() -> None:
    dataset = read("appendix-3.json")
    assert {name: dataset[name] for name in ("version", "class", "label", "source", "updated", "note")} == {
        "version": "2.0",
        "class": "dataset",
        "label": "Tabell 3. Primärvårdens resurser i regionerna",
        "source": "Källa: SCB genom Kolada.",
        "updated": "2024-04-04T08:12:30Z",
        "note": [
            "*Uppgifter är uppskattade.",
            "Förändring: procentenheter.",
            "Region Gotland har inte svarat.",
        ],
    }
    assert dataset["extension"] == {
        "id": "appendix-3",
        "sheet": "Bilaga 3 Tabell 3",
        "subtitle": "Andel, förändring och antal",
        "year": 2023,
        "edition": "Preliminär version 2",
        "checksum": "ab12" * 16,
        "totals": ["00"],
        "spans": [],
    }


def test_rows_are_told_by_their_keys_and_totals_are_marked() -> None:
    assert read("appendix-3.json")["dimension"]["rad"] == {
        "label": "Region",
        "category": {
            "index": ["10", "04", "00"],
            "label": {"10": "Blekinge", "04": "Södermanland", "00": "Riket"},
            "note": {"00": ["Totalrad: lägg inte ihop den med de andra raderna."]},
        },
    }


def test_columns_have_their_numbers_units_and_decimals() -> None:
    assert read("appendix-3.json")["dimension"]["kolumn"] == {
        "label": "Kolumn",
        "category": {
            "index": ["1", "2", "3", "4"],
            "label": {"1": "Andel 2023", "2": "Förändring", "3": "Antal", "4": "Beslut"},
            "unit": {
                "1": {"decimals": 1, "label": "%", "symbol": "%", "position": "end"},
                "2": {"decimals": 1},
                "3": {"decimals": 0},
            },
        },
    }


def test_values_are_the_printed_numbers_and_status_says_marks_words_and_why_there_is_none() -> None:
    dataset = read("appendix-3.json")
    assert dataset["size"] == [3, 4]
    assert dataset["value"] == [16.9, -0.7, 0, None, 19.2, -1.5, 1249, None, 20.0, 0.4, 1249, None]
    assert dataset["status"] == {"3": "Nej", "4": "19,2\u00a0%*", "5": "−1,5*", "7": "Saknas svar"}


def test_a_whole_number_is_written_without_decimals() -> None:
    assert b"\n  1249,\n" in jsonstat_files(BOOK)["appendix-3.json"]


def test_a_cell_over_two_columns_has_its_value_in_the_first_and_is_named() -> None:
    dataset = read("appendix-8.json")
    assert dataset["value"] == [82, 0, 105, None, None, None, None, 187]
    assert dataset["status"] == {"2": "105 under året*", "4": "Kan inte uppskattas"}
    assert dataset["extension"]["spans"] == [
        {"rad": "05", "kolumn": ["1", "2"]},
        {"rad": "14", "kolumn": ["1", "2"]},
    ]


def test_numbers_that_head_the_rows_are_a_column_too() -> None:
    dataset = read("text-4.json")
    assert dataset["value"] == [0.4, 5, 1, 0.27, 6, None]
    assert dataset["status"] == {"5": "Inga besök"}
    assert dataset["dimension"]["kolumn"]["category"]["label"] == {
        "0": "Kontinuitetsindex",
        "1": "Antal läkarbesök, Läkare 1",
        "2": "Antal läkarbesök, Läkare 2",
    }
    assert dataset["dimension"]["rad"]["category"]["label"] == {"5-1": "0,4", "6": "0,27"}


def test_a_table_without_numbers_is_skipped_and_the_index_says_so() -> None:
    assert sorted(jsonstat_files(BOOK)) == ["appendix-3.json", "appendix-8.json", "index.json", "text-4.json"]
    assert read("index.json") == {
        "version": "2.0",
        "class": "collection",
        "label": "Uppföljning av god och nära vård 2023",
        "updated": "2024-04-04T08:12:30Z",
        "source": "Socialstyrelsen",
        "link": {
            "item": [
                {
                    "class": "dataset",
                    "label": "Tabell 4. Exempel på kontinuitetsindex",
                    "extension": {"id": "text-4", "file": "text-4.json"},
                },
                {
                    "class": "dataset",
                    "label": "Tabell 3. Primärvårdens resurser i regionerna",
                    "extension": {"id": "appendix-3", "file": "appendix-3.json"},
                },
                {
                    "class": "dataset",
                    "label": "Tabell 8. Antal sjuksköterskor",
                    "extension": {"id": "appendix-8", "file": "appendix-8.json"},
                },
            ]
        },
        "extension": {
            "edition": "Preliminär version 2",
            "received": "284 av 290 kommuner, 21 av 21 regioner",
            "checksum": "ab12" * 16,
            "skipped": [{"id": "text-2", "label": "=Tabell 2. Ord", "reason": "Tabellen har inga tal."}],
            "method": [
                {"title": "Underlag", "rows": [["Insamling", "2023"], ["Kommuner", "284 av 290"]]},
                {"title": "Saknas", "rows": [["Regioner", "=ingen"]]},
            ],
        },
    }


def test_two_rows_with_one_key_are_refused() -> None:
    table = table_of((word("a"), number("1", "1")), (word("b"), number("2", "2")))
    doubled = replace(table, id="dubbel", rows=(table.rows[0], table.rows[0]))
    with pytest.raises(WriteError) as refusal:
        jsonstat_files(book_of(doubled))
    assert str(refusal.value) == 'Tabellen "dubbel" har två rader med samma nyckel.'


def test_the_folder_has_the_files(tmp_path: Path) -> None:
    write_files(jsonstat_files(BOOK), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == jsonstat_files(BOOK)
