from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.services import system_user
from exports.registers import read_indicators
from exports.services import load_indicators
from reading.command import FileCommand


class Command(FileCommand):
    help = "Läser in de nationella kärnindikatorernas värden (CSV, ett värde per rad)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        values = read_indicators(options["file"])
        changed = load_indicators(values=values, by=system_user())
        return (
            f"{len(values)} indikatorvärden: {changed} nya eller ändrade, {len(values) - changed} som förut."
        )
