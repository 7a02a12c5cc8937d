"""What a saved page asks for that it didn't show: follow-up questions, and what has to be said of a choice.

A page whose script has run has shown all of it already, and has nothing left to save when it is posted.
"""

from collections.abc import Iterable

from django.utils.translation import ngettext

from questionnaires.question_types import type_of
from questionnaires.questions import Section
from questionnaires.sentences import cell_place, explain
from questionnaires.views.respondent.saving import PageSaved

# What is lacking because of what was answered just now.
ASKED_ALONG = ("specify_missing", "whole_year_missing")


def opened_places(done: PageSaved, part: Section) -> tuple[str, ...]:
    """The questions of the section, by key, that a save has opened or asks something more in; in its order."""
    news = set(_questions(done, part)) | {name.partition(".")[0] for name, _sentence in _asked_along(done)}
    return tuple(question.key for question in part.questions if question.key in news)


def tell_opened(done: PageSaved, part: Section) -> tuple[str, ...]:
    """The same in sentences."""
    questions = _questions(done, part)
    numbers = ", ".join(str(done.own.definition.numbers[key]) for key in questions)
    opened = ngettext(
        "Det du svarade gav en följdfråga: fråga %(numbers)s.",
        "Det du svarade gav följdfrågor: fråga %(numbers)s.",
        len(questions),
    )
    along = tuple(
        f"{cell_place(done.own.definition, name)}: {sentence}" for name, sentence in _asked_along(done)
    )
    return (*((opened % {"numbers": numbers},) if questions else ()), *along)


def _questions(done: PageSaved, part: Section) -> tuple[str, ...]:
    if done.asked_before is None:
        return ()
    news = done.own.definition.asked(done.own.response.answers) - done.asked_before
    return tuple(
        question.key
        for question in part.questions
        if any(cell.name in news for cell in type_of(question).cells(question))
    )


def _asked_along(done: PageSaved) -> Iterable[tuple[str, str]]:
    """Cell → what it lacks since something in its question was answered otherwise."""
    if done.asked_before is None:
        return
    changed = {each.cell.name for each in done.posted if each.is_changed}
    questions = {each.cell.question.key: each.cell.question for each in done.posted if each.is_changed}
    asked = done.own.definition.asked(done.own.response.answers)
    for question in questions.values():
        for cell, problem in type_of(question).question_lacks(question, done.own.response.answers):
            is_news = problem.code == "whole_year_missing" or cell.name in changed
            if problem.code in ASKED_ALONG and is_news and cell.name in asked:
                yield cell.name, explain(problem)
