"""One mapping of a YAML file, read key by key; what is wrong goes to the errors with its line and how to mend it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from reading.errors import ErrorList
from reading.suggestion import suggestion
from reading.yaml_file import LinedDict, LinedList


@dataclass(frozen=True)
class Keys:
    """The keys that a mapping must have, and those that it may have besides."""

    needed: Collection[str] = ()
    optional: Collection[str] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every key once, the needed ones first."""
        return tuple(dict.fromkeys((*self.needed, *self.optional)))


class Entry:
    """A mapping of a file, and the place that its errors name ("fråga plan").

    A value that is missing or wrong is read as an empty one, and reading goes on: the caller refuses the file when
    it has read it whole. Missing keys are said by check_keys; the methods that read a key say what is wrong with the
    value that stands there. Of a key that isn't needed, an empty text or list is as good as none.
    """

    def __init__(self, mapping: LinedDict, *, errors: ErrorList, place: str = "") -> None:
        self.mapping = mapping
        self.errors = errors
        self.place = place
        self._needed: Collection[str] = ()

    def __contains__(self, key: str) -> bool:
        return key in self.mapping

    def inner(self, mapping: LinedDict) -> Self:
        """An entry for a mapping inside this one, at the same place."""
        return type(self)(mapping, errors=self.errors, place=self.place)

    @property
    def line(self) -> int:
        """Where the mapping starts."""
        return self.mapping.line

    def line_of(self, key: str) -> int:
        """Where a key stands; where the mapping starts when it hasn't got it."""
        return self.mapping.lines.get(key, self.line)

    def error(self, key: str, message: str) -> None:
        """Adds an error about a key's value; about the whole mapping where it hasn't got the key."""
        self.error_at(self.line_of(key), message)

    def error_at(self, line: int, message: str) -> None:
        self.errors.add(line, message, place=self.place)

    def check_keys(self, keys: Keys) -> None:
        """Doubled, unknown and missing keys. Comes before reading: a needed key must also have a value."""
        self._needed = keys.needed
        for key, line in self.mapping.doubled:
            self.error_at(line, f"Nyckeln ”{key}” står två gånger. Ta bort den ena.")
        for key in self.mapping:
            if key not in keys.all:
                allowed = f"Det som kan stå här är: {', '.join(sorted(keys.all))}."
                self.error(key, f"Nyckeln ”{key}” är okänd. {suggestion(key, keys.all) or allowed}")
        missing = [f"”{key}”" for key in sorted(keys.needed) if key not in self.mapping]
        if len(missing) == 1:
            self.error_at(self.line, f"Nyckeln {missing[0]} saknas. Lägg till den.")
        elif missing:
            together = f"{', '.join(missing[:-1])} och {missing[-1]}"
            self.error_at(self.line, f"Nycklarna {together} saknas. Lägg till dem.")

    def exactly_one_of(self, keys: Collection[str]) -> str:
        """Which of some keys the mapping has; an error, and "", unless it has exactly one."""
        present = [key for key in keys if key in self.mapping]
        if len(present) == 1:
            return present[0]
        found = f"har {' och '.join(f'”{key}”' for key in present)}" if present else "saknar nyckel"
        self.error_at(self.line, f"Raden {found}. Ange exakt en av {', '.join(keys)}.")
        return ""

    def text(self, key: str, *, default: str = "") -> str:
        """A text as it stands."""
        value = self._value(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.error(key, f"”{key}” ska vara en text men är {shown(value)}. Sätt citattecken runt texten.")
            return default
        if key in self._needed and not value.strip():
            self.error(key, f"”{key}” är tom. Skriv en text.")
        return value

    def one_of(self, key: str, allowed: Iterable[str], *, default: str = "") -> str:
        """One of a few words."""
        value, words = self._value(key), list(allowed)
        if value is None or value in words:
            return default if value is None else str(value)
        message = f"”{key}” är {shown(value)} men ska vara något av: {', '.join(words)}."
        self.error(key, f"{message} {suggestion(str(value), words)}".rstrip())
        return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.error(key, f"”{key}” ska vara true eller false men är {shown(value)}.")
        return default

    def whole_number(self, key: str, *, least: int, most: int | None = None) -> int | None:
        """A whole number within limits; None where it is missing or wrong."""
        value = self._value(key)
        if value is None:
            return None
        if is_whole(value) and least <= value and (most is None or value <= most):
            return int(value)
        limits = f", {least} eller större," if most is None else f" från {least} till {most}"
        mend = " Ta bort citattecknen." if isinstance(value, str) and value.isdecimal() else ""
        self.error(key, f"”{key}” ska vara ett heltal{limits} men är {shown(value)}.{mend}")
        return None

    def entries(self, key: str, keys: Keys | None = None) -> Iterator[Self]:
        """The mappings in a list, with these keys. Without any, the caller checks the keys of each."""
        for value, line in self.rows(key):
            if isinstance(value, LinedDict):
                entry = self.inner(value)
                if keys:
                    entry.check_keys(keys)
                yield entry
            else:
                message = f"Varje rad i ”{key}” ska ha nycklar och värden, men här står {shown(value)}."
                self.error_at(line, message)

    def texts(self, key: str) -> Iterator[tuple[str, int]]:
        """The texts in a list, each with its line."""
        for value, line in self.rows(key):
            if isinstance(value, str):
                yield value, line
            else:
                message = f"Varje rad i ”{key}” ska vara en text, men här står {shown(value)}."
                self.error_at(line, f"{message} Sätt citattecken runt texten.")

    def rows(self, key: str) -> Iterator[tuple[Any, int]]:
        """Whatever stands in a list, each with its line."""
        value = self._value(key)
        if value is None:
            return
        if not isinstance(value, LinedList):
            self.error(key, f"”{key}” ska vara en lista, där varje rad börjar med ett streck.")
            return
        if key in self._needed and not value:
            self.error(key, f"”{key}” är tom. Skriv minst en rad.")
        yield from zip(value, value.lines, strict=True)

    def _value(self, key: str) -> Any:
        """What stands there; None, and an error where the key is there without a value."""
        value = self.mapping.get(key)
        if value is None and key in self.mapping:
            end = "." if key in self._needed else " eller ta bort nyckeln."
            self.error(key, f"”{key}” är tom. Skriv ett värde{end}")
        return value


class Seen:
    """What may stand only once among its kind; says where it first stood. Case doesn't tell two apart.

    what: what a value names, in the definite form ("Frågan"). key: the key that it stands at.
    """

    def __init__(self, what: str, *, key: str = "key") -> None:
        self._what = what
        self._key = key
        self._lines: dict[str, int] = {}

    def add(self, entry: Entry) -> None:
        value = entry.mapping.get(self._key)
        if not value or not isinstance(value, str):
            return
        line = entry.line_of(self._key)
        first = self._lines.get(value.casefold())
        if first is not None:
            message = f"{self._what} ”{value}” finns redan på rad {first}. Välj ett annat namn."
            entry.error(self._key, message)
        self._lines.setdefault(value.casefold(), line)


def is_whole(value: object) -> bool:
    """Whether a value is a whole number; true and false, which Python counts as numbers, aren't."""
    return isinstance(value, int) and not isinstance(value, bool)


def shown(value: Any) -> str:
    """A value as an error names it."""
    match value:
        case None:
            return "ingenting"
        case bool():
            return f"”{str(value).lower()}”"
        case dict() | list():
            return "en lista"
    text = str(value)
    return f"”{text if len(text) <= 60 else text[:57] + '…'}”"
