import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import (
    Absence,
    Answer,
    Chosen,
    ChosenSet,
    File,
    Invalid,
    Number,
    Special,
    Text,
    Ticked,
    from_json,
    is_answered,
    to_json,
)

WORDS = st.text(max_size=8)
KEYS = st.lists(WORDS, max_size=3).map(tuple[str, ...])
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Chosen, WORDS, WORDS),
    st.builds(ChosenSet, KEYS, st.dictionaries(WORDS, WORDS, max_size=3)),
    st.builds(Ticked, KEYS, WORDS),
    st.builds(Number, st.decimals(allow_nan=False, allow_infinity=False, places=6)),
    st.builds(Special, WORDS),
    st.builds(Text, WORDS),
    st.builds(File, WORDS),
    st.builds(Invalid, WORDS),
)


@given(ANSWERS)
def test_an_answer_comes_back_from_what_is_stored(answer: Answer) -> None:
    assert from_json(json.loads(json.dumps(to_json(answer)))) == answer


@pytest.mark.parametrize("given_as", ["12.0", "71.5", "0.10", "0", "1249"])
def test_a_stored_number_keeps_the_decimals_it_was_given(given_as: str) -> None:
    stored = to_json(Number(Decimal(given_as)))
    assert stored == {"number": given_as}
    assert to_json(from_json(stored)) == stored


def test_a_text_is_stored_only_where_there_is_one() -> None:
    assert to_json(Chosen("ja")) == {"choice": "ja"}
    assert to_json(ChosenSet(("a", "b"))) == {"choices": ["a", "b"]}
    assert to_json(Ticked(("a",))) == {"columns": ["a"]}
    assert to_json(Ticked(("a",), "Hud")) == {"columns": ["a"], "text": "Hud"}


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"value": 1},
        {"number": "abc"},
        {"number": "NaN"},
        {"number": 5},
        {"choices": "ja"},
        {"choice": None},
    ],
)
def test_what_was_never_stored_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored"):
        from_json(stored)


@pytest.mark.parametrize(
    "nothing",
    [None, *Absence, Invalid("abc"), Text(""), Text(" \n"), File(" "), ChosenSet(()), Ticked((), "Hud")],
    ids=repr,
)
def test_nothing_given_is_not_answered(nothing: Answer | Absence | None) -> None:
    assert is_answered(nothing) is False


@pytest.mark.parametrize(
    "answer",
    [
        Chosen("nej"),
        ChosenSet(("ingen",)),
        Ticked(("bidrag",)),
        Number(Decimal(0)),
        Special("kan_inte_uppskattas"),
        Text("Nej."),
        File("plan.pdf"),
    ],
    ids=repr,
)
def test_a_no_a_zero_and_a_cannot_be_estimated_are_answers(answer: Answer) -> None:
    assert is_answered(answer) is True
