"""A part of a table with a row per organisation, and what it fills a row with: cells, amounts and findings."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from exports.kinds.answer_words import answer_words, choice_texts, chosen_keys
from exports.kinds.cells import empty_cell
from exports.kinds.entry import Name, TableEntry
from exports.kinds.missing import RETURNED
from exports.kinds.references import find_cell
from exports.kinds.sources import Sources
from exports.table import Cell, Column, Provenance, Source
from questionnaires.answers import Absence, Answer
from questionnaires.definition import Definition
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers
from questionnaires.swedish import list_text
from reading.entry import Keys

# What a note's mark can follow from, and what its text can be filled in with.
FINDINGS: Mapping[str, tuple[str, ...]] = {
    "no_answer": ("region", "column"),
    "whole_year": ("region", "column", "given", "rounded"),
    "rounded": ("region", "column", "given", "rounded"),
    "estimated": ("region", "column", "given", "rounded"),
}


@dataclass(frozen=True)
class Finding:
    """Something about a cell that a note can be about.

    when: a key of FINDINGS. cell: which of the part's cells. column: what it counts, in words. given, rounded: its
    number before and after rounding, as printed.
    """

    when: str
    cell: int
    column: str
    given: str = ""
    rounded: str = ""


@dataclass(frozen=True)
class Amount:
    """What a cell gives a total: the number that is printed, and the one that was given; None where there is none.

    words: how the total says where it comes from. left_out: what of the organisation's answer the total lacks.
    """

    printed: Decimal | None
    given: Decimal | None
    words: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A part of a row. amounts: one per column, None for what is never summed; year: the same for a pair's year."""

    cells: tuple[Cell, ...]
    amounts: tuple[Amount | None, ...]
    year: Amount | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class RowSource:
    """An organisation and what it answered; `own` is None where its questionnaire isn't read in.

    print_as: choice or special answer → the words that the table prints for it.
    """

    organisation: FrameOrganisation
    own: OwnAnswers | None
    sources: Sources
    print_as: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.organisation.report_name

    def answer(self, cell: str) -> Answer | Absence:
        return self.own.answer(cell) if self.own else Absence.NOT_RECEIVED

    def words(self, cell: str) -> str:
        """The answer in the questionnaire's words, or why there is none."""
        if self.own is None:
            return "enkäten är inte inläst"
        if self.own.answers is None and self.own.state == RETURNED:
            return "komplettering är begärd, räknas inte"
        found = find_cell(self.own.definition, cell)
        return answer_words(found.question, self.own.answer(cell)) if found else "frågan ställdes inte"

    def printed(self, cell: str) -> str:
        """What the table prints for the choices or the special answer in a cell."""
        found = find_cell(self.own.definition, cell) if self.own else None
        if found is None:
            return self.words(cell)
        texts = choice_texts(found.question) | dict(self.print_as)
        keys = chosen_keys(self.answer(cell))
        return list_text([text for key, text in texts.items() if key in keys])

    def provenance(self, cell: str, *, counted: bool) -> Provenance:
        words = self.words(cell)
        return Provenance(f"{self.name}: {words}.", (Source(self.name, words, counted),))

    def why_empty(self, cell: str, header: str) -> str:
        """A sentence about a cell without an answer: about the whole organisation where it sent in nothing."""
        if self.own is not None and self.own.answers is None:
            return f"{self.name}: {self.words(cell)}."
        return f"{self.name}, {header}: {self.words(cell)}."


class Part(ABC):
    """One or two columns that are filled together. types: of the questions whose cells it reads."""

    keys: ClassVar[Keys]
    types: ClassVar[tuple[str, ...]] = ()

    @classmethod
    @abstractmethod
    def parse(cls, entry: TableEntry) -> "Part | None":
        """Reads the part's keys; None where too much of it is wrong."""

    @abstractmethod
    def columns(self, definition: Definition | None) -> tuple[Column, ...]: ...

    @abstractmethod
    def fill(self, source: RowSource) -> Filled: ...

    def country(self, sources: Sources) -> Filled:
        """The part for the whole country; organisations' answers say nothing about it."""
        width = len(self.columns(None))
        return Filled(tuple(empty_cell() for _ in range(width)), (None,) * width)

    def cells(self) -> tuple[Name, ...]:
        """The cells of the questionnaire that it reads."""
        return ()

    def answer_columns(self) -> int:
        """How many of its columns are answers."""
        return 0

    def missing(self, sources: Sources, rows: Collection[RowSource]) -> tuple[str, ...]:
        """Sentences about values that aren't read in."""
        return ()
