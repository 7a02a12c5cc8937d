from argparse import ArgumentParser
from typing import Any

from accounts.services import system_user
from questionnaires.commands import CollectionCommand
from questionnaires.services.rounds import start_round


class Command(CollectionCommand):
    help = "Öppnar ett års insamling som är ett utkast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def read(self, options: dict[str, Any]) -> str:
        opened = start_round(year=options["year"], by=system_user())
        return f"Insamlingen {opened.year} är öppen."
