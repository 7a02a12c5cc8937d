"""What doesn't come from questionnaires: register values by län, and the national core indicators. No Django."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from reading.csv_file import Line, csv_lines
from reading.errors import ErrorList

REGISTER_COLUMNS = ("lan_code", "measure", "year", "value", "estimated")
INDICATOR_COLUMNS = (
    "key",
    "name",
    "full_name",
    "unit",
    "better",
    "keywords",
    "keywords_overview",
    "source",
    "year",
    "value",
)
# How many of an indicator's columns are texts, the same for all its years, and those of them that it can't lack.
TEXTS = 8
NEEDED = INDICATOR_COLUMNS[:5]
# The whole country's code among those of the län.
COUNTRY = "00"


@dataclass(frozen=True)
class RegisterValue:
    """One value for a län (or "00", the country). year is a year ("2023") or a span of them ("2019-2023")."""

    lan_code: str
    measure: str
    year: str
    value: Decimal
    estimated: bool


@dataclass(frozen=True)
class IndicatorValue:
    """One year's national value of an indicator, with the texts that are the same for all its years.

    better: "higher" or "lower", the direction in which better lies. keywords_overview: as the overview prints them.
    """

    key: str
    name: str
    full_name: str
    unit: str
    better: str
    keywords: str
    keywords_overview: str
    source: str
    year: int
    value: Decimal


def read_register(path: Path, *, known: Collection[str]) -> tuple[RegisterValue, ...]:
    """The values of a register file, in its order. known: the codes of the län.

    Raises FileErrors with everything that is wrong: unknown län, a year or value that can't be read, the same
    measure of a län and year twice.
    """
    errors = ErrorList(path.name)
    lines = list(csv_lines(path, columns=REGISTER_COLUMNS, errors=errors))
    values = [_register_value(line, known, errors) for line in lines]
    _refuse_doubles(lines, 3, errors)
    errors.raise_if_any()
    return tuple(values)


def read_indicators(path: Path) -> tuple[IndicatorValue, ...]:
    """The values of an indicator file, in its order: tables list indicators as they first stand there.

    Raises FileErrors with everything that is wrong: an empty text, a year or value that can't be read, the same
    year twice, texts of one indicator that differ between its lines.
    """
    errors = ErrorList(path.name)
    lines = list(csv_lines(path, columns=INDICATOR_COLUMNS, errors=errors))
    values = [_indicator_value(line, errors) for line in lines]
    _refuse_doubles([Line(line.number, (line.values[0], line.values[TEXTS])) for line in lines], 2, errors)
    _refuse_differing_texts(lines, errors)
    errors.raise_if_any()
    return tuple(values)


def _register_value(line: Line, known: Collection[str], errors: ErrorList) -> RegisterValue:
    lan_code, measure, year, value, estimated = line.values
    if lan_code not in (COUNTRY, *known):
        message = (
            f"Länet ”{lan_code}” finns inte. Skriv länskoden med två siffror, eller {COUNTRY} för riket."
        )
        errors.add(line.number, message)
    if not measure:
        errors.add(line.number, "”measure” är tom. Skriv måttets nyckel.")
    if not _is_span(year):
        errors.add(line.number, f"Året ”{year}” ska vara ett år (2023) eller två (2019-2023).")
    if estimated not in ("ja", "nej"):
        errors.add(line.number, f"”estimated” är ”{estimated}” men ska vara ja eller nej.")
    return RegisterValue(lan_code, measure, year, _decimal(line, value, errors), estimated == "ja")


def _indicator_value(line: Line, errors: ErrorList) -> IndicatorValue:
    key, name, full_name, unit, better, keywords, keywords_overview, source, year, value = line.values
    place = f"indikator {key}"
    for column, text in zip(NEEDED, line.values, strict=False):
        if not text.strip():
            errors.add(line.number, f"”{column}” är tom. Skriv en text.", place=place)
    if better not in ("higher", "lower", ""):
        message = (
            f"”better” är ”{better}” men ska vara higher (högre är bättre) eller lower (lägre är bättre)."
        )
        errors.add(line.number, message, place=place)
    if not _is_year(year):
        errors.add(line.number, f"Året ”{year}” ska vara fyra siffror.", place=place)
    return IndicatorValue(
        key=key,
        name=name,
        full_name=full_name,
        unit=unit,
        better=better,
        keywords=keywords,
        keywords_overview=keywords_overview,
        source=source,
        year=int(year) if _is_year(year) else 0,
        value=_decimal(line, value, errors, place=place),
    )


def _decimal(line: Line, text: str, errors: ErrorList, *, place: str = "") -> Decimal:
    """The number with the decimals that were given. A decimal comma is refused, not guessed at."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not set(text) <= set("-.0123456789"):
        errors.add(
            line.number, f"Värdet ”{text}” ska vara ett tal med decimalpunkt, till exempel 16.9.", place=place
        )
        return Decimal(0)
    return value


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


def _is_span(text: str) -> bool:
    years = text.split("-")
    return len(years) in (1, 2) and all(map(_is_year, years)) and years == sorted(set(years))


def _refuse_doubles(lines: Sequence[Line], width: int, errors: ErrorList) -> None:
    """An error for each line whose first `width` values stand on an earlier line."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        what = line.values[:width]
        if what in seen:
            errors.add(line.number, f"{', '.join(what)} finns redan på rad {seen[what]}. Ta bort den ena.")
        seen.setdefault(what, line.number)


def _refuse_differing_texts(lines: Sequence[Line], errors: ErrorList) -> None:
    first: dict[str, Line] = {}
    for line in lines:
        known = first.setdefault(line.values[0], line)
        for column, text, before in zip(INDICATOR_COLUMNS[:TEXTS], line.values, known.values, strict=False):
            if text != before:
                message = (
                    f"”{column}” är ”{text}” men ”{before}” på rad {known.number}. Skriv samma på alla rader."
                )
                errors.add(line.number, message, place=f"indikator {line.values[0]}")
