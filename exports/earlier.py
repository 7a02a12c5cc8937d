"""Earlier years' tables, and what they would be in a year that has none of its own yet."""

from django.utils.translation import gettext as _

from exports.copied import CopiedReport, copied_report
from exports.models import Report
from questionnaires.rules import Refused
from questionnaires.selectors.national import collected
from reading.errors import FileErrors


def has_tables(year: int) -> bool:
    """Whether a year has table definitions."""
    return Report.objects.filter(year=year).exists()


def years_to_copy(year: int) -> tuple[int, ...]:
    """The years whose tables a year can take over, the nearest before it first."""
    years = Report.objects.exclude(year=year).values_list("year", flat=True)
    return tuple(sorted(years, key=lambda each: (each > year, abs(each - year))))


def copy_of(source: int, year: int) -> CopiedReport:
    """A year's tables as another's. Raises Refused where there is nothing to take over, or no round to count."""
    earlier = Report.objects.filter(year=source).first()
    if earlier is None or source == year:
        raise Refused(_("Det finns inga tabeller för %(year)s att ta över.") % {"year": source})
    if not collected.has_round(year):
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": year})
    try:
        return copied_report(earlier.source, source=source, year=year, definitions=collected.definitions())
    except FileErrors as errors:
        raise Refused(_("Tabellerna går inte att ta över som de är skrivna.")) from errors


def text_of(copied: CopiedReport) -> str:
    """The text to keep: of those tables that fit. Raises Refused where the others can't be left out."""
    try:
        return copied.without_unfit() if copied.unfit else copied.source
    except FileErrors as errors:
        raise Refused(_("Tabellerna går inte att ta över som de är skrivna.")) from errors
