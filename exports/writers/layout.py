"""Where each cell of a table stands and how its number is printed: what the writers share. No Django.

Nothing is counted or rounded here: a writer says what a cell's text says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from exports.book import Book
from exports.table import Cell, CellType, Row, Table
from exports.writers.errors import WriteError
from questionnaires.swedish import MINUS, NO_BREAK_SPACE

# "−1 249,5" and what follows it: spaces group by three.
_NUMBER = re.compile(
    rf"(?P<sign>[-{MINUS}]?)"
    rf"(?P<whole>[0-9]{{1,3}}(?:[ {NO_BREAK_SPACE}][0-9]{{3}})+(?![0-9])|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+))?"
    r"(?P<suffix>.*)",
    re.DOTALL,
)
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
# The names that a folder's own files have.
_TAKEN = ("index", "method")


@dataclass(frozen=True)
class PlacedCell:
    """A cell, its row, and the column it begins in. 0 is the row's header; label and numeric are the column's."""

    cell: Cell
    row: Row
    column: int
    label: str
    numeric: bool

    @property
    def covers(self) -> range:
        """The columns that the cell is printed over."""
        return range(self.column, self.column + self.cell.width)

    @property
    def is_row_header(self) -> bool:
        """Whether it heads its row; an empty cell heads nothing."""
        return self.column == 0 and bool(self.cell.text)

    @property
    def address(self) -> str:
        """The cell's name in addresses and ids: the row's key and the column ("blekinge.1")."""
        return f"{self.row.key}.{self.column}"

    @property
    def name(self) -> str:
        """What the cell is called where it stands alone: "16,9 %, Blekinge, Andel 2023"."""
        heads = () if self.column == 0 else (self.row.cells[0].text, self.label)
        return ", ".join(part for part in (self.cell.text, *heads) if part)


@dataclass(frozen=True)
class PrintedNumber:
    """A number as a cell prints it.

    plain: sign and digits without grouping, with ASCII minus and decimal comma ("-1249,5"). decimals: how many
    are printed. grouped: whether thousands are set apart. suffix: what follows, unit and marks (" %*").
    """

    plain: str
    decimals: int
    grouped: bool
    suffix: str


def placed(row: Row, table: Table) -> tuple[PlacedCell, ...]:
    """The row's cells, each with the column it begins in.

    Raises WriteError unless they fill the table's columns exactly: nothing is to be cut, nothing moved.
    """
    labels = column_labels(table)
    filled = sum(cell.width for cell in row.cells)
    if filled != len(labels):
        raise WriteError(
            f'Tabellen "{table.id}", raden "{row.key}": cellerna fyller {filled} kolumner, tabellen har '
            f"{len(labels)}."
        )
    cells, column = [], 0
    for cell in row.cells:
        cells.append(PlacedCell(cell, row, column, labels[column], table.columns[column].numeric))
        column += cell.width
    return tuple(cells)


def column_labels(table: Table) -> tuple[str, ...]:
    """Each column's whole header: the group over it, where there is one, and its own, with a comma between.

    Raises WriteError unless the groups cover the columns exactly.
    """
    over = [group.text for group in table.groups for _ in range(group.width)] or [""] * len(table.columns)
    if len(over) != len(table.columns):
        raise WriteError(
            f'Tabellen "{table.id}": den övre rubrikraden täcker {len(over)} kolumner, tabellen har '
            f"{len(table.columns)}."
        )
    return tuple(
        ", ".join(part for part in (group, column.header) if part)
        for group, column in zip(over, table.columns, strict=True)
    )


def printed_number(cell: Cell) -> PrintedNumber:
    """How a number cell prints its number.

    Raises WriteError when the text doesn't begin with the cell's value: then two outputs would differ.
    """
    match = _NUMBER.fullmatch(cell.text)
    if match:
        whole = match["whole"].replace(NO_BREAK_SPACE, "").replace(" ", "")
        decimals = match["decimals"] or ""
        plain = f"{'-' if match['sign'] else ''}{whole}{',' if decimals else ''}{decimals}"
        if Decimal(plain.replace(",", ".")) == cell.value:
            grouped = len(match["whole"]) > len(whole)
            return PrintedNumber(plain, len(decimals), grouped, match["suffix"])
    raise WriteError(f'Cellen "{cell.text}" visar inte sitt tal, {cell.value}.')


def has_numbers(table: Table) -> bool:
    """Whether any of the table's cells is a number."""
    return any(cell.type is CellType.NUMBER for row in table.rows for cell in row.cells)


def last_change(book: Book) -> str:
    """When the book's data last changed, as every file says it: "2024-04-04T08:12:30Z"."""
    return utc(book.last_event).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc(moment: datetime) -> datetime:
    """The same moment in UTC, whole seconds; a moment without a zone is taken to be in UTC already."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(microsecond=0)


def check_file_names(tables: Iterable[Table]) -> None:
    """Raises WriteError unless each table's id can name a file of its own beside index and method."""
    seen = set(_TAKEN)
    for table in tables:
        if not _FILE_NAME.fullmatch(table.id):
            raise WriteError(
                f'Tabellen "{table.id}" kan inte bli en fil: ett id består av a–z, siffror, - och _.'
            )
        if table.id in seen:
            raise WriteError(f'Filnamnet "{table.id}" är upptaget: ge tabellen ett annat id.')
        seen.add(table.id)
