"""Makes a country many times as large as Sweden out of the demonstration's files, to measure what things cost."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Organisation, OrganisationKind
from accounts.organisation_files import OrganisationLine, read_organisations
from accounts.services import load_organisations, system_user

DEMO = settings.BASE_DIR / "demo"
DEFINITIONS = settings.BASE_DIR / "questionnaires" / "definitions"
REPORT = settings.BASE_DIR / "exports" / "definitions" / "report-2023.yaml"
KEYS = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
KOMMUNER = "kommun-2023"


class Command(BaseCommand):
    help = (
        "Gör ett påhittat land: 2023 års insamling med så många gånger fler kommuner, med svar och godkännanden, i "
        "samma 25 RSS. Kräver en tom databas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--times", type=int, default=10, help="hur många gånger fler kommuner (10)")
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="FIL",
            help="skriv bara kommunernas svarsfil hit, läs inte in något",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        times: int = options["times"]
        if times < 1:
            raise CommandError("--times ska vara minst 1.")
        if options["answers"]:
            write_answers(options["answers"], times)
            return
        if Organisation.objects.exists():
            raise CommandError("Databasen är inte tom. Ange en annan med DATABASE_URL.")
        load_organisations(lines=copied_organisations(times), by=system_user())
        for key in KEYS:
            self._run("load_questionnaire", DEFINITIONS / f"{key}.yaml")
        for key in KEYS:
            if key != KOMMUNER:
                self._run("load_answers", key, DEMO / "answers" / f"{key}.csv", "--as", "approved")
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"{KOMMUNER}.csv"
            write_answers(file, times)
            self._run("load_answers", KOMMUNER, file, "--as", "approved")
        self._run("approve_aggregates", 2023)
        self._run("load_register", DEMO / "register.csv")
        self._run("load_indicators", DEMO / "indicators.csv")
        self._run("load_tables", REPORT)

    def _run(self, command: str, *arguments: Path | str | int) -> None:
        call_command(command, *(str(argument) for argument in arguments), stdout=self.stdout)


def copied_organisations(times: int) -> Iterator[OrganisationLine]:
    """The demonstration's organisations, each kommun so many times: Habo (0643), Habo 2 (0643-2), …"""
    for line in read_organisations(DEMO / "organisations"):
        yield line
        if line.kind == OrganisationKind.KOMMUN:
            for copy in range(2, times + 1):
                name = f"{line.name} {copy}"
                yield replace(line, code=f"{line.code}-{copy}", name=name, report_name=name)


def write_answers(file: Path, times: int) -> None:
    """Every kommun's answers, each so many times; the lines of one organisation together."""
    with (
        (DEMO / "answers" / f"{KOMMUNER}.csv").open(encoding="utf-8") as source,
        file.open("w", encoding="utf-8") as out,
    ):
        out.write(next(source))
        for code, lines in _by_organisation(source):
            for copy in range(1, times + 1):
                named = code if copy == 1 else f"{code}-{copy}"
                out.writelines(f"{named},{rest}" for rest in lines)


def _by_organisation(source: Iterator[str]) -> Iterator[tuple[str, list[str]]]:
    """Code → the rest of each of its lines, in the file's order (no text of the demonstration spans two lines)."""
    current, lines = "", list[str]()
    for line in source:
        code, _comma, rest = line.partition(",")
        if code != current and lines:
            yield current, lines
            lines = []
        current = code
        lines.append(rest)
    if lines:
        yield current, lines
