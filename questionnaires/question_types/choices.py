"""Questions answered by choosing among fixed answers."""

from collections.abc import Iterable, Mapping, Sequence

from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid
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
from questionnaires.questions import Cell, Choice, Question


class SingleChoice(QuestionType):
    """One choice, with a text where the choice asks for one."""

    attributes = COMMON | {"choices"}
    needs = QuestionType.needs | {"choices"}

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        line = lines[0]
        if not line.value:
            missing = Problem("value_missing", {"allowed": listed(_choices(cell))})
            return None, [LineProblem(line.number, missing)]
        return Chosen(line.value, line.text if line.text.strip() else ""), []

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if not isinstance(answer, Chosen):
            yield Problem("wrong_kind")
            return
        choice = _choices(cell).get(answer.choice)
        if choice is None:
            yield Problem("unknown_choice", {"choice": answer.choice, "allowed": listed(_choices(cell))})
        elif answer.text and not self._may_specify(cell, choice):
            yield Problem("text_not_expected", {"text": answer.text})
        yield from text_problems(answer.text, most=LONGEST_LINE)

    def _texts_missing(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if isinstance(answer, Chosen) and not answer.text.strip():
            choice = _choices(cell).get(answer.choice)
            if choice and not choice.negative and self._may_specify(cell, choice):
                yield Problem("specify_missing", {"choice": self._asked_about(cell, choice)})

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        key = posted_text(posted)
        if not key:
            return None
        choice = _choices(cell).get(key)
        if choice is None:
            return Invalid(key)
        if not self._may_specify(cell, choice):
            return Chosen(key)
        return Chosen(key, posted_text(posted, self.text_control(choice)))

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        choice = _choices(cell).get(answer.choice) if isinstance(answer, Chosen) else None
        if choice is None or not isinstance(answer, Chosen):
            return {}
        text = {self.text_control(choice): (answer.text,)} if answer.text else {}
        return {"": (choice.key,), **text}

    def text_control(self, choice: Choice) -> str:
        """The control that holds a choice's specification."""
        return f"text:{choice.key}"

    def _may_specify(self, cell: Cell, choice: Choice) -> bool:
        return choice.specify

    def _asked_about(self, cell: Cell, choice: Choice) -> str:
        return choice.text

    def _show(self, cell: Cell, answer: Answer) -> str:
        if not isinstance(answer, Chosen):
            return str(answer)
        return _shown(cell, answer.choice, answer.text)

    def given_to(self, counts: CellTally) -> int:
        return min(sum(counts.chosen.values()), super().given_to(counts))

    def _counts(self, answer: Answer) -> CellTally:
        if not isinstance(answer, Chosen):
            return CellTally(not_answered=1)
        return CellTally(answered=1, chosen={answer.choice: 1})


class MultipleChoice(QuestionType):
    """Any number of choices, each with a text of its own where it asks for one."""

    attributes = COMMON | {"choices", "max_choices"}
    needs = QuestionType.needs | {"choices"}
    operators = frozenset({"contains"})

    def addresses(self, question: Question) -> Mapping[str, Cell]:
        cell = Cell(question.key, question)
        return {choice.key: cell for choice in question.choices}

    def _read(self, cell: Cell, lines: Sequence[AnswerLine]) -> tuple[Answer | None, list[LineProblem]]:
        wrong = [not_one(line) for line in lines if line.value != "1"]
        chosen = {line.item: line.text for line in lines if line.value == "1"}
        choices = tuple(key for key in _choices(cell) if key in chosen)
        texts = {key: chosen[key] for key in choices if chosen[key].strip()}
        return ChosenSet(choices, texts), wrong

    def read_posted(self, cell: Cell, posted: Posted) -> Answer | None:
        ticked, choices = posted_texts(posted), _choices(cell)
        if any(key not in choices for key in ticked):
            return Invalid(listed(ticked))
        chosen = tuple(choice for key, choice in choices.items() if key in ticked)
        texts = {
            each.key: text
            for each in chosen
            if each.specify and (text := posted_text(posted, f"text:{each.key}"))
        }
        return ChosenSet(tuple(each.key for each in chosen), texts) if chosen else None

    def to_posted(self, cell: Cell, answer: Answer) -> Posted:
        if not isinstance(answer, ChosenSet):
            return {}
        texts = {f"text:{key}": (text,) for key, text in answer.texts.items()}
        return {"": answer.choices, **texts}

    def _problems(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if not isinstance(answer, ChosenSet):
            yield Problem("wrong_kind")
            return
        choices = _choices(cell)
        for key in answer.choices:
            if key not in choices:
                yield Problem("unknown_choice", {"choice": key, "allowed": listed(choices)})
            elif choices[key].exclusive and len(answer.choices) > 1:
                yield Problem("exclusive_combined", {"choice": key, "choice_text": choices[key].text})
        most = cell.question.max_choices
        if most is not None and len(answer.choices) > most:
            yield Problem("too_many_choices", {"max": str(most), "count": str(len(answer.choices))})
        for key, text in answer.texts.items():
            if key not in answer.choices or (key in choices and not choices[key].specify):
                yield Problem("text_not_expected", {"text": text})
            yield from text_problems(text, most=LONGEST_LINE)

    def _texts_missing(self, cell: Cell, answer: Answer) -> Iterable[Problem]:
        if not isinstance(answer, ChosenSet):
            return
        for key, choice in _choices(cell).items():
            asks = key in answer.choices and choice.specify and not choice.negative
            if asks and not answer.texts.get(key, "").strip():
                yield Problem("specify_missing", {"choice": choice.text})

    def _show(self, cell: Cell, answer: Answer) -> str:
        if not isinstance(answer, ChosenSet):
            return str(answer)
        return "; ".join(_shown(cell, key, answer.texts.get(key, "")) for key in answer.choices)

    def _counts(self, answer: Answer) -> CellTally:
        if not isinstance(answer, ChosenSet):
            return CellTally(not_answered=1)
        return CellTally(answered=1, chosen=dict.fromkeys(answer.choices, 1))


def not_one(line: AnswerLine) -> LineProblem:
    """A tick is written as 1; what isn't ticked has no line."""
    return LineProblem(line.number, Problem("value_not_one", {"value": line.value}))


def _choices(cell: Cell) -> dict[str, Choice]:
    return {choice.key: choice for choice in cell.question.choices}


def _shown(cell: Cell, key: str, text: str) -> str:
    choice = _choices(cell).get(key)
    words = choice.text if choice else key
    return f"{words}: {text}" if text else words
