"""Tables that count: a row per item, or per question."""

from decimal import Decimal

import pytest

from exports.table import CellType, Source
from questionnaires.answers import Answer, Chosen, ChosenSet, Ticked
from tests.exports.small_world import kommuner_answering, regions_answering, table_of, texts

STARTED, STRENGTHENED, NEITHER = Chosen("started"), Chosen("strengthened"), Chosen("neither")
EFFORTS = """
    kind: item_counts
    questionnaire: small-{who}
    question: efforts
    header: Insats
    columns:
    - header: Antal
      choices: [started, strengthened]
      show: {show}
    last: [other]
"""


def efforts(**choices: Answer) -> dict[str, Answer]:
    return {f"efforts.{item}": choice for item, choice in choices.items()}


def test_started_or_strengthened_counts_an_organisation_once_if_it_chose_either() -> None:
    sources = regions_answering(
        {
            "A": efforts(teams=STARTED),
            "B": efforts(teams=STRENGTHENED),
            "C": efforts(teams=NEITHER),
            "D": None,
        }
    )
    table = table_of(EFFORTS.format(who="region", show="count"), sources)
    assert texts(table)[0] == ["Team", "2"]


def test_rows_fall_by_count_equals_keep_the_questionnaires_order_and_other_stays_last() -> None:
    sources = regions_answering(
        {
            "A": efforts(plans=STARTED, other=STARTED),
            "B": efforts(plans=STARTED, other=STARTED),
            "C": efforts(other=STARTED),
        }
    )
    table = table_of(EFFORTS.format(who="region", show="count"), sources)
    assert texts(table) == [["Planer", "2"], ["Team", "0"], ["Besök", "0"], ["Annat", "3"]]


def test_rows_can_keep_the_questionnaires_order() -> None:
    sources = regions_answering({"A": efforts(plans=STARTED)})
    table = table_of(EFFORTS.format(who="region", show="count") + "    sort: questionnaire\n", sources)
    assert texts(table) == [["Team", "0"], ["Besök", "0"], ["Planer", "1"], ["Annat", "0"]]


@pytest.mark.parametrize(
    ("frame", "counted", "expected"),
    [(8, 1, "13"), (8, 3, "38"), (8, 8, "100"), (200, 1, "1"), (200, 3, "2"), (200, 99, "50")],
)
def test_a_percentage_is_of_all_in_the_frame_and_half_is_rounded_up(
    frame: int, counted: int, expected: str
) -> None:
    sources = kommuner_answering({"Nord": [efforts(teams=STARTED)] * counted, "Syd": []}, frame)
    table = table_of(EFFORTS.format(who="kommun", show="percent"), sources)
    assert texts(table)[0] == ["Team", expected]


def test_regions_can_be_shown_as_a_percentage_too() -> None:
    sources = regions_answering({"A": efforts(teams=STARTED), "B": None})
    assert texts(table_of(EFFORTS.format(who="region", show="percent"), sources))[0] == ["Team", "50"]


def test_a_count_names_each_region_in_swedish_order_and_what_it_answered() -> None:
    sources = regions_answering(
        {"Örn": efforts(teams=STARTED), "Ek": efforts(teams=NEITHER), "Ask": None, "Ål": {}, "Zon": {}}
    )
    cell = table_of(EFFORTS.format(who="region", show="count"), sources).rows[0].cells[1]
    assert cell.provenance is not None
    assert cell.provenance.summary == "1 av 5 regioner svarade ”Initierat” eller ”Förstärkt”."
    assert cell.provenance.sources == (
        Source("Ask", "har inte lämnat in", False),
        Source("Ek", "Varken eller", False),
        Source("Zon", "saknas svar", False),
        Source("Ål", "saknas svar", False),
        Source("Örn", "Initierat", True),
    )


def test_a_percentage_of_kommuner_names_the_rss_and_never_a_kommun() -> None:
    sources = kommuner_answering(
        {
            "Syd": [efforts(teams=STARTED), efforts(teams=NEITHER)],
            "Nord": None,
            "Öst": [efforts(teams=NEITHER)],
        },
        9,
    )
    cell = table_of(EFFORTS.format(who="kommun", show="percent"), sources).rows[0].cells[1]
    assert cell.provenance is not None
    assert cell.provenance.summary == "1 av 9 kommuner (11,1\u00a0%) svarade ”Initierat” eller ”Förstärkt”."
    assert cell.provenance.sources == (
        Source("Nord", "har inte lämnat in, 3 av 3 kommuner räknas som saknas svar", False),
        Source("Syd", "1 av 3 kommuner", True),
        Source("Öst", "0 av 3 kommuner", False),
    )


def test_choices_of_a_multiple_choice_are_rows() -> None:
    sources = regions_answering(
        {"A": {"groups": ChosenSet(("old", "young"))}, "B": {"groups": ChosenSet(("young",))}}
    )
    table = table_of(
        """
        kind: item_counts
        questionnaire: small-region
        question: groups
        header: Målgrupp
        columns:
        - {header: Antal, show: count}
        - {header: Andel, show: percent}
        """,
        sources,
    )
    assert texts(table) == [["Unga", "2", "100"], ["Äldre", "1", "50"]]


def test_each_column_of_a_tick_grid_counts_by_itself() -> None:
    sources = regions_answering(
        {
            "A": {"benefits.acute": Ticked(("grant", "salary"))},
            "B": {"benefits.acute": Ticked(("salary",)), "benefits.care": Ticked(("grant",))},
        }
    )
    table = table_of(
        """
        kind: item_counts
        questionnaire: small-region
        question: benefits
        header: Inriktning
        sort: questionnaire
        columns:
        - {header: Bidrag, column: grant, show: count}
        - {header: Lön, column: salary, show: count}
        """,
        sources,
    )
    assert texts(table) == [["Akut", "1", "2"], ["Omsorg", "1", "0"]]


def test_zero_is_printed_and_a_frame_of_nobody_is_empty() -> None:
    assert texts(table_of(EFFORTS.format(who="kommun", show="percent"), kommuner_answering({"Nord": []}, 1)))[
        0
    ] == [
        "Team",
        "0",
    ]
    empty = (
        table_of(EFFORTS.format(who="kommun", show="percent"), kommuner_answering({"Nord": []}, 0))
        .rows[0]
        .cells[1]
    )
    assert (empty.type, empty.special) == (CellType.EMPTY, "Ramen är tom")


DISTRIBUTION = """
    kind: answer_distribution
    questionnaire: small-{who}
    rows:
    - {{label: Har ökat, question: more}}
    - {{label: Mycket, question: why}}
    - {{label: Team, question: efforts.teams}}
    columns:
    - {{header: Ja, choices: [ja, started, strengthened]}}
    - {{header: Nej, choices: [nej, neither]}}
    - {{header: Saknas svar, no_answer: true}}
"""


def test_no_answer_is_a_share_of_its_own_of_all_in_the_frame() -> None:
    kommuner = [{"more": Chosen("ja")}, {"more": Chosen("ja")}, {"more": Chosen("nej")}, {}]
    sources = kommuner_answering({"Nord": kommuner, "Syd": None}, 8)
    assert texts(table_of(DISTRIBUTION.format(who="kommun"), sources))[0] == ["Har ökat", "25", "13", "63"]


def test_a_row_can_be_an_item_of_a_grid() -> None:
    sources = regions_answering({"A": efforts(teams=STRENGTHENED), "B": efforts(teams=NEITHER)})
    assert texts(table_of(DISTRIBUTION.format(who="region"), sources))[2] == ["Team", "50", "50", "0"]


def test_what_was_not_asked_is_told_apart_from_what_was_not_answered() -> None:
    kommuner = [{"more": Chosen("ja"), "why": Chosen("ja")}, {"more": Chosen("nej")}]
    row = table_of(DISTRIBUTION.format(who="kommun"), kommuner_answering({"Nord": kommuner}, 4)).rows[1]
    missing = row.cells[3]
    assert (missing.text, missing.remarks) == (
        "75",
        ("Mycket: bland dem utan svar finns 1 kommun som inte fick frågan.",),
    )
    assert missing.provenance is not None
    assert missing.provenance.sources == (Source("Nord", "3 av 4 kommuner, varav 1 inte fick frågan", True),)


def test_an_rss_that_has_not_submitted_is_in_the_share_without_answer() -> None:
    sources = kommuner_answering({"Nord": [{"more": Chosen("ja")}], "Syd": None}, 2)
    cell = table_of(DISTRIBUTION.format(who="kommun"), sources).rows[0].cells[3]
    assert cell.provenance is not None
    assert cell.value == Decimal(50)
    assert cell.provenance.sources[1] == Source(
        "Syd", "har inte lämnat in, 1 av 1 kommun räknas som saknas svar", True
    )
