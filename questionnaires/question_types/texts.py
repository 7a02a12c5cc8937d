"""Questions answered with words or a file, and the note, which asks nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from questionnaires.answers import Answer, File, Invalid, Text
from questionnaires.question_types.base import (
    LONGEST_LINE,
    AnswerLine,
    LineProblem,
    Posted,
    Problem,
    QuestionType,
    posted_text,
    text_problems,
)
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell, Question

# Some seven printed pages.
LONGEST_TEXT = 20_000
_ATTACHMENT = re.compile(r"[0-9]{1,9}")


class LongText(QuestionType):
    """A text of many lines. What is longer than `longest` is kept, and stands in the way of submitting."""

    longest: ClassVar[int | None] = LONGEST_TEXT

    def keys_compared(self, question: Question) -> tuple[str, ...] | None:
        return None

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        line = lines[0]
        if line.value:
            return None, [LineProblem(line.number, Problem("value_not_expected", {"value": line.value}))]
        return (self._answer(line.text) if line.text.strip() else None), []

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        text = posted_text(posted)
        return self._answer(text) if text else None

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        match answer:
            case Text(text) | Invalid(text):
                return {"": (text,)}
        return {}

    def _answer(self, text: str) -> Answer:
        return Text(text)

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if isinstance(answer, Text):
            yield from text_problems(answer.text, most=self.longest)
        else:
            yield Problem("wrong_kind")

    def _show(self, cell: Cell, answer: Answer) -> str:
        return answer.text if isinstance(answer, Text) else str(answer)

    def given_to(self, counts: CellTally) -> int:
        return max(super().given_to(counts) - sum(counts.chosen.values()), 0)

    def _counts(self, answer: Answer) -> CellTally:
        return CellTally(answered=1)


class ShortText(LongText):
    """A text of one line."""

    longest = LONGEST_LINE

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        """A control of one line drops the line breaks of what it shows."""
        shown = super().to_posted(cell, answer)
        return {control: ("".join(values[0].splitlines()),) for control, values in shown.items()}

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        yield from super()._problems(cell, answer)
        if isinstance(answer, Text) and ("\n" in answer.text or "\r" in answer.text):
            yield Problem("line_break")


class FileQuestion(LongText):
    """A file that is sent along; the answer is its name."""

    operators = frozenset()
    longest = None

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        """The file that the page showed. A new one comes with services.attachments."""
        name, number = posted_text(posted), posted_text(posted, "attachment")
        if not name:
            return None
        return File(name, int(number) if _ATTACHMENT.fullmatch(number) else None)

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        if not isinstance(answer, File):
            return {}
        number = {} if answer.attachment is None else {"attachment": (str(answer.attachment),)}
        return {"": (answer.name,), **number}

    def _answer(self, text: str) -> Answer:
        return File(text)

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if not isinstance(answer, File):
            yield Problem("wrong_kind")
            return
        yield from text_problems(answer.name)
        if "\n" in answer.name or "\r" in answer.name:
            yield Problem("line_break")

    def _show(self, cell: Cell, answer: Answer) -> str:
        return answer.name if isinstance(answer, File) else str(answer)


class Note(LongText):
    """Words between the questions: no cell, nothing to answer."""

    attributes = frozenset({"key", "type", "text"})
    operators = frozenset()
    longest = None

    def cells(self, question: Question) -> tuple[Cell, ...]:
        return ()

    def addresses(self, question: Question) -> Mapping[str, Cell]:
        return {}

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        return None
