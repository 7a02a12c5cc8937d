"""The contract between the kinds of table and the writers: what stands in a table, cell by cell.

Every output (web page, workbook, CSV, HTML, JSON-stat) is written from the same `Table`, so that two of them can't
differ. No Django.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class CellType(Enum):
    TEXT = "text"
    NUMBER = "number"
    EMPTY = "empty"


@dataclass(frozen=True)
class Source:
    """One line of "Så räknades det": who, and how many or what.

    Of kommuner it names the RSS and a count, never a kommun.
    """

    name: str
    detail: str  # "Initierat", "12 av 26 kommuner", "saknas svar"
    counted: bool  # whether it is in the cell's number


@dataclass(frozen=True)
class Provenance:
    """What a cell was counted from: a sentence that sums it up, and its sources in the order to show them."""

    summary: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One typed cell.

    value: the rounded number that is printed (Decimal with its column's decimals), a text, or None.
    text: the cell as printed in Swedish, marks included ("1 249", "16,9 %", "105 under året*").
    decimals, unit: how a number is printed (unit "%" is written after it); used for number formats.
    marks: the note marks that `text` ends with. width: how many columns the cell is printed over; the cells it
    covers are not repeated in the row.
    special: why a cell without a number has none, in words for JSON-stat's status ("Kan inte uppskattas",
    "Saknas svar"). remarks: sentences that the web page always shows, whatever marks the definition prints.
    """

    value: Decimal | str | None
    text: str
    decimals: int = 0
    unit: str = ""
    marks: tuple[str, ...] = ()
    width: int = 1
    special: str = ""
    remarks: tuple[str, ...] = ()
    provenance: Provenance | None = None

    @property
    def type(self) -> CellType:
        if self.value is None and not self.text:
            return CellType.EMPTY
        return CellType.NUMBER if isinstance(self.value, Decimal) else CellType.TEXT


@dataclass(frozen=True)
class Column:
    """A column: its header, and whether it holds numbers (right-aligned) and how."""

    header: str
    numeric: bool = False
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its first cell is the row's header. `total` rows close a table and are set apart.

    key: what the row stands for (item key, region code), stable when labels change.
    """

    key: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class HeaderGroup:
    """A header cell over several columns, for tables with two rows of headers."""

    text: str
    width: int


@dataclass(frozen=True)
class Table:
    """A finished table.

    groups: the upper header row where there are two (then `columns` are the lower one), widths summing to the
    number of columns. notes: the lines below the table, marks in front. missing: sentences that say what the table
    lacks (an RSS that has not submitted, a returned region); empty when nothing is.
    """

    id: str
    sheet: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[HeaderGroup, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    missing: tuple[str, ...] = field(default=())
    year: int = 0
