"""While nothing of a year is published, the year isn't there for anybody but officers."""

import pytest

from tests.pages.country import Cast
from tests.pages.roles import EVERYBODY, NOBODY, OFFICER, ROLES, Row, status

pytestmark = pytest.mark.django_db

TABLE = (
    Row("table_years", "/tabeller/", EVERYBODY),
    Row("tables", "/tabeller/2030/", OFFICER),
    Row("table", "/tabeller/2030/appendix-1/", OFFICER),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-1.csv", OFFICER),
    Row("table_file", "/tabeller/2030/filer/tabeller-2030.xlsx", NOBODY),
)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.address)
def test_only_officers_meet_what_isnt_published(unpublished: Cast, row: Row, role: str) -> None:
    assert status(unpublished, row, role) == row.answers[ROLES.index(role)]
