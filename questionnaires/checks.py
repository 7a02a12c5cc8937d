"""Findings about a whole response. Never writes.

Hard ones (`shortcomings`) stand in the way of submitting. Soft ones (`findings`) ask for an explanation: what
looks odd may be right, and then the reader wants to know why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from questionnaires.answers import Answer, Chosen, Invalid, Number, Ticked, is_answered
from questionnaires.definition import Definition
from questionnaires.question_types import Problem, type_of
from questionnaires.question_types.terms import TERMS, terms_of
from questionnaires.questions import Cell, Question

# Fewer rows than these can well be answered alike.
ALIKE_FROM = 5
# On the scale of `_spread` the difference between two counts of the same thing has a standard deviation of √2;
# three of them are passed by chance once in 370 times.
COUNT_BOUND = 3 * Decimal(2).sqrt()
COUNT_RATIO = Decimal("1.5")
# Percentage points.
SHARE_BOUND = Decimal(20)
SHARE_UNIT = "procent"

FindingCode = Literal["all_alike", "changed_much", "left_empty", "year_differs", "year_less_than_term"]


@dataclass(frozen=True)
class Shortcoming:
    """Why a response can't be submitted: what is lacking in which cell. `place` names it for a reader."""

    cell: str
    place: str
    problem: Problem


@dataclass(frozen=True)
class Finding:
    """What an explanation is asked for. questionnaires.sentences says it in words.

    cell: what it is about; the question's key where it is all of its rows. place: names that for a reader. about:
    the cells whose answers it was found in; once one of them changes, an explanation no longer holds. params: the
    answers in words, for the sentence.
    """

    code: FindingCode
    question: str
    cell: str
    place: str
    about: tuple[str, ...]
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def row(self) -> str:
        """The text of the row that it is about; empty where it is the whole question."""
        return self.place if self.cell != self.question else ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the response's other findings."""
        return self.cell, self.code


def shortcomings(definition: Definition, answers: Mapping[str, Answer]) -> tuple[Shortcoming, ...]:
    """Everything that stands in the way of submitting, in the questionnaire's order. Hidden cells lack nothing.

    What the questions lack, and answers that they can't have: a choice that a new version has taken away, a number
    outside its limits.
    """
    return tuple(_shortcomings(definition, answers, definition.asked(answers)))


def is_complete(definition: Definition, answers: Mapping[str, Answer]) -> bool:
    """Whether something is answered and no answer lacks or is wrong. Told as soon as the first that does is found."""
    asked = definition.asked(answers)
    answered = any(name in asked and is_answered(answer) for name, answer in answers.items())
    return answered and next(_shortcomings(definition, answers, asked), None) is None


def findings(
    definition: Definition, answers: Mapping[str, Answer], last_time: Mapping[str, Answer]
) -> tuple[Finding, ...]:
    """What should be explained, in the questionnaire's order. Hidden cells are left out, and answers that are to be
    corrected first.

    last_time: the answers to the same cells a year earlier; empty where there are none.
    """
    asked = definition.asked(answers)
    return tuple(
        finding
        for question in definition.questions
        if all(cell.name in asked for cell in type_of(question).cells(question))
        for finding in _question_findings(question, answers, last_time)
        if not _is_to_correct(question, finding.about, answers)
    )


def is_large_change(question: Question, before: Decimal, now: Decimal) -> bool:
    """Whether a number has changed more since last time than chance and an ordinary year explain.

    Counts of people are small, often 0, and vary the more the larger they are, so that neither a difference nor a
    percentage will do as a bound. A count that follows the Poisson distribution has the same spread at every size on
    the scale 2√(x + ⅜) (Anscombe 1948), and there the two must lie three standard deviations of their difference
    apart: 0 → 2 never does, 0 → 8 does. Large counts pass that by a few percent, which an ordinary year gives;
    they must also be half as many again, or fewer by as much. 1 000 → 1 200 is no finding, 100 → 200 is.

    Percentages (unit "procent") are no counts: they must differ by 20 percentage points.
    """
    if question.unit == SHARE_UNIT:
        return abs(now - before) >= SHARE_BOUND
    if before < 0 or now < 0:
        return False
    smaller, larger = sorted((before, now))
    return _spread(larger) - _spread(smaller) > COUNT_BOUND and larger >= smaller * COUNT_RATIO


def _spread(count: Decimal) -> Decimal:
    return 2 * (count + Decimal("0.375")).sqrt()


def _shortcomings(
    definition: Definition, answers: Mapping[str, Answer], asked: frozenset[str]
) -> Iterator[Shortcoming]:
    for question in definition.questions:
        for cell, problem in _question_problems(question, answers):
            if cell.name in asked:
                yield Shortcoming(cell.name, cell.text, problem)


def _question_problems(question: Question, answers: Mapping[str, Answer]) -> Iterator[tuple[Cell, Problem]]:
    """Cell by cell: what it lacks, then what its answer can't be."""
    kind = type_of(question)
    lacks = tuple(kind.question_lacks(question, answers))
    for cell in kind.cells(question):
        yield from (each for each in lacks if each[0].name == cell.name)
        if (answer := answers.get(cell.name)) is not None:
            yield from ((cell, problem) for problem in kind.problems(cell, answer))


def _is_to_correct(question: Question, about: tuple[str, ...], answers: Mapping[str, Answer]) -> bool:
    """Whether one of the question's cells can't have the answer that it has."""
    kind = type_of(question)
    return any(
        kind.problems(cell, answer)
        for cell in kind.cells(question)
        if cell.name in about and (answer := answers.get(cell.name)) is not None
    )


def _question_findings(
    question: Question, answers: Mapping[str, Answer], last_time: Mapping[str, Answer]
) -> Iterator[Finding]:
    if question.type in ("choice_grid", "tick_grid"):
        yield from _all_alike(question, answers)
    if question.type in ("number", "number_list"):
        for cell in type_of(question).cells(question):
            yield from _changed_much(cell, answers, last_time)
            yield from _left_empty(cell, answers)
            yield from _year_and_terms(cell, answers)


def _all_alike(question: Question, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Every row the same, apart from those that ask for a text ("Annat …"): perhaps filled in without reading."""
    cells = [cell for cell in type_of(question).cells(question) if cell.item and not cell.item.specify]
    same = {_choice_of(answers.get(cell.name)) for cell in cells}
    if len(cells) >= ALIKE_FROM and len(same) == 1 and None not in same:
        shown = type_of(question).show(cells[0], answers[cells[0].name])
        params = {"answer": shown, "count": str(len(cells))}
        about = tuple(cell.name for cell in cells)
        yield Finding("all_alike", question.key, question.key, question.text, about, params)


def _choice_of(answer: Answer | None) -> tuple[str, ...] | None:
    match answer:
        case Chosen(choice):
            return (choice,)
        case Ticked(columns) if columns:
            return columns
    return None


def _changed_much(
    cell: Cell, answers: Mapping[str, Answer], last_time: Mapping[str, Answer]
) -> Iterator[Finding]:
    now, before = answers.get(cell.name), last_time.get(cell.name)
    if isinstance(now, Number) and isinstance(before, Number):  # noqa: SIM102  # the bound is a question of its own
        if is_large_change(cell.question, before.number, now.number):
            yield _found("changed_much", cell, (cell,), now=now, before=before)


def _left_empty(cell: Cell, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """An optional number. A row that its questionnaire frees in a required question needs no explanation.

    What is typed and can't be read is to be mended, and no number is lacking then.
    """
    answer = answers.get(cell.name)
    if not cell.question.required and not is_answered(answer) and not isinstance(answer, Invalid):
        yield _found("left_empty", cell, (cell,))


def _year_and_terms(cell: Cell, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """A whole year with both its terms is their sum: tables add up the terms and leave such a year out. With one of
    them it holds that term."""
    year = answers.get(cell.name)
    if not isinstance(year, Number):
        return
    terms = {
        row: answer
        for item in terms_of(cell)
        if isinstance(answer := answers.get((row := cell.row(item)).name), Number)
    }
    total = Number(sum((answer.number for answer in terms.values()), Decimal(0)))
    if len(terms) == len(TERMS):
        if year.number != total.number:
            spring, autumn = terms.values()
            yield _found(
                "year_differs", cell, (cell, *terms), year=year, total=total, spring=spring, autumn=autumn
            )
    elif terms and year.number < total.number:
        yield _found("year_less_than_term", cell, (cell, *terms), year=year, term=total)


def _found(code: FindingCode, cell: Cell, about: tuple[Cell, ...], **shown: Answer) -> Finding:
    show = type_of(cell.question).show
    return Finding(
        code,
        cell.question.key,
        cell.name,
        cell.text,
        tuple(each.name for each in about),
        {name: show(cell, answer) for name, answer in shown.items()},
    )
