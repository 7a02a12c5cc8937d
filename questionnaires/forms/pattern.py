"""Markup that is the same for everybody, with slots for what isn't: rendered once, then filled for each reader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from django.utils.safestring import SafeString, mark_safe

# Nobody can write a slot into a questionnaire: the mark is drawn anew in each process.
_MARK = token_hex(8)
_SLOT = re.compile(rf"\[{_MARK} ([^|\]]*)\|([^|\]]*)\]")


def slot_key(owner: str, kind: str, argument: str = "") -> str:
    """The name by which a slot is filled. owner: a cell's or a question's name."""
    return f"{owner} {kind} {argument}"


def slot_mark(key: str, default: str = "") -> SafeString:
    """What a template writes where a slot is. Keys are names and choices (a–z, 0–9, _), so they need no escaping."""
    return mark_safe(f"[{_MARK} {key}|{default}]")  # noqa: S308 - both parts are the templates' own


@dataclass(frozen=True)
class Pattern:
    """literals: the markup around the slots, one more than they are; slots: key and what stands there unfilled."""

    literals: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """The markup for one reader. `values` are markup: whoever makes them escapes."""
        pieces = [self.literals[0]]
        for (key, default), literal in zip(self.slots, self.literals[1:], strict=True):
            pieces.append(values.get(key, default))
            pieces.append(literal)
        return mark_safe("".join(pieces))  # noqa: S308 - literals are rendered templates, values are escaped


def pattern_of(markup: str) -> Pattern:
    """Rendered markup with slot marks, taken apart."""
    pieces = _SLOT.split(markup)
    return Pattern(tuple(pieces[::3]), tuple(zip(pieces[1::3], pieces[2::3], strict=True)))
