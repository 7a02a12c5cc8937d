"""While nothing of a year is published, the year isn't there for anybody but officers."""

import pytest
from pytest_django import DjangoDbBlocker

from tests.pages.country import Cast
from tests.pages.roles import EVERYBODY, NOBODY, OFFICER, Row, Visits, make_visits

pytestmark = pytest.mark.django_db

TABLE = (
    Row("table_years", "/tabeller/", EVERYBODY),
    Row("tables", "/tabeller/2030/", OFFICER),
    Row("table", "/tabeller/2030/appendix-1/", OFFICER),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-1.csv", OFFICER),
    Row("table_file", "/tabeller/2030/filer/tabeller-2030.xlsx", NOBODY),
)


@pytest.fixture(scope="module")
def visits(unpublished: Cast, django_db_blocker: DjangoDbBlocker) -> Visits:
    with django_db_blocker.unblock():
        return make_visits(unpublished)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.address)
def test_only_officers_meet_what_isnt_published(visits: Visits, row: Row) -> None:
    assert visits.statuses(row) == row.answers
