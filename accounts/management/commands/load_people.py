from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.people_file import read_people
from accounts.services import load_people, system_user
from reading.command import FileCommand


class Command(FileCommand):
    help = (
        "Läser in personer och roller från FIL.csv: email,name,phone,organisation,role. organisation är en kod "
        "(kommun 4 siffror, region 2 siffror, RSS:ens id, tom för nationella roller)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        lines = read_people(options["file"])
        new, changed, roles = load_people(lines=lines, by=system_user())
        people = len({line.email for line in lines})
        return f"{people} personer: {new} nya, {changed} ändrade, övriga som förut. {roles} nya roller."
