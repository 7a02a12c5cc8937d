"""The parts that are one column: an answer, or a register value."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from exports.kinds.cells import empty_cell, number_cell, text_cell
from exports.kinds.entry import Name, TableEntry
from exports.kinds.organisation_rows.part import Amount, Filled, Finding, Part, RowSource
from exports.kinds.references import find_cell
from exports.kinds.sources import Sources
from exports.registers import COUNTRY, RegisterValue
from exports.table import Cell, Column, Provenance, Source
from questionnaires.answers import Number, Special, is_answered
from questionnaires.definition import Definition
from questionnaires.swedish import list_text, number_text, rounded
from reading.entry import Keys

NUMBERS = ("number", "number_list")
ANSWERS = (*NUMBERS, "single_choice", "choice_grid", "multiple_choice", "tick_grid")


@dataclass(frozen=True)
class AnswerColumn(Part):
    """What each organisation answered to a question (or `question.item`).

    decimals: how a number is printed. called: what it counts, in the words of a note ("studielön höstterminen 2020").
    """

    header: str
    answer: Name | None
    decimals: int
    called: str

    types = ANSWERS
    keys: ClassVar[Keys] = Keys(("header", "answer"), ("decimals", "called"))

    @classmethod
    def parse(cls, entry: TableEntry) -> "AnswerColumn":
        header = entry.text("header")
        return cls(
            header=header,
            answer=entry.name("answer"),
            decimals=entry.whole_number("decimals", least=0) or 0,
            called=entry.text("called", default=header),
        )

    @property
    def cell(self) -> str:
        return self.answer.key if self.answer else ""

    def columns(self, definition: Definition | None) -> tuple[Column, ...]:
        found = find_cell(definition, self.cell) if definition else None
        numeric = found is not None and found.question.type in NUMBERS
        return (Column(self.header, numeric=numeric, decimals=self.decimals if numeric else 0),)

    def cells(self) -> tuple[Name, ...]:
        return (self.answer,) if self.answer else ()

    def answer_columns(self) -> int:
        return 1

    def fill(self, source: RowSource) -> Filled:
        answer = source.answer(self.cell)
        if not is_answered(answer):
            return self._empty(source)
        if isinstance(answer, Number):
            return self._number(source, answer)
        words, printed = source.words(self.cell), source.printed(self.cell)
        special = words if isinstance(answer, Special) else ""
        remarks = (f"{source.name}, {self.header}: {words}.",) if special else ()
        cell = text_cell(
            printed, special=special, remarks=remarks, provenance=source.provenance(self.cell, counted=True)
        )
        return Filled((cell,), (Amount(None, None, words, (words,)),))

    def _number(self, source: RowSource, answer: Number) -> Filled:
        given = number_text(answer.number)
        value = rounded(answer.number, self.decimals)
        printed = number_text(value, self.decimals)
        remarks: tuple[str, ...] = ()
        findings: tuple[Finding, ...] = ()
        if value != answer.number:
            remarks = (f"{source.name}, {self.header}: angett {given}, avrundat till {printed}.",)
            findings = (Finding("rounded", 0, self.called, given, printed),)
        cell = number_cell(
            value,
            decimals=self.decimals,
            remarks=remarks,
            provenance=source.provenance(self.cell, counted=True),
        )
        words = f"{printed} (angett {given})" if findings else printed
        return Filled((cell,), (Amount(value, answer.number, words),), findings=findings)

    def _empty(self, source: RowSource) -> Filled:
        words = source.words(self.cell)
        cell = empty_cell(
            words[0].upper() + words[1:],
            remarks=(source.why_empty(self.cell, self.header),) if source.own else (),
            provenance=source.provenance(self.cell, counted=False),
        )
        findings = (Finding("no_answer", 0, self.called),) if source.own else ()
        return Filled((cell,), (Amount(None, None, words, (words,)),), findings=findings)


@dataclass(frozen=True)
class MeasureColumn(Part):
    """A register's value for each organisation's län. year is a year or a span ("2019-2023"), as in the register."""

    header: str
    measure: str
    year: str
    decimals: int
    unit: str

    keys: ClassVar[Keys] = Keys(("header", "measure", "year"), ("decimals", "unit"))

    @classmethod
    def parse(cls, entry: TableEntry) -> "MeasureColumn":
        return cls(
            header=entry.text("header"),
            measure=entry.text("measure"),
            year=entry.text("year"),
            decimals=entry.whole_number("decimals", least=0) or 0,
            unit=entry.text("unit"),
        )

    def columns(self, definition: Definition | None) -> tuple[Column, ...]:
        return (Column(self.header, numeric=True, decimals=self.decimals, unit=self.unit),)

    def fill(self, source: RowSource) -> Filled:
        lan_code = source.organisation.lan_code
        return self._filled(source.name, source.sources.value(lan_code, self.measure, self.year))

    def country(self, sources: Sources) -> Filled:
        return self._filled("Riket", sources.value(COUNTRY, self.measure, self.year))

    def missing(self, sources: Sources, rows: Collection[RowSource]) -> tuple[str, ...]:
        if not sources.register:
            return ("Inget register är inläst.",)
        without = [
            row.name for row in rows if not sources.value(row.organisation.lan_code, self.measure, self.year)
        ]
        if not without:
            return ()
        return (f"Registret saknar {self.measure} {self.year} för {list_text(without)}.",)

    def _filled(self, name: str, value: RegisterValue | None) -> Filled:
        if value is None:
            return Filled((empty_cell("Uppgift saknas"),), (None,))
        return Filled((self._cell(name, value),), (None,), findings=tuple(self._findings(value)))

    def _cell(self, name: str, value: RegisterValue) -> Cell:
        given = number_text(value.value, unit=self.unit)
        remarks = []
        if value.estimated:
            remarks.append(f"{name}, {self.header}: uppgiften är uppskattad.")
        if rounded(value.value, self.decimals) != value.value:
            remarks.append(f"{name}, {self.header}: registrets värde {given} är avrundat.")
        estimated = ", uppskattat" if value.estimated else ""
        return number_cell(
            value.value,
            decimals=self.decimals,
            unit=self.unit,
            remarks=tuple(remarks),
            provenance=Provenance(
                f"{name}: registrets värde {given} för {self.year}{estimated}.",
                (Source(f"{self.measure} {self.year}", f"{given}{estimated}", counted=True),),
            ),
        )

    def _findings(self, value: RegisterValue) -> list[Finding]:
        given = number_text(value.value, unit=self.unit)
        printed = number_text(value.value, self.decimals, self.unit)
        findings = []
        if value.estimated:
            findings.append(Finding("estimated", 0, self.header, given, printed))
        if rounded(value.value, self.decimals) != value.value:
            findings.append(Finding("rounded", 0, self.header, given, printed))
        return findings
