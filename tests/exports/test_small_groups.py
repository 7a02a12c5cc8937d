"""What is too small to show of one RSS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.kinds.respondents import NOT_SHOWN
from exports.kinds.sources import Sources
from exports.table import Source
from questionnaires.answers import Chosen
from questionnaires.small_groups import hidden
from tests.exports.small_world import kommuner_answering, table_of, texts

TABLE = """
    kind: item_counts
    questionnaire: small-kommun
    question: efforts
    header: Insats
    columns:
    - header: Antal
      choices: [started]
      show: count
"""


@pytest.mark.parametrize(
    ("counts", "smallest", "expected"),
    [
        ([1, 2, 3], 1, set()),
        ([1, 2, 9], 3, {0, 1}),
        ([0, 0, 9], 3, set()),
        # One alone is given away by the total: the next smallest goes with it.
        ([1, 7, 9], 3, {0, 1}),
        ([9, 2, 0, 7], 3, {1, 3}),
        ([2, 0], 3, {0, 1}),
        ([2], 3, {0}),
        ([], 3, set()),
    ],
)
def test_small_counts_are_hidden_and_never_one_alone(
    counts: list[int], smallest: int, expected: set[int]
) -> None:
    assert hidden(counts, smallest) == expected


@given(st.lists(st.integers(0, 6), min_size=2), st.integers(1, 5))
def test_no_small_count_can_be_taken_from_the_total(counts: list[int], smallest: int) -> None:
    found = hidden(counts, smallest)
    assert {place for place, count in enumerate(counts) if 0 < count < smallest} <= found
    assert len(found) != 1


def sources(smallest: int) -> Sources:
    started = {"efforts.teams": Chosen("started")}
    made = kommuner_answering(
        {"Nord": [started] * 4 + [{}], "Syd": [started], "Väst": [started] * 2, "Öst": None}, frame=20
    )
    return Sources(made.rounds, smallest_group=smallest)


def lines(smallest: int, row: int = 0, column: int = 1) -> tuple[Source, ...]:
    provenance = table_of(TABLE, sources(smallest)).rows[row].cells[column].provenance
    assert provenance is not None
    return provenance.sources


def test_nothing_is_hidden_unless_it_is_asked_for() -> None:
    assert [each.detail for each in lines(1)] == [
        "4 av 5 kommuner",
        "1 av 5 kommuner",
        "2 av 5 kommuner",
        "har inte lämnat in, 5 av 5 kommuner räknas som saknas svar",
    ]


def test_an_rss_small_count_isnt_shown_and_the_total_is() -> None:
    assert lines(3) == (
        Source("Nord", "4 av 5 kommuner", counted=True),
        Source("Syd", NOT_SHOWN, counted=True),
        Source("Väst", NOT_SHOWN, counted=True),
        Source("Öst", "har inte lämnat in, 5 av 5 kommuner räknas som saknas svar", counted=False),
    )
    assert texts(table_of(TABLE, sources(3)))[0] == ["Team", "7"]


def test_tables_are_the_same_whatever_is_hidden() -> None:
    assert texts(table_of(TABLE, sources(1))) == texts(table_of(TABLE, sources(9)))
