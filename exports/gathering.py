"""Collecting what a report's tables count, and making its book: the one way from the database to a table."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings

from exports.book import Book
from exports.build import build_tables
from exports.definition import ReportDefinition, parse_report
from exports.kinds.sources import Sources
from exports.method import canonical_data, checksum_of, method_sections, received_line
from exports.models import IndicatorEntry, RegisterEntry, Report
from exports.registers import IndicatorValue, RegisterValue
from questionnaires.selectors.dataset import RoundData
from questionnaires.selectors.national import collected

WORKING = "Arbetsversion"


class NoTables(Exception):
    """There is nothing to make tables of; the message says what to load."""


def report_of(year: int) -> ReportDefinition:
    """A year's table definitions. Raises NoTables."""
    found = Report.objects.filter(year=year).first()
    if found is None:
        raise NoTables(f"Det finns inga tabelldefinitioner för {year}. Läs in dem med load_tables.")
    return parse_report(found.source, file=f"report-{year}.yaml")


def gather(report: ReportDefinition) -> Sources:
    """Everything that the report's tables count, in a number of queries that doesn't grow with the answers."""
    rounds: dict[int, RoundData] = {}
    for year in sorted(collected.years_of(report.questionnaires) | {report.year}):
        found = collected.round_data(year)
        if found is not None:
            rounds[year] = found
    return Sources(
        rounds=rounds,
        register=_register(),
        indicators=_indicators(),
        smallest_group=settings.SMALLEST_GROUP,
    )


def make_book(report: ReportDefinition, sources: Sources, *, edition: str) -> Book:
    """The report's tables from what was gathered. Raises NoTables where the report's year has no round."""
    data = sources.rounds.get(report.year)
    if data is None:
        raise NoTables(
            f"Det finns ingen insamling för {report.year}. Läs in dess enkäter med load_questionnaire."
        )
    checksum = checksum_of(canonical_data(report, sources))
    last = last_event(report, sources)
    return Book(
        year=report.year,
        title=f"God och nära vård {report.year} – tabeller",
        agency=settings.AGENCY_NAME,
        edition=edition,
        received=received_line(data),
        tables=build_tables(report, sources),
        method=method_sections(
            report,
            sources,
            edition=edition,
            last_event=last,
            checksum=checksum,
            kommuner_by_state=collected.kommuner_by_state(report.year),
            demo=settings.DEMO,
        ),
        last_event=last,
        checksum=checksum,
    )


def last_event(report: ReportDefinition, sources: Sources) -> datetime:
    """When anything that the tables count last changed."""
    changes = [data.last_event for data in sources.rounds.values()]
    changes += Report.objects.filter(year=report.year).values_list("changed_at", flat=True)
    for entries in (RegisterEntry.objects, IndicatorEntry.objects):
        changes.append(entries.order_by("-changed_at").values_list("changed_at", flat=True).first())
    return max(each for each in changes if each is not None)


def _register() -> tuple[RegisterValue, ...]:
    return tuple(
        RegisterValue(each.lan_code, each.measure, each.year, Decimal(each.value), each.estimated)
        for each in RegisterEntry.objects.order_by("measure", "year", "lan_code")
    )


def _indicators() -> tuple[IndicatorValue, ...]:
    return tuple(
        IndicatorValue(
            key=each.key,
            name=each.name,
            full_name=each.full_name,
            unit=each.unit,
            better=each.better,
            keywords=each.keywords,
            keywords_overview=each.keywords_overview,
            source=each.source,
            year=each.year,
            value=Decimal(each.value),
        )
        for each in IndicatorEntry.objects.order_by("position", "year")
    )
