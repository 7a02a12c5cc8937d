"""What differs between two versions of a questionnaire, and which answers go from one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from questionnaires.answers import from_json
from questionnaires.definition.model import Definition
from questionnaires.question_types import type_of
from questionnaires.questions import Question


@dataclass(frozen=True)
class QuestionChange:
    """A question that isn't as it was. section: its key in the later version, empty where the question is removed.
    number: the later version's; 0 where it has none.
    """

    kind: Literal["new", "changed", "removed"]
    question: Question
    section: str = ""
    number: int = 0


def question_changes(before: Definition, after: Definition) -> tuple[QuestionChange, ...]:
    """The questions that are new or changed, in the order of the later version, then those that are removed."""
    was = {question.key: question for question in before.questions}
    found = []
    for section in after.sections:
        for question in section.questions:
            if question.key not in was:
                found.append(QuestionChange("new", question, section.key, after.numbers.get(question.key, 0)))
            elif question != was[question.key]:
                found.append(
                    QuestionChange("changed", question, section.key, after.numbers.get(question.key, 0))
                )
    kept = {question.key for question in after.questions}
    removed = (question for question in before.questions if question.key not in kept)
    return (*found, *(QuestionChange("removed", question) for question in removed))


def fitted_cells(definition: Definition, cells: Mapping[str, Any]) -> dict[str, Any]:
    """A response's cells (models.Response.cells) as they go on to another version: every answer that still fits.

    Emptied, as a change of its own, is a cell that the version lacks or asks another sort of question in. A choice that
    is taken away or a number outside new limits stays, to be corrected by whoever gave it.
    """
    return {
        name: cell
        if fits(definition, name, cell["answer"])
        else {"answer": None, "version": cell["version"] + 1}
        for name, cell in cells.items()
    }


def fits(definition: Definition, name: str, stored: Mapping[str, Any] | None) -> bool:
    """Whether a stored answer is of the sort that a version asks for in that cell; no answer fits anywhere."""
    if stored is None:
        return True
    try:
        cell = definition.cell(name)
    except KeyError:
        return False
    problems = type_of(cell.question).problems(cell, from_json(stored))
    return all(each.code != "wrong_kind" for each in problems)
