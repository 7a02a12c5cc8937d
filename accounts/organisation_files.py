"""lan.csv, rss.csv and kommuner.csv: the organisations of a year, checked before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accounts.models import OrganisationKind
from reading.csv_file import Line, csv_lines
from reading.errors import ErrorList, FileErrors

LAN_COLUMNS = ("lan_code", "lan_name", "region_name_report", "region_official")
RSS_COLUMNS = ("rss_id", "rss_name", "lan_code", "area_name")
KOMMUN_COLUMNS = ("kommun_code", "kommun_name", "lan_code", "rss_id")
# What a name or a code may have at most; the database holds no longer code of an RSS.
LONGEST = {"rss_id": 40}
LONGEST_NAME = 100


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation as a file gives it; `rss` is the RSS's code, for a kommun."""

    kind: OrganisationKind
    code: str
    name: str
    report_name: str
    lan_code: str
    lan_name: str
    rss: str = ""


def read_organisations(directory: Path) -> tuple[OrganisationLine, ...]:
    """Regions, RSS and kommuner in that order. Raises FileErrors with the errors of all three files."""
    errors: list[FileErrors] = []
    lan = _read(directory / "lan.csv", LAN_COLUMNS, _region, errors)
    lan_names = {line.lan_code: line.lan_name for line in lan}

    def rss_line(line: Line, problems: ErrorList) -> OrganisationLine:
        code, name, lan_code, area = line.values
        _check_lan(lan_code, lan_names, line, problems)
        return OrganisationLine(OrganisationKind.RSS, code, name, area, lan_code, lan_names.get(lan_code, ""))

    rss = _read(directory / "rss.csv", RSS_COLUMNS, rss_line, errors)
    rss_codes = {line.code for line in rss}

    def kommun_line(line: Line, problems: ErrorList) -> OrganisationLine:
        code, name, lan_code, rss_code = line.values
        _check_digits(code, 4, "kommunkod", line, problems)
        _check_lan(lan_code, lan_names, line, problems)
        if rss_code.strip() and rss_codes and rss_code not in rss_codes:
            problems.add(line.number, f"RSS ”{rss_code}” finns inte i rss.csv.", place=name)
        lan_name = lan_names.get(lan_code, "")
        return OrganisationLine(OrganisationKind.KOMMUN, code, name, name, lan_code, lan_name, rss_code)

    kommuner = _read(directory / "kommuner.csv", KOMMUN_COLUMNS, kommun_line, errors)
    if errors:
        raise FileErrors(
            (error for each in errors for error in each.errors), count=sum(each.count for each in errors)
        )
    return (*lan, *rss, *kommuner)


def _read(
    path: Path,
    columns: tuple[str, ...],
    parse: Callable[[Line, ErrorList], OrganisationLine],
    errors: list[FileErrors],
) -> list[OrganisationLine]:
    """The organisations of one file; what is wrong in it is added to `errors`."""
    problems = ErrorList(path.name)
    found: list[OrganisationLine] = []
    seen: dict[str, int] = {}
    try:
        for line in csv_lines(path, columns=columns, errors=problems):
            _check_values(line, columns, problems)
            code = line.values[0]
            if not code.strip():
                continue
            if code in seen:
                problems.add(
                    line.number, f"Koden {code} står redan på rad {seen[code]}. Ta bort den ena raden."
                )
            seen.setdefault(code, line.number)
            found.append(parse(line, problems))
        if not found and not problems.count:
            problems.add(0, "Filen har inga rader utöver rubriken.")
        problems.raise_if_any()
    except FileErrors as error:
        errors.append(error)
    return found


def _check_values(line: Line, columns: tuple[str, ...], problems: ErrorList) -> None:
    for column, value in zip(columns, line.values, strict=True):
        if not value.strip():
            problems.add(line.number, f"Kolumnen {column} är tom. Fyll i den.")
        elif len(value) > (most := LONGEST.get(column, LONGEST_NAME)):
            problems.add(line.number, f"Kolumnen {column} har {len(value)} tecken. Den får ha högst {most}.")
        elif any(ord(character) < 32 for character in value):
            problems.add(line.number, f"Kolumnen {column} har radbrytningar eller styrtecken. Ta bort dem.")


def _region(line: Line, problems: ErrorList) -> OrganisationLine:
    code, lan_name, report_name, official = line.values
    _check_digits(code, 2, "länskod", line, problems)
    return OrganisationLine(OrganisationKind.REGION, code, official, report_name, code, lan_name)


def _check_digits(code: str, length: int, what: str, line: Line, problems: ErrorList) -> None:
    if len(code) != length or not (code.isascii() and code.isdigit()):
        problems.add(
            line.number, f"”{code}” är ingen {what}: den ska ha {length} siffror, med inledande nolla."
        )


def _check_lan(code: str, known: dict[str, str], line: Line, problems: ErrorList) -> None:
    # An empty code has its own error; of a lan.csv that can't be read (or an rss.csv, above) only that is told.
    if code.strip() and known and code not in known:
        problems.add(line.number, f"Länet ”{code}” finns inte i lan.csv.")
