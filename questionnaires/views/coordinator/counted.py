"""The kommuner behind one number of the aggregate."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from questionnaires.answers import Number
from questionnaires.counts.measures import Measure, MeasureKind, measures_of
from questionnaires.counts.tables import CountedNumber, CountSection, count_sections, counted_number
from questionnaires.questions import Cell
from questionnaires.selectors.coordinator.aggregate import Kommun, RssCounts
from questionnaires.swedish import number_text


@dataclass(frozen=True)
class Behind:
    """A kommun behind a number, and what it has to do with it in words; empty where the number says all."""

    kommun: str
    detail: str


@dataclass(frozen=True)
class Counted:
    """ "Så räknades det" for one number. question: the key of the question that it belongs to."""

    question: str
    number: CountedNumber
    kommuner: tuple[Behind, ...]


def shown_sections(counts: RssCounts) -> tuple[CountSection, ...]:
    """Every question's table, over all of the RSS's kommuner."""
    return count_sections(counts.definition, counts.tally, frame=len(counts.kommuner))


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
    kommuner = () if counts.direct else counts.kommuner
    behind = tuple(each for kommun in kommuner for each in _behind(kommun, cell, measure))
    number = counted_number(cell, measure, counts.tally, frame=len(counts.kommuner))
    return Counted(cell.question.key, number, behind)


def _behind(kommun: Kommun, cell: Cell, measure: Measure) -> Iterator[Behind]:
    """The kommun, where it is behind the number."""
    if kommun.sent is None:
        if measure.kind is MeasureKind.MISSING:
            yield Behind(kommun.name, str(kommun.state.label))
        return
    counts = kommun.sent.tally.counts(cell)
    answer = kommun.sent.answers.get(cell.name)
    if measure.kind is MeasureKind.TOTAL:
        if counts.numbers and isinstance(answer, Number):
            yield Behind(kommun.name, number_text(answer.number))
    elif measure.of(counts, 1):
        silent = measure.kind in (MeasureKind.MISSING, MeasureKind.NOT_ASKED)
        yield Behind(kommun.name, _silence(counts.not_asked) if silent else "")


def _silence(not_asked: int) -> str:
    return _("fick inte frågan") if not_asked else _("har lämnat frågan obesvarad")
