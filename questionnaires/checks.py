"""Findings about a whole response. Never writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.question_types import Problem, type_of
from questionnaires.questions import Cell, Question


@dataclass(frozen=True)
class Shortcoming:
    """Why a response can't be submitted: what is lacking in which cell. `place` names it for a reader."""

    cell: str
    place: str
    problem: Problem


def shortcomings(definition: Definition, answers: Mapping[str, Answer]) -> tuple[Shortcoming, ...]:
    """Everything that stands in the way of submitting, in the questionnaire's order. Hidden cells lack nothing.

    What the questions lack, and answers that they can't have: a choice that a new version has taken away, a number
    outside its limits.
    """
    asked = definition.asked(answers)
    return tuple(
        Shortcoming(cell.name, cell.text, problem)
        for question in definition.questions
        for cell, problem in _question_problems(question, answers)
        if cell.name in asked
    )


def _question_problems(question: Question, answers: Mapping[str, Answer]) -> Iterator[tuple[Cell, Problem]]:
    kind = type_of(question)
    yield from kind.question_lacks(question, answers)
    for cell in kind.cells(question):
        if (answer := answers.get(cell.name)) is not None:
            yield from ((cell, problem) for problem in kind.problems(cell, answer))
