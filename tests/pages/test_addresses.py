"""Who meets what at every address: a row an address, a column a role. A new address without a row fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.pages.address_rows import (
    aggregate,
    board,
    feedback,
    mails,
    national,
    respondent,
    review,
    rounds,
    site,
    tables,
)
from tests.pages.country import Cast
from tests.pages.roles import Row, Visits, make_visits

pytestmark = pytest.mark.django_db

TABLE = tuple(
    row
    for part in (site, respondent, board, review, aggregate, rounds, national, mails, feedback, tables)
    for row in part.ROWS
)


@pytest.fixture(scope="module")
def visits(published: Cast, django_db_blocker: DjangoDbBlocker) -> Visits:
    with django_db_blocker.unblock():
        return make_visits(published)


def test_every_address_has_a_row() -> None:
    assert {row.name for row in TABLE} == set(_names(get_resolver()))


@pytest.mark.thorough
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.address}")
def test_each_role_meets_what_the_table_says(visits: Visits, row: Row) -> None:
    assert visits.statuses(row) == row.answers


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name
