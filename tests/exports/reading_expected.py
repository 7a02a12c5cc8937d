"""The report's tables as they should be, and the one way to compare an output with them.

Every output (tables, workbook, CSV, HTML, JSON-stat) is turned into rows of texts and compared here, by the rules of
the reference: no-break space is space, a real minus is a hyphen, "16,9 %" is "16,9%".
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from exports.table import Table

EXPECTED = Path(__file__).parent.parent / "expected"


@dataclass(frozen=True)
class ExpectedTable:
    """A table as the report prints it. cells: header rows and rows, as texts; what a wide cell covers is empty."""

    id: str
    title: str
    subtitle: str
    source: str
    notes: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def expected_tables(year: int) -> tuple[ExpectedTable, ...]:
    """Every table of a year's report, in its order."""
    folder = EXPECTED / str(year)
    index = yaml.safe_load((folder / "index.yaml").read_text(encoding="utf-8"))
    return tuple(
        ExpectedTable(
            id=entry["id"],
            title=entry["title"],
            subtitle=entry["subtitle"],
            source=entry["source"],
            notes=tuple(entry["notes"]),
            cells=_read_cells(folder / entry["file"]),
        )
        for entry in index
    )


def expected_table(year: int, table_id: str) -> ExpectedTable:
    return next(table for table in expected_tables(year) if table.id == table_id)


def comparable(text: str) -> str:
    """A text as it is compared."""
    return text.replace("\u00a0", " ").replace("\u2212", "-").replace(" %", "%")


def comparable_cells(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(comparable, row)) for row in rows)


def printed_cells(table: Table) -> tuple[tuple[str, ...], ...]:
    """A table's header rows and rows as texts; a cell over several columns is followed by empty ones."""
    rows: list[list[str]] = []
    if table.groups:
        rows.append(_spread((group.text, group.width) for group in table.groups))
    rows.append([column.header for column in table.columns])
    rows += [_spread((cell.text, cell.width) for cell in row.cells) for row in table.rows]
    return tuple(map(tuple, rows))


def assert_as_expected(table: Table, year: int = 2023) -> None:
    """The table is the report's: cells, title, subtitle, notes and source."""
    expected = expected_table(year, table.id)
    assert comparable_cells(printed_cells(table)) == comparable_cells(expected.cells)
    found = (table.title, table.subtitle, table.notes, table.source)
    assert found == (expected.title, expected.subtitle, expected.notes, expected.source)


def _spread(cells: Iterable[tuple[str, int]]) -> list[str]:
    return [text for cell_text, width in cells for text in (cell_text, *[""] * (width - 1))]


def _read_cells(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))
