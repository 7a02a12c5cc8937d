"""What the mappings of a table file hold besides what any may: names of what stands elsewhere, and templates."""

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reading.entry import Entry, Keys, is_whole
from reading.yaml_file import LinedDict


@dataclass(frozen=True)
class Name:
    """Something that a table names (a questionnaire, a question, a choice), and the line where it does."""

    key: str
    line: int = field(default=0, compare=False)


class TableEntry(Entry):
    """A mapping of a table file."""

    def check_keys_among(self, keys: Keys, others: Keys) -> None:
        """check_keys, with an error of its own for a key that only stands beside others than these."""
        misplaced = [key for key in self.mapping if key in others.all and key not in keys.all]
        for key in misplaced:
            allowed = ", ".join(keys.all)
            self.error(key, f"Nyckeln ”{key}” kan inte stå ihop med de andra. Här kan stå {allowed}.")
        self.check_keys(Keys(keys.needed, (*keys.optional, *misplaced)))

    def template(self, key: str, fields: Collection[str], *, default: str = "") -> str:
        """A text in which `{field}` stands for a value."""
        text = self.text(key, default=default)
        allowed = ", ".join(f"{{{name}}}" for name in fields)
        try:
            used = [(name, spec, conversion) for _, name, spec, conversion in string.Formatter().parse(text)]
        except ValueError:
            self.error(key, f"”{key}” har en klammer som inte går ihop. Det som kan fyllas i är {allowed}.")
            return default
        if any(
            name is not None and (name not in fields or spec or conversion) for name, spec, conversion in used
        ):
            self.error(key, f"”{key}” kan bara fyllas i med {allowed}.")
            return default
        return text

    def name(self, key: str) -> Name | None:
        """The key of something that stands elsewhere; None where it is missing or wrong."""
        text = self.text(key)
        return Name(text, self.line_of(key)) if text else None

    def names(self, key: str) -> tuple[Name, ...]:
        return tuple(Name(text, line) for text, line in self.texts(key))

    def named_texts(self, key: str) -> tuple[tuple[Name, str], ...]:
        """A mapping of keys of something that stands elsewhere to texts, in its order."""
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, LinedDict) or not all(isinstance(text, str) for text in value.values()):
            self.error(key, f"”{key}” ska vara en lista av formen ”nyckel: text”.")
            return ()
        return tuple((Name(name, value.lines[name]), text) for name, text in value.items())

    def numbers(self, key: str, *, least: int) -> tuple[tuple[int, ...], ...]:
        """A list of lists of whole numbers."""
        found = []
        for value, line in self.rows(key):
            if isinstance(value, list) and value and all(is_whole(each) and each >= least for each in value):
                found.append(tuple(value))
            else:
                message = f"”{key}” ska på varje rad ha en lista av heltal som är {least} eller större."
                self.error_at(line, message)
        return tuple(found)


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its fields replaced; one without fields as it is."""
    return template.format_map(values)
