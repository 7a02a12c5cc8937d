"""The kontinuitetsindex of a few made-up patients, to show what it measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from exports.kinds.base import Body, Kind
from exports.kinds.cells import number_cell, text_cell
from exports.kinds.entry import TableEntry, fill
from exports.kinds.sources import Sources
from exports.table import Cell, Column, HeaderGroup, Provenance, Row
from questionnaires.swedish import decimals_of, number_text, rounded, trimmed
from reading.entry import Keys

# The index is defined for patients with at least three visits (Primärvårdskvalitet).
FEWEST_VISITS = 3
DECIMALS = 2


@dataclass(frozen=True)
class WorkedExample(Kind):
    """A row per patient: the index, and how many of the visits each doctor had, doctors in columns.

    none: what is printed for a doctor without a visit.
    """

    index_header: str
    visits_header: str
    doctor_header: str
    none: str
    visits: tuple[tuple[int, ...], ...]

    keys: ClassVar[Mapping[str, Keys]] = {
        "": Keys(("index_header", "visits_header", "doctor_header", "visits"), ("none",)),
    }

    @classmethod
    def parse(cls, entry: TableEntry) -> Self:
        visits = entry.numbers("visits", least=1)
        if any(sum(patient) < FEWEST_VISITS for patient in visits):
            entry.error("visits", f"Varje rad i ”visits” ska ha minst {FEWEST_VISITS} besök sammanlagt.")
        if len(set(visits)) < len(visits):
            entry.error("visits", "”visits” har två likadana rader. Ta bort den ena.")
        return cls(
            index_header=entry.text("index_header"),
            visits_header=entry.text("visits_header"),
            doctor_header=entry.template("doctor_header", ("number",)),
            none=entry.text("none"),
            visits=visits,
        )

    def build(self, sources: Sources, year: int) -> Body:
        doctors = max((len(patient) for patient in self.visits), default=0)
        columns = [
            Column(fill(self.doctor_header, {"number": str(number)}), numeric=True)
            for number in range(1, doctors + 1)
        ]
        return Body(
            columns=(Column("", numeric=True, decimals=DECIMALS), *columns),
            groups=(HeaderGroup(self.index_header, 1), HeaderGroup(self.visits_header, doctors)),
            rows=tuple(self._row(patient, doctors) for patient in self.visits),
        )

    def _row(self, patient: Sequence[int], doctors: int) -> Row:
        visits: list[Cell] = [number_cell(Decimal(number)) for number in patient]
        visits += [text_cell(self.none, special="Inga besök") for _ in range(doctors - len(patient))]
        return Row("-".join(map(str, patient)), (_index_cell(patient), *visits))


def continuity_index(visits: Sequence[int]) -> Decimal:
    """How concentrated visits are on one doctor: (Σnᵢ² − N) / (N(N − 1)) for nᵢ visits of N, rounded to two decimals.

    1 when every visit was to the same doctor, 0 when none were. visits: how many each doctor had, N at least 2.
    """
    total = sum(visits)
    meetings = sum(number * number for number in visits) - total
    return rounded(Decimal(meetings) / Decimal(total * (total - 1)), DECIMALS)


def _index_cell(patient: Sequence[int]) -> Cell:
    index = trimmed(continuity_index(patient))
    total = sum(patient)
    squares = " + ".join(f"{number}²" for number in patient)
    summary = f"({squares} − {total}) / ({total} · {total - 1}) = {number_text(index)}"
    return number_cell(index, decimals=decimals_of(index), provenance=Provenance(summary))
