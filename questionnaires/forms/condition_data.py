"""A condition, and what it compares with, as data for the page's script, which evaluates it as conditions.py does."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from questionnaires.answers import Answer, Chosen, ChosenSet, Number, Special, Text, Ticked, is_answered
from questionnaires.conditions import And, Comparison, Condition, Literal, Not, Or


def condition_data(condition: Condition) -> dict[str, Any]:
    """{"cell", "is", "to"}, {"not": part}, {"and": parts} or {"or": parts}. A number is {"number": its text}."""
    match condition:
        case Not(part):
            return {"not": condition_data(part)}
        case And(parts):
            return {"and": [condition_data(part) for part in parts]}
        case Or(parts):
            return {"or": [condition_data(part) for part in parts]}
        case Comparison(cell, operator, literals):
            return {"cell": cell, "is": operator, "to": [_value(literal) for literal in literals]}
    raise TypeError(f"not a condition: {condition!r}")


def value_data(answer: Answer | None) -> Any:
    """What a condition sees of an answer: a text, {"number"}, a list of keys, or None for what doesn't count."""
    if answer is None or not is_answered(answer):
        return None
    match answer:
        case ChosenSet(keys) | Ticked(keys):
            return list(keys)
        case Chosen(value) | Special(value) | Text(value) | Number(value):
            return _value(value)
    return None


def known_elsewhere(
    names: frozenset[str], asked: frozenset[str], answers: Mapping[str, Answer]
) -> dict[str, Any]:
    """What cells on other pages hold, for the conditions on this one; a hidden cell holds nothing."""
    return {name: value_data(answers.get(name)) if name in asked else None for name in sorted(names)}


def _value(literal: Literal) -> str | dict[str, str]:
    return {"number": f"{literal:f}"} if isinstance(literal, Decimal) else literal
