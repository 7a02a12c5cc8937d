"""A row per item of a question: how many organisations, or what percent of all, chose it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from exports.kinds.base import Body, Kind, Say
from exports.kinds.cells import count_cell, percent_cell, text_cell
from exports.kinds.entry import Name, TableEntry
from exports.kinds.missing import no_questionnaire
from exports.kinds.references import check_names, find_question, question_named, questionnaire_named
from exports.kinds.respondents import Count, Respondents, respondents_of
from exports.kinds.sources import Sources
from exports.table import Cell, Column, Row
from questionnaires.definition import Definition, Question
from reading.entry import Keys

TYPES = ("choice_grid", "tick_grid", "multiple_choice")


@dataclass(frozen=True)
class CountColumn:
    """A column of counts. choices: of a choice_grid, counted once if any; column: of a tick_grid.

    A multiple_choice needs neither: its rows are the choices.
    """

    header: str
    choices: tuple[Name, ...]
    column: Name | None
    show: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class CountedItem:
    """What a row counts: those who in this cell chose any of the choices."""

    key: str
    text: str
    cell: str
    choices: tuple[frozenset[str], ...]  # one set a column


@dataclass(frozen=True)
class ItemCounts(Kind):
    """sort: "count" (falling by the first column's count, equals in the questionnaire's order) or "questionnaire".

    last: items that stay last however many chose them ("Annat …").
    """

    questionnaire: Name | None
    question: Name | None
    header: str
    columns: tuple[CountColumn, ...]
    sort: str
    last: tuple[Name, ...]

    keys: ClassVar[Mapping[str, Keys]] = {
        "": Keys(("questionnaire", "question", "header", "columns"), ("sort", "last")),
        "columns": Keys(("header", "show"), ("choices", "column")),
    }

    @classmethod
    def parse(cls, entry: TableEntry) -> Self:
        return cls(
            questionnaire=entry.name("questionnaire"),
            question=entry.name("question"),
            header=entry.text("header"),
            columns=tuple(
                CountColumn(
                    header=column.text("header"),
                    choices=column.names("choices"),
                    column=column.name("column"),
                    show=column.one_of("show", ("count", "percent")),
                    line=column.line,
                )
                for column in entry.entries("columns", cls.keys["columns"])
            ),
            sort=entry.one_of("sort", ("count", "questionnaire"), default="count"),
            last=entry.names("last"),
        )

    def questionnaires(self) -> tuple[Name, ...]:
        return (self.questionnaire,) if self.questionnaire else ()

    def check(self, definitions: Mapping[str, Definition], say: Say) -> None:
        definition = questionnaire_named(definitions, self.questionnaire)
        question = question_named(definition, self.question, TYPES, say) if definition else None
        if question is None:
            return
        check_names(self.last, (key for key, _ in _rows_of(question)), "Raden", say)
        for column in self.columns:
            _check_column(column, question, say)

    def build(self, sources: Sources, year: int) -> Body:
        columns = (Column(self.header), *(Column(each.header, numeric=True) for each in self.columns))
        key = self.questionnaire.key if self.questionnaire else ""
        respondents = respondents_of(sources, key)
        if respondents is None:
            return Body(columns, (), missing=(no_questionnaire(key),))
        asked = self.question.key if self.question else ""
        question = find_question(respondents.definition, asked)
        if question is None or question.type not in TYPES:
            return Body(columns, (), notes=respondents.notes(), missing=respondents.missing())
        counted = [
            (item, [respondents.choosing(item.cell, choices) for choices in item.choices])
            for item in self._items(question)
        ]
        rows = tuple(
            Row(item.key, (text_cell(item.text), *self._cells(item, counts, question, respondents)))
            for item, counts in sorted(counted, key=self._place)
        )
        return Body(columns, rows, notes=respondents.notes(), missing=respondents.missing())

    def _items(self, question: Question) -> Iterable[CountedItem]:
        for key, text in _rows_of(question):
            if question.type == "multiple_choice":
                yield CountedItem(key, text, question.key, tuple(frozenset({key}) for _ in self.columns))
            else:
                yield CountedItem(key, text, f"{question.key}.{key}", tuple(map(_wanted, self.columns)))

    def _cells(
        self, item: CountedItem, counts: Sequence[Count], question: Question, respondents: Respondents
    ) -> Iterable[Cell]:
        for column, choices, count in zip(self.columns, item.choices, counts, strict=True):
            make = percent_cell if column.show == "percent" else count_cell
            yield make(count, choices, question, respondents)

    def _place(self, counted: tuple[CountedItem, list[Count]]) -> tuple[bool, int]:
        """Where a row sorts; what is equal keeps the questionnaire's order."""
        item, counts = counted
        if any(name.key == item.key for name in self.last):
            return True, 0
        return False, -counts[0].number if self.sort == "count" else 0


def _rows_of(question: Question) -> Iterable[tuple[str, str]]:
    """The key and text of what are rows: the items of a grid, the choices of a multiple_choice."""
    rows = question.choices if question.type == "multiple_choice" else question.items
    return ((each.key, each.text) for each in rows)


def _wanted(column: CountColumn) -> frozenset[str]:
    return frozenset({column.column.key} if column.column else {name.key for name in column.choices})


def _check_column(column: CountColumn, question: Question, say: Say) -> None:
    needs = {"choice_grid": "choices", "tick_grid": "column"}.get(question.type, "")
    has = [key for key, value in (("choices", column.choices), ("column", column.column)) if value]
    if has != ([needs] if needs else []):
        wanted = f"Kolumnen ska ha ”{needs}”" if needs else "Kolumnen ska varken ha ”choices” eller ”column”"
        say(column.line, f"{wanted}, eftersom frågan ”{question.key}” är av typen {question.type}.")
    check_names(column.choices, (each.key for each in question.choices), "Svarsalternativet", say)
    if column.column:
        check_names((column.column,), (each.key for each in question.columns), "Kolumnen", say)
