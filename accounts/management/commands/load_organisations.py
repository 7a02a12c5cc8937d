from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.organisation_files import read_organisations
from accounts.services import load_organisations, system_user
from reading.command import FileCommand


class Command(FileCommand):
    help = "Läser in län, RSS och kommuner från mappen DIR (lan.csv, rss.csv, kommuner.csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        lines = read_organisations(options["directory"])
        new, changed = load_organisations(lines=lines, by=system_user())
        return f"{len(lines)} organisationer: {new} nya, {changed} ändrade, övriga som förut."
