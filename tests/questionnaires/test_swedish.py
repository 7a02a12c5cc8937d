from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.swedish import (
    date_text,
    decimals_of,
    list_text,
    moment_text,
    number_text,
    percent,
    rounded,
    sort_key,
    trimmed,
)

numbers = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3)
counts = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("given_number", "decimals", "expected"),
    [
        ("0.5", 0, "1"),
        ("71.5", 0, "72"),
        ("137.5", 0, "138"),
        ("71.49", 0, "71"),
        ("-0.5", 0, "-1"),
        ("-0.04", 1, "0.0"),
        ("2.25", 1, "2.3"),
        ("120", 1, "120.0"),
        ("1E+2", 0, "100"),
        ("123456789012345678901234567890.5", 0, "123456789012345678901234567891"),
    ],
)
def test_halves_are_rounded_away_from_zero(given_number: str, decimals: int, expected: str) -> None:
    assert str(rounded(Decimal(given_number), decimals)) == expected


@given(numbers)
def test_rounding_moves_a_number_by_half_a_unit_at_most(number: Decimal) -> None:
    assert abs(rounded(number) - number) <= Decimal("0.5")


@given(numbers, st.integers(min_value=0, max_value=4))
def test_what_is_rounded_stays_when_it_is_rounded_again(number: Decimal, decimals: int) -> None:
    once = rounded(number, decimals)
    assert str(rounded(once, decimals)) == str(once)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 8, "13"),
        (3, 8, "38"),
        (1, 200, "1"),
        (3, 200, "2"),
        (245, 290, "84"),
        (0, 290, "0"),
        (290, 290, "100"),
    ],
)
def test_half_a_percent_is_rounded_up(part: int, whole: int, expected: str) -> None:
    assert str(percent(part, whole)) == expected


def test_a_percentage_keeps_the_decimals_asked_for() -> None:
    assert str(percent(284, 290, 1)) == "97.9"


def test_a_percentage_of_nothing_is_missing() -> None:
    assert percent(0, 0) is None


@given(counts, st.integers(min_value=1, max_value=10_000), st.integers(min_value=0, max_value=2))
def test_a_percentage_is_the_exact_share_rounded_once(part: int, whole: int, decimals: int) -> None:
    share = percent(part, whole, decimals)
    assert share is not None
    # |share − 100·part/whole| ≤ half a unit of the last decimal, in whole numbers; above it only at a half.
    difference = share * whole - 100 * part
    assert -whole < 2 * difference * 10**decimals <= whole


@pytest.mark.parametrize(
    ("given_number", "decimals", "unit", "expected"),
    [
        ("1249", None, "", "1\u00a0249"),
        ("1234567.5", None, "", "1\u00a0234\u00a0567,5"),
        ("999", None, "", "999"),
        ("0.27", None, "", "0,27"),
        ("16.9", 1, "%", "16,9\u00a0%"),
        ("-0.7", 1, "", "\u22120,7"),
        ("-1249", None, "", "\u22121\u00a0249"),
        ("-0.04", 1, "", "0,0"),
        ("20", 1, "%", "20,0\u00a0%"),
        ("0", None, "", "0"),
        ("71.5", 0, "", "72"),
        ("1E+3", None, "", "1\u00a0000"),
    ],
)
def test_numbers_are_printed_the_swedish_way(
    given_number: str, decimals: int | None, unit: str, expected: str
) -> None:
    assert number_text(Decimal(given_number), decimals, unit) == expected


@given(numbers)
def test_a_printed_number_can_be_read_back(number: Decimal) -> None:
    text = number_text(number).replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")
    assert Decimal(text) == number


@given(numbers)
def test_a_printed_number_can_never_be_broken_or_taken_for_a_formula(number: Decimal) -> None:
    text = number_text(number, unit="%")
    assert " " not in text
    assert text[0] not in "=+-@"


@pytest.mark.parametrize(("given_number", "expected"), [("71.5", 1), ("120", 0), ("1E+2", 0), ("0.270", 3)])
def test_decimals_are_counted_as_they_were_given(given_number: str, expected: int) -> None:
    assert decimals_of(Decimal(given_number)) == expected


@pytest.mark.parametrize(
    ("given_number", "expected"),
    [("0.40", "0.4"), ("0.27", "0.27"), ("1.00", "1"), ("120", "120"), ("0.00", "0"), ("100.0", "100")],
)
def test_trailing_zeros_are_dropped_among_decimals_only(given_number: str, expected: str) -> None:
    assert str(trimmed(Decimal(given_number))) == expected


def test_names_stand_in_swedish_order() -> None:
    names = [
        "Örebro",
        "Östergötland",
        "Zinkgruvan",
        "Älmhult",
        "Åre",
        "Västra Götaland",
        "Värmland",
        "Blekinge",
    ]
    assert sorted(names, key=sort_key) == [
        "Blekinge",
        "Värmland",
        "Västra Götaland",
        "Zinkgruvan",
        "Åre",
        "Älmhult",
        "Örebro",
        "Östergötland",
    ]


def test_letters_written_as_two_characters_sort_as_one() -> None:
    assert sorted(["O\u0308rebro", "Zinkgruvan", "Orsa"], key=sort_key) == [
        "Orsa",
        "Zinkgruvan",
        "O\u0308rebro",
    ]


def test_case_does_not_matter_and_equal_names_keep_their_order() -> None:
    assert sorted(["örebro", "ORUST", "Örebro", "Orust"], key=sort_key) == [
        "ORUST",
        "Orust",
        "örebro",
        "Örebro",
    ]


def test_an_accented_letter_stands_beside_its_base_letter() -> None:
    assert sorted(["Idef", "Idé", "Ide", "Idun"], key=sort_key) == ["Ide", "Idé", "Idef", "Idun"]


def test_danish_letters_stand_with_the_swedish_ones() -> None:
    assert sorted(["Ørby", "Ärla", "Ængel", "Örby", "Åby"], key=sort_key) == [
        "Åby",
        "Ængel",
        "Ärla",
        "Örby",
        "Ørby",
    ]


@given(st.lists(st.text(alphabet="aeéwxyzåäöÅÄÖ -", max_size=6), max_size=8))
def test_the_order_does_not_depend_on_how_the_names_came(names: list[str]) -> None:
    assert [sort_key(name) for name in sorted(names, key=sort_key)] == sorted(map(sort_key, reversed(names)))


def test_a_date_is_written_out() -> None:
    assert date_text(date(2024, 4, 4)) == "4 april 2024"


def test_a_moment_is_told_by_the_clock_in_sweden() -> None:
    assert moment_text(datetime(2024, 4, 4, 22, 3, tzinfo=UTC)) == "5 april 2024 kl. 00.03"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ""),
        (["Blekinge"], "Blekinge"),
        (["Blekinge", "Skåne"], "Blekinge och Skåne"),
        (["Blekinge", "Skåne", "Örebro"], "Blekinge, Skåne och Örebro"),
    ],
)
def test_a_list_ends_with_och(parts: list[str], expected: str) -> None:
    assert list_text(parts) == expected
