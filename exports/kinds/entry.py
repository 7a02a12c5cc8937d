"""Reading one mapping of a table file: every key is checked, every error says where it is and how to mend it."""

import difflib
import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reading.errors import ErrorList
from reading.yaml_file import LinedDict, LinedList

# What a key's value must be, in words for whoever wrote something else.
_TEXT = "en text (sätt citattecken om värdet ser ut som ett tal eller ett datum)"


@dataclass(frozen=True)
class Name:
    """Something that a table names (a questionnaire, a question, a choice), and the line where it does."""

    key: str
    line: int = field(default=0, compare=False)


class Entry:
    """One mapping and the keys that it may have. What is wrong goes to `errors`, and reading goes on.

    A key that is missing or wrong gives an empty value; the caller finishes, and the file is refused as a whole.
    """

    def __init__(self, mapping: LinedDict, *, keys: Collection[str], errors: ErrorList, place: str) -> None:
        self._mapping = mapping
        self._keys = keys
        self._errors = errors
        self.place = place
        self.line = mapping.line
        for key, line in mapping.doubled:
            errors.add(line, f"Nyckeln “{key}” står två gånger. Ta bort den ena.", place=place)
        for key in mapping:
            if key not in keys:
                message = f"Nyckeln “{key}” finns inte här. {suggestion(key, keys)}"
                errors.add(mapping.lines[key], message, place=place)

    def __contains__(self, key: str) -> bool:
        return key in self._mapping

    def line_of(self, key: str) -> int:
        """Where a key stands; where the mapping starts when it hasn't got it."""
        return self._mapping.lines.get(key, self.line)

    def error(self, key: str, message: str) -> None:
        self._errors.add(self.line_of(key), message, place=self.place)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        value = self._value(key, required)
        if value is None:
            return default
        if not isinstance(value, str):
            self.error(key, f"“{key}” ska vara {_TEXT}.")
            return default
        if required and not value.strip():
            self.error(key, f"“{key}” är tom. Skriv en text.")
        return value

    def template(
        self, key: str, fields: Collection[str], *, required: bool = False, default: str = ""
    ) -> str:
        """A text in which `{field}` stands for a value."""
        text = self.text(key, required=required, default=default)
        allowed = ", ".join(f"{{{name}}}" for name in fields)
        try:
            used = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text)]
        except ValueError:
            self.error(key, f"“{key}” har en klammer som inte går ihop. Det som kan fyllas i är {allowed}.")
            return default
        if any(
            name is not None and (name not in fields or spec or conversion) for name, spec, conversion in used
        ):
            self.error(key, f"“{key}” kan bara fyllas i med {allowed}.")
            return default
        return text

    def one_of(self, key: str, allowed: Collection[str], *, default: str = "") -> str:
        """One of a few words; required where there is no default."""
        value = self._value(key, not default)
        if value is None:
            return default
        if value not in allowed:
            self.error(key, f"“{key}” är “{value}”. {suggestion(str(value), allowed)}")
            return default
        return str(value)

    def whole(self, key: str, *, at_least: int, required: bool = False, default: int = 0) -> int:
        value = self._value(key, required)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
            self.error(key, f"“{key}” ska vara ett helt tal, minst {at_least}.")
            return default
        return value

    def flag(self, key: str) -> bool:
        value = self._value(key, False)
        if value is not None and not isinstance(value, bool):
            self.error(key, f"“{key}” ska vara true eller false.")
        return value is True

    def name(self, key: str, *, required: bool = False) -> Name | None:
        """The key of something that stands elsewhere."""
        text = self.text(key, required=required)
        return Name(text, self.line_of(key)) if text else None

    def names(self, key: str, *, required: bool = False) -> tuple[Name, ...]:
        return tuple(Name(value, line) for value, line in self._list_of_texts(key, required))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(value for value, _ in self._list_of_texts(key, False))

    def named_texts(self, key: str) -> tuple[tuple[Name, str], ...]:
        """A mapping of keys of something that stands elsewhere to texts, in its order."""
        value = self._value(key, False)
        if value is None:
            return ()
        if not isinstance(value, LinedDict) or not all(isinstance(text, str) for text in value.values()):
            self.error(key, f"“{key}” ska vara en lista av formen “nyckel: text”.")
            return ()
        return tuple((Name(name, value.lines[name]), text) for name, text in value.items())

    def numbers(self, key: str, *, at_least: int) -> tuple[tuple[int, ...], ...]:
        """A list of lists of whole numbers."""
        found = []
        for value, line in self._list(key, True):
            if isinstance(value, list) and value and all(type(n) is int and n >= at_least for n in value):
                found.append(tuple(value))
            else:
                message = f"“{key}” ska ha en lista av hela tal, minst {at_least}, på varje rad."
                self._errors.add(line, message, place=self.place)
        return tuple(found)

    def entries(self, key: str, keys: Collection[str], *, required: bool = True) -> "tuple[Entry, ...]":
        """A list of mappings that may have these keys."""
        return tuple(
            Entry(mapping, keys=keys, errors=self._errors, place=self.place)
            for mapping in self.mappings(key, required=required)
        )

    def mappings(self, key: str, *, required: bool = True) -> tuple[LinedDict, ...]:
        """A list of mappings, not yet read."""
        found = []
        for value, line in self._list(key, required):
            if isinstance(value, LinedDict):
                found.append(value)
            else:
                message = f"Varje rad i “{key}” ska ha nycklar och värden, till exempel “header: Region”."
                self._errors.add(line, message, place=self.place)
        return tuple(found)

    def exactly_one_of(self, keys: Collection[str]) -> str:
        """Which of some keys the mapping has; an error, and "", unless it has exactly one."""
        present = [key for key in keys if key in self._mapping]
        if len(present) == 1:
            return present[0]
        found = f"har {' och '.join(f'“{key}”' for key in present)}" if present else "saknar nyckel"
        message = f"Raden {found}. Ange exakt en av {', '.join(keys)}."
        self._errors.add(self.line, message, place=self.place)
        return ""

    def only(self, keys: Collection[str]) -> None:
        """Narrows the keys that the mapping may have, once it is known what it is."""
        for key in self._mapping:
            if key in self._keys and key not in keys:
                message = f"Nyckeln “{key}” kan inte stå ihop med de andra. Här kan stå {', '.join(keys)}."
                self.error(key, message)

    def _value(self, key: str, required: bool) -> object:
        if key not in self._keys:
            raise KeyError(key)
        value: object = self._mapping.get(key)
        if value is None and required:
            self.error(key, f"“{key}” saknas. Lägg till den.")
        elif value is None and key in self._mapping:
            self.error(key, f"“{key}” är tom. Skriv ett värde eller ta bort nyckeln.")
        return value

    def _list(self, key: str, required: bool) -> Iterable[tuple[object, int]]:
        value = self._value(key, required)
        if value is None:
            return ()
        if not isinstance(value, LinedList):
            self.error(key, f"“{key}” ska vara en lista.")
            return ()
        if required and not value:
            self.error(key, f"“{key}” är tom. Lägg till minst en rad.")
        return tuple(zip(value, value.lines, strict=True))

    def _list_of_texts(self, key: str, required: bool) -> Iterable[tuple[str, int]]:
        for value, line in self._list(key, required):
            if isinstance(value, str):
                yield value, line
            else:
                self._errors.add(line, f"Varje rad i “{key}” ska vara {_TEXT}.", place=self.place)


def suggestion(word: str, known: Iterable[str]) -> str:
    """What somebody may have meant, or all that there is to choose from."""
    every = list(dict.fromkeys(known))
    close = difflib.get_close_matches(word, every, n=1)
    if close:
        return f"Menade du “{close[0]}”?"
    return f"Det som finns är {', '.join(every)}." if every else "Det finns inget att välja på."


def unique(names: Iterable[tuple[str, int]], *, errors: ErrorList, what: str) -> None:
    """Adds an error for each name that stands on an earlier line too; case doesn't tell two names apart."""
    seen: dict[str, int] = {}
    for name, line in names:
        first = seen.setdefault(name.casefold(), line)
        if name and first != line:
            errors.add(line, f"{what} “{name}” finns redan på rad {first}. Ge den ena ett annat namn.")


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its fields replaced; one without fields as it is."""
    return template.format_map(values)
