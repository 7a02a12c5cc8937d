"""What the pages with tables show: the edition that was asked for, and what a number was counted from."""

from dataclasses import dataclass
from itertools import groupby

from exports.editions import EditionHead
from exports.table import Provenance, Table
from exports.writers.layout import PlacedCell, has_numbers, placed


@dataclass(frozen=True)
class Chosen:
    """The edition that a page shows, and those that its reader may choose between (newest first).

    query: what an address ends with to stay in this edition; empty for the one that is shown unasked.
    """

    head: EditionHead
    heads: tuple[EditionHead, ...]
    query: str

    @property
    def is_working(self) -> bool:
        return self.head.number == 0


def choose_edition(heads: tuple[EditionHead, ...], asked: str | None) -> Chosen | None:
    """The version asked for, else the newest published, else the working edition; None where there is no such.

    heads: those that the reader may see, newest first. asked: the number as it stood in the address.
    """
    unasked = next((head for head in heads if head.number), heads[0] if heads else None)
    head = unasked if asked is None else next((each for each in heads if str(each.number) == asked), None)
    if head is None:
        return None
    return Chosen(head=head, heads=heads, query="" if head == unasked else f"?version={head.number}")


@dataclass(frozen=True)
class Listed:
    """A table in a list, with its files in open formats: the format's name and the file's."""

    table: Table
    open_files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """Where in the report tables stand: "" for its text, else the appendix's name ("Bilaga 3")."""

    name: str
    tables: tuple[Listed, ...]


def parts(tables: tuple[Table, ...]) -> tuple[Part, ...]:
    """The tables in the report's order, part by part; a sheet's name begins with its appendix."""

    def place(table: Table) -> str:
        return table.sheet.rpartition("Tabell")[0].strip()

    return tuple(
        Part(name, tuple(Listed(table, open_files(table)) for table in each))
        for name, each in groupby(tables, key=place)
    )


def open_files(table: Table) -> tuple[tuple[str, str], ...]:
    """The table's files in open formats. JSON-stat is of numbers: a table of words has none."""
    files = (("CSV", f"csv/{table.id}.csv"), ("JSON-stat", f"jsonstat/{table.id}.json"))
    return files if has_numbers(table) else files[:1]


@dataclass(frozen=True)
class Neighbours:
    """A table among the others of its year."""

    table: Table
    previous: Table | None
    next: Table | None


def find_table(tables: tuple[Table, ...], table_id: str) -> Neighbours | None:
    """The table with this id and those beside it; None where there is none."""
    for place, table in enumerate(tables):
        if table.id == table_id:
            previous = tables[place - 1] if place else None
            following = tables[place + 1] if place + 1 < len(tables) else None
            return Neighbours(table=table, previous=previous, next=following)
    return None


@dataclass(frozen=True)
class Counted:
    """ "Så räknades det" for one number: where it stands in its table, and what it was counted from."""

    place: PlacedCell
    provenance: Provenance


def find_counted(table: Table, number: str) -> Counted | None:
    """What a cell was counted from, by its address; None where there is no such cell, or nothing is known."""
    for row in table.rows:
        for place in placed(row, table):
            if place.address == number and place.cell.provenance:
                return Counted(place=place, provenance=place.cell.provenance)
    return None


def has_provenance(table: Table) -> bool:
    """Whether any cell knows what it was counted from."""
    return any(cell.provenance for row in table.rows for cell in row.cells)


def remarks(table: Table) -> tuple[str, ...]:
    """The sentences that the data asks for, each once, in the order of the cells."""
    return tuple(dict.fromkeys(remark for row in table.rows for cell in row.cells for remark in cell.remarks))
