"""The counts of one or several groups of respondents beside each other, question by question; and one's own answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from questionnaires.answers import Absence, Answer
from questionnaires.checks import SHARE_UNIT
from questionnaires.counts.measures import ANSWERS, Measure, MeasureKind, measures_of, secret
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell, Question
from questionnaires.swedish import number_text, percent, rounded, trimmed

LEAST_DECIMALS = 1


@dataclass(frozen=True)
class Group:
    """Some respondents. frame: how many there are, of whom the tally counts those that have sent in; a percentage is
    of all of them. smallest: counts above none and below it aren't shown; 1 shows all.
    """

    name: str
    tally: Tally
    frame: int
    smallest: int = 1


@dataclass(frozen=True)
class ShownCount:
    """A number of one group, in words. share: whole percent of the frame; None where it isn't a number of respondents,
    or isn't shown. is_shown: whether it is large enough to be, and tells of none that isn't.
    """

    text: str
    share: Decimal | None = None
    is_shown: bool = True

    @property
    def share_text(self) -> str:
        return "" if self.share is None else number_text(self.share, unit="%")


@dataclass(frozen=True)
class ComparedMeasure:
    """One line: what is counted, and each group's number in their order. is_own: whether one's own answer is it.

    is_as_asked: whether the text is the questionnaire's own, in Swedish.
    """

    text: str | Promise
    kind: str
    counts: tuple[ShownCount, ...]
    is_own: bool
    is_as_asked: bool = False

    @property
    def differs(self) -> bool:
        """Whether the groups' numbers aren't all the same."""
        return len({each.text for each in self.counts}) > 1


@dataclass(frozen=True)
class ComparedRow:
    """A cell. label: the row's text, empty where the cell is the whole question. own: one's own answer in words."""

    cell: str
    label: str
    own: str
    measures: tuple[ComparedMeasure, ...]


@dataclass(frozen=True)
class ComparedQuestion:
    key: str
    number: int
    text: str
    rows: tuple[ComparedRow, ...]

    @property
    def is_single(self) -> bool:
        return len(self.rows) == 1 and not self.rows[0].label


@dataclass(frozen=True)
class ComparedSection:
    key: str
    title: str
    questions: tuple[ComparedQuestion, ...]


@dataclass(frozen=True)
class Comparison:
    """What is compared. own: one's own answers by cell, None where there are none to mark. only: the cells to show,
    None for all.
    """

    definition: Definition
    groups: tuple[Group, ...]
    own: Mapping[str, Answer] | None = None
    only: frozenset[str] | None = None

    def sections(self) -> tuple[ComparedSection, ...]:
        """Every section with the questions that count something."""
        numbers = self.definition.numbers
        sections = (
            ComparedSection(
                section.key,
                section.title,
                tuple(
                    ComparedQuestion(question.key, numbers[question.key], question.text, rows)
                    for question in section.questions
                    if (rows := tuple(self._rows(question)))
                ),
            )
            for section in self.definition.sections
        )
        return tuple(section for section in sections if section.questions)

    def _rows(self, question: Question) -> Iterator[ComparedRow]:
        cells = type_of(question).cells(question)
        # The same columns in every row.
        asked_all = not any(group.tally.counts(cell).not_asked for group in self.groups for cell in cells)
        for cell in cells:
            if self.only is None or cell.name in self.only:
                label = cell.text if cell.item else ""
                measures = tuple(self._measures(cell, asked_all=asked_all))
                yield ComparedRow(cell.name, label, self._own_words(cell), measures)

    def _measures(self, cell: Cell, *, asked_all: bool) -> Iterator[ComparedMeasure]:
        tallies = [group.tally.counts(cell) for group in self.groups]
        own = self._own_tally(cell)
        columns = [_column(cell, counts, group) for counts, group in zip(tallies, self.groups, strict=True)]
        for measure in measures_of(cell.question):
            if measure.kind is MeasureKind.NOT_ASKED and asked_all:
                continue
            # Percentages added up mean nothing.
            if measure.kind is MeasureKind.TOTAL and cell.question.unit != SHARE_UNIT:
                yield self._measure(measure, columns, own)
            if measure.kind is MeasureKind.TOTAL:
                totals = [column[measure] for column in columns]
                means = tuple(_mean(*each) for each in zip(tallies, totals, strict=True))
                yield ComparedMeasure(_("Medelvärde"), "medel", means, is_own=False)
            else:
                yield self._measure(measure, columns, own)

    @staticmethod
    def _measure(
        measure: Measure, columns: list[dict[Measure, ShownCount]], own: CellTally | None
    ) -> ComparedMeasure:
        is_own = bool(own and measure.kind in ANSWERS and measure.of(own, 1))
        counts = tuple(column[measure] for column in columns)
        return ComparedMeasure(measure.text, measure.kind.value, counts, is_own, measure.is_as_asked)

    def _own_tally(self, cell: Cell) -> CellTally | None:
        if self.own is None:
            return None
        answer = self.own.get(cell.name, Absence.NOT_ANSWERED)
        return type_of(cell.question).tally(cell, answer)

    def _own_words(self, cell: Cell) -> str:
        answer = (self.own or {}).get(cell.name)
        return "" if answer is None else type_of(cell.question).show(cell, answer)


def _column(cell: Cell, counts: CellTally, group: Group) -> dict[Measure, ShownCount]:
    """A group's number for each measure. What is too small isn't shown, nor what would give it away."""
    unseen = secret(cell.question, counts, frame=group.frame, smallest=group.smallest)
    return {
        measure: ShownCount(_("för få för att visas"), is_shown=False)
        if measure in unseen
        else _shown(measure, measure.of(counts, group.frame), group)
        for measure in measures_of(cell.question)
    }


def _shown(measure: Measure, value: Decimal, group: Group) -> ShownCount:
    text = number_text(trimmed(value))
    return ShownCount(text, percent(int(value), group.frame) if measure.is_count else None)


def _mean(counts: CellTally, total: ShownCount) -> ShownCount:
    """What those that gave a number gave on average, with a decimal; empty where nobody did. total: as it is shown."""
    if not total.is_shown:
        return total
    if not counts.numbers:
        return ShownCount("")
    return ShownCount(number_text(rounded(counts.total / counts.numbers, LEAST_DECIMALS)))


def differing_cells(one: Tally, other: Tally) -> frozenset[str]:
    """The cells that two tallies count differently."""
    return frozenset(name for name in {*one.cells, *other.cells} if one.cell(name) != other.cell(name))
