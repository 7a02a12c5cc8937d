"""The last day on which an organisation's answers are in time."""

from datetime import date, timedelta

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from questionnaires.models import Deadline, Extension
from questionnaires.selectors.deadlines import due_day, due_days
from questionnaires.services.responses import submit_response
from tests import country as small

KEY = "kommun-2030"


def set_day(day: date, *, rss: str = "") -> None:
    Deadline.objects.create(
        round=small.member("0101").round, key=KEY, rss=small.organisation(rss) if rss else None, day=day
    )


def extend(until: date, by: User) -> None:
    Extension.objects.create(
        member=small.member("0101"), key=KEY, until=until, reason="Sjukdom", at=timezone.now(), by=by
    )


def test_without_more_said_it_is_the_rounds_day(country: None) -> None:
    assert due_day(small.member("0101"), KEY).last == small.member("0101").round.deadline


def test_a_questionnaires_own_day_goes_before_the_rounds(country: None) -> None:
    set_day(date(2031, 3, 1))
    assert due_day(small.member("0101"), KEY).last == date(2031, 3, 1)
    assert due_day(small.member("rss-norr"), "rss-2030").last == date(2031, 3, 31)


def test_an_rss_day_holds_for_its_own_kommuner_alone(country: None) -> None:
    set_day(date(2031, 3, 1))
    set_day(date(2031, 2, 1), rss="rss-norr")
    assert due_day(small.member("0101"), KEY).last == date(2031, 2, 1)
    assert due_day(small.member("0201"), KEY).last == date(2031, 3, 1)


def test_an_extension_holds_for_one_organisation(country: None, officer: User) -> None:
    extend(date(2031, 4, 15), officer)
    assert due_day(small.member("0101"), KEY).last == date(2031, 4, 15)
    assert due_day(small.member("0102"), KEY).last == date(2031, 3, 31)


def test_an_extension_never_makes_the_day_earlier(country: None, officer: User) -> None:
    extend(date(2031, 1, 1), officer)
    assert due_day(small.member("0101"), KEY).last == date(2031, 3, 31)


def test_many_days_are_read_in_one_query(
    country: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    members = [small.member(code) for code in ("0101", "0102", "0201")]
    with django_assert_num_queries(1):
        found = due_days((member, KEY) for member in members)
    assert {day.last for day in found.values()} == {date(2031, 3, 31)}


def test_a_submission_after_the_day_is_late_unless_the_organisation_has_more_time(
    country: None, colleague: User
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    set_day(yesterday)
    assert submit_response(response=small.answered("0101"), signed_name="Per Ask", by=colleague).is_late
    Extension.objects.create(
        member=small.member("0102"),
        key=KEY,
        until=timezone.localdate(),
        reason="Sjukdom",
        at=timezone.now(),
        by=colleague,
    )
    late = small.submitted("0102").submissions.get().is_late
    assert not late
