from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports.book import Book
from exports.editions import NoSuchEdition, book, heads
from exports.models import PublicationFile
from exports.writers import WRITERS, WriteError, write_files
from exports.writers.xlsx import write_workbook

WORKBOOK = ".xlsx"


class Command(BaseCommand):
    help = (
        "Skriver ett års tabeller: till en arbetsbok om OUT slutar på .xlsx, annars till en mapp. Är året publicerat "
        "skrivs den senaste versionens filer, byte för byte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("out", metavar="OUT", type=Path)
        parser.add_argument("--format", choices=list(WRITERS), help="för en mapp")
        parser.add_argument(
            "--edition",
            type=int,
            metavar="N",
            help="en viss publicerad version, eller 0 för arbetsversionen: tabellerna räknade nu",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        year, out, form = options["year"], options["out"], options["format"]
        if (out.suffix == WORKBOOK) == bool(form):
            raise CommandError("Ange OUT som slutar på .xlsx, eller en mapp och --format.")
        number = options["edition"]
        if number is None:
            number = max((head.number for head in heads(year, officer=False)), default=0)
        try:
            made = book(year, number)
            files = _published(year, number, form) if number else _written(made, form)
            folder = out.parent if not form else out
            named = files if form else {out.name: next(iter(files.values()))}
            write_files(named, folder)
        except (NoSuchEdition, WriteError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.edition} av {year}: {len(made.tables)} tabeller i {out}. {made.received}.")
        self.stdout.write(f"Kontrollsumma {made.checksum}.")
        for table in made.tables:
            for missing in table.missing:
                self.stdout.write(f"{table.sheet}: {missing}")


def _written(made: Book, form: str | None) -> dict[str, bytes]:
    """The edition's files, written now."""
    return WRITERS[form](made) if form else {WORKBOOK: write_workbook(made)}


def _published(year: int, number: int, form: str | None) -> dict[str, bytes]:
    """The files that were published: name in their folder → content."""
    stored = PublicationFile.objects.filter(publication__year=year, publication__number=number)
    found = stored.filter(name__startswith=f"{form}/") if form else stored.filter(name__endswith=WORKBOOK)
    return {each.name.rpartition("/")[2]: bytes(each.content) for each in found.order_by("name")}
