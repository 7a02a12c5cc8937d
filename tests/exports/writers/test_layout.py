from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.table import Cell, HeaderGroup
from exports.writers.errors import WriteError
from exports.writers.layout import PrintedNumber, column_labels, placed, printed_number, utc
from questionnaires.swedish import number_text
from tests.exports.writers.books import GRANTS, INDEX, RESOURCES, number, table_of, word


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (number("0", "0"), PrintedNumber("0", 0, False, "")),
        (number("1249", "1\u00a0249"), PrintedNumber("1249", 0, True, "")),
        (number("2023", "2023"), PrintedNumber("2023", 0, False, "")),
        (number("-0.7", "−0,7"), PrintedNumber("-0,7", 1, False, "")),
        (number("0.40", "0,4"), PrintedNumber("0,4", 1, False, "")),
        (number("19.2", "19,2\u00a0%*"), PrintedNumber("19,2", 1, False, "\u00a0%*")),
        (number("105", "105 under året*"), PrintedNumber("105", 0, False, " under året*")),
        (number("105", "105 1)"), PrintedNumber("105", 0, False, " 1)")),
        (number("-1234567.5", "−1\u00a0234\u00a0567,5"), PrintedNumber("-1234567,5", 1, True, "")),
    ],
)
def test_a_number_is_told_from_what_follows_it(cell: Cell, printed: PrintedNumber) -> None:
    assert printed_number(cell) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_every_number_printed_the_swedish_way_is_read_as_itself(value: Decimal) -> None:
    printed = printed_number(Cell(value, number_text(value, 2, "%")))
    assert Decimal(printed.plain.replace(",", ".")) == value
    assert (printed.decimals, printed.suffix) == (2, "\u00a0%")


@pytest.mark.parametrize("text", ["17", "", "Kan ej uppskattas", "16,9 %"])
def test_a_text_that_does_not_show_the_cells_number_is_refused(text: str) -> None:
    with pytest.raises(WriteError) as refusal:
        printed_number(number("16", text))
    assert str(refusal.value) == f'Cellen "{text}" visar inte sitt tal, 16.'


def test_a_cell_after_one_over_two_columns_stands_in_the_third() -> None:
    table = table_of((word("a"), word("b", width=2), word("c")))
    assert [place.column for place in placed(table.rows[0], table)] == [0, 1, 3]


def test_a_cell_that_stands_alone_is_named_after_its_row_and_column() -> None:
    place = placed(RESOURCES.rows[0], RESOURCES)[1]
    assert (place.name, place.address) == ("16,9\u00a0%, Blekinge, Andel 2023", "10.1")


def test_a_rows_header_is_named_by_itself() -> None:
    assert placed(GRANTS.rows[0], GRANTS)[0].name == "Dalarna"


def test_a_columns_label_has_its_groups_first() -> None:
    assert column_labels(INDEX) == (
        "Kontinuitetsindex",
        "Antal läkarbesök, Läkare 1",
        "Antal läkarbesök, Läkare 2",
    )


def test_groups_that_do_not_cover_the_columns_are_refused() -> None:
    table = table_of((word("a"), word("b")), groups=(HeaderGroup("Grupp", 3),))
    with pytest.raises(WriteError) as refusal:
        column_labels(table)
    assert str(refusal.value) == 'Tabellen "t": den övre rubrikraden täcker 3 kolumner, tabellen har 2.'


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2024, 4, 4, 8, 12, 30, 5, tzinfo=UTC),
        datetime(2024, 4, 4, 10, 12, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(2024, 4, 4, 8, 12, 30),
    ],
)
def test_a_moment_is_the_same_whatever_clock_told_it(moment: datetime) -> None:
    assert utc(moment) == datetime(2024, 4, 4, 8, 12, 30, tzinfo=UTC)
