from collections.abc import Callable, Mapping
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
)
from questionnaires.conditions import And, Comparison, Condition, ConditionError, Not, Or, parse_condition

CELLS = ("val", "flera", "rutnat.rad_1", "kryss.rad", "antal", "2019_ar")
NAMES = st.sampled_from(CELLS)
TEXTS = st.text(max_size=8).filter(lambda text: "'" not in text or '"' not in text)
NUMBERS = st.decimals(min_value=-999_999, max_value=999_999, places=3)
LITERALS = TEXTS | NUMBERS
COMPARISONS: st.SearchStrategy[Condition] = st.builds(
    Comparison,
    NAMES,
    st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "contains"]),
    st.tuples(LITERALS),
) | st.builds(
    Comparison,
    NAMES,
    st.just("in"),
    st.lists(LITERALS, min_size=1, max_size=3).map(tuple[str | Decimal, ...]),
)


def _joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple[Condition, ...])
    return st.builds(Not, parts) | st.builds(And, several) | st.builds(Or, several)


CONDITIONS = st.recursive(COMPARISONS, _joined, max_leaves=8)
KEYS = st.sampled_from(["ja", "nej", "ett", ""])
ANSWERS: st.SearchStrategy[Answer | Absence] = st.one_of(
    st.builds(Chosen, KEYS),
    st.builds(ChosenSet, st.lists(KEYS).map(tuple[str, ...])),
    st.builds(Ticked, st.lists(KEYS).map(tuple[str, ...])),
    st.builds(Number, NUMBERS),
    st.builds(Special, KEYS),
    st.builds(Text, KEYS),
    st.builds(File, KEYS),
    st.builds(Invalid, KEYS),
    st.sampled_from(Absence),
)
HELD = st.fixed_dictionaries(dict.fromkeys(CELLS, ANSWERS))


def holding(held: Mapping[str, Answer | Absence]) -> Callable[[str], Answer | Absence]:
    return lambda name: held.get(name, Absence.NOT_ANSWERED)


def is_met(text: str, **held: Answer | Absence) -> bool:
    return parse_condition(text).is_met(holding(held))


@pytest.mark.parametrize(
    ("text", "answer", "met"),
    [
        ("q == 'ja'", Chosen("ja"), True),
        ('q == "ja"', Chosen("ja", "ett förtydligande"), True),
        ("q == 'ja'", Chosen("nej"), False),
        ("q != 'ja'", Chosen("nej"), True),
        ("q != 'ja'", Chosen("ja"), False),
        ("q in ('ja', 'delvis')", Chosen("delvis"), True),
        ("q in ('ja', 'delvis')", Chosen("nej"), False),
        ("q contains 'barn'", ChosenSet(("aldre", "barn")), True),
        ("q contains 'barn'", ChosenSet(("aldre",)), False),
        ("q contains 'bidrag'", Ticked(("bidrag",)), True),
        ("q == 12", Number(Decimal("12.0")), True),
        ("q != 12", Number(Decimal("12.0")), False),
        ("q in (1, 12)", Number(Decimal("12")), True),
        ("q < 71.5", Number(Decimal("71.4")), True),
        ("q < 71.5", Number(Decimal("71.5")), False),
        ("q <= 71.5", Number(Decimal("71.50")), True),
        ("q > -1", Number(Decimal("0")), True),
        ("q >= 0.1", Number(Decimal("0.1")), True),
        ("q == 'ja'", Text("ja"), True),
    ],
)
def test_a_comparison_is_met_by_what_it_says(text: str, answer: Answer, met: bool) -> None:
    assert is_met(text, q=answer) is met


@pytest.mark.parametrize(
    "operator", ["== 'x'", "!= 'x'", "< 1", "> 1", "<= 1", ">= 1", "in ('x')", "contains 'x'"]
)
@pytest.mark.parametrize(
    "nothing",
    [
        Absence.NOT_ANSWERED,
        Absence.NOT_ASKED,
        Absence.NOT_RECEIVED,
        Absence.DECLINED,
        Invalid("x"),
        Text(" \n"),
        ChosenSet(()),
        Ticked(()),
    ],
    ids=repr,
)
def test_no_comparison_is_met_where_nothing_is_answered(operator: str, nothing: Answer | Absence) -> None:
    assert is_met(f"q {operator}", q=nothing) is False


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("q == 'kan_inte_uppskattas'", True),
        ("q in (0, 'kan_inte_uppskattas')", True),
        ("q != 'redovisas_per_ar'", True),
        ("q != 'kan_inte_uppskattas'", False),
        ("q != 0", True),
        ("q == 0", False),
        ("q < 100", False),
        ("q >= 0", False),
    ],
)
def test_an_answer_instead_of_a_number_is_its_key_and_never_a_size(text: str, met: bool) -> None:
    assert is_met(text, q=Special("kan_inte_uppskattas")) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("a == 'ja' or b == 'ja' and c == 'ja'", True),
        ("(a == 'ja' or b == 'ja') and c == 'ja'", False),
        ("not a == 'nej' and c == 'nej'", True),
        ("not (a == 'ja' and c == 'nej')", False),
        ("not not a == 'ja'", True),
    ],
)
def test_and_binds_closer_than_or_and_not_closest(text: str, met: bool) -> None:
    assert is_met(text, a=Chosen("ja"), b=Chosen("nej"), c=Chosen("nej")) is met


def test_a_row_of_a_grid_is_named_with_a_point() -> None:
    condition = parse_condition(
        "insatser.npo == 'initierat' or alder in (1, 2) and not insatser.npo == 'nej'"
    )
    assert condition.references == {"insatser.npo", "alder"}


def test_spaces_and_line_breaks_between_words_mean_nothing() -> None:
    assert parse_condition("  a=='ja'\n and(b  in('x','y'))") == parse_condition(
        "a == 'ja' and b in ('x', 'y')"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Här väntades namnet på en fråga, men villkoret tar slut här. (tecken 1 i villkoret)"),
        ("a = 'ja'", "En jämförelse skrivs med två likhetstecken: ==. (tecken 3 i villkoret)"),
        ("a == 'ja", "Citattecknet som börjar här avslutas aldrig. (tecken 6 i villkoret)"),
        (
            "a == ja",
            "Här väntades ett tal eller en text inom citattecken, till exempel 'ja', men här står ja. "
            "(tecken 6 i villkoret)",
        ),
        (
            "a == ",
            "Här väntades ett tal eller en text inom citattecken, till exempel 'ja', men villkoret tar slut här. "
            "(tecken 6 i villkoret)",
        ),
        (
            "a",
            "Här väntades en jämförelse (==, !=, <, >, <=, >=, in eller contains), men villkoret tar slut här. "
            "(tecken 2 i villkoret)",
        ),
        (
            "a == 1,5",
            "Här väntades and, or eller slutet på villkoret (decimaltal skrivs med punkt), men här står ,. "
            "(tecken 7 i villkoret)",
        ),
        (
            "(a == 1",
            "Här väntades en avslutande parentes, men villkoret tar slut här. (tecken 8 i villkoret)",
        ),
        ("a in 1", "Efter in väntades en parentes med värden, men här står 1. (tecken 6 i villkoret)"),
        (
            "a in (1 2)",
            "Här väntades ett komma eller en avslutande parentes, men här står 2. (tecken 9 i villkoret)",
        ),
        ("a == 1 & b", "Tecknet & kan inte stå i ett villkor. (tecken 8 i villkoret)"),
        ("'ja' == a", "Här väntades namnet på en fråga, men här står 'ja'. (tecken 1 i villkoret)"),
        ("and == 1", "Här väntades namnet på en fråga, men här står and. (tecken 1 i villkoret)"),
        (
            "a.b.c == 1",
            "En delfråga skrivs fråga.delfråga, med en enda punkt, men här står a.b.c. (tecken 1 i villkoret)",
        ),
        ("not " * 41 + "a == 1", "Villkoret har fler än 40 nivåer. (tecken 161 i villkoret)"),
        ("a" * 2001, "Villkoret är längre än 2000 tecken. Dela upp frågan. (tecken 2001 i villkoret)"),
    ],
)
def test_what_cannot_be_read_is_explained_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse_condition(text)
    assert str(refused.value) == message


@given(CONDITIONS)
def test_a_condition_reads_back_from_its_own_text(condition: Condition) -> None:
    assert parse_condition(str(condition)) == condition


@given(st.text(max_size=60) | st.text(alphabet="ab.'\"()=!<>, 1-andortin", max_size=60))
def test_any_other_text_is_refused_as_a_condition_and_nothing_worse(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ConditionError as error:
        assert 1 <= error.position <= len(text) + 1  # noqa: PT017 - a text that happens to be a condition is fine
    else:
        assert parse_condition(str(condition)) == condition


@given(CONDITIONS, HELD)
def test_a_condition_and_its_negation_are_never_both_met(
    condition: Condition, held: Mapping[str, Answer | Absence]
) -> None:
    assert Not(condition).is_met(holding(held)) is not condition.is_met(holding(held))


@given(st.lists(CONDITIONS, min_size=2, max_size=3), HELD)
def test_and_is_or_turned_inside_out(parts: list[Condition], held: Mapping[str, Answer | Absence]) -> None:
    negated = Not(Or(tuple(Not(part) for part in parts)))
    assert And(tuple(parts)).is_met(holding(held)) is negated.is_met(holding(held))


@given(CONDITIONS)
def test_nothing_answered_is_the_same_as_nothing_asked(condition: Condition) -> None:
    unanswered = condition.is_met(lambda name: Absence.NOT_ANSWERED)
    assert unanswered is condition.is_met(lambda name: Absence.NOT_ASKED)


@given(CONDITIONS, HELD)
def test_a_condition_asks_only_for_the_cells_it_references(
    condition: Condition, held: Mapping[str, Answer | Absence]
) -> None:
    named: set[str] = set()

    def value_of(name: str) -> Answer | Absence:
        named.add(name)
        return held[name]

    condition.is_met(value_of)
    assert named <= condition.references
