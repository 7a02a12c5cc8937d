"""Looking up what belongs to a question."""

from collections.abc import Mapping
from typing import TypeVar

from django import template

register = template.Library()

Found = TypeVar("Found")


@register.filter
def of(found: Mapping[str, Found], key: str) -> Found | None:
    """What a mapping has for a key."""
    return found.get(key)
