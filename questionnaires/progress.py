"""How far a response has come: answered of asked, counted in cells, by section. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from questionnaires.answers import Answer, from_json, is_answer_stored, is_answered
from questionnaires.checks import Shortcoming, shortcomings
from questionnaires.definition import Definition
from questionnaires.questions import Section

PartState = Literal["not_started", "started", "done", "wrong"]

# What is only not finished yet; everything else that keeps a response from being sent in is to be corrected.
UNFINISHED = ("required", "specify_missing", "whole_year_missing")


@dataclass(frozen=True)
class Content:
    """How many of the cells that are asked have an answer that counts."""

    answered: int
    asked: int


def content_of(definition: Definition, stored: Mapping[str, Mapping[str, Any]]) -> Content:
    """Counts stored answers (cell → what to_json wrote) as Progress does.

    Only what decides about other questions is made an answer of: every save counts.
    """
    deciding = {name: from_json(stored[name]) for name in definition.deciding if name in stored}
    asked = definition.asked(deciding)
    answered = sum(name in asked and is_answer_stored(answer) for name, answer in stored.items())
    return Content(answered, len(asked))


@dataclass(frozen=True)
class Part:
    """A section and how far it has come. lacking: what keeps it from being sent in."""

    section: Section
    answered: int
    asked: int
    lacking: tuple[Shortcoming, ...]

    @property
    def cells_lacking(self) -> int:
        """In how many cells something lacks or is wrong; in one of them it can be several things."""
        return len({each.cell for each in self.lacking})

    @property
    def has_optional_left(self) -> bool:
        """Whether all that must be answered is, and something else isn't."""
        return not self.lacking and 0 < self.answered < self.asked

    @property
    def state(self) -> PartState:
        if any(each.problem.code not in UNFINISHED for each in self.lacking):
            return "wrong"
        if not self.answered and self.asked:
            return "not_started"
        return "started" if self.lacking else "done"


@dataclass(frozen=True)
class Progress:
    """A whole response."""

    parts: tuple[Part, ...]

    @property
    def answered(self) -> int:
        return sum(part.answered for part in self.parts)

    @property
    def asked(self) -> int:
        return sum(part.asked for part in self.parts)

    @property
    def lacking(self) -> int:
        """How many cells keep it from being sent in."""
        return sum(part.cells_lacking for part in self.parts)

    @property
    def has_optional_left(self) -> bool:
        """Whether all that must be answered is, and something else isn't."""
        return self.is_complete and self.answered < self.asked

    @property
    def is_complete(self) -> bool:
        """Whether something is answered and no answer lacks or is wrong. Explanations can still be asked for."""
        return self.answered > 0 and not self.lacking


def progress_of(definition: Definition, answers: Mapping[str, Answer]) -> Progress:
    """How far these answers have come. What is hidden by its condition counts neither as asked nor as answered."""
    asked = definition.asked(answers)
    place = {question.key: section.key for section in definition.sections for question in section.questions}
    names: dict[str, list[str]] = {section.key: [] for section in definition.sections}
    for cell in definition.cells:
        if cell.name in asked:
            names[place[cell.question.key]].append(cell.name)
    lacking: dict[str, list[Shortcoming]] = {section.key: [] for section in definition.sections}
    for each in shortcomings(definition, answers):
        lacking[place[definition.cell(each.cell).question.key]].append(each)
    return Progress(
        tuple(
            Part(
                section,
                sum(is_answered(answers.get(name)) for name in names[section.key]),
                len(names[section.key]),
                tuple(lacking[section.key]),
            )
            for section in definition.sections
        )
    )
