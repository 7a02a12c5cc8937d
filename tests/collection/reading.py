"""Each kind of output of a table, read back by somebody else's reader into the rows of texts that it shows."""

import csv
import json
import re
from collections.abc import Sequence
from io import BytesIO, StringIO

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports.writers.pages import page_of, rows_of

Rows = tuple[tuple[str, ...], ...]


def rows_of_page(html: str) -> Rows:
    """The page's one table; what a wide cell covers is empty."""
    return tuple(tuple(row) for row in rows_of(page_of(html).one("table")))


def rows_of_csv(content: bytes) -> Rows:
    """As Swedish Excel reads it: with a byte order mark, semicolons and decimal commas."""
    assert content.startswith(b"\xef\xbb\xbf")
    return tuple(tuple(row) for row in csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def sheet_rows(workbook: bytes, sheet: str, columns: int) -> dict[str, tuple[str, ...]]:
    """Every row of a sheet by its first cell's text, as Swedish Excel shows values by their formats."""
    found = openpyxl.load_workbook(BytesIO(workbook))[sheet]
    assert isinstance(found, Worksheet)
    rows: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(found.iter_rows(max_col=columns)):
        texts = tuple(shown(cell) for cell in row)  # type: ignore[arg-type]  # no merged cells: tested beside
        rows[f"{number}"] = texts
    return rows


def shown(cell: Cell) -> str:
    """What Excel shows of a cell in Sweden."""
    value, form = cell.value, str(cell.number_format)
    if value is None or isinstance(value, str):
        return value or ""
    assert isinstance(value, int | float), f"{cell.coordinate} is neither text nor number"
    found = re.fullmatch(r'(#,##0|0)(?:\.(0+))?((?:"[^"]*")*)', form)
    assert found, f"{cell.coordinate} has the format {form}"
    grouping, decimals, suffix = found.groups()
    text = f"{value:{',' if ',' in grouping else ''}.{len(decimals or '')}f}"
    return text.translate(str.maketrans(",.", "\u00a0,")) + suffix.replace('"', "")


def contains(rows: Sequence[tuple[str, ...]], wanted: Rows) -> bool:
    """Whether the wanted rows stand in a sheet, one after the other."""
    length = len(wanted)
    return any(tuple(rows[start : start + length]) == wanted for start in range(len(rows) - length + 1))


def jsonstat_cells(content: bytes) -> dict[tuple[str, str], tuple[float | None, str]]:
    """(row label, column label) → the value and its status."""
    data = json.loads(content)
    rows, columns = (data["dimension"][name]["category"] for name in data["id"])
    found = {}
    for row in rows["index"]:
        for column in columns["index"]:
            place = rows["index"].index(row) * len(columns["index"]) + columns["index"].index(column)
            labels = (rows["label"][row], columns["label"][column])
            found[labels] = (data["value"][place], data.get("status", {}).get(str(place), ""))
    return found
