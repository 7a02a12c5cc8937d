"""CSV as Swedish Excel opens it: UTF-8 with a byte order mark, semicolons, decimal comma, CRLF. No Django.

A table's file is header and rows only: titles, notes and sources stand in index.csv, the method in
method.csv.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from exports.book import Book
from exports.table import Cell, CellType, Table
from exports.writers.layout import check_file_names, last_change, placed, printed_number
from questionnaires.swedish import NO_BREAK_SPACE

# A spreadsheet would take a text that begins so for a formula (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_INDEX = (
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
)
_METHOD = ("avsnitt", "uppgift", "innehåll")


def csv_files(book: Book) -> dict[str, bytes]:
    """File name → content: one file a table (`<id>.csv`), method.csv and index.csv.

    Raises WriteError where a table can't be written whole.
    """
    check_file_names(book.tables)
    files = {f"{table.id}.csv": _content(_table_lines(table)) for table in book.tables}
    files["method.csv"] = _content(
        [_METHOD, *(texts(section.title, *row) for section in book.method for row in section.rows)]
    )
    files["index.csv"] = _content([_INDEX, *(_index_line(table, book) for table in book.tables)])
    return files


def texts(*values: str) -> list[str]:
    """Texts as a spreadsheet can be given them: an apostrophe before what it would take for a formula."""
    return [f"'{value}" if value.startswith(_FORMULA_STARTS) else value for value in values]


def _table_lines(table: Table) -> list[list[str]]:
    lines = []
    if table.groups:
        lines.append(
            [part for group in table.groups for part in (*texts(group.text), *[""] * (group.width - 1))]
        )
    lines.append(texts(*(column.header for column in table.columns)))
    for row in table.rows:
        lines.append(
            [
                part
                for place in placed(row, table)
                for part in (_field(place.cell), *[""] * (place.cell.width - 1))
            ]
        )
    return lines


def _field(cell: Cell) -> str:
    """A number without grouping and with ASCII minus, its unit and marks behind it; any other cell's text."""
    if cell.type is not CellType.NUMBER:
        return texts(cell.text)[0]
    number = printed_number(cell)
    return number.plain + number.suffix.replace(NO_BREAK_SPACE, " ")


def _index_line(table: Table, book: Book) -> list[str]:
    return texts(
        table.id,
        table.title,
        table.subtitle,
        "\n".join(table.notes),
        "\n".join(table.missing),
        table.source,
        table.sheet,
        book.edition,
        last_change(book),
        book.checksum,
    )


def _content(lines: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(lines)
    return written.getvalue().encode("utf-8-sig")
