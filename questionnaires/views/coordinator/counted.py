"""What the aggregate's page shows: a table a question, and the kommuner behind one number."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.answers import Number
from questionnaires.documents.answered import question_numbers
from questionnaires.measures import ANSWERS, Measure, MeasureKind, measures_of
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question
from questionnaires.selectors.aggregate import Kommun, RssCounts
from questionnaires.swedish import number_text, percent, trimmed


@dataclass(frozen=True)
class ShownNumber:
    """One number of a table. address: names it in ?tal=. share: of all kommuner in percent; None where it isn't a
    number of kommuner. label: the number in a sentence of its own.
    """

    address: str
    measure: Measure
    value: Decimal
    text: str
    share: Decimal | None
    label: str

    @property
    def share_text(self) -> str:
        return "" if self.share is None else number_text(self.share, unit="%")


@dataclass(frozen=True)
class ShownRow:
    """The numbers of one cell. label: the row's text, empty where the cell is the whole question."""

    label: str
    numbers: tuple[ShownNumber, ...]


@dataclass(frozen=True)
class ShownQuestion:
    """few: how many of its numbers are of one or two kommuner; plain: of none or of all that are counted."""

    number: int
    question: Question
    measures: tuple[Measure, ...]
    rows: tuple[ShownRow, ...]
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
            parts.append(
                ngettext(
                    "%(n)s tal gäller en eller två kommuner",
                    "%(n)s tal gäller en eller två kommuner",
                    self.few,
                )
                % {"n": self.few}
            )
        if self.plain:
            parts.append(
                ngettext(
                    "%(n)s tal gäller ingen eller alla som räknas",
                    "%(n)s tal gäller ingen eller alla som räknas",
                    self.plain,
                )
                % {"n": self.plain}
            )
        return f"{', '.join(parts)}." if parts else ""


@dataclass(frozen=True)
class ShownSection:
    key: str
    title: str
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True)
class Behind:
    """A kommun behind a number, and what it has to do with it in words; empty where the number says all."""

    kommun: str
    detail: str


@dataclass(frozen=True)
class Counted:
    """ "Så räknades det" for one number."""

    question: str
    number: ShownNumber
    place: str
    kommuner: tuple[Behind, ...]


def shown_sections(counts: RssCounts) -> tuple[ShownSection, ...]:
    """Every section with its questions' tables; notes and sections of notes alone are left out."""
    numbers = question_numbers(counts.definition)
    sections = (
        ShownSection(
            section.key,
            section.title,
            tuple(
                _shown(counts, question, numbers[question.key])
                for question in section.questions
                if question.key in numbers
            ),
        )
        for section in counts.definition.sections
    )
    return tuple(section for section in sections if section.questions)


def find_counted(counts: RssCounts, address: str) -> Counted | None:
    """The kommuner behind the number of an address (CELL:CODE), by name; None where there is no such number."""
    name, _colon, code = address.rpartition(":")
    try:
        cell = counts.definition.cell(name)
    except KeyError:
        return None
    measure = next((each for each in measures_of(cell.question) if each.code == code), None)
    if measure is None:
        return None
    place = f"{cell.text}, {measure.text}" if cell.item else str(measure.text)
    behind = (
        ()
        if counts.direct
        else tuple(each for kommun in counts.kommuner for each in _behind(kommun, cell, measure))
    )
    return Counted(cell.question.key, _number(counts, cell, measure), place, behind)


def _shown(counts: RssCounts, question: Question, number: int) -> ShownQuestion:
    cells = type_of(question).cells(question)
    asked_all = all(not counts.tally.cell(cell.name).not_asked for cell in cells)
    measures = tuple(
        each for each in measures_of(question) if not (asked_all and each.kind is MeasureKind.NOT_ASKED)
    )
    rows = tuple(
        ShownRow(
            cell.item.text if cell.item else "", tuple(_number(counts, cell, measure) for measure in measures)
        )
        for cell in cells
    )
    of_kommuner = [each.value for row in rows for each in row.numbers if each.measure.kind in ANSWERS]
    return ShownQuestion(
        number,
        question,
        measures,
        rows,
        few=sum(each in (1, 2) for each in of_kommuner) if counts.counted > 2 else 0,
        plain=sum(each in (0, counts.counted) for each in of_kommuner) if counts.counted else 0,
    )


def _number(counts: RssCounts, cell: Cell, measure: Measure) -> ShownNumber:
    frame = len(counts.kommuner)
    value = measure.of(counts.tally.cell(cell.name), frame)
    text = number_text(trimmed(value))
    words = f"{cell.text}, {measure.text}" if cell.item else str(measure.text)
    if not measure.is_count:
        return ShownNumber(f"{cell.name}:{measure.code}", measure, value, text, None, f"{words}: {text}")
    share = percent(int(value), frame)
    of_all = _("%(number)s av %(frame)s kommuner") % {"number": text, "frame": frame}
    return ShownNumber(f"{cell.name}:{measure.code}", measure, value, text, share, f"{words}: {of_all}")


def _behind(kommun: Kommun, cell: Cell, measure: Measure) -> Iterator[Behind]:
    """The kommun, where it is behind the number."""
    if kommun.sent is None:
        if measure.kind is MeasureKind.MISSING:
            yield Behind(kommun.name, str(kommun.state.label))
        return
    counts = kommun.sent.tally.cell(cell.name)
    answer = kommun.sent.answers.get(cell.name)
    if measure.kind is MeasureKind.TOTAL:
        if counts.numbers and isinstance(answer, Number):
            yield Behind(kommun.name, number_text(answer.number))
    elif measure.of(counts, 1):
        silent = measure.kind in (MeasureKind.MISSING, MeasureKind.NOT_ASKED)
        yield Behind(kommun.name, _silence(counts.not_asked) if silent else "")


def _silence(not_asked: int) -> str:
    return _("fick inte frågan") if not_asked else _("har lämnat frågan obesvarad")
