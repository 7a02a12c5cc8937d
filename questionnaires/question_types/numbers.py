"""Questions answered with numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from questionnaires.answers import Answer, Invalid, Number, Special
from questionnaires.question_types.base import (
    COMMON,
    AnswerLine,
    LineProblem,
    Posted,
    Problem,
    QuestionType,
    listed,
    posted_text,
    posted_texts,
    shortened,
)
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.question_types.terms import terms_of, whole_year_of
from questionnaires.questions import Cell, Choice, Question

# Few enough that sums of them are exact, and more than anybody counts.
MOST_DIGITS = 12
MOST_DECIMALS = 6
# A unit that says no more than that something is counted: nobody reads "110 antal".
COUNT_UNIT = "antal"
# Between a number and the special answer that was given with it.
BESIDE = " / "
_NUMBER = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DECIMALS}}})?")

_TYPED = re.compile(r"[-\u2212]?([0-9]+|[0-9]{1,3}(\s[0-9]{3})+)([.,][0-9]+)?")


class NumberQuestion(QuestionType):
    """A number within limits, or one of the question's special answers instead."""

    attributes = COMMON | {"unit", "min", "max", "decimals", "special"}
    operators = frozenset({"==", "!=", "in", "<", ">", "<=", ">="})
    compares_numbers = True

    def keys_compared(self, question: Question) -> tuple[str, ...] | None:
        return tuple(special.key for special in question.special)

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        line = lines[0]
        wrong = []
        if line.text.strip():
            wrong.append(LineProblem(line.number, Problem("text_not_expected", {"text": line.text})))
        if line.value in _specials(cell):
            return Special(line.value), wrong
        number = parse_number(line.value)
        if number is None:
            unreadable = Problem("not_a_number", {"value": line.value, "special": _or_special(cell)})
            return None, [*wrong, LineProblem(line.number, unreadable)]
        return Number(number), wrong

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        """A special answer excludes a number: both together are Invalid, and stand in the number's place."""
        typed, chosen = posted_text(posted), posted_texts(posted, "special")
        specials = _specials(cell)
        if not chosen:
            number = read_number(typed)
            return Number(number) if number is not None else Invalid(typed) if typed else None
        if typed or len(chosen) > 1 or chosen[0] not in specials:
            words = [specials.get(key, key) for key in chosen if specials.get(key, key) not in typed]
            return Invalid(BESIDE.join([*([typed] if typed else []), *words]))
        return Special(chosen[0])

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        match answer:
            case Special(key):
                return {"special": (key,)}
            case Number(number):
                return {"": (f"{number:f}".replace(".", ","),)}
            case Invalid(typed):
                beside = _given_beside(cell, typed)
                return beside if self.read_posted(cell, beside) == answer else {"": (typed,)}
        return {}

    def unreadable(self, cell: Cell, typed: str) -> Problem:
        """With a special answer beside, one of the two is to be chosen; a number can be longer than any is kept."""
        parts = typed.split(BESIDE)
        given = [text for text in _specials(cell).values() if text in parts]
        if given and len(given) < len(parts):
            return Problem("number_and_special", {"special": given[0]})
        if len(given) > 1:
            return Problem("several_specials", {"specials": "; ".join(given)})
        return _out_of_bounds(cell.question, typed) or super().unreadable(cell, typed)

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        match answer:
            case Special(key):
                if key not in _specials(cell):
                    yield Problem("special_unknown", {"choice": key, "allowed": listed(_specials(cell))})
            case Number(number):
                yield from _limits_broken(cell.question, number)
            case _:
                yield Problem("wrong_kind")

    def _show(self, cell: Cell, answer: Answer) -> str:
        match answer:
            case Special(key):
                return _specials(cell).get(key, key)
            case Number(number):
                unit = cell.question.unit
                return f"{_swedish(number)} {unit}" if unit not in ("", COUNT_UNIT) else _swedish(number)
        return str(answer)

    def given_to(self, counts: CellTally) -> int:
        return counts.numbers + sum(counts.special.values())

    def _counts(self, answer: Answer) -> CellTally:
        match answer:
            case Special(key):
                return CellTally(answered=1, special={key: 1})
            case Number(number):
                return CellTally(answered=1, numbers=1, total=number)
        return CellTally(not_answered=1)


class NumberList(NumberQuestion):
    """A number a row. A row with `required: false` may be left empty in a required question.

    A term can be answered with "given for the whole year" where the list has the year's row, which then has to be
    answered.
    """

    attributes = NumberQuestion.attributes | {"items"}
    needs = NumberQuestion.needs | {"items"}
    by_item = True

    def question_lacks(
        self, question: Question, answers: Mapping[str, Answer]
    ) -> tuple[tuple[Cell, Problem], ...]:
        return tuple(
            (cell, problem)
            for cell in self.cells(question)
            for problem in _year_missing(cell, answers) or self.lacks(cell, answers.get(cell.name))
        )

    def _is_required(self, cell: Cell) -> bool:
        return cell.question.required and (cell.item is None or cell.item.required)


def parse_number(text: str) -> Decimal | None:
    """A number as files write it: digits and a decimal point, decimals kept as given. None for other text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def read_number(typed: str) -> Decimal | None:
    """A number as people write it: "1 249" (any kind of space, between thousands), "12,5" or "12.5", "−3"."""
    if not _TYPED.fullmatch(typed):
        return None
    return parse_number("".join(typed.split()).replace(",", ".").replace("\u2212", "-"))


def _out_of_bounds(question: Question, typed: str) -> Problem | None:
    """What is wrong with a number of more digits than are kept; None for other text."""
    if not _TYPED.fullmatch(typed):
        return None
    whole, _comma, decimals = "".join(typed.split()).replace(".", ",").lstrip("-\u22120").partition(",")
    if len(whole) <= MOST_DIGITS:
        too_many = Problem(
            "too_many_decimals", {"value": shortened(typed), "decimals": str(question.decimals)}
        )
        return too_many if len(decimals) > MOST_DECIMALS else None
    most = Decimal(10**MOST_DIGITS - 1)
    if typed[0] in "-\u2212":
        least = -most if question.min is None else question.min
        return Problem("too_small", {"value": shortened(typed), "min": _swedish(least)})
    most = most if question.max is None else question.max
    return Problem("too_large", {"value": shortened(typed), "max": _swedish(most)})


def decimals_of(number: Decimal) -> int:
    """How many decimals it was given with: 12.0 has one."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _limits_broken(question: Question, number: Decimal) -> Iterable[Problem]:
    value = _swedish(number)
    if question.min is not None and number < question.min:
        yield Problem("too_small", {"value": value, "min": _swedish(question.min)})
    if question.max is not None and number > question.max:
        yield Problem("too_large", {"value": value, "max": _swedish(question.max)})
    if decimals_of(number) > question.decimals:
        yield Problem("too_many_decimals", {"value": value, "decimals": str(question.decimals)})


def offered_specials(cell: Cell) -> tuple[Choice, ...]:
    """The special answers that a cell can have."""
    return tuple(
        special
        for special in cell.question.special
        if not special.whole_year or whole_year_of(cell) is not None
    )


def can_hold_year(cell: Cell) -> bool:
    """Whether a cell is for a whole year that its terms can be given for."""
    return any(special.whole_year for special in cell.question.special) and bool(terms_of(cell))


def _year_missing(cell: Cell, answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """What an empty cell for the whole year lacks because a term's answer says that its number stands there."""
    if answers.get(cell.name) is not None:
        return ()
    whole_year = {special.key: special.text for special in cell.question.special if special.whole_year}
    for term in terms_of(cell):
        answer = answers.get(cell.row(term).name)
        if isinstance(answer, Special) and answer.key in whole_year:
            return (Problem("whole_year_missing", {"special": whole_year[answer.key]}),)
    return ()


def _specials(cell: Cell) -> dict[str, str]:
    return {special.key: special.text for special in offered_specials(cell)}


def _given_beside(cell: Cell, typed: str) -> Posted:
    """A number and special answers, or several of these, each in its own control again."""
    keys = {text: key for key, text in _specials(cell).items()}
    parts = typed.split(BESIDE)
    number = BESIDE.join(part for part in parts if part not in keys)
    return {"": (number,), "special": tuple(keys[part] for part in parts if part in keys)}


def _or_special(cell: Cell) -> str:
    return f" eller {listed(_specials(cell))}" if _specials(cell) else ""


def _swedish(number: Decimal) -> str:
    """For reading: no-break spaces between thousands, decimal comma, true minus, decimals as given."""
    return f"{number:,f}".replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
