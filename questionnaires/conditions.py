"""show_if: when a question is asked. A tiny language of its own; none of it is ever run as code. No Django.

condition   = all { "or" all }
all         = part { "and" part }
part        = "not" part | "(" condition ")" | comparison
comparison  = cell ( "==" | "!=" | "<" | ">" | "<=" | ">=" | "contains" ) literal
            | cell "in" "(" literal { "," literal } ")"
cell        = question [ "." item ]
literal     = 'text' | "text" | number with decimal point
"""

import operator
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaires.answers import (
    Absence,
    Answer,
    Chosen,
    ChosenSet,
    Number,
    Special,
    Text,
    Ticked,
    is_answered,
)

Literal = str | Decimal
ValueOf = Callable[[str], Answer | Absence]

# Far above what a person writes; below what would exhaust the stack.
LONGEST = 2000
DEEPEST = 40

_ORDERINGS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_KEYWORDS = ("and", "or", "not", "in", "contains")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_TOKEN = re.compile(
    r"""\s*(?: (?P<string>'[^']*'|"[^"]*") | (?P<operator>==|!=|<=|>=|<|>)
             | (?P<mark>[(),]) | (?P<word>-?\w+(?:\.\w+)*) | (?P<end>\Z) )""",
    re.VERBOSE,
)


class ConditionError(ValueError):
    """A condition that can't be read, in a Swedish sentence. `position` is the character, from 1."""

    def __init__(self, message: str, position: int) -> None:
        self.position = position
        super().__init__(f"{message} (tecken {position} i villkoret)")


class Condition(ABC):
    """When a question is asked. `str()` gives a text that reads back as an equal condition."""

    @property
    @abstractmethod
    def comparisons(self) -> tuple["Comparison", ...]:
        """Every comparison in it, in reading order."""

    @property
    def references(self) -> frozenset[str]:
        """The cells it names, as `question` or `question.item`."""
        return frozenset(comparison.cell for comparison in self.comparisons)

    @abstractmethod
    def is_met(self, value_of: ValueOf) -> bool:
        """Whether it holds, given what each cell holds."""


@dataclass(frozen=True)
class Comparison(Condition):
    """A cell compared with one literal (several for `in`)."""

    cell: str
    operator: str
    literals: tuple[Literal, ...]

    @property
    def comparisons(self) -> tuple["Comparison", ...]:
        return (self,)

    def is_met(self, value_of: ValueOf) -> bool:
        """False for whatever is unanswered, hidden or invalid, with != too: nothing is known of it."""
        answer = value_of(self.cell)
        match answer:
            case _ if not is_answered(answer):
                return False
            case ChosenSet(keys) | Ticked(keys):
                return self.operator == "contains" and self.literals[0] in keys
            case Chosen(value) | Special(value) | Text(value) | Number(value):
                return self._holds_for(value)
        return False

    def _holds_for(self, value: Literal) -> bool:
        first = self.literals[0]
        match self.operator:
            case "==" | "in":
                return value in self.literals
            case "!=":
                return value != first
        if isinstance(value, str) or isinstance(first, str) or self.operator not in _ORDERINGS:
            return False
        return _ORDERINGS[self.operator](value, first)

    def __str__(self) -> str:
        literals = ", ".join(_written(literal) for literal in self.literals)
        return f"{self.cell} {self.operator} " + (f"({literals})" if self.operator == "in" else literals)


@dataclass(frozen=True)
class Not(Condition):
    part: Condition

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return self.part.comparisons

    def is_met(self, value_of: ValueOf) -> bool:
        return not self.part.is_met(value_of)

    def __str__(self) -> str:
        return f"not {_within(self.part)}"


@dataclass(frozen=True)
class And(Condition):
    parts: tuple[Condition, ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return tuple(comparison for part in self.parts for comparison in part.comparisons)

    def is_met(self, value_of: ValueOf) -> bool:
        return all(part.is_met(value_of) for part in self.parts)

    def __str__(self) -> str:
        return " and ".join(_within(part) for part in self.parts)


@dataclass(frozen=True)
class Or(Condition):
    parts: tuple[Condition, ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return tuple(comparison for part in self.parts for comparison in part.comparisons)

    def is_met(self, value_of: ValueOf) -> bool:
        return any(part.is_met(value_of) for part in self.parts)

    def __str__(self) -> str:
        return " or ".join(_within(part) for part in self.parts)


def _within(part: Condition) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)


def _written(literal: Literal) -> str:
    if isinstance(literal, Decimal):
        return f"{literal:f}"
    return f'"{literal}"' if "'" in literal else f"'{literal}'"


def parse_condition(text: str) -> Condition:
    """Reads a show_if. Raises ConditionError, and nothing else, for what isn't one."""
    if len(text) > LONGEST:
        raise ConditionError(f"Villkoret är längre än {LONGEST} tecken. Dela upp frågan.", LONGEST + 1)
    parser = _Parser(text)
    condition = parser.condition()
    if parser.token.kind != "end":
        raise parser.error("Här väntades and, or eller slutet på villkoret (decimaltal skrivs med punkt)")
    return condition


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


class _Parser:
    """Recursive descent over the tokens: one method a rule of the grammar above."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._depth = 0
        self.token = next(self._tokens)

    def condition(self) -> Condition:
        parts = [self._all()]
        while self._take("word", "or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def error(self, message: str) -> ConditionError:
        found = f", men här står {self.token.text}" if self.token.text else ", men villkoret tar slut här"
        return ConditionError(f"{message}{found}.", self.token.position)

    def _all(self) -> Condition:
        parts = [self._part()]
        while self._take("word", "and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ConditionError(f"Villkoret har fler än {DEEPEST} nivåer.", self.token.position)
        part: Condition
        if self._take("word", "not"):
            part = Not(self._part())
        elif self._take("mark", "("):
            part = self.condition()
            self._expect(")", "Här väntades en avslutande parentes")
        else:
            part = self._comparison()
        self._depth -= 1
        return part

    def _comparison(self) -> Comparison:
        cell = self.token
        if cell.kind != "word" or cell.text in _KEYWORDS or cell.text.startswith("-"):
            raise self.error("Här väntades namnet på en fråga")
        if cell.text.count(".") > 1:
            raise self.error("En delfråga skrivs fråga.delfråga, med en enda punkt")
        self._next()
        if self._take("word", "in"):
            return Comparison(cell.text, "in", self._literals())
        if self._take("word", "contains"):
            return Comparison(cell.text, "contains", (self._literal(),))
        if self.token.kind != "operator":
            raise self.error("Här väntades en jämförelse (==, !=, <, >, <=, >=, in eller contains)")
        return Comparison(cell.text, self._next().text, (self._literal(),))

    def _literals(self) -> tuple[Literal, ...]:
        self._expect("(", "Efter in väntades en parentes med värden")
        literals = [self._literal()]
        while self._take("mark", ","):
            literals.append(self._literal())
        self._expect(")", "Här väntades ett komma eller en avslutande parentes")
        return tuple(literals)

    def _literal(self) -> Literal:
        token = self.token
        if token.kind == "string":
            return self._next().text[1:-1]
        if token.kind == "word" and _NUMBER.fullmatch(token.text):
            return Decimal(self._next().text)
        raise self.error("Här väntades ett tal eller en text inom citattecken, till exempel 'ja'")

    def _expect(self, mark: str, message: str) -> None:
        if not self._take("mark", mark):
            raise self.error(message)

    def _take(self, kind: str, text: str) -> bool:
        if self.token.kind == kind and self.token.text == text:
            self._next()
            return True
        return False

    def _next(self) -> _Token:
        token = self.token
        self.token = next(self._tokens)
        return token


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of a condition, closed by one of kind `end`."""
    position = 0
    while found := _TOKEN.match(text, position):
        kind = str(found.lastgroup)
        yield _Token(kind, found.group(kind), found.start(kind) + 1)
        if kind == "end":
            return
        position = found.end()
    position += len(text[position:]) - len(text[position:].lstrip())
    if text[position] in "'\"":
        raise ConditionError("Citattecknet som börjar här avslutas aldrig.", position + 1)
    if text[position] == "=":
        raise ConditionError("En jämförelse skrivs med två likhetstecken: ==.", position + 1)
    raise ConditionError(f"Tecknet {text[position]} kan inte stå i ett villkor.", position + 1)
