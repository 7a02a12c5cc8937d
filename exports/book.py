"""Everything that one export holds: the tables in order, and how they came about. No Django."""

from dataclasses import dataclass
from datetime import datetime

from exports.table import Table


@dataclass(frozen=True)
class MethodSection:
    """A headed part of the method sheet: label and text, line by line."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Book:
    """A year's tables in the report's order, with the method that says what they were made from.

    edition: "Arbetsversion", "Preliminär version 2" or "Slutlig version 3". received: the answer to "of how many"
    in one line ("284 av 290 kommuner, 21 av 21 regioner"). last_event: when the data last changed; every date in
    a written file is this one, so that the same data gives the same bytes. checksum: sha256 of the data, hex.
    """

    year: int
    title: str
    agency: str
    edition: str
    received: str
    tables: tuple[Table, ...]
    method: tuple[MethodSection, ...]
    last_event: datetime
    checksum: str
