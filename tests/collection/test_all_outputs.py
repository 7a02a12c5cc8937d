"""The 16 tables of 2023 equal the report's, cell by cell, in every output."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Role, User
from exports.book import Book
from exports.editions import book
from exports.writers import WRITERS
from exports.writers.xlsx import write_workbook
from tests.collection.reading import (
    Rows,
    contains,
    jsonstat_cells,
    rows_of_csv,
    rows_of_page,
    sheet_rows,
)
from tests.country import person
from tests.exports.reading_expected import ExpectedTable, comparable, comparable_cells, expected_tables

pytestmark = pytest.mark.usefixtures("collection_2023", "db")

TABLES = expected_tables(2023)
ids = [table.id for table in TABLES]


@pytest.fixture(scope="module")
def made(collection_2023: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Book]:
    with django_db_blocker.unblock():
        yield book(2023, 0)


@pytest.fixture(scope="module")
def workbook(made: Book) -> bytes:
    return write_workbook(made)


@pytest.fixture
def officer() -> User:
    return person("Nora Lind", Role.OFFICER)


def numbers_plain(rows: Rows) -> Rows:
    """As the CSV prints them: no grouping of thousands."""
    return tuple(
        tuple(cell.replace(" ", "") if cell.replace(" ", "").isdigit() else cell for cell in row)
        for row in rows
    )


@pytest.mark.parametrize("expected", TABLES, ids=ids)
def test_the_web_page_shows_the_reports_table(expected: ExpectedTable, client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get(f"/tabeller/2023/{expected.id}/").content.decode()
    assert comparable_cells(rows_of_page(page)) == comparable_cells(expected.cells)
    for text in (expected.title, expected.subtitle, expected.source, *expected.notes):
        assert text.replace("'", "&#x27;") in page.replace("&#39;", "&#x27;")


@pytest.mark.parametrize("expected", TABLES, ids=ids)
def test_the_workbook_shows_the_reports_table(expected: ExpectedTable, made: Book, workbook: bytes) -> None:
    table = next(each for each in made.tables if each.id == expected.id)
    rows = list(sheet_rows(workbook, table.sheet, len(table.columns)).values())
    assert contains(comparable_cells(rows), comparable_cells(expected.cells))
    texts = [row[0] for row in rows]
    for text in (expected.title, expected.subtitle, expected.source, *expected.notes):
        assert not text or text in texts


@pytest.mark.parametrize("expected", TABLES, ids=ids)
def test_the_csv_file_holds_the_reports_table(expected: ExpectedTable, made: Book) -> None:
    rows = rows_of_csv(WRITERS["csv"](made)[f"{expected.id}.csv"])
    assert comparable_cells(rows) == numbers_plain(comparable_cells(expected.cells))


@pytest.mark.parametrize("expected", TABLES, ids=ids)
def test_the_html_file_shows_the_reports_table(expected: ExpectedTable, made: Book) -> None:
    page = WRITERS["html"](made)[f"{expected.id}.html"].decode()
    assert comparable_cells(rows_of_page(page)) == comparable_cells(expected.cells)


# How many numbers the report prints in the tables that JSON-stat can hold, the worked example apart.
NUMBERS = {
    "text-5": 8,
    "text-6": 6,
    "appendix-1": 31,
    "appendix-2": 29,
    "appendix-3": 44,
    "appendix-4": 17,
    "appendix-5": 17,
    "appendix-6": 13,
    "appendix-7": 7,
    "appendix-8": 86,
    "appendix-9": 86,
    "appendix-10": 38,
}


@pytest.mark.parametrize("expected", [each for each in TABLES if each.id in NUMBERS], ids=list(NUMBERS))
def test_the_jsonstat_file_holds_every_number_of_the_reports_table(
    expected: ExpectedTable, made: Book
) -> None:
    cells = jsonstat_cells(WRITERS["jsonstat"](made)[f"{expected.id}.json"])
    header, *rows = expected.cells
    numbers = 0
    for row in rows:
        for column, text in zip(header[1:], row[1:], strict=True):
            value, status = cells.get((row[0], column), (None, ""))
            number = printed_number(comparable(text))
            numbers += number is not None
            assert (None if value is None else Decimal(str(value))) == number, (row[0], column)
            # A number with its mark, and what is printed instead of one, stand in the status.
            assert not text.endswith("*") or comparable(status).rstrip("*") == comparable(text).rstrip("*")
    assert numbers == NUMBERS[expected.id]


def printed_number(text: str) -> Decimal | None:
    """The number of a printed cell; None for a text. "105 under året" is no number of the term it stands at."""
    digits = text.rstrip("*%").replace(" ", "").replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", digits) else None


def test_the_jsonstat_files_say_what_they_leave_out(made: Book) -> None:
    left_out = {table.id for table in TABLES} - {
        name.removesuffix(".json") for name in WRITERS["jsonstat"](made)
    }
    assert left_out == {"text-1", "text-2", "text-3"}


def test_the_continuity_index_is_in_jsonstat(made: Book) -> None:
    data = json.loads(WRITERS["jsonstat"](made)["text-4.json"])
    assert data["value"] == [0.4, 4, 1, 1, None, 0.27, 3, 2, 1, None, 0.2, 3, 1, 1, 1]
