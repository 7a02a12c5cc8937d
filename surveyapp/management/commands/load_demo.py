"""Loads the demonstration: the 2023 collection with the commands that anybody would use, this year's round copied
from it, and a person per role."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Organisation, OrganisationKind, Role, User
from accounts.services import add_member, national_organisation, system_user
from questionnaires.models import Round, RoundState
from surveyapp.demo_round import open_demo_round

YEAR = 2023
DEMO = settings.BASE_DIR / "demo"
QUESTIONNAIRES = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
DEFINITIONS = settings.BASE_DIR / "questionnaires" / "definitions"
REPORT = settings.BASE_DIR / "exports" / "definitions" / f"report-{YEAR}.yaml"


@dataclass(frozen=True)
class Person:
    """Somebody to be in the demonstration; the organisation's code is None for the national agency."""

    name: str
    email: str
    role: Role
    kind: OrganisationKind
    code: str | None


PEOPLE = (
    Person("Anna Ek", "anna.ek@demo.invalid", Role.RESPONDENT, OrganisationKind.KOMMUN, "0643"),
    Person("Per Ask", "per.ask@demo.invalid", Role.SIGNER, OrganisationKind.KOMMUN, "0643"),
    Person("Lena Dahl", "lena.dahl@demo.invalid", Role.SIGNER, OrganisationKind.KOMMUN, "0685"),
    Person("Karin Lund", "karin.lund@demo.invalid", Role.SIGNER, OrganisationKind.REGION, "06"),
    Person("Maria Berg", "maria.berg@demo.invalid", Role.COORDINATOR, OrganisationKind.RSS, "rss-jonkoping"),
    Person("Johan Ström", "johan.strom@demo.invalid", Role.OFFICER, OrganisationKind.NATIONAL, None),
    Person("Eva Sand", "eva.sand@demo.invalid", Role.ADMINISTRATOR, OrganisationKind.NATIONAL, None),
)


class Command(BaseCommand):
    """Done in steps, each whole or not at all; run again, it goes on where it was interrupted."""

    help = (
        f"Läser in demonstrationen: {YEAR} års insamling, årets öppna och en person per roll (kräver DEMO=1)."
    )

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
        people = _add_people()
        opened = open_demo_round(source=YEAR, people=people)
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


def _add_people() -> dict[str, User]:
    """By e-mail."""
    people = {}
    for person in PEOPLE:
        if person.code is None:
            organisation = national_organisation()
        else:
            organisation = Organisation.objects.get(kind=person.kind, code=person.code)
        membership = add_member(
            email=person.email,
            name=person.name,
            organisation=organisation,
            role=person.role,
            by=system_user(),
        )
        people[person.email] = membership.user
    return people
