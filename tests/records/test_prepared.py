"""A prepared question gives what its queryset would, and is put together once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import CharField, DateField, F, QuerySet, Value
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from questionnaires.models import FrameMember, Round
from records.prepared import Given, Prepared
from tests import country as small
from tests.records.rows import another_connection, columns

pytestmark = pytest.mark.django_db


class Counted:
    """Makes a queryset, and counts how often."""

    def __init__(self, queryset: "Callable[[], QuerySet[Any, Any]]") -> None:
        self.queryset, self.times = queryset, 0

    def __call__(self) -> "QuerySet[Any, Any]":
        self.times += 1
        return self.queryset()


def members(code: Any) -> "QuerySet[FrameMember]":
    """With what a member of a frame is related to; a kommun has an RSS, a region none."""
    found = FrameMember.objects.filter(organisation__code=code)
    return found.select_related("round", "organisation", "rss").annotate(again=F("name"))


@pytest.mark.parametrize("code", ["0101", "01"])
def test_objects_come_with_what_they_are_related_to_in_one_query(
    country: None, django_assert_num_queries: DjangoAssertNumQueries, code: str
) -> None:
    asked = Prepared(lambda: members(Given("code", CharField())))
    (expected,) = members(code)
    with django_assert_num_queries(1):
        (found,) = asked(code=code)
        beside = (found.round, found.organisation, found.rss)
    assert columns(found) == columns(expected)
    assert beside == (expected.round, expected.organisation, expected.rss)
    assert vars(found)["again"] == expected.name
    assert not found._state.adding


def test_rows_of_values_come_as_tuples(country: None) -> None:
    days = Prepared(lambda: Round.objects.filter(year=Given("year")).values_list("year", "deadline"))
    assert days(year=small.YEAR) == [(2030, date(2031, 3, 31))]
    assert days(year=2029) == []


def test_two_tables_in_one_question_come_one_after_the_other(country: None) -> None:
    def both() -> "QuerySet[Any, Any]":
        rounds = Round.objects.filter(year=Given("year")).annotate(of=Value("round"))
        kommuner = Organisation.objects.filter(code=Given("code", CharField()))
        kommuner = kommuner.annotate(of=Value("kommun"), day=Value(None, output_field=DateField()))
        return rounds.values_list("of", "deadline").union(kommuner.values_list("of", "day"), all=True)

    found = Prepared(both)(year=small.YEAR, code="0101")
    assert sorted(found) == [("kommun", None), ("round", date(2031, 3, 31))]


def test_it_is_put_together_once_and_asked_with_other_values(country: None) -> None:
    make = Counted(lambda: Organisation.objects.filter(code=Given("code", CharField())))
    asked = Prepared[Organisation](make)
    assert [[each.code for each in asked(code=code)] for code in ("0101", "01", "0101")] == [
        ["0101"],
        ["01"],
        ["0101"],
    ]
    assert make.times == 1


@pytest.mark.django_db(transaction=True)
def test_another_connection_puts_it_together_for_itself() -> None:
    make = Counted(lambda: Organisation.objects.filter(code=Given("code", CharField())))
    asked = Prepared[Organisation](make)
    assert asked(code="0101") == []
    with another_connection():
        assert asked(code="0101") == []
    assert make.times == 2


def test_a_value_that_isnt_named_is_an_error(country: None) -> None:
    asked = Prepared(lambda: Organisation.objects.filter(code=Given("code", CharField())))
    with pytest.raises(KeyError, match="code"):
        asked()
