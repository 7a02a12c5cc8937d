"""A submission as somebody reads it who receives it: each answer beside last time's, with what is odd about it, what
has changed since the submission before, and what is said of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from questionnaires.answers import Answer
from questionnaires.checks import Finding, findings
from questionnaires.definition import Definition
from questionnaires.documents.answered import AnsweredQuestion, AnsweredRow, answered_sections
from questionnaires.documents.changed import changed_cells
from questionnaires.question_types import type_of
from questionnaires.selectors.conversations import Conversation
from questionnaires.selectors.last_time import LastTime
from questionnaires.sentences import tell_finding

# All, what has changed, what there is a remark on.
Shown = Literal["alla", "andrade", "anmarkningar"]


@dataclass(frozen=True)
class Remark:
    """What a check found odd, and why the respondent says it is right; either can be empty."""

    sentence: str
    explanation: str


@dataclass(frozen=True)
class ReviewedRow:
    """A cell. last: last time's answer in words, before: that of the submission before; empty where there was none.

    open: how many threads on the row aren't closed.
    """

    row: AnsweredRow
    last: str
    is_changed: bool
    before: str
    remarks: tuple[Remark, ...]
    open: int

    @property
    def is_remarked(self) -> bool:
        return bool(self.remarks or self.open)


@dataclass(frozen=True)
class ReviewedQuestion:
    """remarks: on the question as a whole. talk: the threads on it and its rows. can_mend: whether its answer can be
    mended in the respondent's place; a file can't.
    """

    question: AnsweredQuestion
    rows: tuple[ReviewedRow, ...]
    remarks: tuple[Remark, ...]
    talk: tuple[Conversation, ...]
    can_mend: bool

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def is_changed(self) -> bool:
        return any(row.is_changed for row in self.rows)

    @property
    def is_remarked(self) -> bool:
        """Whether something is odd about it, or being discussed."""
        said = any(not each.is_closed for each in self.talk)
        return bool(self.remarks) or said or any(row.is_remarked for row in self.rows)


@dataclass(frozen=True)
class ReviewedSection:
    key: str
    title: str
    questions: tuple[ReviewedQuestion, ...]


@dataclass(frozen=True)
class Beside:
    """What a submission is read beside. before: the answers of the submission before, None for the first; explanations:
    those that came with it, as {"cell", "code", "text"}.
    """

    before: Mapping[str, Answer] | None
    last: LastTime | None
    explanations: Iterable[Mapping[str, str]]
    talk: tuple[Conversation, ...]


def reviewed_sections(
    definition: Definition, answers: Mapping[str, Answer], beside: Beside
) -> tuple[ReviewedSection, ...]:
    """Every section with the questions that were asked."""
    reading = _Reading(definition, answers, beside)
    return tuple(
        ReviewedSection(section.key, section.title, tuple(map(reading.question, section.questions)))
        for section in answered_sections(definition, answers)
    )


def narrowed(sections: Iterable[ReviewedSection], shown: Shown) -> tuple[ReviewedSection, ...]:
    """What is left of the sections when only what has changed, or what there is a remark on, is shown."""
    if shown == "alla":
        return tuple(sections)
    narrow = _changed if shown == "andrade" else _remarked
    found = (replace(section, questions=tuple(narrow(section.questions))) for section in sections)
    return tuple(section for section in found if section.questions)


def count_questions(sections: Iterable[ReviewedSection]) -> dict[str, int]:
    """How many questions each way of narrowing leaves; "rader": the rows that have changed."""
    questions = [question for section in sections for question in section.questions]
    return {
        "alla": len(questions),
        "andrade": sum(question.is_changed for question in questions),
        "anmarkningar": sum(question.is_remarked for question in questions),
        "rader": sum(row.is_changed for question in questions for row in question.rows),
    }


def _changed(questions: Iterable[ReviewedQuestion]) -> Iterator[ReviewedQuestion]:
    for question in questions:
        if question.is_changed:
            yield replace(question, rows=tuple(row for row in question.rows if row.is_changed))


def _remarked(questions: Iterable[ReviewedQuestion]) -> Iterator[ReviewedQuestion]:
    """Of a question its rows with remarks; all of them where what is odd, or said, is about the whole."""
    for question in questions:
        if question.is_remarked:
            rows = tuple(row for row in question.rows if row.is_remarked)
            yield replace(question, rows=rows or question.rows)


class _Reading:
    """Puts together what is shown of each question."""

    def __init__(self, definition: Definition, answers: Mapping[str, Answer], beside: Beside) -> None:
        self.definition = definition
        self.beside = beside
        last = beside.last.answers if beside.last else {}
        self.remarks = _remarks(findings(definition, answers, last), beside.explanations)
        changed = () if beside.before is None else changed_cells(definition, beside.before, answers)
        self.changed = {each.cell: each.before for each in changed}
        self.types = {question.key: question.type for question in definition.questions}
        self.last = {cell.name: cell for cell in beside.last.definition.cells} if beside.last else {}

    def question(self, question: AnsweredQuestion) -> ReviewedQuestion:
        talk = tuple(each for each in self.beside.talk if each.question == question.key)
        rows = tuple(self._row(row, talk) for row in question.rows)
        # What is about a question that is one cell has the cell's name too, and stands with its answer.
        own = () if question.is_single else self.remarks.get(question.key, ())
        return ReviewedQuestion(question, rows, tuple(own), talk, self.types[question.key] != "file")

    def _row(self, row: AnsweredRow, talk: Iterable[Conversation]) -> ReviewedRow:
        return ReviewedRow(
            row,
            last=self._last(row.cell),
            is_changed=row.cell in self.changed,
            before=self.changed.get(row.cell, ""),
            remarks=tuple(self.remarks.get(row.cell, ())),
            open=sum(each.cell == row.cell and not each.is_closed for each in talk),
        )

    def _last(self, name: str) -> str:
        """Last time's answer, as that year's questionnaire put it."""
        answer = self.beside.last.answers.get(name) if self.beside.last else None
        if answer is None or name not in self.last:
            return ""
        return type_of(self.last[name].question).show(self.last[name], answer)


def _remarks(found: Iterable[Finding], said: Iterable[Mapping[str, str]]) -> dict[str, list[Remark]]:
    """Cell or question → its remarks; an explanation outlives a finding that is none any more."""
    texts = {(each["cell"], each["code"]): each["text"] for each in said}
    remarks: dict[str, list[Remark]] = {}
    for finding in found:
        text = texts.pop(finding.key, "")
        remarks.setdefault(finding.cell, []).append(Remark(tell_finding(finding), text))
    for (cell, _code), text in texts.items():
        remarks.setdefault(cell, []).append(Remark("", text))
    return remarks
