"""Tables that count what an RSS entered itself: the same numbers, and a note in every output."""

from accounts.services import system_user
from exports.book import Book
from exports.editions import book
from exports.services import load_tables
from exports.writers import WRITERS
from exports.writers.xlsx import write_workbook
from questionnaires.counts.direct import as_posted
from questionnaires.models import Aggregate
from questionnaires.selectors.coordinator.aggregate import kommun_versions, rss_counts
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.direct_counts import save_direct_counts
from questionnaires.services.responses import submit_response
from questionnaires.services.review import reopen_response
from tests import country as small
from tests.collection.reading import sheet_rows
from tests.pages.country import REPORT

KEY = "kommun-2030"
NOTE = "RSS Norr har lämnat sina antal direkt, inte kommun för kommun."


def made() -> Book:
    load_tables(year=2030, source=REPORT, by=system_user())
    return book(2030, 0)


def printed(shown: Book) -> dict[str, list[list[str]]]:
    return {table.id: [[cell.text for cell in row.cells] for row in table.rows] for table in shown.tables}


def enter_what_was_summed() -> None:
    """The same counts as the RSS's approved submissions gave, entered by hand instead."""
    rss = small.member("rss-norr")
    counts = rss_counts(rss, KEY, kommun_versions(rss))
    reopen_aggregate(aggregate=Aggregate.objects.get(rss=rss), reason="Direkt", by=system_user())
    for code in ("0101", "0102"):
        response = small.response(KEY, code)
        reopen_response(response=response, reason="Direkt", by=system_user())
        submit_response(response=response, signed_name="Anna Ek", by=system_user())
    problems = save_direct_counts(
        rss=rss,
        key=KEY,
        definition=counts.definition,
        posted=as_posted(counts.definition, counts.tally),
        read=None,
        by=system_user(),
    )
    assert problems == ()
    small.reported("rss-norr")


def test_entered_counts_give_the_tables_that_the_same_submissions_gave(country: None) -> None:
    for code in ("0101", "0102", "0201"):
        small.approved(code)
    for code in ("rss-norr", "rss-ass"):
        small.reported(code)
    summed = made()
    assert NOTE not in str(summed.tables)

    enter_what_was_summed()

    entered = made()
    assert printed(entered) == printed(summed)
    assert entered.received == summed.received
    noted = [table.id for table in entered.tables if NOTE in table.notes]
    assert noted
    assert entered.checksum != summed.checksum


def test_the_note_stands_in_every_output(country: None) -> None:
    small.approved("0101")
    small.approved("0102")
    small.reported("rss-norr")
    enter_what_was_summed()
    shown = made()
    noted = [table for table in shown.tables if NOTE in table.notes]
    assert noted
    for table in noted:
        sheet = sheet_rows(write_workbook(shown), table.sheet, len(table.columns)).values()
        assert [NOTE] in [[cell for cell in row if cell] for row in sheet]
        assert NOTE in WRITERS["html"](shown)[f"{table.id}.html"].decode()
        assert NOTE in WRITERS["jsonstat"](shown)[f"{table.id}.json"].decode()
    assert WRITERS["csv"](shown)["index.csv"].decode().count(NOTE) == len(noted)


def test_the_method_says_whose_counts_are_direct(country: None) -> None:
    small.approved("0101")
    small.approved("0102")
    small.reported("rss-norr")
    enter_what_was_summed()
    rates = next(each for each in made().method if each.title == "Kommunernas svar per RSS, kommun-2030")
    assert ("RSS Norr", "2 av 3 (66,7\u00a0%), antalen lämnade direkt") in rates.rows
