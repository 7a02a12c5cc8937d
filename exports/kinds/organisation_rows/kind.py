"""A row per region (or RSS) with its answers, register values, totals and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from exports.kinds.answer_words import choice_texts
from exports.kinds.base import Body, Kind, Say
from exports.kinds.cells import text_cell
from exports.kinds.entry import Name, TableEntry
from exports.kinds.missing import missing_answers, no_questionnaire
from exports.kinds.organisation_rows.columns import AnswerColumn, MeasureColumn
from exports.kinds.organisation_rows.marks import Mark, MarkedRow
from exports.kinds.organisation_rows.pair import Pair
from exports.kinds.organisation_rows.part import Filled, Part, RowSource
from exports.kinds.organisation_rows.totals import PartAmounts, Summand, Total
from exports.kinds.references import cell_named, check_names, questionnaire_named
from exports.kinds.sources import Sources, by_report_name
from exports.registers import COUNTRY, RegisterValue
from exports.table import Column, Row
from questionnaires.definition import Definition
from reading.entry import Keys

# The key that tells what a column is: one class each.
PARTS: Mapping[str, type[Part]] = {"answer": AnswerColumn, "measure": MeasureColumn, "pair": Pair}


@dataclass(frozen=True)
class OrganisationRows(Kind):
    """Organisations of a questionnaire's frame under their report names, in Swedish order; without a questionnaire,
    the regions of the report's year.

    print_as: other words for a choice or special answer. country: the label of a closing row from the register.
    """

    questionnaire: Name | None
    header: str
    parts: tuple[Part, ...]
    print_as: tuple[tuple[Name, str], ...]
    country: str
    totals: tuple[Total, ...]
    marks: tuple[Mark, ...]

    keys: ClassVar[Mapping[str, Keys]] = {
        "": Keys(("header", "columns"), ("questionnaire", "print_as", "country", "totals", "marks")),
        "columns": Keys(optional=[key for part in PARTS.values() for key in part.keys.all]),
        "pair": AnswerColumn.keys,
        "totals": Total.keys,
        "marks": Mark.keys,
    }

    @classmethod
    def parse(cls, entry: TableEntry) -> Self:
        parts = [_part(column) for column in entry.entries("columns")]
        marks = tuple(Mark.parse(mark) for mark in entry.entries("marks", Mark.keys))
        used = [mark.mark for mark in marks]
        for mark in sorted({mark for mark in used if used.count(mark) > 1}):
            entry.error("marks", f"Märket {mark} används för flera noter. Ge varje not sitt eget märke.")
        questionnaire = entry.name("questionnaire")
        if questionnaire is None and any(part and part.answer_columns() for part in parts):
            entry.error("columns", "Kolumner med svar behöver ”questionnaire”. Lägg till den i tabellen.")
        return cls(
            questionnaire=questionnaire,
            header=entry.text("header"),
            parts=tuple(part for part in parts if part),
            print_as=entry.named_texts("print_as"),
            country=entry.text("country"),
            totals=tuple(Total.parse(total) for total in entry.entries("totals", Total.keys)),
            marks=marks,
        )

    def questionnaires(self) -> tuple[Name, ...]:
        return (self.questionnaire,) if self.questionnaire else ()

    def measured(self, sources: Sources) -> tuple[RegisterValue, ...]:
        columns = {(part.measure, part.year) for part in self.parts if isinstance(part, MeasureColumn)}
        return tuple(value for value in sources.register if (value.measure, value.year) in columns)

    def check(self, definitions: Mapping[str, Definition], say: Say) -> None:
        definition = questionnaire_named(definitions, self.questionnaire)
        if definition is None or self.questionnaire is None:
            return
        if definition.respondents == "kommun":
            message = (
                "Tabellen kan inte ha en rad per kommun: nationellt finns bara vad varje RSS har räknat ihop."
            )
            say(self.questionnaire.line, f"{message} Välj en enkät till regioner eller RSS.")
        named = [(name, part.types) for part in self.parts for name in part.cells()]
        cells = [cell for name, types in named if (cell := cell_named(definition, name, types, say))]
        answers = dict.fromkeys(key for cell in cells for key in choice_texts(cell.question))
        check_names((name for name, _ in self.print_as), answers, "Svaret", say)

    def build(self, sources: Sources, year: int) -> Body:
        organisations = self._organisations(sources, year)
        columns = tuple(column for part in self.parts for column in part.columns(self._definition(sources)))
        rows = [self._row(source) for source in organisations]
        totals = self._totals(organisations, rows, columns)
        if self.country:
            rows.append(self._country(sources))
        notes = tuple(note for mark in self.marks for note in mark.notes(rows))
        for mark in self.marks:
            rows = [mark.apply(row) for row in rows]
        return Body(
            columns=(Column(self.header), *columns),
            rows=(*(_finished(row) for row in rows), *totals),
            notes=notes,
            missing=self._missing(sources, organisations),
        )

    def _definition(self, sources: Sources) -> Definition | None:
        data = sources.round_of(self.questionnaire.key) if self.questionnaire else None
        return data.definitions[self.questionnaire.key] if data and self.questionnaire else None

    def _organisations(self, sources: Sources, year: int) -> tuple[RowSource, ...]:
        print_as = {name.key: text for name, text in self.print_as}
        data = sources.round_of(self.questionnaire.key) if self.questionnaire else None
        if data is None or self.questionnaire is None:
            return tuple(RowSource(each, None, sources, print_as) for each in sources.regions(year))
        answers = by_report_name(data.own.get(self.questionnaire.key, ()))
        return tuple(RowSource(own.organisation, own, sources, print_as) for own in answers)

    def _row(self, source: RowSource) -> MarkedRow:
        parts = tuple(part.fill(source) for part in self.parts)
        absent = sum(finding.when == "no_answer" for part in parts for finding in part.findings)
        return MarkedRow(
            key=source.organisation.code,
            header=text_cell(source.name),
            official=source.organisation.name,
            parts=parts,
            answerless=0 < absent == sum(part.answer_columns() for part in self.parts),
        )

    def _country(self, sources: Sources) -> MarkedRow:
        parts = tuple(part.country(sources) for part in self.parts)
        return MarkedRow(COUNTRY, text_cell(self.country), self.country, parts, total=True)

    def _totals(
        self, organisations: Sequence[RowSource], rows: Sequence[MarkedRow], columns: Sequence[Column]
    ) -> tuple[Row, ...]:
        names = [source.name for source in organisations]
        parts = [
            _amounts(part, names, [row.parts[place] for row in rows]) for place, part in enumerate(self.parts)
        ]
        return tuple(
            total.row(f"total-{number}", parts, columns) for number, total in enumerate(self.totals, start=1)
        )

    def _missing(self, sources: Sources, organisations: Sequence[RowSource]) -> tuple[str, ...]:
        missing: list[str] = []
        if self.questionnaire:
            key = self.questionnaire.key
            data = sources.round_of(key)
            own = by_report_name(data.own.get(key, ())) if data else ()
            missing += missing_answers(data.definitions[key], own) if data else (no_questionnaire(key),)
        for part in self.parts:
            missing += part.missing(sources, organisations)
        return tuple(dict.fromkeys(missing))


def _part(column: TableEntry) -> Part | None:
    """The part that a column's keys make it; an error where they make none, or keys of another are among them."""
    every = OrganisationRows.keys["columns"]
    kind = column.exactly_one_of(PARTS)
    if not kind:
        column.check_keys(every)
        return None
    column.check_keys_among(PARTS[kind].keys, every)
    return PARTS[kind].parse(column)


def _amounts(part: Part, names: Sequence[str], filled: Sequence[Filled]) -> PartAmounts:
    """A part's amounts, organisation by organisation."""
    width = len(part.columns(None))
    columns = tuple(
        tuple(
            Summand(name, amount)
            for name, each in zip(names, filled, strict=True)
            if (amount := each.amounts[place]) is not None
        )
        for place in range(width)
    )
    year = tuple(
        Summand(name, each.year) for name, each in zip(names, filled, strict=True) if each.year is not None
    )
    return PartAmounts(part, columns, year)


def _finished(row: MarkedRow) -> Row:
    cells = (cell for part in row.parts for cell in part.cells)
    return Row(row.key, (row.header, *cells), total=row.total)
