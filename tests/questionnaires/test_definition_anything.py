from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.definition import parse_definition
from reading.errors import FileErrors
from tests.questionnaires.definition_texts import (
    COUNT,
    EFFORTS,
    FIELDS,
    GROUPS,
    HEAD,
    NOTE,
    PLAN,
    TEXT,
)

ALL_TYPES = yaml.safe_load(HEAD + PLAN + GROUPS + EFFORTS + FIELDS + COUNT + TEXT + NOTE)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document, as the keys and numbers that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


def _replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


@given(st.sampled_from(_places(ALL_TYPES)), ANYTHING)
def test_whatever_stands_in_a_file_it_is_read_or_explained(path: tuple[Any, ...], value: Any) -> None:
    text = yaml.safe_dump(_replaced(ALL_TYPES, path, value), allow_unicode=True)
    try:
        definition = parse_definition(text, file="enkät.yaml")
    except FileErrors as refused:
        assert refused.count >= 1  # noqa: PT017 - most changes are errors; none may be a crash
    else:
        assert definition.sections
