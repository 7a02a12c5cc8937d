"""A book as plain JSON and back, so that what was published can be shown again without being counted again."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from exports.book import Book, MethodSection
from exports.table import Cell, Column, HeaderGroup, Provenance, Row, Source, Table


def to_json(book: Book) -> dict[str, Any]:
    """Plain data: numbers as {"number": "16.9"}, so that they are told from texts and keep their decimals."""
    return {
        **{
            name: value
            for name, value in vars(book).items()
            if name not in ("tables", "last_event", "method")
        },
        "method": [asdict(section) for section in book.method],
        "last_event": book.last_event.isoformat(),
        "tables": [_plain(asdict(table)) for table in book.tables],
    }


def from_json(stored: dict[str, Any]) -> Book:
    """The inverse of `to_json`."""
    return Book(
        **{
            **stored,
            "tables": tuple(_table(each) for each in stored["tables"]),
            "method": tuple(
                MethodSection(each["title"], tuple((row[0], row[1]) for row in each["rows"]))
                for each in stored["method"]
            ),
            "last_event": datetime.fromisoformat(stored["last_event"]),
        }
    )


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return {"number": str(value)}
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _table(stored: dict[str, Any]) -> Table:
    return Table(
        **{
            **stored,
            "columns": tuple(Column(**each) for each in stored["columns"]),
            "rows": tuple(
                Row(each["key"], tuple(_cell(cell) for cell in each["cells"]), each["total"])
                for each in stored["rows"]
            ),
            "groups": tuple(HeaderGroup(**each) for each in stored["groups"]),
            "notes": tuple(stored["notes"]),
            "missing": tuple(stored["missing"]),
        }
    )


def _cell(stored: dict[str, Any]) -> Cell:
    value, provenance = stored["value"], stored["provenance"]
    return Cell(
        **{
            **stored,
            "value": Decimal(value["number"]) if isinstance(value, dict) else value,
            "marks": tuple(stored["marks"]),
            "remarks": tuple(stored["remarks"]),
            "provenance": provenance
            and Provenance(provenance["summary"], tuple(Source(**each) for each in provenance["sources"])),
        }
    )
