"""A tally as tables, question by question: what a page shows of counts over an RSS's kommuner."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.counts.measures import ANSWERS, Measure, MeasureKind, measures_of, secret
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question
from questionnaires.swedish import number_text, percent, trimmed


@dataclass(frozen=True)
class CountedNumber:
    """One number of a table. address: names it within its questionnaire (CELL:CODE).

    value: None where it is too small to show. share: of all kommuner in percent; None where it isn't a number of
    kommuner, or isn't shown. label: the number in a sentence of its own.
    """

    address: str
    measure: Measure
    value: Decimal | None
    text: str
    share: Decimal | None
    label: str

    @property
    def share_text(self) -> str:
        return "" if self.share is None else number_text(self.share, unit="%")


@dataclass(frozen=True)
class CountedRow:
    """The numbers of one cell. label: the row's text, empty where the cell is the whole question."""

    label: str
    numbers: tuple[CountedNumber, ...]


@dataclass(frozen=True)
class CountTable:
    """A question's counts. number: the question's, through the whole questionnaire.

    few: how many of the numbers are of one or two kommuner; plain: of none or of all that are counted.
    """

    number: int
    question: Question
    measures: tuple[Measure, ...]
    rows: tuple[CountedRow, ...]
    few: int
    plain: int

    @property
    def is_single(self) -> bool:
        """Whether the question is one cell, whose numbers stand below each other."""
        return len(self.rows) == 1 and not self.rows[0].label

    @property
    def recognisable(self) -> str:
        """What its numbers can tell of single kommuner, in a sentence; empty where they tell nothing."""
        parts = []
        if self.few:
            sentence = ngettext(
                "%(n)s tal gäller en eller två kommuner", "%(n)s tal gäller en eller två kommuner", self.few
            )
            parts.append(sentence % {"n": self.few})
        if self.plain:
            sentence = ngettext(
                "%(n)s tal gäller ingen eller alla som räknas",
                "%(n)s tal gäller ingen eller alla som räknas",
                self.plain,
            )
            parts.append(sentence % {"n": self.plain})
        return f"{', '.join(parts)}." if parts else ""


@dataclass(frozen=True)
class CountSection:
    key: str
    title: str
    tables: tuple[CountTable, ...]


def count_sections(
    definition: Definition, tally: Tally, *, frame: int, smallest: int = 1
) -> tuple[CountSection, ...]:
    """Every section with its questions' tables; notes, and sections of notes alone, are left out.

    frame: how many kommuner the RSS has: shares are of all of them. smallest: the least count that is shown, with
    what would give a smaller one away left out too (questionnaires.counts.measures.secret).
    """
    numbers = definition.numbers
    sections = (
        CountSection(
            section.key,
            section.title,
            tuple(
                _table(question, numbers[question.key], tally, frame, smallest)
                for question in section.questions
                if question.key in numbers
            ),
        )
        for section in definition.sections
    )
    return tuple(section for section in sections if section.tables)


def counted_number(cell: Cell, measure: Measure, tally: Tally, *, frame: int) -> CountedNumber:
    """One number, shown whatever it is."""
    return _number(cell, measure, measure.of(tally.counts(cell), frame), frame)


def number_address(cell: Cell, measure: Measure) -> str:
    """What names a number within its questionnaire."""
    return f"{cell.name}:{measure.code}"


def _table(question: Question, number: int, tally: Tally, frame: int, smallest: int) -> CountTable:
    cells = type_of(question).cells(question)
    asked_all = all(not tally.counts(cell).not_asked for cell in cells)
    measures = tuple(
        each for each in measures_of(question) if not (asked_all and each.kind is MeasureKind.NOT_ASKED)
    )
    values = [
        (measure, measure.of(tally.counts(cell), frame))
        for cell in cells
        for measure in measures
        if measure.kind in ANSWERS
    ]
    counted = tally.respondents
    return CountTable(
        number,
        question,
        measures,
        tuple(_row(cell, measures, tally, frame, smallest) for cell in cells),
        few=sum(value in (1, 2) for _measure, value in values) if counted > 2 else 0,
        plain=sum(value in (0, counted) for _measure, value in values) if counted else 0,
    )


def _row(cell: Cell, measures: Sequence[Measure], tally: Tally, frame: int, smallest: int) -> CountedRow:
    values = {measure: measure.of(tally.counts(cell), frame) for measure in measures}
    unseen = secret(cell.question, tally.counts(cell), frame=frame, smallest=smallest)
    return CountedRow(
        cell.item.text if cell.item else "",
        tuple(
            _number(cell, measure, None if measure in unseen else value, frame)
            for measure, value in values.items()
        ),
    )


def _number(cell: Cell, measure: Measure, value: Decimal | None, frame: int) -> CountedNumber:
    words = f"{cell.text}, {measure.text}" if cell.item else str(measure.text)
    address = number_address(cell, measure)
    if value is None:
        text = _("visas inte")
        return CountedNumber(address, measure, None, text, None, f"{words}: {text}")
    text = number_text(trimmed(value))
    if not measure.is_count:
        return CountedNumber(address, measure, value, text, None, f"{words}: {text}")
    of_all = _("%(number)s av %(frame)s kommuner") % {"number": text, "frame": frame}
    return CountedNumber(address, measure, value, text, percent(int(value), frame), f"{words}: {of_all}")
