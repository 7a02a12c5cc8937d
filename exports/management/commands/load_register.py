from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.models import Organisation, OrganisationKind
from accounts.services import system_user
from exports.registers import read_register
from exports.services import load_register
from reading.command import FileCommand


class Command(FileCommand):
    help = "Läser in registervärden (CSV: lan_code,measure,year,value,estimated)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        regions = Organisation.objects.filter(kind=OrganisationKind.REGION)
        values = read_register(options["file"], known=set(regions.values_list("code", flat=True)))
        changed = load_register(values=values, by=system_user())
        return (
            f"{len(values)} registervärden: {changed} nya eller ändrade, {len(values) - changed} som förut."
        )
