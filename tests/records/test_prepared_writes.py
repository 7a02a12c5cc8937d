"""A prepared write stores what the ORM would, and is put together once on a connection."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from questionnaires.models import Round
from records.models import Event
from records.prepared_writes import PreparedInsert, PreparedUpdate
from tests import country as small
from tests.records.rows import another_connection, columns

pytestmark = pytest.mark.django_db

AT = datetime(2030, 11, 26, 23, 59, 59, 123456, tzinfo=UTC)
WHOLE = {
    "at": AT,
    "by_number": 7,
    "by_name": "Åsa ”Ek” %s",
    "verb": "save",
    "subject_kind": "response",
    "subject_number": 2**40,
    "organisation_number": 3,
    "round_year": 2030,
    "details": {"cells": ["a.b", "å"], "number": "1.50", "none": None},
}
SPARSE = {"by_name": "systemet", "verb": "copy", "subject_kind": "round", "subject_number": 1, "at": AT}


@pytest.mark.parametrize("values", [WHOLE, SPARSE])
def test_a_new_row_is_stored_as_the_orm_stores_it_in_one_query(
    values: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_orm = Event.objects.create(**values)
    add = PreparedInsert(Event)
    add(Event(**WHOLE))
    with django_assert_num_queries(1):
        added = add(Event(**values))
    stored, expected = Event.objects.get(pk=added.pk), Event.objects.get(pk=by_orm.pk)
    assert columns(stored) == {**columns(expected), "id": added.pk}
    assert (added._state.adding, added._state.db) == (False, "default")


def test_each_new_row_has_a_number_of_its_own() -> None:
    add = PreparedInsert(Event)
    numbers = [add(Event(**SPARSE)).pk for _time in range(3)]
    assert sorted(Event.objects.values_list("pk", flat=True)) == sorted(numbers)
    assert len(set(numbers)) == 3


def test_what_the_database_refuses_isnt_stored() -> None:
    add = PreparedInsert(Event)
    with pytest.raises(IntegrityError), transaction.atomic():
        add(Event(**{**SPARSE, "verb": ""}))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_committed_of_what_was_done_beside_a_write_that_failed() -> None:
    add = PreparedInsert(Event)
    with transaction.atomic():
        add(Event(**WHOLE))
        with suppress(IntegrityError):
            add(Event(**{**SPARSE, "verb": ""}))
        with pytest.raises(TransactionManagementError):
            add(Event(**SPARSE))
    assert not Event.objects.exists()


def test_a_change_is_stored_as_the_orm_stores_it_and_nothing_else_is(
    country: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep = PreparedUpdate(Round, "deadline", "submit_from")
    changed = Round.objects.get(year=small.YEAR)
    keep(changed)
    changed.deadline, changed.submit_from, changed.year = date(2031, 5, 1), date(2031, 1, 1), 1999
    with django_assert_num_queries(1):
        keep(changed)
    stored = Round.objects.get(pk=changed.pk)
    assert (stored.deadline, stored.submit_from, stored.year) == (
        date(2031, 5, 1),
        date(2031, 1, 1),
        small.YEAR,
    )


def test_a_value_is_taken_away(country: None) -> None:
    changed = Round.objects.get(year=small.YEAR)
    keep = PreparedUpdate(Round, "submit_from")
    for day in (date(2031, 1, 1), None):
        changed.submit_from = day
        keep(changed)
    assert Round.objects.get(pk=changed.pk).submit_from is None


def test_changing_a_row_that_isnt_there_is_an_error(country: None) -> None:
    missing = Round.objects.get(year=small.YEAR)
    missing.pk += 1000
    with pytest.raises(DatabaseError, match="there is no round"):
        PreparedUpdate(Round, "deadline")(missing)


@pytest.mark.django_db(transaction=True)
def test_another_connection_puts_it_together_for_itself() -> None:
    add = PreparedInsert(Event)
    first = add(Event(**SPARSE))
    with another_connection():
        second = add(Event(**WHOLE))
    assert sorted(Event.objects.values_list("pk", "verb")) == [(first.pk, "copy"), (second.pk, "save")]
