"""JSON-stat 2.0 (https://json-stat.org/full/): a dataset a table with numbers, and index.json. No Django.

A dataset has two dimensions. "rad": the table's rows by their keys, totals among them, named in
`extension.totals`. "kolumn": the columns by their number in the table (0 is the row's header, left out unless
it holds numbers), with unit and decimals. `value` is null where a cell has no number; `status` says why, or
gives the text of a cell of words, and the whole printed text of a number with a mark. A cell printed over
several columns has its value in the first; `extension.spans` names it, and those it covers are null.
"""

import json
from decimal import Decimal
from typing import Any

from exports.book import Book
from exports.table import Cell, CellType, Column, Table
from exports.writers.errors import WriteError
from exports.writers.layout import (
    check_file_names,
    column_labels,
    has_numbers,
    last_change,
    placed,
    printed_number,
)

_TOTAL_NOTE = "Totalrad: lägg inte ihop den med de andra raderna."
_NO_NUMBERS = "Tabellen har inga tal."


def jsonstat_files(book: Book) -> dict[str, bytes]:
    """File name → content: `<id>.json` for each table with numbers, and index.json.

    Raises WriteError where a table can't be written whole.
    """
    check_file_names(book.tables)
    files = {
        f"{table.id}.json": _content(_dataset(table, book)) for table in book.tables if has_numbers(table)
    }
    files["index.json"] = _content(_collection(book))
    return files


def _collection(book: Book) -> dict[str, Any]:
    """The list of datasets, each with its file's name in `extension`.

    It can't stand in `href`, which must be a whole address: a folder has none.
    """
    return {
        "version": "2.0",
        "class": "collection",
        "label": book.title,
        "updated": last_change(book),
        "source": book.agency,
        "link": {
            "item": [
                {
                    "class": "dataset",
                    "label": table.title,
                    "extension": {"id": table.id, "file": f"{table.id}.json"},
                }
                for table in book.tables
                if has_numbers(table)
            ]
        },
        "extension": {
            "edition": book.edition,
            "received": book.received,
            "checksum": book.checksum,
            "skipped": [
                {"id": table.id, "label": table.title, "reason": _NO_NUMBERS}
                for table in book.tables
                if not has_numbers(table)
            ],
            "method": [{"title": section.title, "rows": section.rows} for section in book.method],
        },
    }


def _dataset(table: Table, book: Book) -> dict[str, Any]:
    columns = _data_columns(table)
    values, status, spans = _observations(table, columns)
    dataset: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "source": table.source,
        "updated": last_change(book),
        "note": [*table.notes, *table.missing],
        "id": ["rad", "kolumn"],
        "size": [len(table.rows), len(columns)],
        "role": {"metric": ["kolumn"]},
        "dimension": {"rad": _rows(table), "kolumn": _columns(table, columns)},
        "value": values,
        "status": status,
        "extension": {
            "id": table.id,
            "sheet": table.sheet,
            "subtitle": table.subtitle,
            "year": table.year,
            "edition": book.edition,
            "checksum": book.checksum,
            "totals": [row.key for row in table.rows if row.total],
            "spans": spans,
        },
    }
    return {name: value for name, value in dataset.items() if value not in ("", [], {})}


def _data_columns(table: Table) -> list[int]:
    """The columns that become categories: all but the rows' header, unless that one holds numbers."""
    header_counts = any(row.cells[0].type is CellType.NUMBER for row in table.rows)
    return list(range(0 if header_counts else 1, len(table.columns)))


def _rows(table: Table) -> dict[str, Any]:
    keys = [row.key for row in table.rows]
    if len(set(keys)) < len(keys):
        raise WriteError(f'Tabellen "{table.id}" har två rader med samma nyckel.')
    category: dict[str, Any] = {"index": keys, "label": {row.key: row.cells[0].text for row in table.rows}}
    notes = {row.key: [_TOTAL_NOTE] for row in table.rows if row.total}
    if notes:
        category["note"] = notes
    return {"label": column_labels(table)[0] or "Rad", "category": category}


def _columns(table: Table, columns: list[int]) -> dict[str, Any]:
    labels = column_labels(table)
    return {
        "label": "Kolumn",
        "category": {
            "index": [str(column) for column in columns],
            "label": {str(column): labels[column] for column in columns},
            "unit": {
                str(column): _unit(table.columns[column])
                for column in columns
                if table.columns[column].numeric
            },
        },
    }


def _unit(column: Column) -> dict[str, Any]:
    unit: dict[str, Any] = {"decimals": column.decimals}
    if column.unit:
        unit |= {"label": column.unit, "symbol": column.unit, "position": "end"}
    return unit


def _observations(
    table: Table, columns: list[int]
) -> tuple[list[int | float | None], dict[str, str], list[dict[str, Any]]]:
    """Values row by row, position → status, and the cells that are printed over several columns."""
    values: list[int | float | None] = [None] * (len(table.rows) * len(columns))
    status: dict[str, str] = {}
    spans: list[dict[str, Any]] = []
    for number, row in enumerate(table.rows):
        for place in placed(row, table):
            if place.column not in columns:
                continue
            position = number * len(columns) + columns.index(place.column)
            values[position] = _value(place.cell)
            said = _status(place.cell)
            if said:
                status[str(position)] = said
            if place.cell.width > 1:
                spans.append({"rad": row.key, "kolumn": [str(column) for column in place.covers]})
    return values, status, spans


def _value(cell: Cell) -> int | float | None:
    if not isinstance(cell.value, Decimal):
        return None
    return int(cell.value) if printed_number(cell).decimals == 0 else float(cell.value)


def _status(cell: Cell) -> str:
    """Why there is no number, or the words instead; of a number followed by a mark or words, its printed text."""
    if cell.type is not CellType.NUMBER:
        return cell.special or cell.text
    follows = printed_number(cell).suffix.strip()
    return cell.text if follows not in ("", cell.unit) else ""


def _content(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
