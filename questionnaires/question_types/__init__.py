"""The types of question: one class each, and the register that a definition's `type` names. No Django.

To add a type: its class, a line in TYPES, its section in docs/questionnaire-format.md.
"""

from collections.abc import Mapping

from questionnaires.question_types.base import (
    AnswerLine,
    LineProblem,
    Posted,
    Problem,
    ProblemCode,
    Problems,
    QuestionType,
)
from questionnaires.question_types.choices import MultipleChoice, SingleChoice
from questionnaires.question_types.grids import ChoiceGrid, TickGrid
from questionnaires.question_types.numbers import NumberList, NumberQuestion
from questionnaires.question_types.texts import FileQuestion, LongText, Note, ShortText
from questionnaires.questions import Question

__all__ = [
    "TYPES",
    "AnswerLine",
    "LineProblem",
    "Posted",
    "Problem",
    "ProblemCode",
    "Problems",
    "QuestionType",
    "type_of",
]

TYPES: Mapping[str, QuestionType] = {
    "single_choice": SingleChoice(),
    "multiple_choice": MultipleChoice(),
    "choice_grid": ChoiceGrid(),
    "tick_grid": TickGrid(),
    "number": NumberQuestion(),
    "number_list": NumberList(),
    "short_text": ShortText(),
    "long_text": LongText(),
    "file": FileQuestion(),
    "note": Note(),
}


def type_of(question: Question) -> QuestionType:
    """What a question can do."""
    return TYPES[question.type]
