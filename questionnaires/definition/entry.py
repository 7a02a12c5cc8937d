"""One mapping of a definition file, read key by key; what is wrong goes to the errors with line and place."""

import math
import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from questionnaires.question_types.numbers import parse_number
from reading.errors import ErrorList
from reading.yaml_file import LinedDict, LinedList

KEY = re.compile(r"[a-z0-9_]{1,100}")
KEY_RULE = "Skriv högst 100 små bokstäver (a–z), siffror och understreck"


class Entry:
    """A mapping of the file with the place that its errors name. Texts are given their year."""

    def __init__(self, mapping: LinedDict, *, errors: ErrorList, place: str, year: int) -> None:
        self.mapping = mapping
        self.errors = errors
        self.place = place
        self.year = year

    def error(self, key: str, message: str) -> None:
        """An error about a key's value; about the whole entry where the key is missing."""
        self.errors.add(self.line(key), message, place=self.place)

    def line(self, key: str) -> int:
        return self.mapping.lines.get(key, self.mapping.line)

    def has(self, key: str) -> bool:
        return key in self.mapping

    def check_keys(self, *, allowed: Collection[str], needed: Iterable[str]) -> None:
        """Doubled, unknown and missing keys."""
        for key, line in self.mapping.doubled:
            self.errors.add(line, f"Nyckeln “{key}” står två gånger. Ta bort den ena.", place=self.place)
        for key in self.mapping:
            if key not in allowed:
                known = f"Det som kan stå här är: {', '.join(sorted(allowed))}."
                self.error(key, f"Nyckeln “{key}” är okänd. {suggestion(key, allowed) or known}")
        missing = sorted(key for key in needed if key not in self.mapping)
        if missing:
            self.error("", f"Här saknas {' och '.join(missing)}.")

    def text(self, key: str) -> str:
        """A text as it stands, stripped; empty where it is missing or wrong."""
        value = self.mapping.get(key, "")
        if isinstance(value, str) and (value.strip() or key not in self.mapping):
            return value.strip()
        found = "tomt" if value is None or value == "" else f"“{_shown(value)}”"
        self.error(key, f"{key} ska vara en text men är {found}. Sätt citattecken runt texten.")
        return ""

    def wording(self, key: str) -> str:
        """A text for readers, with `{year}` replaced."""
        return self.text(key).replace("{year}", str(self.year))

    def key(self) -> str:
        """The entry's own key; empty where it is missing or wrong."""
        key = self.text("key")
        if key and not KEY.fullmatch(key):
            self.error("key", f"Nyckeln “{key}” kan inte användas. {KEY_RULE}.")
        return key

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """A text that must be one of a few; empty where it isn't."""
        value = self.text(key)
        if not value or value in allowed:
            return value
        message = f"{key} är “{value}” men ska vara något av: {', '.join(allowed)}."
        self.error(key, f"{message} {suggestion(value, allowed)}".rstrip())
        return ""

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.mapping.get(key, default)
        if isinstance(value, bool):
            return value
        self.error(key, f"{key} ska vara true eller false men är “{_shown(value)}”.")
        return default

    def whole_number(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number within limits; None where it is missing or wrong."""
        value = self.mapping.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if self.has(key):
            message = f"{key} ska vara ett heltal från {least} till {most} men är “{_shown(value)}”."
            self.error(key, message)
        return None

    def number(self, key: str) -> Decimal | None:
        """A number; None where it is missing or wrong."""
        value = self.mapping.get(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        number = parse_number(str(value)) if is_number else None
        if number is None and self.has(key):
            self.error(key, f"{key} ska vara ett tal, till exempel 100 eller 0.5, men är “{_shown(value)}”.")
        return number

    def entries(self, key: str) -> Iterator["Entry"]:
        """The mappings in a list, each with the same place; errors for what isn't a list of mappings."""
        if not self.has(key):
            return
        value = self.mapping[key]
        if not isinstance(value, LinedList):
            self.error(key, f"{key} ska vara en lista, där varje rad börjar med ett streck.")
            return
        if not value:
            self.error(key, f"{key} är tom. Skriv minst en, eller ta bort nyckeln.")
        for line, entry in zip(value.lines, value, strict=True):
            if isinstance(entry, LinedDict):
                yield Entry(entry, errors=self.errors, place=self.place, year=self.year)
            else:
                message = f"En rad i {key} ska bestå av nycklar och värden, men här står “{_shown(entry)}”."
                self.errors.add(line, message, place=self.place)


class Seen:
    """Keys that may stand only once among their kind; says where the first one stood."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._lines: dict[str, int] = {}

    def add(self, key: str, entry: Entry) -> None:
        line = entry.line("key")
        if key and key in self._lines:
            first = f"finns redan på rad {self._lines[key]}"
            entry.error("key", f"{self._what} “{key}” {first}. Ge den en egen nyckel.")
        self._lines.setdefault(key, line)


def suggestion(word: str, known: Collection[str]) -> str:
    """A sentence that names the closest known word, or nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Menade du “{close[0]}”?" if close else ""


def _shown(value: Any) -> str:
    match value:
        case None:
            return "tomt"
        case bool():
            return str(value).lower()
        case dict() | list():
            return "en lista"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
