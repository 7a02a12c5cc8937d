from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.services import system_user
from exports.editions import label_of
from exports.gathering import NoTables
from exports.services import publish_round
from questionnaires.commands import CollectionCommand


class Command(CollectionCommand):
    help = "Publicerar ett stängt års tabeller som nästa numrerade version, med sina filer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--final", action="store_true", help="den slutliga versionen")

    def read(self, options: dict[str, Any]) -> str:
        try:
            publication, is_news = publish_round(
                year=options["year"], is_final=options["final"], by=system_user()
            )
        except NoTables as error:
            raise CommandError(f"{error} Inget har ändrats.") from error
        label = label_of(publication.number, is_final=publication.is_final)
        what = "publicerad" if is_news else "redan publicerad, samma data"
        return f"{label} av {publication.year}: {what}. {publication.received}. Kontrollsumma {publication.checksum}."
