"""A show_if in words, for whoever reads the questionnaire on paper."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaires.conditions import And, Comparison, Condition, Literal, Not, Or
from questionnaires.definition import Definition
from questionnaires.questions import Cell
from questionnaires.sentences import quoted

PHRASES: Mapping[str, str | Promise] = {
    "==": gettext_lazy("%(place)s är %(value)s"),
    "!=": gettext_lazy("%(place)s är något annat än %(value)s"),
    "<": gettext_lazy("%(place)s är mindre än %(value)s"),
    ">": gettext_lazy("%(place)s är större än %(value)s"),
    "<=": gettext_lazy("%(place)s är högst %(value)s"),
    ">=": gettext_lazy("%(place)s är minst %(value)s"),
    "contains": gettext_lazy("%(place)s innehåller %(value)s"),
    "in": gettext_lazy("%(place)s är något av %(value)s"),
}


def condition_in_words(definition: Definition, condition: Condition, numbers: Mapping[str, int]) -> str:
    """A whole sentence; questions are named by their numbers, answers by their texts."""
    return _("Besvaras om %(condition)s.") % {"condition": _words(definition, condition, numbers)}


def _words(definition: Definition, condition: Condition, numbers: Mapping[str, int]) -> str:
    match condition:
        case Comparison(name, operator, literals):
            cell = definition.cell(name)
            values = ", ".join(_value(cell, literal) for literal in literals)
            return str(PHRASES[operator]) % {"place": _place(cell, numbers), "value": values}
        case Not(part):
            return _("det inte stämmer att %(part)s") % {"part": _words(definition, part, numbers)}
        case And(parts):
            return _(" och ").join(_within(definition, part, numbers) for part in parts)
        case Or(parts):
            return _(" eller ").join(_within(definition, part, numbers) for part in parts)
    raise TypeError(f"no words for {condition!r}")


def _within(definition: Definition, part: Condition, numbers: Mapping[str, int]) -> str:
    words = _words(definition, part, numbers)
    return f"({words})" if isinstance(part, And | Or) else words


def _place(cell: Cell, numbers: Mapping[str, int]) -> str:
    question = _("svaret på fråga %(number)s") % {"number": numbers[cell.question.key]}
    return f"{question}, {quoted(cell.item.text)}," if cell.item else question


def _value(cell: Cell, literal: Literal) -> str:
    if not isinstance(literal, str):
        return f"{literal:f}".replace("-", "−").replace(".", ",")
    question = cell.question
    texts = {each.key: each.text for each in (*question.choices, *question.special)}
    texts |= {column.key: column.text for column in question.columns}
    return quoted(texts.get(literal, literal))
