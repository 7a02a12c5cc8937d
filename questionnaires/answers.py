"""What somebody answered, as values. No Django.

An answer belongs to a *cell*: a question, or a row of a grid or number list. Its name is the question's key,
or `question.item`; a multiple_choice is one cell (a set), a row of a tick_grid is one cell. What is absent is
an `Absence`, never a 0 and never a No.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any


class Absence(Enum):
    """Why there is no answer in a cell."""

    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"  # hidden by its condition
    NOT_RECEIVED = "not_received"  # the organisation has sent in nothing
    DECLINED = "declined"  # the organisation has said that it will not answer


@dataclass(frozen=True)
class Chosen:
    """One choice; `text` is the specification that the choice asks for."""

    choice: str
    text: str = ""


@dataclass(frozen=True)
class ChosenSet:
    """The choices of a multiple_choice in the questionnaire's order; `texts` are specifications by choice."""

    choices: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ticked:
    """The columns ticked in one row of a tick_grid; one text for the row."""

    columns: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class Number:
    """A number with the decimals that were given."""

    number: Decimal


@dataclass(frozen=True)
class Special:
    """An answer instead of a number, such as `kan_inte_uppskattas`."""

    key: str


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class File:
    """The name of a file that was sent along. attachment: its number within the response; None where only the name
    came, as in a file of answers."""

    name: str
    attachment: int | None = None


@dataclass(frozen=True)
class Invalid:
    """What was typed and can't be read as an answer: kept, shown, never counted."""

    typed: str


Answer = Chosen | ChosenSet | Ticked | Number | Special | Text | File | Invalid


def is_answered(answer: Answer | Absence | None) -> bool:
    """Whether there is an answer that counts. An empty text, a set without choices and Invalid are none."""
    match answer:
        case None | Absence() | Invalid():
            return False
        case Text(text) | File(text):
            return bool(text.strip())
        case ChosenSet(keys) | Ticked(keys):
            return bool(keys)
    return True


def is_answer_stored(stored: Mapping[str, Any]) -> bool:
    """Whether what to_json wrote is an answer that counts, told without making the answer."""
    if "choice" in stored or "number" in stored or "special" in stored:
        return True
    for held in ("choices", "columns"):
        if held in stored:
            return bool(stored[held])
    return bool(str(stored.get("file", stored.get("text", ""))).strip())


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as it is stored: a dict whose keys name its type."""
    match answer:
        case Chosen(choice, text):
            return {"choice": choice, "text": text} if text else {"choice": choice}
        case ChosenSet(choices, texts):
            return {"choices": list(choices), "texts": dict(texts)} if texts else {"choices": list(choices)}
        case Ticked(columns, text):
            return {"columns": list(columns), "text": text} if text else {"columns": list(columns)}
        case Number(number):
            return {"number": str(number)}
        case Special(key):
            return {"special": key}
        case Text(text):
            return {"text": text}
        case File(name, attachment):
            return {"file": name} if attachment is None else {"file": name, "attachment": attachment}
        case Invalid(typed):
            return {"invalid": typed}


def from_json(stored: Mapping[str, Any]) -> Answer:
    """The inverse of `to_json`. Raises ValueError for what it never wrote."""
    match stored:
        case {"choice": str(choice)}:
            return Chosen(choice, stored.get("text", ""))
        case {"choices": list(choices)}:
            return ChosenSet(tuple(choices), stored.get("texts", {}))
        case {"columns": list(columns)}:
            return Ticked(tuple(columns), stored.get("text", ""))
        case {"number": str(number)}:
            return Number(_number(number))
        case {"special": str(key)}:
            return Special(key)
        case {"file": str(name)}:
            return File(name, stored.get("attachment"))
        case {"invalid": str(typed)}:
            return Invalid(typed)
        case {"text": str(text)}:
            return Text(text)
    raise ValueError(f"not a stored answer: {stored!r}")


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a stored number: {text!r}") from error
    if not number.is_finite():
        raise ValueError(f"not a stored number: {text!r}")
    return number
