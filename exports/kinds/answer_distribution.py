"""A row per question: what percent of all gave each answer, and what percent none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from exports.kinds.base import Body, Kind, Say
from exports.kinds.cells import empty_cell, no_answer_cell, percent_cell, text_cell
from exports.kinds.entry import Name, TableEntry
from exports.kinds.missing import no_questionnaire
from exports.kinds.references import cell_named, check_names, find_cell, questionnaire_named
from exports.kinds.respondents import Respondents, respondents_of
from exports.kinds.sources import Sources
from exports.table import Cell, Column, Row
from questionnaires.definition import Definition
from reading.entry import Keys

# Where each respondent gives one answer, so that the shares and "no answer" make the whole.
TYPES = ("single_choice", "choice_grid")


@dataclass(frozen=True)
class QuestionRow:
    """A row: its label, and the question (or `question.item`) whose answers it shows."""

    label: str
    question: Name | None


@dataclass(frozen=True)
class AnswerColumn:
    """A column: those who gave any of the choices, or those without an answer."""

    header: str
    choices: tuple[Name, ...]
    no_answer: bool


@dataclass(frozen=True)
class AnswerDistribution(Kind):
    """Percent of all in the frame: nobody who should have answered is left out of the whole."""

    questionnaire: Name | None
    header: str
    rows: tuple[QuestionRow, ...]
    columns: tuple[AnswerColumn, ...]

    keys: ClassVar[Mapping[str, Keys]] = {
        "": Keys(("questionnaire", "rows", "columns"), ("header",)),
        "rows": Keys(("label", "question")),
        "columns": Keys(("header",), ("choices", "no_answer")),
    }

    @classmethod
    def parse(cls, entry: TableEntry) -> Self:
        return cls(
            questionnaire=entry.name("questionnaire"),
            header=entry.text("header"),
            rows=tuple(
                QuestionRow(row.text("label"), row.name("question"))
                for row in entry.entries("rows", cls.keys["rows"])
            ),
            columns=tuple(_column(column) for column in entry.entries("columns", cls.keys["columns"])),
        )

    def questionnaires(self) -> tuple[Name, ...]:
        return (self.questionnaire,) if self.questionnaire else ()

    def check(self, definitions: Mapping[str, Definition], say: Say) -> None:
        definition = questionnaire_named(definitions, self.questionnaire)
        if definition is None:
            return
        cells = [cell for row in self.rows if (cell := cell_named(definition, row.question, TYPES, say))]
        known = [choice.key for cell in cells for choice in cell.question.choices]
        if len(cells) == len(self.rows):
            for column in self.columns:
                check_names(column.choices, known, "Svarsalternativet", say)

    def build(self, sources: Sources, year: int) -> Body:
        columns = (Column(self.header), *(Column(each.header, numeric=True) for each in self.columns))
        key = self.questionnaire.key if self.questionnaire else ""
        respondents = respondents_of(sources, key)
        missing = respondents.missing() if respondents else (no_questionnaire(key),)
        rows = []
        for place, row in enumerate(self.rows):
            cells = self._cells(row, respondents) if respondents else ()
            label = text_cell(row.label)
            rows.append(
                Row(_key(row) or str(place), (label, *(cells or (empty_cell() for _ in self.columns))))
            )
        notes = respondents.notes() if respondents else ()
        return Body(columns, tuple(rows), notes=notes, missing=missing)

    def _cells(self, row: QuestionRow, respondents: Respondents) -> tuple[Cell, ...]:
        """None at all where the questionnaire hasn't got the row's question."""
        cell = find_cell(respondents.definition, _key(row))
        if cell is None or cell.question.type not in TYPES:
            return ()
        cells = []
        for column in self.columns:
            if column.no_answer:
                cells.append(no_answer_cell(respondents.not_answering(cell.name), row.label, respondents))
            else:
                choices = frozenset(name.key for name in column.choices)
                count = respondents.choosing(cell.name, choices)
                cells.append(percent_cell(count, choices, cell.question, respondents))
        return tuple(cells)


def _column(column: TableEntry) -> AnswerColumn:
    column.exactly_one_of(("choices", "no_answer"))
    return AnswerColumn(
        header=column.text("header"),
        choices=column.names("choices"),
        no_answer=column.flag("no_answer"),
    )


def _key(row: QuestionRow) -> str:
    return row.question.key if row.question else ""
