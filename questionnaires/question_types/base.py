"""What every type of question can do, and the values it speaks in."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from questionnaires.answers import Absence, Answer, Invalid, is_answered
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell, Question

ProblemCode = Literal[
    "exclusive_combined",
    "invalid",
    "line_break",
    "not_a_number",
    "number_and_special",
    "required",
    "several_specials",
    "special_unknown",
    "specify_missing",
    "text_not_expected",
    "text_unreadable",
    "texts_differ",
    "too_large",
    "too_long",
    "too_many_choices",
    "too_many_decimals",
    "too_small",
    "unknown_choice",
    "unknown_column",
    "value_missing",
    "value_not_expected",
    "value_not_one",
    "whole_year_missing",
    "wrong_kind",
]

# What a page posts for one cell: control → values. The control "" is the cell's own (a radio group, a number);
# "text" and "text:CHOICE" are specifications, "special" an answer instead of a number.
Posted = Mapping[str, Sequence[str]]

# The longest answer of one line, and the longest text that a choice or row asks for.
LONGEST_LINE = 500
# How much of what somebody typed a sentence repeats.
LONGEST_QUOTE = 80

COMMON = frozenset({"key", "type", "text", "help", "required", "show_if"})


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer; questionnaires.sentences says it in words, with `params` in place."""

    code: ProblemCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerLine:
    """A line of an answer file, within its organisation and question."""

    number: int
    item: str
    value: str
    text: str


@dataclass(frozen=True)
class LineProblem:
    """A problem and the line that it stands on."""

    line: int
    problem: Problem


@dataclass(frozen=True)
class Problems:
    """Everything that keeps the lines of a cell from being an answer; never empty."""

    found: tuple[LineProblem, ...]


class QuestionType(ABC):
    """A type of question: what its cells are, and how their answers are read, checked, shown and tallied."""

    # The keys that such a question may have in a definition, and those of them that it can't do without.
    attributes: ClassVar[frozenset[str]] = COMMON
    needs: ClassVar[frozenset[str]] = frozenset({"key", "type", "text"})
    # One cell an item, instead of one for the question.
    by_item: ClassVar[bool] = False
    # What a condition can do with one of its cells.
    operators: ClassVar[frozenset[str]] = frozenset({"==", "!=", "in"})
    compares_numbers: ClassVar[bool] = False
    # How many characters an answer in words may have; None where it isn't one.
    longest: ClassVar[int | None] = None

    def cells(self, question: Question) -> tuple[Cell, ...]:
        if not self.by_item:
            return (Cell(question.key, question),)
        return tuple(Cell(f"{question.key}.{item.key}", question, item) for item in question.items)

    def addresses(self, question: Question) -> Mapping[str, Cell]:
        """All that may stand in an answer file's column `item` for the question, and the cell it is for."""
        return {cell.item.key if cell.item else "": cell for cell in self.cells(question)}

    def keys_compared(self, question: Question) -> tuple[str, ...] | None:
        """The texts that a condition can compare its cells with; None for any text."""
        return tuple(choice.key for choice in question.choices)

    def read_lines(self, cell: Cell, lines: Sequence[AnswerLine]) -> Answer | Problems | None:
        """The answer that a file's lines give a cell; None where they hold nothing but an empty text.

        `lines` are all of the cell's, at least one, each at an address of its own.
        """
        answer, wrong = self._read(cell, lines)
        if answer is not None:
            wrong = [
                *wrong,
                *(
                    LineProblem(self._line_of(problem, lines), problem)
                    for problem in self.problems(cell, answer)
                ),
            ]
        return Problems(tuple(wrong)) if wrong else answer

    @abstractmethod
    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        """The answer that a cell's controls hold; None where they are empty.

        What can't be read as one is Invalid, as typed. Never raises: `posted` may hold anything.
        """

    @abstractmethod
    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        """The controls that show an answer, as a page would post them untouched; empty where none can."""

    def problems(self, cell: Cell, answer: Answer) -> tuple[Problem, ...]:
        """What makes an answer impossible, finished or not. Invalid has none: it is kept as typed."""
        return () if isinstance(answer, Invalid) else tuple(self._problems(cell, answer))

    def lacks(self, cell: Cell, answer: Answer | None) -> tuple[Problem, ...]:
        """What keeps a cell that is asked from being submitted: unanswered though required, a specification
        that is missing, or what can't be read."""
        if isinstance(answer, Invalid):
            return (self.unreadable(cell, answer.typed),)
        if answer is None or not is_answered(answer):
            return (Problem("required"),) if self._is_required(cell) else ()
        return tuple(self._texts_missing(cell, answer))

    def unreadable(self, cell: Cell, typed: str) -> Problem:
        """Why what was typed is no answer."""
        return Problem("invalid", {"typed": shortened(typed)})

    def question_lacks(
        self, question: Question, answers: Mapping[str, Answer]
    ) -> tuple[tuple[Cell, Problem], ...]:
        """The same for a whole question that is asked: use this at submit, since one tick in any row is
        enough for a required tick_grid. `answers` are by cell name and may hold other questions' too."""
        return tuple(
            (cell, problem)
            for cell in self.cells(question)
            for problem in self.lacks(cell, answers.get(cell.name))
        )

    def show(self, cell: Cell, answer: Answer) -> str:
        """The answer in Swedish words, for reading. What the cell no longer knows is shown by its key."""
        return answer.typed if isinstance(answer, Invalid) else self._show(cell, answer)

    def tally(self, cell: Cell, answer: Answer | Absence) -> CellTally:
        """One respondent's answer as counts. Raises ValueError for one who isn't a respondent."""
        if answer in (Absence.NOT_RECEIVED, Absence.DECLINED):
            raise ValueError(f"{cell.name}: who has sent in nothing is not tallied")
        if answer is Absence.NOT_ASKED:
            return CellTally(not_asked=1)
        if isinstance(answer, Absence) or not is_answered(answer):
            return CellTally(not_answered=1)
        return self._counts(answer)

    def given_to(self, counts: CellTally) -> int:
        """How many of a cell's answers were given to a question of this type: the others to one that had its key in
        another version.
        """
        return counts.answered - counts.numbers - sum(counts.special.values())

    @abstractmethod
    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        """As much of an answer as the lines give, and what in them can't be read."""

    @abstractmethod
    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]: ...

    @abstractmethod
    def _show(self, cell: Cell, answer: Answer) -> str: ...

    @abstractmethod
    def _counts(self, answer: Answer) -> CellTally: ...

    def _is_required(self, cell: Cell) -> bool:
        return cell.question.required

    def _texts_missing(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        return ()

    def _line_of(self, problem: Problem, lines: Sequence[AnswerLine]) -> int:
        """The line that a problem of the finished answer stands on: the one with its text, or its choice."""
        for key in ("text", "choice"):
            for line in lines:
                if key in problem.params and problem.params[key] in (line.text, line.item, line.value):
                    return line.number
        return lines[0].number


def text_problems(text: str, *, most: int | None = None) -> Iterable[Problem]:
    """What no text may hold: characters that can be neither shown nor stored, and more than `most` of them."""
    if most is not None and len(text) > most:
        yield Problem("too_long", {"count": grouped(len(text)), "most": grouped(most)})
    if any(ord(character) < 32 and character not in "\n\r\t" for character in text) or "\x7f" in text:
        yield Problem("text_unreadable")


def posted_texts(posted: Posted, control: str = "") -> tuple[str, ...]:
    """What a control holds, as it can be stored: lines end in one way, no ends of spaces, no empty values."""
    typed = (
        value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        for value in posted.get(control, ())
    )
    return tuple(value for value in typed if value)


def posted_text(posted: Posted, control: str = "") -> str:
    """The one text that a control holds; empty without one."""
    return next(iter(posted_texts(posted, control)), "")


def shortened(typed: str) -> str:
    """What somebody typed, as a sentence repeats it."""
    line = " ".join(typed.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def grouped(count: int) -> str:
    """A whole number for reading: no-break spaces between thousands."""
    return f"{count:,}".replace(",", "\u00a0")


def listed(keys: Iterable[str]) -> str:
    """Keys as a sentence lists them."""
    return ", ".join(keys)
