"""A report's table definitions: YAML in, frozen values out, with everything that is wrong said at once. No Django.

The format is described in docs/table-format.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exports.kinds import KINDS, Kind
from exports.kinds.entry import TableEntry
from questionnaires.definition import Definition
from reading.entry import Keys, Seen
from reading.errors import ErrorList, FileError, FileErrors
from reading.yaml_file import LinedDict, parse_yaml, read_text

REPORT = Keys(("year", "tables"))
# What every table has; its kind's own keys come after them.
TABLE = Keys(("id", "sheet", "kind", "title"), ("subtitle", "source", "notes"))
FIRST_YEAR = 2000
# What a sheet's name in a workbook may be (Excel's own limits).
LONGEST_SHEET = 31
NOT_IN_SHEETS = "[]:*?/\\"
TAKEN_SHEETS = ("innehåll", "metod")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class TableDefinition:
    """A table of the report. body: its kind's own part. line: where it stands in its file."""

    id: str
    sheet: str
    kind: str
    title: str
    subtitle: str
    source: str
    notes: tuple[str, ...]
    body: Kind
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ReportDefinition:
    """The tables of one year's report, in the report's order. file: the name that errors give."""

    year: int
    tables: tuple[TableDefinition, ...]
    file: str = field(default="", compare=False)

    @property
    def questionnaires(self) -> tuple[str, ...]:
        """The keys of the questionnaires that the tables count, each once; also other years'."""
        return tuple(dict.fromkeys(name.key for table in self.tables for name in table.body.questionnaires()))

    def check_against(self, definitions: Mapping[str, Definition]) -> None:
        """Checks every question, item, choice and column that the tables name, in the questionnaires given.

        A questionnaire that isn't given is no error: the table will say that it is missing. Raises FileErrors.
        """
        errors = ErrorList(self.file)
        for table in self.tables:

            def say(line: int, message: str, place: str = _place(table.id)) -> None:
                errors.add(line, message, place=place)

            table.body.check(definitions, say)
        errors.raise_if_any()


def read_report(path: Path) -> ReportDefinition:
    """A report's tables from its file. Raises FileErrors."""
    return parse_report(read_text(path), file=path.name)


def parse_report(text: str, *, file: str) -> ReportDefinition:
    """A report's tables from YAML. Raises FileErrors with everything that is wrong."""
    document = parse_yaml(text, file=file)
    if not isinstance(document, LinedDict):
        raise FileErrors([FileError(file, 1, f"Filen ska ha nycklarna {' och '.join(REPORT.needed)}.")])
    errors = ErrorList(file)
    report = TableEntry(document, errors=errors)
    report.check_keys(REPORT)
    year = report.whole_number("year", least=FIRST_YEAR) or 0
    ids, sheets = Seen("Tabellen", key="id"), Seen("Bladet", key="sheet")
    tables = []
    for entry in report.entries("tables"):
        tables.append(_table(entry))
        ids.add(entry)
        sheets.add(entry)
    errors.raise_if_any()
    return ReportDefinition(year, tuple(table for table in tables if table), file)


def _table(entry: TableEntry) -> TableDefinition | None:
    """A table; None where its kind isn't known, since then nothing is known about its own keys."""
    entry.place = _place(str(entry.mapping.get("id", "")))
    kind = KINDS.get(str(entry.mapping.get("kind")))
    any_kinds = [key for each in KINDS.values() for key in each.keys[""].all]
    own = kind.keys[""] if kind else Keys(optional=any_kinds)
    entry.check_keys(Keys((*TABLE.needed, *own.needed), (*TABLE.optional, *own.optional)))
    kind_name, body = entry.one_of("kind", KINDS), kind.parse(entry) if kind else None
    table_id, sheet, title = _id(entry), _sheet(entry), entry.text("title")
    subtitle, source = entry.text("subtitle"), entry.text("source")
    notes = tuple(text for text, _line in entry.texts("notes"))
    if body is None:
        return None
    return TableDefinition(table_id, sheet, kind_name, title, subtitle, source, notes, body, entry.line)


def _id(entry: TableEntry) -> str:
    table_id = entry.text("id")
    if table_id and not ID.fullmatch(table_id):
        entry.error(
            "id", f"”{table_id}” kan inte vara id. Skriv små bokstäver (a–z), siffror och bindestreck."
        )
    return table_id


def _sheet(entry: TableEntry) -> str:
    sheet = entry.text("sheet")
    if len(sheet) > LONGEST_SHEET or set(sheet) & set(NOT_IN_SHEETS) or sheet.casefold() in TAKEN_SHEETS:
        message = (
            f"”{sheet}” kan inte vara namn på ett blad. Skriv högst {LONGEST_SHEET} tecken utan {NOT_IN_SHEETS}, "
            "och inte Innehåll eller Metod."
        )
        entry.error("sheet", message)
    return sheet


def _place(table_id: str) -> str:
    return f"tabell {table_id}" if table_id else ""
