"""The rows that add up a table: per column, or per year for pairs. They add the rounded numbers that are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from exports.kinds.cells import empty_cell, number_cell, text_cell
from exports.kinds.entry import TableEntry
from exports.kinds.organisation_rows.pair import Pair
from exports.kinds.organisation_rows.part import Amount, Part
from exports.table import Cell, Column, Provenance, Row, Source
from questionnaires.swedish import list_text, number_text, rounded, trimmed
from reading.entry import Keys

SUMS = ("column", "year")


@dataclass(frozen=True)
class Summand:
    """An organisation's amount in a sum, under its report name."""

    name: str
    amount: Amount


@dataclass(frozen=True)
class PartAmounts:
    """A part's amounts: for each column the organisations' (empty for what is never summed), and for a pair's year."""

    part: Part
    columns: tuple[tuple[Summand, ...], ...]
    year: tuple[Summand, ...]


@dataclass(frozen=True)
class Total:
    """A row of sums. of: "column" (each by itself), or "year" (a pair's terms and whole years, in its last column)."""

    label: str
    of: str

    keys: ClassVar[Keys] = Keys(("label", "of"))

    @classmethod
    def parse(cls, entry: TableEntry) -> "Total":
        return cls(label=entry.text("label"), of=entry.one_of("of", SUMS))

    def row(self, key: str, parts: Sequence[PartAmounts], columns: Sequence[Column]) -> Row:
        cells: list[Cell] = []
        for each in parts:
            own = columns[len(cells) : len(cells) + len(each.columns)]
            if self.of == "column":
                cells += [
                    self._sum(summands, column) for summands, column in zip(each.columns, own, strict=True)
                ]
            elif isinstance(each.part, Pair):
                cells += [empty_cell() for _ in own[1:]]
                cells.append(self._sum(each.year, own[-1], each.part.called))
            else:
                cells += [empty_cell() for _ in own]
        return Row(key, (text_cell(self.label), *cells), total=True)

    def _sum(self, summands: Sequence[Summand], column: Column, called: str = "") -> Cell:
        """The sum of the printed numbers; empty where the column isn't of numbers, or nobody gave any."""
        numbers = [s.amount.printed for s in summands if s.amount.printed is not None]
        if not column.numeric or not numbers:
            return empty_cell()
        total = sum(numbers, Decimal(0))
        place = f"{self.label}, {called or column.header}"
        return number_cell(
            total,
            decimals=column.decimals,
            remarks=_remarks(place, total, summands, column.decimals),
            provenance=Provenance(
                f"{place}: {number_text(total, column.decimals)}, summan av de avrundade talen i tabellen.",
                tuple(Source(s.name, s.amount.words, s.amount.printed is not None) for s in summands),
            ),
        )


def _remarks(place: str, total: Decimal, summands: Sequence[Summand], decimals: int) -> tuple[str, ...]:
    """What the sum leaves out, and where adding rounded numbers made it another."""
    remarks = []
    left_out = [f"{s.name} ({', '.join(s.amount.left_out)})" for s in summands if s.amount.left_out]
    if left_out:
        remarks.append(f"{place}: räknar inte {list_text(left_out)}.")
    given = sum((s.amount.given for s in summands if s.amount.given is not None), Decimal(0))
    if rounded(given, decimals) != total:
        remarks.append(
            f"{place}: {number_text(total, decimals)} är summan av de avrundade talen i tabellen; talen som de "
            f"angavs ger {number_text(trimmed(given))}."
        )
    return tuple(remarks)
