"""Every number that a tally holds of a question, with its words: what a page can show, and a link can name."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from questionnaires.counts.small_groups import hidden, is_hidden
from questionnaires.question_types import type_of
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Question


class MeasureKind(Enum):
    """What is counted. The values stand in addresses."""

    CHOICE = "val"
    TOTAL = "summa"
    NUMBERS = "tal"
    SPECIAL = "sarskilt"
    ANSWERED = "svar"
    MISSING = "saknas"
    NOT_ASKED = "fick-inte-fragan"


# Those that say what the kommuner answered; the others say that they didn't, or add numbers up.
ANSWERS = (MeasureKind.CHOICE, MeasureKind.NUMBERS, MeasureKind.SPECIAL, MeasureKind.ANSWERED)


@dataclass(frozen=True)
class Measure:
    """One number of a cell. key: of the choice (column of a tick_grid) or special answer that it counts.

    Every measure but TOTAL is a number of kommuner. Of kommuner that aren't counted at all MISSING is the only one
    that knows; those that weren't asked (NOT_ASKED) are a part of it, as in the published tables.
    """

    kind: MeasureKind
    text: str | Promise
    key: str = ""

    @property
    def code(self) -> str:
        """What names it in an address, within its cell."""
        return f"{self.kind.value}.{self.key}" if self.key else self.kind.value

    @property
    def is_as_asked(self) -> bool:
        """Whether the text is the questionnaire's own, and so in Swedish whatever language the page is in."""
        return self.kind in (MeasureKind.CHOICE, MeasureKind.SPECIAL)

    @property
    def is_count(self) -> bool:
        """Whether it is a number of kommuner."""
        return self.kind is not MeasureKind.TOTAL

    def of(self, counts: CellTally, frame: int) -> Decimal:
        """The number, of `frame` kommuner of which some are counted; a TOTAL with the decimals that were given."""
        match self.kind:
            case MeasureKind.CHOICE:
                return Decimal(counts.chosen.get(self.key, 0))
            case MeasureKind.SPECIAL:
                return Decimal(counts.special.get(self.key, 0))
            case MeasureKind.TOTAL:
                return counts.total
            case MeasureKind.NUMBERS:
                return Decimal(counts.numbers)
            case MeasureKind.ANSWERED:
                return Decimal(counts.answered)
            case MeasureKind.NOT_ASKED:
                return Decimal(counts.not_asked)
        return Decimal(frame - counts.answered)


def measures_of(question: Question) -> tuple[Measure, ...]:
    """What is counted in each cell of a question, in the order to show it; empty for a note, which has no cell."""
    kind = type_of(question)
    if not kind.cells(question):
        return ()
    return (
        *_answers(question),
        Measure(MeasureKind.MISSING, _("Saknas svar")),
        Measure(MeasureKind.NOT_ASKED, _("varav inte fick frågan")),
    )


def secret(question: Question, counts: CellTally, *, frame: int, smallest: int) -> frozenset[Measure]:
    """The measures of a question's cell that aren't shown of a group: too small, or telling of one that is.

    frame, smallest: of the group, how many it has and the least count to show. A reader knows how many of the group
    are counted: of those that aren't nothing is hidden, and what is too small is so among those that are.
    """
    if smallest <= 1:
        return frozenset()
    measures = measures_of(question)
    found = _secret_parts(question, measures, counts, frame, smallest)
    kinds = {each.kind for each in found}
    small = any(is_hidden(each, smallest) for each in (counts.not_asked, counts.not_answered))
    follows = {
        MeasureKind.TOTAL: MeasureKind.NUMBERS in kinds,
        MeasureKind.NOT_ASKED: MeasureKind.MISSING in kinds or small,
    }
    return found | {each for each in measures if follows.get(each.kind)}


def _secret_parts(
    question: Question, measures: tuple[Measure, ...], counts: CellTally, frame: int, smallest: int
) -> frozenset[Measure]:
    """Of what was answered, and that nothing was: together all that are counted, unless several could be chosen."""
    silent = counts.not_asked + counts.not_answered
    parts = [each for each in measures if each.kind in (*ANSWERS, MeasureKind.MISSING)]
    if counts.not_asked == counts.not_answered == 1:
        # Two silent of whom some weren't asked: one was.
        return frozenset(parts)
    if _overlaps(question):
        # What nearly all chose tells how many are silent, and how many are silent tells how many chose anything.
        if is_hidden(silent, smallest) or is_hidden(counts.answered, smallest):
            return frozenset(parts)
        parts = [each for each in parts if each.kind is MeasureKind.CHOICE]
    sizes = [silent if each.kind is MeasureKind.MISSING else int(each.of(counts, frame)) for each in parts]
    return frozenset(parts[place] for place in hidden(sizes, smallest))


def _overlaps(question: Question) -> bool:
    """Whether one respondent can be counted by several measures of a cell."""
    return question.type in ("multiple_choice", "tick_grid")


def _answers(question: Question) -> tuple[Measure, ...]:
    if type_of(question).compares_numbers:
        return (
            Measure(MeasureKind.TOTAL, _("Summa")),
            Measure(MeasureKind.NUMBERS, _("Har angett ett tal")),
            *(Measure(MeasureKind.SPECIAL, each.text, each.key) for each in question.special),
        )
    if question.columns:
        return tuple(Measure(MeasureKind.CHOICE, each.text, each.key) for each in question.columns)
    if question.choices:
        return tuple(Measure(MeasureKind.CHOICE, each.text, each.key) for each in question.choices)
    return (Measure(MeasureKind.ANSWERED, _("Har svarat")),)
