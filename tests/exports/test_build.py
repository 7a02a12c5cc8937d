import pytest

from exports.build import build_tables
from tests.exports.collection_2023 import report_2023, sources_2023
from tests.exports.reading_expected import assert_as_expected, expected_tables


@pytest.mark.parametrize("table_id", [table.id for table in expected_tables(2023)])
def test_a_table_of_the_2023_report_is_the_reports_own(table_id: str) -> None:
    tables = {table.id: table for table in build_tables(report_2023(), sources_2023())}
    assert_as_expected(tables[table_id])
