"""Questions answered with words or a file, and the note, which asks nothing."""

from collections.abc import Iterable, Mapping, Sequence

from questionnaires.answers import Answer, File, Text
from questionnaires.cell_tally import CellTally
from questionnaires.question_types.base import AnswerLine, LineProblem, Problem, QuestionType, text_problems
from questionnaires.questions import Cell, Question


class LongText(QuestionType):
    """A text of any number of lines."""

    def keys_compared(self, question: Question) -> tuple[str, ...] | None:
        return None

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        line = lines[0]
        if line.value:
            return None, [LineProblem(line.number, Problem("value_not_expected", {"value": line.value}))]
        return (self._answer(line.text) if line.text.strip() else None), []

    def _answer(self, text: str) -> Answer:
        return Text(text)

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if isinstance(answer, Text):
            yield from text_problems(answer.text)
        else:
            yield Problem("wrong_kind")

    def _show(self, cell: Cell, answer: Answer) -> str:
        return answer.text if isinstance(answer, Text) else str(answer)

    def _counts(self, answer: Answer) -> CellTally:
        return CellTally(answered=1)


class ShortText(LongText):
    """A text of one line."""

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        yield from super()._problems(cell, answer)
        if isinstance(answer, Text) and ("\n" in answer.text or "\r" in answer.text):
            yield Problem("line_break")


class FileQuestion(LongText):
    """A file that is sent along; the answer is its name."""

    operators = frozenset()

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

    def cells(self, question: Question) -> tuple[Cell, ...]:
        return ()

    def addresses(self, question: Question) -> Mapping[str, Cell]:
        return {}
