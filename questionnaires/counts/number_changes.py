"""What differs between two tallies of the same questionnaire, number by number. Of kommuner they know nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from questionnaires.counts.measures import measures_of
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.questions import Question
from questionnaires.swedish import number_text, trimmed


@dataclass(frozen=True)
class NumberChange:
    """One number that differs, as printed. number: the question's. label: the row, and what is counted."""

    number: int
    question: str
    label: str
    before: str
    after: str


def changed_numbers(
    definition: Definition, before: Tally, after: Tally, *, frame: int
) -> tuple[NumberChange, ...]:
    """Every number that differs, in the questionnaire's order. frame: how many kommuner the RSS has."""
    return tuple(
        change
        for question in definition.questions
        if question.key in definition.numbers
        for change in _changes(definition.numbers[question.key], question, before, after, frame)
    )


def _changes(
    number: int, question: Question, before: Tally, after: Tally, frame: int
) -> Iterator[NumberChange]:
    for cell in type_of(question).cells(question):
        for measure in measures_of(question):
            was = measure.of(before.counts(cell), frame)
            now = measure.of(after.counts(cell), frame)
            if was != now:
                label = f"{cell.text}, {measure.text}" if cell.item else str(measure.text)
                yield NumberChange(number, question.text, label, _text(was), _text(now))


def _text(number: Decimal) -> str:
    return number_text(trimmed(number))
