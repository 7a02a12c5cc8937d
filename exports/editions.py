"""The editions of a year's tables: the working one, counted now, and those that were published."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from exports import stored
from exports.book import Book
from exports.gathering import WORKING, NoTables, gather, make_book, report_of
from exports.models import Publication, Report
from questionnaires.selectors.national import collected
from records.moment import one_moment


class NoSuchEdition(Exception):
    """There is no such edition of that year's tables."""


@dataclass(frozen=True)
class EditionHead:
    """What tells an edition from the others. number: 0 for the working one, which has no `published_at`."""

    year: int
    number: int
    final: bool
    published_at: datetime | None
    label: str


def years(*, officer: bool) -> tuple[int, ...]:
    """The years with tables to read, newest first: published ones, and for officers those being made."""
    published = set(Publication.objects.values_list("year", flat=True).distinct())
    working = (
        set(Report.objects.values_list("year", flat=True)) & set(collected.years()) if officer else set()
    )
    return tuple(sorted(published | working, reverse=True))


def has_working_edition(year: int) -> bool:
    """Whether there are table definitions for a year, and a round to count."""
    return Report.objects.filter(year=year).exists() and collected.has_round(year)


def heads(year: int, *, officer: bool) -> tuple[EditionHead, ...]:
    """The editions that somebody may read, newest first; the working one is for officers."""
    found = list(published_heads(year))
    if officer and has_working_edition(year):
        found.insert(0, EditionHead(year, 0, False, None, WORKING))
    return tuple(found)


def published_heads(year: int) -> tuple[EditionHead, ...]:
    """The editions that are published, newest first."""
    published = Publication.objects.filter(year=year).order_by("-number").defer("book", "data")
    return tuple(
        EditionHead(
            year=year,
            number=each.number,
            final=each.is_final,
            published_at=each.published_at,
            label=label_of(each.number, is_final=each.is_final),
        )
        for each in published
    )


def label_of(number: int, *, is_final: bool) -> str:
    """ "Preliminär version 2", "Slutlig version 3"."""
    return f"{'Slutlig' if is_final else 'Preliminär'} version {number}"


def book(year: int, number: int) -> Book:
    """An edition's tables; 0 counts the working edition now. Raises NoSuchEdition."""
    if number == 0:
        try:
            return _working_book(year)
        except NoTables as error:
            raise NoSuchEdition(str(error)) from error
    found = Publication.objects.filter(year=year, number=number).values_list("pk", "checksum", "published_at")
    if not found:
        raise NoSuchEdition(f"{year} har ingen version {number}.")
    return _published_book(*found[0])


@lru_cache(maxsize=4)
def _published_book(pk: int, checksum: str, published_at: datetime) -> Book:
    """A publication never changes: it is read once per process. What tells one from another is all in the arguments."""
    return stored.from_json(Publication.objects.values_list("book", flat=True).get(pk=pk))


@one_moment()
def _working_book(year: int) -> Book:
    report = report_of(year)
    return make_book(report, gather(report), edition=WORKING)
