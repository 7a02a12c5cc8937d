"""Note marks that follow what the data says, and the notes that explain them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from exports.kinds.cells import marked
from exports.kinds.entry import TableEntry, fill
from exports.kinds.organisation_rows.part import FINDINGS, Filled, Finding
from exports.table import Cell
from reading.entry import Keys

PLACES = ("row", "cell")
# The fields of a template that differ between the findings of one organisation.
OF_A_CELL = ("{column}", "{given}", "{rounded}")


@dataclass(frozen=True)
class MarkedRow:
    """A row before it is marked: its header, its parts, and whether it lacks every answer.

    official: the organisation's name in notes ("Region Skåne").
    """

    key: str
    header: Cell
    official: str
    parts: tuple[Filled, ...]
    answerless: bool = False
    total: bool = False


@dataclass(frozen=True)
class Mark:
    """A note and its mark. when: the finding that calls for it. at: whether it stands at the row's header or the cell.

    text is filled in for a row's first finding, more for each one after it in the same row.
    """

    when: str
    mark: str
    at: str
    text: str
    more: str

    keys: ClassVar[Keys] = Keys(("when", "mark", "at", "text"), ("more",))

    @classmethod
    def parse(cls, entry: TableEntry) -> "Mark":
        when = entry.one_of("when", FINDINGS)
        fields = FINDINGS.get(when, ("region",))
        return cls(
            when=when,
            mark=entry.text("mark"),
            at=entry.one_of("at", PLACES),
            text=entry.template("text", fields),
            more=entry.template("more", fields),
        )

    def apply(self, row: MarkedRow) -> MarkedRow:
        """The row with the mark wherever it belongs."""
        if not self.findings(row):
            return row
        if self.at == "row":
            return replace(row, header=marked(row.header, self.mark))
        return replace(row, parts=tuple(map(self._apply_to_cells, row.parts)))

    def notes(self, rows: Sequence[MarkedRow]) -> tuple[str, ...]:
        """The notes to print: one per row where the text is about one, else one where any row calls for it."""
        lines = [
            self.mark + " ".join(self._sentences(row.official, findings))
            for row in rows
            if (findings := self.findings(row))
        ]
        return tuple(dict.fromkeys(lines))

    def findings(self, row: MarkedRow) -> tuple[Finding, ...]:
        if self.when == "no_answer" and self.at == "row" and not row.answerless:
            return ()
        return tuple(each for part in row.parts for each in part.findings if each.when == self.when)

    def _sentences(self, official: str, findings: Sequence[Finding]) -> Iterable[str]:
        first, *others = findings
        yield self._fill(self.text, official, first)
        again = self.more or (self.text if any(field in self.text for field in OF_A_CELL) else "")
        if again:
            for finding in others:
                yield self._fill(again, official, finding)

    def _fill(self, template: str, official: str, finding: Finding) -> str:
        values: Mapping[str, str] = {
            "region": official,
            "column": finding.column,
            "given": finding.given,
            "rounded": finding.rounded,
        }
        return fill(template, values)

    def _apply_to_cells(self, part: Filled) -> Filled:
        places = {finding.cell for finding in part.findings if finding.when == self.when}
        cells = (
            marked(cell, self.mark) if place in places else cell for place, cell in enumerate(part.cells)
        )
        return replace(part, cells=tuple(cells))
