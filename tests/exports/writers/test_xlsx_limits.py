"""What Excel can't hold: names it doesn't accept are changed, and what it would cut is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.book import Book
from exports.table import Cell, Table
from exports.writers import xlsx
from exports.writers.errors import WriteError
from exports.writers.xlsx import write_workbook
from exports.writers.xlsx_sheet import Sheet
from exports.writers.xlsx_table import write_table
from tests.exports.writers.books import EMPTY, GRANTS, RESOURCES, book_of, number, table_of, word
from tests.exports.writers.workbooks import links, read, sheet_of


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        (("Tabell 1", "tabell 1", "TABELL 1"), ["Tabell 1", "tabell 1 (2)", "TABELL 1 (3)"]),
        (("Innehåll", "metod", "History"), ["Innehåll (2)", "metod (2)", "History (2)"]),
        (("a/b\\c[d]:e*f?",), ["a b c d e f"]),
        (("'citat'", "", "  "), ["citat", "Tabell 2", "Tabell 3"]),
        (
            ("En tabell med ett mycket långt namn",) * 2,
            ["En tabell med ett mycket långt", "En tabell med ett mycket lå (2)"],
        ),
    ],
)
def test_sheets_get_names_that_excel_accepts(wanted: tuple[str, ...], named: list[str]) -> None:
    book = book_of(*(replace(RESOURCES, id=f"t{place}", sheet=name) for place, name in enumerate(wanted)))
    assert read(book).sheetnames[2:] == named


@given(st.lists(st.text(max_size=40), max_size=4))
def test_whatever_the_sheets_are_called_each_is_linked(names: list[str]) -> None:
    tables = (table_of((word("a"),), id=f"t{place}", sheet=name) for place, name in enumerate(names))
    made = read(book_of(*tables))
    targets = [target for _, target in links(made["Innehåll"])]
    assert targets == ["'{}'!A1".format(name.replace("'", "''")) for name in made.sheetnames[1:]]


def test_a_text_that_excel_would_cut_is_refused_with_its_place() -> None:
    with pytest.raises(WriteError) as refusal:
        write_workbook(book_of(table_of((word("x" * 32_768),))))
    assert str(refusal.value) == (
        'Bladet "Tabell 1", rad 3 ryms inte i Excel, som har plats för 32 767 tecken i en cell, '
        "1 048 576 rader och 16 384 kolumner."
    )


def test_a_number_that_excel_would_change_is_refused() -> None:
    with pytest.raises(WriteError) as refusal:
        write_workbook(book_of(table_of((number("1234567890123456", "1234567890123456"),))))
    assert str(refusal.value) == (
        'Bladet "Tabell 1", rad 3: Excel kan inte visa talet 1234567890123456 helt.'
    )


def test_a_workbook_that_lacks_a_row_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_the_last_row(sheet: Sheet, table: Table, book: Book, place: int) -> None:
        write_table(sheet, replace(table, rows=table.rows[:-1]), book, place)

    monkeypatch.setattr(xlsx, "write_table", lose_the_last_row)
    with pytest.raises(WriteError) as refusal:
        write_workbook(book_of(GRANTS))
    assert str(refusal.value) == "Arbetsbokens blad 3 fick 7 rader i stället för 8. Filen sparas inte."


def test_every_row_of_a_large_table_is_there() -> None:
    rows: tuple[tuple[Cell, ...], ...] = tuple((word(f"rad {place}"), EMPTY) for place in range(3000))
    assert sheet_of(table_of(*rows)).max_row == 3000 + len(["titel", "rubriker", "länk"])
