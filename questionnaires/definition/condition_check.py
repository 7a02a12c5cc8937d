"""Checks that each show_if names earlier questions, and compares them with what they can be answered with."""

from collections.abc import Sequence
from decimal import Decimal

from questionnaires.conditions import Comparison, Literal
from questionnaires.question_types import TYPES, type_of
from questionnaires.questions import Question
from reading.entry import Entry
from reading.suggestion import suggestion

# A question as read (None where it couldn't be), with its key and where it stands in the file.
Read = tuple[str, Entry, Question | None]


def check_conditions(questions: Sequence[Read]) -> None:
    """Adds an error for every comparison that can never mean anything."""
    declared = [key for key, _entry, _question in questions]
    by_key = {key: question for key, _entry, question in reversed(questions)}
    for place, (_key, entry, question) in enumerate(questions):
        if question is None or question.show_if is None:
            continue
        for comparison in question.show_if.comparisons:
            name = comparison.cell.partition(".")[0]
            if name in declared[:place]:
                message = _wrong_with(comparison, by_key[name])
            elif name in declared:
                message = f"Villkoret frågar efter ”{name}”, som inte kommer före frågan. Flytta den ena."
            else:
                message = (
                    f"Villkoret frågar efter ”{name}”, som inte finns. {suggestion(name, declared)}".rstrip()
                )
            if message:
                entry.error("show_if", message)


def _wrong_with(comparison: Comparison, asked: Question | None) -> str:
    """What is wrong with a comparison with an earlier question; empty where nothing is."""
    if asked is None:
        return ""
    return (
        _wrong_cell(comparison, asked)
        or _wrong_operator(comparison, asked)
        or _wrong_literal(comparison, asked)
    )


def _wrong_cell(comparison: Comparison, asked: Question) -> str:
    kind = type_of(asked)
    if not kind.operators:
        allowed = ", ".join(name for name, other in TYPES.items() if other.operators)
        found = f"Ett villkor kan inte fråga efter ”{asked.key}”, som är av typen {asked.type}"
        return f"{found}, bara efter: {allowed}."
    item = comparison.cell.partition(".")[2]
    items = [each.key for each in asked.items]
    if not kind.by_item:
        return f"”{asked.key}” har inga delfrågor. Skriv bara {asked.key}." if item else ""
    if not items or item in items:
        return ""
    if not item:
        return f"”{asked.key}” har flera delfrågor. Skriv vilken, till exempel {asked.key}.{items[0]}."
    known = suggestion(item, items) or f"De är: {', '.join(items)}."
    return f"”{asked.key}” har ingen delfråga ”{item}”. {known}"


def _wrong_operator(comparison: Comparison, asked: Question) -> str:
    operators = type_of(asked).operators
    if comparison.operator in operators:
        return ""
    usable = ", ".join(sorted(operators))
    return (
        f"”{comparison.cell}” ({asked.type}) kan inte jämföras med {comparison.operator}, bara med: {usable}."
    )


def _wrong_literal(comparison: Comparison, asked: Question) -> str:
    for literal in comparison.literals:
        message = _wrong_value(literal, comparison, asked)
        if message:
            return message
    return ""


def _wrong_value(literal: Literal, comparison: Comparison, asked: Question) -> str:
    kind = type_of(asked)
    if isinstance(literal, Decimal):
        if kind.compares_numbers:
            return ""
        return f"”{comparison.cell}” besvaras inte med ett tal. Sätt citattecken runt {literal:f}."
    if comparison.operator in {"<", ">", "<=", ">="}:
        return f"{comparison.operator} jämför tal. Skriv ett tal utan citattecken i stället för ”{literal}”."
    keys = kind.keys_compared(asked)
    if keys is None or literal in keys:
        return ""
    if kind.compares_numbers and not keys:
        return (
            f"”{comparison.cell}” besvaras med ett tal. Skriv det utan citattecken i stället för ”{literal}”."
        )
    if not keys:
        return ""  # its choices could not be read, which is an error of its own
    known = suggestion(literal, keys) or f"Det som finns är: {', '.join(keys)}."
    return f"”{comparison.cell}” har inget svar ”{literal}”. {known}"
