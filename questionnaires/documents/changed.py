"""What differs between two times that the same questionnaire was answered, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from questionnaires.answers import Answer
from questionnaires.definition import Definition
from questionnaires.models import Submission
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


@dataclass(frozen=True)
class ChangedSubmission:
    """What was sent in, and which of its answers are others than before; changed: None where there was none before."""

    sent: Submission
    changed: tuple[Changed, ...] | None


def changed_submissions(
    before: Iterable[Submission], after: Iterable[Submission]
) -> tuple[ChangedSubmission, ...]:
    """What each submission changed since that of the same response before."""
    earlier = {each.response_id: each for each in before}
    return tuple(ChangedSubmission(each, _changed(earlier.get(each.response_id), each)) for each in after)


def _changed(before: Submission | None, after: Submission) -> tuple[Changed, ...] | None:
    if before is None:
        return None
    return changed_cells(after.questionnaire.definition, before.given, after.given)


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
