"""Answers in, counts out; tallies add up. No Django.

A tally says nothing about who answered what: it is what an RSS hands on to the national level.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any

from questionnaires.answers import Absence, Answer
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell


@dataclass(frozen=True)
class Tally:
    """The counts of some respondents to a questionnaire (or to several versions of it), by cell.

    For each cell answered + not_answered + not_asked = respondents: who had a version without the cell wasn't
    asked.
    """

    respondents: int
    cells: Mapping[str, CellTally] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> "Tally":
        """The tally of nobody; adding it changes nothing."""
        return cls(0)

    def cell(self, name: str) -> CellTally:
        """The counts of a cell; nobody was asked where the tally lacks it."""
        return self.cells.get(name) or CellTally(not_asked=self.respondents)

    def counts(self, cell: Cell) -> CellTally:
        """The counts of a cell as its question is now.

        Who answered a question of another type, which had its key in another version, wasn't asked this one.
        """
        counts = self.cell(cell.name)
        others = counts.answered - type_of(cell.question).given_to(counts)
        if not others:
            return counts
        return replace(counts, answered=counts.answered - others, not_asked=counts.not_asked + others)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            respondents=self.respondents + other.respondents,
            cells={name: self.cell(name) + other.cell(name) for name in [*self.cells, *other.cells]},
        )

    def chosen_any(self, cell: str, choices: Collection[str]) -> int:
        """How many chose any of the choices, each counted once ("initierat eller förstärkt").

        Only for cells where one choice is made (single_choice, a row of a choice_grid). Raises ValueError
        where somebody chose several: then the counts don't say how many chose any.
        """
        tally = self.cell(cell)
        if sum(tally.chosen.values()) != tally.answered:
            raise ValueError(f"{cell}: not one choice an answer")
        return sum(tally.chosen.get(choice, 0) for choice in set(choices))


def sum_tallies(tallies: Iterable[Tally]) -> Tally:
    """All of them together; nobody's tally where there are none."""
    return reduce(lambda one, other: one + other, tallies, Tally.empty())


def tally_answers(definition: Definition, answers: Mapping[str, Answer]) -> Tally:
    """The tally of one respondent's answers (by cell). What is hidden is not asked, whatever stands in it."""
    asked = definition.asked(answers)
    cells = {}
    for cell in definition.cells:
        absent = Absence.NOT_ANSWERED if cell.name in asked else Absence.NOT_ASKED
        answer = answers.get(cell.name, absent) if cell.name in asked else absent
        cells[cell.name] = type_of(cell.question).tally(cell, answer)
    return Tally(respondents=1, cells=cells)


def to_json(tally: Tally) -> dict[str, Any]:
    """The tally as it is stored: sorted by name, zeros left out, decimals as texts."""
    return {
        "respondents": tally.respondents,
        "cells": {name: _cell_to_json(tally.cells[name]) for name in sorted(tally.cells)},
    }


def from_json(stored: Mapping[str, Any]) -> Tally:
    """The inverse of `to_json`. Raises ValueError for what it never wrote."""
    try:
        respondents = int(stored["respondents"])
        cells = {name: _cell_from_json(cell) for name, cell in stored["cells"].items()}
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise ValueError(f"not a stored tally: {stored!r}") from error
    for name, cell in cells.items():
        if cell.respondents != respondents:
            raise ValueError(
                f"not a stored tally: {name} has {cell.respondents} of {respondents} respondents"
            )
    return Tally(respondents, cells)


def _cell_to_json(cell: CellTally) -> dict[str, Any]:
    counts = {
        "answered": cell.answered,
        "not_answered": cell.not_answered,
        "not_asked": cell.not_asked,
        "chosen": {key: cell.chosen[key] for key in sorted(cell.chosen)},
        "special": {key: cell.special[key] for key in sorted(cell.special)},
        "numbers": cell.numbers,
    }
    stored: dict[str, Any] = {name: count for name, count in counts.items() if count}
    return stored | {"total": str(cell.total)} if cell.numbers else stored


def _cell_from_json(stored: Mapping[str, Any]) -> CellTally:
    fields = {**stored, "total": Decimal(stored.get("total", "0"))}
    return CellTally(**fields)
