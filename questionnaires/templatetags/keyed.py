"""Looking a value up by a key that is itself a value."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; the key itself where nothing does."""
    return found.get(key, key)
