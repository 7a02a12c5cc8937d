from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.services import system_user
from questionnaires.commands import CollectionCommand
from questionnaires.models import RoundState
from questionnaires.services.copying import copy_round


class Command(CollectionCommand):
    help = "Gör ett års insamling av ett tidigare års: samma frågor, organisationerna som de är nu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FROM", type=int)
        parser.add_argument("year", metavar="TO", type=int)
        parser.add_argument(
            "--deadline", required=True, type=date.fromisoformat, help="sista svarsdag, ÅÅÅÅ-MM-DD"
        )
        parser.add_argument(
            "--opens", type=date.fromisoformat, help="öppnar, ÅÅÅÅ-MM-DD; i dag om inget anges"
        )

    def read(self, options: dict[str, Any]) -> str:
        made = copy_round(
            source=options["source"],
            year=options["year"],
            opens=options["opens"] or timezone.localdate(),
            deadline=options["deadline"],
            by=system_user(),
        )
        keys = ", ".join(made.questionnaires.order_by("key").values_list("key", flat=True))
        state = RoundState(made.state).label.lower()
        return f"Insamlingen {made.year}: {keys}. Läge: {state}. Sista svarsdag {made.deadline}."
