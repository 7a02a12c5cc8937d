"""What the mappings of a questionnaire's file hold besides what any may: texts with a year, keys, exact numbers."""

import math
import re
from decimal import Decimal
from typing import Self

from questionnaires.question_types.numbers import parse_number
from reading.entry import Entry, shown
from reading.errors import ErrorList
from reading.yaml_file import LinedDict

KEY = re.compile(r"[a-z0-9_]{1,100}")
KEY_RULE = "Skriv högst 100 små bokstäver (a–z), siffror och understreck"


class QuestionnaireEntry(Entry):
    """A mapping of the file. `year` is 0 until it has been read; wordings are given it."""

    def __init__(self, mapping: LinedDict, *, errors: ErrorList, place: str = "") -> None:
        super().__init__(mapping, errors=errors, place=place)
        self.year = 0

    def inner(self, mapping: LinedDict) -> Self:
        inner = super().inner(mapping)
        inner.year = self.year
        return inner

    def text(self, key: str, *, default: str = "") -> str:
        return super().text(key, default=default).strip()

    def wording(self, key: str) -> str:
        """A text for readers, with `{year}` replaced."""
        return self.text(key).replace("{year}", str(self.year))

    def key(self) -> str:
        """The entry's own key."""
        key = self.text("key")
        if key and not KEY.fullmatch(key):
            self.error("key", f"Nyckeln ”{key}” kan inte användas. {KEY_RULE}.")
        return key

    def number(self, key: str) -> Decimal | None:
        """A number that an answer could be; None where it is missing or wrong."""
        value = self._value(key)
        if value is None:
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        number = parse_number(str(value)) if is_number else None
        if number is None:
            self.error(key, f"”{key}” ska vara ett tal, till exempel 100 eller 0.5, men är {shown(value)}.")
        return number
