"""Where a region and an RSS of its län have answered the same question, and whether they say the same.

The same question is one of the same key and type, with the same choices, rows and columns, in a questionnaire of
regions and one of RSS in the same round. Keys outlive wordings, so the words may differ; both are shown. What is
answered in one's own words can't be compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.db.models import Count
from django.http import Http404

from accounts.models import OrganisationKind
from questionnaires.answers import Answer, Chosen, ChosenSet, Number, Special, Ticked
from questionnaires.definition import Definition
from questionnaires.models import FrameMember, Response, Round, Submission, Thread, ThreadState
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question
from questionnaires.rules import NATIONALLY_COUNTED
from questionnaires.selectors.national.collected import NATIONAL_KINDS
from questionnaires.swedish import sort_key

# What two answers are compared by: what was chosen, never the words beside it.
Compared = frozenset[str] | Number | Special


@dataclass(frozen=True)
class Pair:
    """A region and an RSS of its län with what they answered in one cell.

    region_says, rss_says: (in words, whether the other has answered that too), one for each thing chosen. threads:
    how many open ones the two have at the question. region_response, rss_response: what to write to.
    """

    region: FrameMember
    rss: FrameMember
    region_response: Response
    rss_response: Response
    region_says: tuple[tuple[str, bool], ...]
    rss_says: tuple[tuple[str, bool], ...]
    is_different: bool
    threads: int


@dataclass(frozen=True)
class SharedCell:
    """A question, or a row of one, that both are asked. rss_text: the RSS's wording where it is another, else empty."""

    cell: Cell
    rss_text: str
    pairs: tuple[Pair, ...]

    @property
    def different(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.is_different)


@dataclass(frozen=True)
class _Sent:
    """What one organisation has sent in and that counts now."""

    response: Response
    definition: Definition
    answers: dict[str, Answer]

    @property
    def member(self) -> FrameMember:
        return self.response.respondent


def shared_cells(round_: Round) -> tuple[SharedCell, ...]:
    """Every cell that some region and RSS have both answered, in the order of the regions' questionnaire.

    The pairs are those that have, by the region's name. Two queries.
    """
    sent = _sent(round_)
    threads = _open_threads(round_)
    regions = [each for each in sent if each.member.kind == OrganisationKind.REGION]
    rss = [each for each in sent if each.member.kind == OrganisationKind.RSS]
    found: dict[str, tuple[Cell, str, list[Pair]]] = {}
    for one, other in product(regions, rss):
        if one.member.lan_code == other.member.lan_code:
            for cell, theirs in _asked_of_both(one.definition, other.definition):
                _, _, pairs = found.setdefault(cell.name, (cell, _other_words(cell, theirs), []))
                pairs.extend(_pair(one, other, cell, theirs, threads))
    return tuple(SharedCell(cell, text, tuple(pairs)) for cell, text, pairs in found.values() if pairs)


def find_pair(cells: tuple[SharedCell, ...], region: int, rss: int, cell: str) -> tuple[SharedCell, Pair]:
    """The pair of those members of the frame that have both answered a cell. Raises Http404 where there is none."""
    for shared in cells:
        for pair in shared.pairs:
            if (pair.region.pk, pair.rss.pk, shared.cell.name) == (region, rss, cell):
                return shared, pair
    raise Http404


def _sent(round_: Round) -> list[_Sent]:
    """By name, the Swedish way."""
    found = (
        Submission.objects.newest()
        .filter(
            response__respondent__round=round_,
            response__respondent__kind__in=NATIONAL_KINDS,
            response__state__in=NATIONALLY_COUNTED,
        )
        .select_related("questionnaire", "response__respondent")
        .defer("response__cells")
    )
    sent = [
        _Sent(
            each.response,
            each.questionnaire.definition,
            each.given,
        )
        for each in found
    ]
    return sorted(sent, key=lambda each: sort_key(each.member.report_name))


def _open_threads(round_: Round) -> dict[tuple[int, str], int]:
    """(response, question) → how many threads on it aren't closed."""
    found = Thread.objects.filter(
        response__respondent__round=round_, response__respondent__kind__in=NATIONAL_KINDS
    ).exclude(state=ThreadState.CLOSED)
    counts: dict[tuple[int, str], int] = {}
    for response, cell, count in found.order_by().values_list("response", "cell").annotate(count=Count("pk")):
        question = cell.partition(".")[0]
        counts[response, question] = counts.get((response, question), 0) + count
    return counts


def _asked_of_both(one: Definition, other: Definition) -> Iterator[tuple[Cell, Cell]]:
    """The cells of the same questions, as each of the two questionnaires has them."""
    theirs = {question.key: question for question in other.questions}
    for question in one.questions:
        twin = theirs.get(question.key)
        if twin is not None and _shape(question) == _shape(twin):
            kind = type_of(question)
            yield from zip(kind.cells(question), kind.cells(twin), strict=True)


def _shape(question: Question) -> tuple[object, ...]:
    parts = (question.choices, question.items, question.columns, question.special)
    return (question.type, *(tuple(each.key for each in part) for part in parts))


def _other_words(cell: Cell, theirs: Cell) -> str:
    return theirs.question.text if theirs.question.text != cell.question.text else ""


def _pair(
    one: _Sent, other: _Sent, cell: Cell, theirs: Cell, threads: dict[tuple[int, str], int]
) -> Iterator[Pair]:
    """The two and what they answered; nothing where either of them has answered nothing that can be compared."""
    mine, said = one.answers.get(cell.name), other.answers.get(cell.name)
    compared = _compared(mine), _compared(said)
    if mine is None or said is None or None in compared:
        return
    key = cell.question.key
    yield Pair(
        region=one.member,
        rss=other.member,
        region_response=one.response,
        rss_response=other.response,
        region_says=_says(cell, mine, said),
        rss_says=_says(theirs, said, mine),
        is_different=compared[0] != compared[1],
        threads=threads.get((one.response.pk, key), 0) + threads.get((other.response.pk, key), 0),
    )


def _says(cell: Cell, answer: Answer, other: Answer) -> tuple[tuple[str, bool], ...]:
    """Each thing that was chosen, in words, and whether the other chose it too."""
    return tuple(
        (type_of(cell.question).show(cell, part), _compared(part) in _parts_compared(other))
        for part in _parts(answer)
    )


def _parts_compared(answer: Answer) -> tuple[Compared | None, ...]:
    return tuple(map(_compared, _parts(answer)))


def _parts(answer: Answer) -> tuple[Answer, ...]:
    """An answer of several choices as one for each."""
    match answer:
        case ChosenSet(choices, texts):
            return tuple(ChosenSet((each,), {each: texts[each]} if each in texts else {}) for each in choices)
        case Ticked(columns, text):
            return tuple(Ticked((each,), text) for each in columns)
    return (answer,)


def _compared(answer: Answer | None) -> Compared | None:
    match answer:
        case Chosen(choice):
            return frozenset((choice,))
        case ChosenSet(choices) | Ticked(choices):
            return frozenset(choices) or None
        case Number() | Special():
            return answer
    return None
