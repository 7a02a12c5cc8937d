from argparse import ArgumentParser
from typing import Any

from accounts.services import system_user
from questionnaires.commands import CollectionCommand
from questionnaires.services.rounds import close_round


class Command(CollectionCommand):
    help = "Stänger ett års insamling."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def read(self, options: dict[str, Any]) -> str:
        closed = close_round(year=options["year"], by=system_user())
        return f"Insamlingen {closed.year} är stängd."
