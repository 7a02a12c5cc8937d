"""A response as it is read from first to last: every question that is asked, with its answer in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from questionnaires.answers import Answer, File, Invalid, is_answered
from questionnaires.checks import findings
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question
from questionnaires.sentences import tell_finding


@dataclass(frozen=True)
class AnsweredRow:
    """One cell. label: the row's text; empty where the cell is the whole question. answer: in words, empty where
    there is none. is_invalid: `answer` is what was typed and can't be read. attachment: the number of the file.
    """

    cell: str
    label: str
    answer: str
    is_invalid: bool = False
    attachment: int | None = None


@dataclass(frozen=True)
class Explained:
    """What was said of answers that a check asked about. row: the text of the row, empty for the whole question;
    sentence: what was odd, empty where the check doesn't find it any more.
    """

    row: str
    sentence: str
    text: str


@dataclass(frozen=True)
class AnsweredQuestion:
    key: str
    number: int
    text: str
    rows: tuple[AnsweredRow, ...]
    explanations: tuple[Explained, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether the question is one cell, whose answer needs no label of its own."""
        return len(self.rows) == 1 and not self.rows[0].label


@dataclass(frozen=True)
class AnsweredSection:
    key: str
    title: str
    questions: tuple[AnsweredQuestion, ...]


def answered_sections(
    definition: Definition,
    answers: Mapping[str, Answer],
    explanations: Iterable[Mapping[str, str]] = (),
    *,
    last: Mapping[str, Answer] | None = None,
) -> tuple[AnsweredSection, ...]:
    """Every section; of its questions those that are asked, given these answers.

    explanations: as a submission keeps them, each shown with its question. last: what was answered last time, which
    some of them are about.
    """
    asked = definition.asked(answers)
    numbers = definition.numbers
    said = _explained(definition, answers, list(explanations), last or {})
    return tuple(
        AnsweredSection(
            section.key,
            section.title,
            tuple(
                AnsweredQuestion(
                    question.key,
                    numbers[question.key],
                    question.text,
                    rows,
                    tuple(said.get(question.key, ())),
                )
                for question in section.questions
                if (rows := tuple(_rows(question, answers, asked)))
            ),
        )
        for section in definition.sections
    )


def _explained(
    definition: Definition,
    answers: Mapping[str, Answer],
    kept: Collection[Mapping[str, str]],
    last: Mapping[str, Answer],
) -> dict[str, list[Explained]]:
    """Question → what was said of it, in the order in which it was asked."""
    found = {each.key: each for each in findings(definition, answers, last)} if kept else {}
    order = {key: place for place, key in enumerate(found)}
    cells = {cell.name: cell for cell in definition.cells}
    said: dict[str, list[Explained]] = {}
    for each in sorted(kept, key=lambda each: order.get((each["cell"], each["code"]), len(order))):
        cell, finding = cells.get(each["cell"]), found.get((each["cell"], each["code"]))
        row = cell.item.text if cell and cell.item else ""
        sentence = tell_finding(finding) if finding else ""
        said.setdefault(each["cell"].partition(".")[0], []).append(Explained(row, sentence, each["text"]))
    return said


def _rows(question: Question, answers: Mapping[str, Answer], asked: frozenset[str]) -> Iterator[AnsweredRow]:
    for cell in type_of(question).cells(question):
        if cell.name in asked:
            yield _row(cell, answers.get(cell.name))


def _row(cell: Cell, answer: Answer | None) -> AnsweredRow:
    label = cell.text if cell.item else ""
    if answer is None or not (is_answered(answer) or isinstance(answer, Invalid)):
        return AnsweredRow(cell.name, label, "")
    return AnsweredRow(
        cell.name,
        label,
        type_of(cell.question).show(cell, answer),
        is_invalid=isinstance(answer, Invalid),
        attachment=answer.attachment if isinstance(answer, File) else None,
    )
