"""What is too small to show of one RSS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.kinds.respondents import NOT_SHOWN, respondents_of
from exports.kinds.sources import Sources
from exports.table import Source
from questionnaires.answers import Chosen
from questionnaires.counts.small_groups import hidden
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
        # A pair that sums to two can only be one and one.
        ([1, 1, 8], 3, {0, 1, 2}),
        ([2, 2, 7, 9], 3, {0, 1, 2}),
        # Of two equals both go, or the first of them would tell that it isn't the small one.
        ([7, 1, 7, 9], 3, {0, 1, 2}),
        ([1, 1, 1], 3, {0, 1, 2}),
        ([2], 3, {0}),
        ([], 3, set()),
    ],
)
def test_small_counts_are_hidden_and_never_one_alone(
    counts: list[int], smallest: int, expected: set[int]
) -> None:
    assert hidden(counts, smallest) == expected


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8), st.integers(1, 5))
def test_from_what_is_shown_no_hidden_count_can_be_derived(counts: list[int], smallest: int) -> None:
    """Of each there is another that it could change places with: the total and all that is shown would be the same."""
    found = hidden(counts, smallest)
    assert {place for place, count in enumerate(counts) if 0 < count < smallest} <= found
    if len(set(counts)) == 1:
        return  # nothing is left to hide them among
    for place in found:
        assert any(_look_the_same(counts, place, other, smallest) for other in found), counts


def _look_the_same(counts: list[int], one: int, other: int, smallest: int) -> bool:
    swapped = counts.copy()
    swapped[one], swapped[other] = counts[other], counts[one]
    return swapped[one] != counts[one] and hidden(swapped, smallest) == hidden(counts, smallest)


def sources(smallest: int) -> Sources:
    started = {"efforts.teams": Chosen("started")}
    made = kommuner_answering(
        {"Nord": [started] * 4, "Syd": [started], "Väst": [started] * 2, "Öst": None}, frame=20
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


def test_how_many_of_them_werent_asked_is_said_of_every_rss_or_of_none() -> None:
    """The main counts are large enough, and of one RSS a single kommun never got the follow-up question."""
    asked = {"more": Chosen("ja")}
    answered, skipped = asked | {"why": Chosen("ja")}, {"more": Chosen("nej")}
    made = kommuner_answering(
        {"Nord": [answered] * 3 + [skipped] * 3, "Syd": [answered] * 3 + [asked] * 3 + [skipped]}, frame=20
    )
    assert asides(Sources(made.rounds, smallest_group=1)) == [
        "7 av 10 kommuner, varav 3 inte fick frågan",
        "7 av 10 kommuner, varav 1 inte fick frågan",
    ]
    assert asides(Sources(made.rounds, smallest_group=2)) == ["7 av 10 kommuner"] * 2


def asides(made: Sources) -> list[str]:
    respondents = respondents_of(made, "small-kommun")
    assert respondents is not None
    return [each.detail for each in respondents.not_answering("why").sources]


def test_what_isnt_shown_in_an_rss_report_isnt_shown_beside_the_country_either() -> None:
    """One of Nord's kommuner left it empty: its report hides that, and the four that would give it away."""
    started = {"efforts.teams": Chosen("started")}
    answers = {"Nord": [started] * 4 + [{}], "Syd": [started] * 6, "Väst": [started] * 7}
    made = kommuner_answering(answers, frame=30)
    provenance = table_of(TABLE, Sources(made.rounds, smallest_group=3)).rows[0].cells[1].provenance
    assert provenance is not None
    assert [each.detail for each in provenance.sources] == [NOT_SHOWN, NOT_SHOWN, "7 av 10 kommuner"]


def test_tables_are_the_same_whatever_is_hidden() -> None:
    assert texts(table_of(TABLE, sources(1))) == texts(table_of(TABLE, sources(9)))
