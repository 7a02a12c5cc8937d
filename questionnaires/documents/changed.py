"""What differs between two times that the same questionnaire was answered, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.question_types import type_of


@dataclass(frozen=True)
class Changed:
    """A cell whose answer is another. label: the row's text, empty where the cell is the whole question.

    before, after: in words, empty where there was none or is none.
    """

    cell: str
    section: str
    number: int
    text: str
    label: str
    before: str
    after: str


def changed_cells(
    definition: Definition, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Changed, ...]:
    """The cells whose answers differ, in the questionnaire's order; cells that it no longer has are left out."""
    numbers = definition.numbers
    section = {question.key: each.key for each in definition.sections for question in each.questions}
    found = []
    for cell in definition.cells:
        was, is_now = before.get(cell.name), after.get(cell.name)
        if was != is_now:
            show = type_of(cell.question).show
            found.append(
                Changed(
                    cell.name,
                    section[cell.question.key],
                    numbers[cell.question.key],
                    cell.question.text,
                    cell.text if cell.item else "",
                    show(cell, was) if was else "",
                    show(cell, is_now) if is_now else "",
                )
            )
    return tuple(found)
