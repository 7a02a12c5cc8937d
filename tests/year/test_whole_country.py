"""All 290 kommuner through the services, a late approval, and tables that a count from outside agrees with."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from accounts.services import system_user
from questionnaires.models import Aggregate, AggregateVersion, FrameMember
from questionnaires.rules import Refused
from questionnaires.services.aggregates import (
    aggregate_of,
    reopen_aggregate,
    return_aggregate,
    submit_aggregate,
)
from questionnaires.services.approving import approve_aggregates
from questionnaires.services.review import approve_response
from tests.conftest import load_collection, run
from tests.year.counting import Row, counted_tables
from tests.year.country import YEAR, Kommuner, make_round, member, report_source

SILENT = ("0114", "0680", "1480", "2584")
DECLINED = ("0115", "1230")
UNAPPROVED = "0643"
LATE = "0685"
RETURNED = ("0604", "0180")


@pytest.fixture(scope="module")
def kommuner(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Kommuner]:
    """Every RSS has sent in; Vetlanda (late) and Habo are submitted but not approved, four are silent, two decline."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_collection()
        make_round()
        found = Kommuner()
        codes = FrameMember.objects.filter(round__year=YEAR, kind="kommun").values_list("code", flat=True)
        answering = [code for code in codes if code not in (*SILENT, *DECLINED)]
        for code in answering:
            found.answer(code)
            if code != LATE:
                found.submit(code)
        for code in RETURNED:
            found.return_once(code)
        for code in DECLINED:
            found.decline(code)
        found.approve(code for code in answering if code not in (LATE, UNAPPROVED))
        approve_aggregates(year=YEAR, without_own=True, by=system_user())
        yield found
        transaction.set_rollback(True)


pytestmark = [pytest.mark.thorough, pytest.mark.django_db]


def exported(folder: Path) -> dict[str, tuple[Row, ...]]:
    """Table id → its rows without the header, as the CSV files have them."""
    run("export_tables", str(YEAR), str(folder), "--format", "csv")
    return {
        path.stem: tuple(
            tuple(row)
            for row in list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))[1:]
        )
        for path in folder.glob("*.csv")
    }


def recounted(kommuner: Kommuner, *, without: tuple[str, ...]) -> dict[str, tuple[Row, ...]]:
    counting = {code: each for code, each in kommuner.chosen.items() if code not in without}
    return counted_tables(yaml.safe_load(report_source()), kommuner.plain, counting, 290)


def shown_alike(folder: Path, expected: dict[str, tuple[Row, ...]]) -> None:
    tables = exported(folder)
    assert len(expected) == 5
    assert {table: tables[table] for table in expected} == expected


def test_the_tables_equal_a_count_from_outside(kommuner: Kommuner, tmp_path: Path) -> None:
    shown_alike(tmp_path, recounted(kommuner, without=(LATE, UNAPPROVED)))


def test_a_kommun_cannot_be_approved_while_its_rss_is_sent_in(kommuner: Kommuner) -> None:
    kommuner.submit(LATE)
    with pytest.raises(Refused, match="nationell handläggare kan låsa upp"):
        approve_response(response=kommuner.response(LATE), by=system_user())


def test_a_late_approval_makes_version_2_and_version_1_stays_as_it_was(
    kommuner: Kommuner, tmp_path: Path
) -> None:
    rss = member("rss-jonkoping")
    first = AggregateVersion.objects.get(aggregate__rss=rss)
    before = (first.checksum, first.tallies, first.counted_submissions.count())
    kommuner.submit(LATE)

    reopen_aggregate(aggregate=aggregate_of(rss), reason="Vetlanda kom sent.", by=system_user())
    kommuner.approve([LATE])
    shown_alike(tmp_path / "opened", recounted(kommuner, without=(LATE, UNAPPROVED)))

    submit_aggregate(rss=rss, signed_name="Maria Berg", without_own=True, by=system_user())
    shown_alike(tmp_path / "again", recounted(kommuner, without=(UNAPPROVED,)))
    versions = list(AggregateVersion.objects.filter(aggregate__rss=rss).order_by("number"))
    assert [(each.number, each.counted[f"kommun-{YEAR}"]) for each in versions] == [(1, 10), (2, 11)]
    assert (versions[0].checksum, versions[0].tallies, versions[0].counted_submissions.count()) == before


def test_what_is_returned_counts_for_nothing_until_it_comes_again(kommuner: Kommuner, tmp_path: Path) -> None:
    rss = member("rss-kronoberg")
    aggregate = Aggregate.objects.get(rss=rss)
    return_aggregate(aggregate=aggregate, reason="Summorna?", by=system_user())
    codes = FrameMember.objects.filter(round=rss.round, rss=rss.organisation).values_list("code", flat=True)
    shown_alike(tmp_path, recounted(kommuner, without=(LATE, UNAPPROVED, *codes)))
