"""Finding what a table names in a questionnaire, or saying what isn't there and what is."""

from collections.abc import Collection, Iterable, Mapping

from exports.kinds.base import Say
from exports.kinds.entry import Name
from questionnaires.definition import Cell, Definition, Question
from reading.suggestion import suggestion_or_all


def questionnaire_named(definitions: Mapping[str, Definition], name: Name | None) -> Definition | None:
    return definitions.get(name.key) if name else None


def question_named(
    definition: Definition, name: Name | None, types: Collection[str], say: Say
) -> Question | None:
    """The question; None, and an error, where the questionnaire hasn't got it or it is of another type."""
    if name is None:
        return None
    question = find_question(definition, name.key)
    if question is None:
        known = suggestion_or_all(name.key, (each.key for each in definition.questions))
        say(name.line, f"Frågan ”{name.key}” finns inte i {definition.key}. {known}")
    elif question.type not in types:
        say(name.line, f"Frågan ”{name.key}” är av typen {question.type}. Här kan stå {', '.join(types)}.")
        return None
    return question


def cell_named(definition: Definition, name: Name | None, types: Collection[str], say: Say) -> Cell | None:
    """The cell `question` or `question.item`; None, and an error, where there is no such or it is of another type."""
    if name is None:
        return None
    cell = find_cell(definition, name.key)
    if cell is not None:
        if cell.question.type in types:
            return cell
        say(name.line, f"”{name.key}” är av typen {cell.question.type}. Här kan stå {', '.join(types)}.")
        return None
    question = find_question(definition, name.key.partition(".")[0])
    names = [each.name for each in definition.cells if question in (None, each.question)]
    say(name.line, f"”{name.key}” finns inte i {definition.key}. {suggestion_or_all(name.key, names)}")
    return None


def check_names(names: Iterable[Name], known: Iterable[str], what: str, say: Say) -> None:
    """An error for each name that isn't known. what: "Svarsalternativet", "Raden", …"""
    every = tuple(known)
    for name in names:
        if name.key not in every:
            say(name.line, f"{what} ”{name.key}” finns inte. {suggestion_or_all(name.key, every)}")


def find_question(definition: Definition, key: str) -> Question | None:
    try:
        return definition.question(key)
    except KeyError:
        return None


def find_cell(definition: Definition, name: str) -> Cell | None:
    try:
        return definition.cell(name)
    except KeyError:
        return None
