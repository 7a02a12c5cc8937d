from argparse import ArgumentParser
from typing import Any

from accounts.services import system_user
from questionnaires.commands import CollectionCommand
from questionnaires.services.approving import Approved, approve_aggregates


class Command(CollectionCommand):
    help = "Sammanställer varje RSS godkända kommunsvar och lämnar in dem med RSS egna svar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--rss", nargs="+", default=(), metavar="ID", help="bara dessa RSS")
        parser.add_argument(
            "--without-own", action="store_true", help="lämna in även där RSS eget svar saknas, märkt så"
        )

    def read(self, options: dict[str, Any]) -> str:
        done = approve_aggregates(
            year=options["year"],
            codes=options["rss"],
            without_own=options["without_own"],
            by=system_user(),
        )
        return "\n".join(_sentence(each) for each in done)


def _sentence(approved: Approved) -> str:
    news = "inlämnad" if approved.is_news else "oförändrad"
    parts = [f"{approved.rss.report_name}: version {approved.number} {news}"]
    if not approved.kommuner:
        parts.append("har inga egna kommuner")
    for key, states in approved.uncounted.items() if approved.kommuner else ():
        counted = approved.kommuner - sum(states.values())
        parts.append(f"{key}: {counted} av {approved.kommuner} kommuner godkända")
        parts += [f"{count} {state.label.lower()}" for state, count in states.items()]
    if approved.without_own:
        parts.append("RSS eget svar saknas")
    return ", ".join(parts) + "."
