"""The country that most tests begin with is the one that the services make."""

import re
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import Role
from tests import country as small
from tests.database import contents
from tests.kept_country import Kept

# Moments, and what stands for a password that nobody has.
BY_CHANCE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S*|datetime\.datetime\([^)]*\)|'!\w{40}'")


def contents_apart_from_chance() -> dict[str, list[str]]:
    def apart(row: dict[str, Any]) -> str:
        return BY_CHANCE.sub("", repr(row))

    return {table: [apart(row) for row in rows] for table, rows in contents().items()}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="On a server each test makes its own country.")
def test_the_country_put_back_is_the_one_that_the_services_make(db: None, kept_country: Kept) -> None:
    with transaction.atomic():
        small.make_country()
        made = contents_apart_from_chance()
        transaction.set_rollback(True)

    kept_country.put_back()

    assert contents_apart_from_chance() == made


def test_where_something_has_been_written_the_services_make_the_country_beside_it(
    db: None, kept_country: Kept
) -> None:
    nina = small.person("Nina Beck", Role.OFFICER)

    kept_country.put_back()

    assert small.member("0101").name == "Alby"
    assert small.person("Nina Beck", Role.OFFICER) == nina
