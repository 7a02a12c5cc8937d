"""Questions with a row for each item: one choice a row, or ticks in columns."""

from collections.abc import Iterable, Mapping, Sequence

from questionnaires.answers import Answer, Chosen, Invalid, Ticked, is_answered
from questionnaires.question_types.base import (
    COMMON,
    LONGEST_LINE,
    AnswerLine,
    LineProblem,
    Posted,
    Problem,
    QuestionType,
    listed,
    posted_text,
    posted_texts,
    text_problems,
)
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.question_types.choices import SingleChoice, not_one
from questionnaires.questions import Cell, Choice, Question


class ChoiceGrid(SingleChoice):
    """One choice a row. A row that asks for a text doesn't ask for it with a negative choice ("Varken …")."""

    attributes = SingleChoice.attributes | {"items"}
    needs = SingleChoice.needs | {"items"}
    by_item = True

    def text_control(self, choice: Choice) -> str:
        """A row has one text, whatever is chosen in it."""
        return "text"

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        """The text is hidden beside a negative choice: what was typed before that was chosen isn't answered."""
        answer = super().read_posted(cell, posted)
        negative = {choice.key for choice in cell.question.choices if choice.negative}
        return Chosen(answer.choice) if isinstance(answer, Chosen) and answer.choice in negative else answer

    def _may_specify(self, cell: Cell, choice: Choice) -> bool:
        return choice.specify or (cell.item is not None and cell.item.specify)

    def _asked_about(self, cell: Cell, choice: Choice) -> str:
        return choice.text if choice.specify else cell.text


class TickGrid(QuestionType):
    """Any number of columns ticked a row, and one text a row where it asks for one."""

    attributes = COMMON | {"items", "columns"}
    needs = QuestionType.needs | {"items", "columns"}
    by_item = True
    operators = frozenset({"contains"})

    def addresses(self, question: Question) -> Mapping[str, Cell]:
        return {
            f"{cell.item.key}/{column.key}": cell
            for cell in self.cells(question)
            if cell.item
            for column in question.columns
        }

    def keys_compared(self, question: Question) -> tuple[str, ...] | None:
        return tuple(column.key for column in question.columns)

    def question_lacks(
        self, question: Question, answers: Mapping[str, Answer]
    ) -> tuple[tuple[Cell, Problem], ...]:
        found = super().question_lacks(question, answers)
        cells = self.cells(question)
        if question.required and not any(is_answered(answers.get(cell.name)) for cell in cells):
            found = ((cells[0], Problem("required")), *found)
        return found

    def _is_required(self, cell: Cell) -> bool:
        return False

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        wrong = [not_one(line) for line in lines if line.value != "1"]
        with_text = [line for line in lines if line.text.strip()]
        for line in with_text:
            if line.text != with_text[0].text:
                differ = {"text": line.text, "first": with_text[0].text}
                wrong.append(LineProblem(line.number, Problem("texts_differ", differ)))
        ticked = {line.item.partition("/")[2] for line in lines if line.value == "1"}
        columns = tuple(column.key for column in cell.question.columns if column.key in ticked)
        return Ticked(columns, with_text[0].text if with_text else ""), wrong

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        ticked, text = posted_texts(posted), posted_text(posted, "text")
        columns = [column.key for column in cell.question.columns]
        if any(key not in columns for key in ticked):
            return Invalid(listed(ticked))
        if not ticked and not text:
            return None
        return Ticked(tuple(key for key in columns if key in ticked), text)

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        if not isinstance(answer, Ticked):
            return {}
        return {"": answer.columns, "text": (answer.text,)} if answer.text else {"": answer.columns}

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if not isinstance(answer, Ticked):
            yield Problem("wrong_kind")
            return
        columns = [column.key for column in cell.question.columns]
        for key in answer.columns:
            if key not in columns:
                yield Problem("unknown_column", {"choice": key, "allowed": listed(columns)})
        if answer.text and not (cell.item and cell.item.specify):
            yield Problem("text_not_expected", {"text": answer.text})
        yield from text_problems(answer.text, most=LONGEST_LINE)

    def _texts_missing(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if isinstance(answer, Ticked) and cell.item and cell.item.specify and not answer.text.strip():
            yield Problem("specify_missing", {"choice": cell.text})

    def _show(self, cell: Cell, answer: Answer) -> str:
        if not isinstance(answer, Ticked):
            return str(answer)
        texts = {column.key: column.text for column in cell.question.columns}
        words = "; ".join(texts.get(key, key) for key in answer.columns)
        return f"{words}: {answer.text}" if answer.text else words

    def _counts(self, answer: Answer) -> CellTally:
        if not isinstance(answer, Ticked):
            return CellTally(not_answered=1)
        return CellTally(answered=1, chosen=dict.fromkeys(answer.columns, 1))
