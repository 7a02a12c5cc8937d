"""What national staff read of an RSS's report: counts and summaries, and nobody's answers."""

from decimal import Decimal

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.services import system_user
from questionnaires.answers import Chosen, Number, Text
from questionnaires.models import Aggregate
from questionnaires.selectors.reports import Report, read_reports, report_changes, report_versions
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.responses import submit_response
from questionnaires.services.review import approve_response, reopen_response
from questionnaires.services.summaries import Written, save_summaries
from tests import country as small

KEY = "kommun-2030"


def reports(code: str = "rss-norr") -> tuple[Report, ...]:
    rss = small.member(code)
    return read_reports(rss.round, report_versions(rss.round, rss.pk))


def summed_up(text: str) -> None:
    rss = small.member("rss-norr")
    now = rss.summaries.filter(cell="exempel").first()
    read = now.at if now else None
    save_summaries(rss=rss, key=KEY, written=[Written("exempel", text, read)], by=system_user())


def open_again() -> None:
    aggregate = Aggregate.objects.get(rss=small.member("rss-norr"))
    reopen_aggregate(aggregate=aggregate, reason="Igen", by=system_user())


def table(report: Report, key: str) -> list[tuple[str, str, str, str]]:
    return [
        (row.label, str(number.measure.text), number.text, number.share_text)
        for section in report.parts[0].sections
        for shown in section.tables
        if shown.question.key == key
        for row in shown.rows
        for number in row.numbers
    ]


def first_version() -> None:
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Hemligt i Alby"))
    small.approved("0102")
    summed_up("En satsar på hemgång.")
    small.reported("rss-norr")


def second_version() -> None:
    """Alby corrects its number and Cedra comes too."""
    open_again()
    alby = small.response(KEY, "0101")
    reopen_response(response=alby, reason="Rätta", by=system_user())
    small.save(KEY, "0101", {"personer": Number(Decimal(20))})
    submit_response(response=alby, signed_name="Anna Ek", by=system_user())
    approve_response(response=alby, by=system_user())
    small.approved("0103")
    summed_up("En av tre satsar på hemgång.")
    small.reported("rss-norr")


def test_a_report_is_counts_and_summaries(country: None) -> None:
    first_version()
    (report,) = reports()
    part = report.parts[0]
    assert (report.version.number, report.state) == (1, "submitted")
    assert (part.key, part.kommuner, part.counted, part.is_direct) == (KEY, 3, 2, False)
    assert part.said == (("Ge exempel.", "En satsar på hemgång."),)
    assert table(report, "projekt") == [
        ("", "Ja", "1", "33\u00a0%"),
        ("", "Nej", "1", "33\u00a0%"),
        ("", "Saknas svar", "1", "33\u00a0%"),
    ]


def test_nothing_that_a_kommun_wrote_is_in_it(country: None) -> None:
    first_version()
    second_version()
    newest, first = reports()
    for found in (newest, first, report_changes(first, newest)):
        for secret in ("Hemligt", "Alby", "Berga", "Cedra", "0101", "Digitala möten"):
            assert secret not in str(found)


def test_what_a_version_changed_is_told_number_by_number(country: None) -> None:
    first_version()
    second_version()
    newest, first = reports()

    (change,) = report_changes(first, newest)

    assert change.counted == (2, 3)
    assert change.summaries == (("Ge exempel.", "En satsar på hemgång.", "En av tre satsar på hemgång."),)
    assert [(each.number, each.label, each.before, each.after) for each in change.numbers] == [
        (1, "Fast kontakt, Initierat", "2", "3"),
        (1, "Fast kontakt, Saknas svar", "1", "0"),
        (1, "Mobila team, Varken eller", "2", "3"),
        (1, "Mobila team, Saknas svar", "1", "0"),
        (1, "Annat, Förstärkt", "2", "3"),
        (1, "Annat, Saknas svar", "1", "0"),
        (2, "Nej", "1", "2"),
        (2, "Saknas svar", "1", "0"),
        (3, "varav inte fick frågan", "1", "2"),
        (4, "Barn", "2", "3"),
        (4, "Äldre", "2", "3"),
        (4, "Saknas svar", "1", "0"),
        (5, "Summa", "25", "45"),
        (5, "Har angett ett tal", "2", "3"),
        (5, "Saknas svar", "1", "0"),
    ]


def test_two_versions_that_say_the_same_differ_in_nothing(country: None) -> None:
    first_version()
    open_again()
    small.reported("rss-norr", plan="nej")
    newest, first = reports()
    assert report_changes(first, newest) == ()


def test_small_counts_are_hidden_where_it_is_asked_for(country: None, settings: Settings) -> None:
    settings.SMALLEST_GROUP = 2
    first_version()
    second_version()
    newest, first = reports()

    assert table(first, "projekt") == [
        ("", "Ja", "visas inte", ""),
        ("", "Nej", "visas inte", ""),
        ("", "Saknas svar", "visas inte", ""),
    ]
    assert table(newest, "projekt") == [
        ("", "Ja", "visas inte", ""),
        ("", "Nej", "visas inte", ""),
        ("", "Saknas svar", "0", "0\u00a0%"),
    ]
    assert report_changes(first, newest)[0].numbers == ()


def test_an_rss_that_has_sent_in_nothing_has_no_report(country: None) -> None:
    with pytest.raises(Http404):
        reports()


def test_a_row_that_only_an_older_version_asks_is_there(country: None) -> None:
    small.approved("0101")
    small.publish(KEY, old="    - {key: team, text: Mobila team}\n")
    small.reported("rss-norr")
    assert ("Mobila team", "Varken eller", "1", "33\u00a0%") in table(reports()[0], "insatser")


def test_a_report_costs_three_queries(
    country: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first_version()
    second_version()
    rss = small.member("rss-norr")
    with django_assert_num_queries(3):
        newest, _first = read_reports(rss.round, report_versions(rss.round, rss.pk))
        assert newest.parts[0].sections
