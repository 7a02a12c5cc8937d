from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.services import system_user
from exports.definition import parse_report
from exports.services import load_tables
from questionnaires.selectors.national.collected import definitions
from reading.command import FileCommand
from reading.yaml_file import read_text


class Command(FileCommand):
    help = "Kontrollerar en rapports tabelldefinitioner (YAML) och läser in dem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.yaml", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        file: Path = options["file"]
        source = read_text(file)
        report = parse_report(source, file=file.name)
        known = definitions()
        report.check_against(known)
        is_news = load_tables(year=report.year, source=source, by=system_user())
        said = f"Rapport {report.year}: {len(report.tables)} tabeller, {'inlästa' if is_news else 'oförändrade'}."
        missing = [key for key in report.questionnaires if key not in known]
        return said + (f" Enkäter som ännu inte är inlästa: {', '.join(missing)}." if missing else "")
