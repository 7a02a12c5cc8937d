"""What all versions of a questionnaire ask, as one: answers keep the version that they were given to. No Django."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from questionnaires.definition.model import Definition
from questionnaires.questions import Question, Section


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Part = TypeVar("Part", bound=_Keyed)


def across_versions(versions: Sequence[Definition], *, earlier_title: str) -> Definition:
    """The newest version with what only older ones ask, so that everything that anybody was asked has its words.

    versions: newest first, at least one; where two say different things, the newest is right. What is gone comes last
    among its like: choices, rows, columns; and whole questions in a section of their own called `earlier_title`.
    """
    newest, *older = versions
    if not older:
        return newest
    sections = tuple(
        replace(section, questions=tuple(_with_earlier(question, older) for question in section.questions))
        for section in newest.sections
    )
    known = {question.key for question in newest.questions}
    gone = _joined(
        (), (question for each in older for question in each.questions if question.key not in known)
    )
    if gone:
        sections = (*sections, Section("tidigare-versioner", earlier_title, gone))
    return replace(newest, sections=sections)


def _with_earlier(question: Question, older: Iterable[Definition]) -> Question:
    """The question with the choices, rows and columns that it had before; of another type it is another question."""
    before = [
        each
        for definition in older
        for each in definition.questions
        if each.key == question.key and each.type == question.type
    ]
    return replace(
        question,
        choices=_joined(question.choices, (choice for each in before for choice in each.choices)),
        items=_joined(question.items, (item for each in before for item in each.items)),
        columns=_joined(question.columns, (column for each in before for column in each.columns)),
        special=_joined(question.special, (special for each in before for special in each.special)),
    )


def _joined(parts: tuple[Part, ...], more: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, and those of `more` whose keys they lack, each key once."""
    found = {each.key: each for each in parts}
    for each in more:
        found.setdefault(each.key, each)
    return tuple(found.values())
