"""Loads the demonstration: the 2023 collection with the commands that anybody would use, this year's round copied
from it, and people for every role."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.services import system_user
from questionnaires.models import Aggregate, Round, RoundState, State
from questionnaires.services.aggregates import accept_aggregate
from surveyapp.demo_round import open_demo_round

YEAR = 2023
DEMO = settings.BASE_DIR / "demo"
QUESTIONNAIRES = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
DEFINITIONS = settings.BASE_DIR / "questionnaires" / "definitions"
REPORT = settings.BASE_DIR / "exports" / "definitions" / f"report-{YEAR}.yaml"


class Command(BaseCommand):
    """Done in steps, each whole or not at all; run again, it goes on where it was interrupted."""

    help = f"Läser in demonstrationen: {YEAR} års insamling, årets öppna och personer i varje roll (kräver DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demonstrationen läses bara in med DEMO=1: svaren är till största delen påhittade."
            )
        if _state(YEAR) != RoundState.PUBLISHED:
            self._load_collection()
        elif Round.objects.filter(year__gt=YEAR, is_trial=False).exists():
            self.stdout.write("Demonstrationen är redan inläst.")
            return
        self._run("load_people", DEMO / "people.csv")
        opened = open_demo_round(source=YEAR)
        if opened:
            self.stdout.write(f"Insamlingen {opened.year} är öppen. Sista svarsdag {opened.deadline}.")

    def _load_collection(self) -> None:
        self.stdout.write(f"Läser in demonstrationen, {YEAR} års insamling. Det tar en liten stund.")
        self._run("load_organisations", DEMO / "organisations")
        self._load_answers()
        self._run("load_register", DEMO / "register.csv")
        self._run("load_indicators", DEMO / "indicators.csv")
        self._run("load_tables", REPORT)
        self._publish()

    def _load_answers(self) -> None:
        for key in QUESTIONNAIRES:
            self._run("load_questionnaire", DEFINITIONS / f"{key}.yaml")
        for key in QUESTIONNAIRES:
            self._run("load_answers", key, DEMO / "answers" / f"{key}.csv", "--as", "approved")
        self._run("approve_aggregates", YEAR)
        # What national officers do in the browser: only what is received comes back to the kommuner.
        for aggregate in Aggregate.objects.filter(rss__round__year=YEAR, state=State.SUBMITTED):
            accept_aggregate(aggregate=aggregate, by=system_user())

    def _publish(self) -> None:
        for year in (2020, YEAR):
            if _state(year) == RoundState.OPEN:
                self._run("close_round", year)
        self._run("publish_round", YEAR, "--final")

    def _run(self, command: str, *arguments: Path | str | int) -> None:
        call_command(
            command, *(str(argument) for argument in arguments), stdout=self.stdout, stderr=self.stderr
        )


def _state(year: int) -> str | None:
    return Round.objects.of_year(year).values_list("state", flat=True).first()
