"""Answers in, counts out; tallies add up. No Django.

A tally says nothing about who answered what: it is what an RSS hands on to the national level.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from questionnaires.answers import Absence, Answer
from questionnaires.definition import Definition
from questionnaires.question_types import tally_of


@dataclass(frozen=True)
class CellTally:
    """The counts of one cell. answered + not_answered + not_asked = the tally's respondents.

    `chosen` counts choices (columns of a tick_grid), `special` counts answers instead of a number; `total` is the
    sum of the numbers as they were given, `numbers` how many there were.
    """

    answered: int = 0
    not_answered: int = 0
    not_asked: int = 0
    chosen: Mapping[str, int] = field(default_factory=dict)
    special: Mapping[str, int] = field(default_factory=dict)
    numbers: int = 0
    total: Decimal = Decimal(0)

    def __add__(self, other: "CellTally") -> "CellTally":
        return CellTally(
            answered=self.answered + other.answered,
            not_answered=self.not_answered + other.not_answered,
            not_asked=self.not_asked + other.not_asked,
            chosen=_add_counts(self.chosen, other.chosen),
            special=_add_counts(self.special, other.special),
            numbers=self.numbers + other.numbers,
            total=self.total + other.total,
        )
