"""The definition of a questionnaire, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaires.answers import Absence, Answer
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question, Section


@dataclass(frozen=True)
class Definition:
    """A questionnaire. Two are equal when they ask the same: comments, the order of YAML keys, lines and
    whether a list of choices is named don't matter.

    respondents: region, kommun or rss. reported_by: "rss" where kommuner's answers are reported as its
    aggregate, otherwise empty.
    """

    key: str
    year: int
    respondents: str
    title: str
    sections: tuple[Section, ...]
    reported_by: str = ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, notes too, in the order they are asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, in the order they are asked."""
        return tuple(cell for question in self.questions for cell in type_of(question).cells(question))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Question → its number, from 1 through the whole questionnaire; notes have none."""
        numbered = (question for question in self.questions if type_of(question).cells(question))
        return {question.key: number for number, question in enumerate(numbered, 1)}

    def question(self, key: str) -> Question:
        """Raises KeyError for a question that it lacks."""
        return self._questions[key]

    def cell(self, name: str) -> Cell:
        """Raises KeyError for a cell that it lacks."""
        return self._cells[name]

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The names of the cells on whose answers it depends what is asked."""
        conditions = (question.show_if for question in self.questions)
        return frozenset(cell for each in conditions if each for cell in each.references)

    def asked(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """The names of the cells whose question is asked, given these answers (by cell).

        What a hidden question was answered with counts as absent for the conditions after it.
        """
        asked: set[str] = set()

        def value_of(name: str) -> Answer | Absence:
            if name not in asked:
                return Absence.NOT_ASKED
            return answers.get(name, Absence.NOT_ANSWERED)

        for question, names in self._names:
            if question.show_if is None or question.show_if.is_met(value_of):
                asked.update(names)
        return frozenset(asked)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {cell.name: cell for cell in self.cells}

    @cached_property
    def _names(self) -> tuple[tuple[Question, tuple[str, ...]], ...]:
        return tuple(
            (question, tuple(cell.name for cell in type_of(question).cells(question)))
            for question in self.questions
        )
