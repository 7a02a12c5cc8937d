"""Tables that count no answers: indicators and the worked example."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.build import Sources
from exports.kinds.worked_example import continuity_index
from exports.registers import IndicatorValue
from exports.table import CellType, Source
from tests.exports.small_world import table_of, texts

OVERVIEW = """
    kind: indicator_overview
    first_year: 2013
    last_year: 2024
    columns:
    - {header: Namn, show: full_name_and_unit}
    - {header: Kort, show: name}
    - {header: Nyckelord, show: keywords}
    - {header: I översikten, show: keywords_overview}
    - {header: Utveckling, show: development}
    - {header: Mätperiod, show: period}
"""


def indicator(key: str, year: int, value: str) -> IndicatorValue:
    return IndicatorValue(
        key=key,
        name=key.title(),
        full_name=f"Hela {key}",
        unit="Procent",
        better="lower",
        keywords="Tillgänglig, Delaktig",
        keywords_overview="Tillgänglig",
        source="Ett register",
        year=year,
        value=Decimal(value),
    )


def overview_of(*values: IndicatorValue) -> list[list[str]]:
    return texts(table_of(OVERVIEW, Sources({}, indicators=values)))


def test_an_indicator_is_shown_by_its_first_and_last_value_as_they_were_given() -> None:
    assert overview_of(
        indicator("väntan", 2020, "60.9"),
        indicator("väntan", 2016, "1059.70"),
        indicator("väntan", 2018, "3"),
    ) == [
        [
            "Hela väntan. Procent",
            "Väntan",
            "Tillgänglig, Delaktig",
            "Tillgänglig",
            "1 059,70 → 60,9",
            "2016–2020",
        ]
    ]


def test_values_outside_the_tables_years_are_left_out() -> None:
    rows = overview_of(*(indicator("väntan", year, str(year - 2000)) for year in (2012, 2013, 2024, 2025)))
    assert rows[0][4:] == ["13 → 24", "2013–2024"]


def test_indicators_stand_in_the_files_order() -> None:
    rows = overview_of(
        indicator("väntan", 2020, "1"), indicator("besök", 2020, "1"), indicator("väntan", 2021, "2")
    )
    assert [row[1] for row in rows] == ["Väntan", "Besök"]


def test_one_value_alone_is_shown_without_an_arrow_and_said_to_be_alone() -> None:
    table = table_of(OVERVIEW, Sources({}, indicators=(indicator("väntan", 2020, "1.5"),)))
    assert texts(table)[0][4:] == ["1,5", "2020"]
    assert table.missing == ("Bara ett värde finns för åren 2013–2024: Väntan (2020).",)


def test_an_indicator_without_values_in_the_years_keeps_its_row_and_is_named() -> None:
    table = table_of(OVERVIEW, Sources({}, indicators=(indicator("väntan", 2030, "1.5"),)))
    assert texts(table)[0][4:] == ["", ""]
    assert table.rows[0].cells[4].special == "Uppgift saknas"
    assert table.missing == ("Värden saknas för åren 2013–2024: Väntan.",)


def test_without_an_indicator_file_the_table_has_its_header_and_says_so() -> None:
    table = table_of(OVERVIEW, Sources({}))
    assert [column.header for column in table.columns][:2] == ["Namn", "Kort"]
    assert (table.rows, table.missing) == ((), ("Inga indikatorer är inlästa.",))


def test_a_development_says_which_values_and_where_they_are_from() -> None:
    values = [indicator("väntan", year, str(year - 2000)) for year in (2013, 2018, 2024)]
    cell = table_of(OVERVIEW, Sources({}, indicators=tuple(values))).rows[0].cells[4]
    assert cell.provenance is not None
    assert cell.provenance.summary == "Hela väntan. Procent. Lägre är bättre. Källa: Ett register."
    assert cell.provenance.sources == (
        Source("2013", "13", True),
        Source("2018", "18", False),
        Source("2024", "24", True),
    )


@pytest.mark.parametrize(
    ("visits", "expected"),
    [((4, 1, 1), "0.40"), ((3, 2, 1), "0.27"), ((3, 1, 1, 1), "0.20"), ((6,), "1.00"), ((1, 1, 1), "0.00")],
)
def test_the_continuity_index_is_the_share_of_pairs_of_visits_with_one_doctor(
    visits: Sequence[int], expected: str
) -> None:
    assert str(continuity_index(visits)) == expected


@given(st.lists(st.integers(min_value=1, max_value=20), min_size=1, max_size=6).filter(lambda v: sum(v) > 2))
def test_the_continuity_index_is_between_none_and_one_whatever_the_order(visits: list[int]) -> None:
    assert 0 <= continuity_index(visits) <= 1
    assert continuity_index(visits) == continuity_index(visits[::-1])


def test_a_worked_example_has_two_header_rows_and_drops_trailing_zeros() -> None:
    table = table_of(
        """
        kind: worked_example
        index_header: Index
        visits_header: Besök
        doctor_header: Läkare {number}
        none: "–"
        visits: [[4, 1, 1], [6]]
        """,
        Sources({}),
    )
    assert [(group.text, group.width) for group in table.groups] == [("Index", 1), ("Besök", 3)]
    assert [column.header for column in table.columns] == ["", "Läkare 1", "Läkare 2", "Läkare 3"]
    assert texts(table) == [["0,4", "4", "1", "1"], ["1", "6", "–", "–"]]
    assert [row.cells[0].type for row in table.rows] == [CellType.NUMBER, CellType.NUMBER]
    provenance = table.rows[0].cells[0].provenance
    assert provenance is not None
    assert provenance.summary == "(4² + 1² + 1² − 6) / (6 · 5) = 0,4"
