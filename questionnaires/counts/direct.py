"""Counts that an RSS enters itself, where it can't collect kommun by kommun: what it may enter, read and checked.

What comes out is a tally as adding submissions up gives one, so that nothing after it needs to know.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from questionnaires.counts.measures import Measure, MeasureKind, measures_of
from questionnaires.counts.tables import number_address
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.question_types.numbers import decimals_of, read_number
from questionnaires.questions import Cell, Question
from questionnaires.swedish import number_text

KOMMUNER = "kommuner"
LEFT_BLANK = "left_blank"
_COUNT = re.compile(r"[0-9]{1,5}")

SENTENCES: Mapping[str, str | Promise] = {
    "not_a_count": _("”%(typed)s” är inget antal. Skriv ett heltal, 0 eller mer."),
    "not_a_number": _("”%(typed)s” är inget tal. Skriv siffror."),
    "no_kommuner": _("Skriv hur många kommuner som räknas, minst 1."),
    "too_many_kommuner": _("Ni har %(most)s kommuner. Fler kan inte räknas."),
    "more_than_counted": _("%(number)s är fler än de %(most)s kommuner som räknas."),
    "sum_more_than_counted": _("Svaren är tillsammans %(number)s, fler än de %(most)s kommuner som räknas."),
    "more_than_answered": _("%(number)s är fler än de %(most)s kommuner som har svarat."),
    "answered_without_choice": _(
        "%(number)s kommuner har svarat, men svaren är bara %(most)s tillsammans. Varje kommun som har svarat har valt "
        "minst ett."
    ),
    "too_many_choices": _(
        "Svaren är %(number)s tillsammans. %(answered)s kommuner kan välja högst %(most)s svar var."
    ),
    "exclusive_combined": _(
        "”%(choice)s” kan inte kombineras med andra svar: tillsammans med ”%(other)s” blir det %(number)s, fler än de "
        "%(most)s kommuner som har svarat."
    ),
    "total_without_numbers": _("Skriv hur många kommuner summan kommer från."),
    "numbers_without_total": _("Skriv summan av de %(number)s kommunernas tal."),
    "total_too_small": _("Summan är för liten: %(number)s kommuner har angett minst %(least)s var."),
    "total_too_large": _("Summan är för stor: %(number)s kommuner har angett högst %(most)s var."),
    LEFT_BLANK: _("Inget är ifyllt."),
    "too_many_decimals": _("%(typed)s har för många decimaler. Det får ha högst %(decimals)s."),
}


@dataclass(frozen=True)
class CountProblem:
    """What is wrong with a number that was entered. name: the control that it stands in, or should."""

    name: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code]) % self.params


@dataclass(frozen=True)
class Entered:
    """What was entered: the tally, or everything that keeps it from being one."""

    kommuner: int
    tally: Tally | None
    problems: tuple[CountProblem, ...]


def entered_measures(question: Question) -> tuple[Measure, ...]:
    """The numbers that are asked for in each cell of a question: with them the rest of its tally is known."""
    measures = [
        each
        for each in measures_of(question)
        if each.kind is not MeasureKind.MISSING
        and (each.kind is not MeasureKind.NOT_ASKED or question.show_if is not None)
    ]
    if _takes_several(question):
        measures.insert(0, Measure(MeasureKind.ANSWERED, _("Har svarat")))
    return tuple(
        Measure(MeasureKind.NOT_ASKED, _("Fick inte frågan")) if each.kind is MeasureKind.NOT_ASKED else each
        for each in measures
    )


def control(cell: Cell, measure: Measure) -> str:
    """The name of the control that a number is entered in."""
    return number_address(cell, measure)


def read_counts(
    definition: Definition, posted: Mapping[str, str], *, most: int, blank: Collection[str] | None = None
) -> Entered:
    """The tally that was entered. An empty control is 0. most: how many kommuner the frame gives the RSS.

    blank: the cells that may have nothing filled in, which counts as no answer from anybody; None: any. The others are
    problems where there is no worse one.
    """
    typed = posted.get(KOMMUNER, "").strip()
    kommuner = int(typed) if _COUNT.fullmatch(typed) else 0
    problems: list[CountProblem] = []
    if not kommuner:
        problems.append(CountProblem(KOMMUNER, "no_kommuner"))
    elif kommuner > most:
        problems.append(CountProblem(KOMMUNER, "too_many_kommuner", {"most": most}))
    cells = {}
    for cell in definition.cells:
        read = _Read(cell, posted, kommuner)
        cells[cell.name] = read.tally()
        problems += read.problems
    if blank is not None and not problems:
        problems += _left_blank(definition, posted, blank)
    return Entered(kommuner, None if problems else Tally(kommuner, cells), tuple(problems))


def as_posted(definition: Definition, tally: Tally) -> dict[str, str]:
    """The controls as they would be filled in for a tally: the inverse of `read_counts`. Zeros are written out."""
    filled = {KOMMUNER: str(tally.respondents)}
    for cell in definition.cells:
        counts = tally.cell(cell.name)
        for measure in entered_measures(cell.question):
            value = measure.of(counts, tally.respondents)
            empty = measure.kind is MeasureKind.TOTAL and not counts.numbers
            filled[control(cell, measure)] = "" if empty else number_text(value).replace("\u00a0", " ")
    return filled


def _left_blank(
    definition: Definition, posted: Mapping[str, str], blank: Collection[str]
) -> Iterator[CountProblem]:
    for cell in definition.cells:
        names = [control(cell, each) for each in entered_measures(cell.question)]
        if names and cell.name not in blank and not any(posted.get(name, "").strip() for name in names):
            yield CountProblem(names[0], LEFT_BLANK)


def _takes_several(question: Question) -> bool:
    """Whether one kommun can be counted in several of a cell's choices."""
    return question.type == "multiple_choice" or bool(question.columns)


class _Read:
    """One cell's numbers as they were entered, and what is wrong with them."""

    def __init__(self, cell: Cell, posted: Mapping[str, str], kommuner: int) -> None:
        self.cell = cell
        self.question = cell.question
        self.kommuner = kommuner
        self.problems: list[CountProblem] = []
        self._posted = posted
        measures = entered_measures(cell.question)
        self.counts = {each: self._count(each) for each in measures if each.is_count}
        self.total = next((self._number(each) for each in measures if not each.is_count), None)

    def tally(self) -> CellTally:
        """The counts, checked: whatever is wrong stands in `problems`."""
        not_asked = self._of(MeasureKind.NOT_ASKED)
        chosen, special = self._keyed(MeasureKind.CHOICE), self._keyed(MeasureKind.SPECIAL)
        numbers = self._of(MeasureKind.NUMBERS)
        if any(measure.kind is MeasureKind.ANSWERED for measure in self.counts):
            answered = self._of(MeasureKind.ANSWERED)
        else:
            answered = sum(chosen.values()) + sum(special.values()) + numbers
        if not self.problems and self.kommuner:
            self.problems += self._contradictions(answered, not_asked, chosen, numbers)
        return CellTally(
            answered=answered,
            not_answered=max(0, self.kommuner - answered - not_asked),
            not_asked=not_asked,
            chosen=chosen,
            special=special,
            numbers=numbers,
            total=self.total if numbers and self.total is not None else Decimal(0),
        )

    def _contradictions(
        self, answered: int, not_asked: int, chosen: Mapping[str, int], numbers: int
    ) -> Iterator[CountProblem]:
        """What can't be true together."""
        for measure, count in self.counts.items():
            if count > self.kommuner:
                yield self._problem(measure, "more_than_counted", number=count, most=self.kommuner)
                return
        if answered + not_asked > self.kommuner:
            yield self._first("sum_more_than_counted", number=answered + not_asked, most=self.kommuner)
            return
        if _takes_several(self.question):
            yield from self._several(answered, chosen)
        yield from self._numbers(numbers)

    def _several(self, answered: int, chosen: Mapping[str, int]) -> Iterator[CountProblem]:
        """Each who answered has chosen at least one, and no choice twice."""
        together, most = sum(chosen.values()), self.question.max_choices
        for measure, count in self.counts.items():
            if measure.kind is MeasureKind.CHOICE and count > answered:
                yield self._problem(measure, "more_than_answered", number=count, most=answered)
                return
        if answered > together:
            yield self._first("answered_without_choice", number=answered, most=together)
        elif most is not None and together > answered * most:
            yield self._first("too_many_choices", number=together, answered=answered, most=most)
        else:
            yield from self._exclusive(answered, chosen)

    def _exclusive(self, answered: int, chosen: Mapping[str, int]) -> Iterator[CountProblem]:
        """Who chose an answer that stands alone chose no other."""
        texts = {each.key: each.text for each in self.question.choices}
        for choice in (each for each in self.question.choices if each.exclusive):
            others = {key: count for key, count in chosen.items() if key != choice.key}
            other = max(others, key=lambda key: others[key], default="")
            together = chosen.get(choice.key, 0) + others.get(other, 0)
            if chosen.get(choice.key) and together > answered:
                yield self._first(
                    "exclusive_combined",
                    choice=choice.text,
                    other=texts.get(other, other),
                    number=together,
                    most=answered,
                )
                return

    def _numbers(self, numbers: int) -> Iterator[CountProblem]:
        """A sum of so many numbers lies between so many of the least and of the most."""
        question, total = self.question, self.total
        if total is not None and not numbers:
            yield self._first("total_without_numbers", kind=MeasureKind.NUMBERS)
        elif numbers and total is None:
            yield self._first("numbers_without_total", number=numbers)
        elif total is not None and decimals_of(total) > question.decimals:
            yield self._first("too_many_decimals", typed=number_text(total), decimals=question.decimals)
        elif total is not None and question.min is not None and total < numbers * question.min:
            yield self._first("total_too_small", number=numbers, least=number_text(question.min))
        elif total is not None and question.max is not None and total > numbers * question.max:
            yield self._first("total_too_large", number=numbers, most=number_text(question.max))

    def _count(self, measure: Measure) -> int:
        typed = "".join(self._posted.get(control(self.cell, measure), "").split())
        if not typed:
            return 0
        if not _COUNT.fullmatch(typed):
            self.problems.append(self._problem(measure, "not_a_count", typed=typed))
            return 0
        return int(typed)

    def _number(self, measure: Measure) -> Decimal | None:
        typed = self._posted.get(control(self.cell, measure), "").strip()
        number = read_number(typed) if typed else None
        if typed and number is None:
            self.problems.append(self._problem(measure, "not_a_number", typed=typed))
        return number

    def _of(self, kind: MeasureKind) -> int:
        return next((count for measure, count in self.counts.items() if measure.kind is kind), 0)

    def _keyed(self, kind: MeasureKind) -> dict[str, int]:
        """Key → count, of those that anybody is counted in."""
        return {
            measure.key: count for measure, count in self.counts.items() if measure.kind is kind and count
        }

    def _problem(self, measure: Measure, code: str, **params: object) -> CountProblem:
        return CountProblem(control(self.cell, measure), code, params)

    def _first(self, code: str, *, kind: MeasureKind | None = None, **params: object) -> CountProblem:
        """A problem of several numbers together: it stands at the first of them."""
        measures = entered_measures(self.question)
        return self._problem(next(each for each in measures if kind in (None, each.kind)), code, **params)
