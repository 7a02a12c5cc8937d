"""The counts of one cell. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class CellTally:
    """The counts of one cell. answered + not_answered + not_asked = the tally's respondents.

    `chosen` counts choices (columns of a tick_grid), `special` counts answers instead of a number; `total` is
    the sum of the numbers as they were given, `numbers` how many there were.
    """

    answered: int = 0
    not_answered: int = 0
    not_asked: int = 0
    chosen: Mapping[str, int] = field(default_factory=dict)
    special: Mapping[str, int] = field(default_factory=dict)
    numbers: int = 0
    total: Decimal = Decimal(0)

    @property
    def respondents(self) -> int:
        return self.answered + self.not_answered + self.not_asked

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


def _add_counts(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
