"""Findings about a whole response. Never writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.question_types import TYPES, Problem


@dataclass(frozen=True)
class Shortcoming:
    """Why a response can't be submitted: what is lacking in which cell. `place` names it for a reader."""

    cell: str
    place: str
    problem: Problem


def shortcomings(definition: Definition, answers: Mapping[str, Answer]) -> tuple[Shortcoming, ...]:
    """Everything that stands in the way of submitting, in the questionnaire's order. Hidden cells lack nothing."""
    asked = definition.asked(answers)
    return tuple(
        Shortcoming(cell.name, cell.item.text if cell.item else cell.question.text, problem)
        for cell in definition.cells
        if cell.name in asked
        for problem in TYPES[cell.question.type].lacks(cell, answers.get(cell.name))
    )
