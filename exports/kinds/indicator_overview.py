"""A row per national core indicator: texts, and its first and last value within the table's years."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from exports.kinds.base import Body, Kind
from exports.kinds.cells import empty_cell, text_cell
from exports.kinds.entry import TableEntry
from exports.kinds.sources import Sources
from exports.registers import IndicatorValue
from exports.table import Cell, Column, Provenance, Row, Source
from questionnaires.swedish import list_text, number_text
from reading.entry import Keys

ARROW = "→"
EN_DASH = "–"
BETTER = {"higher": "Högre är bättre.", "lower": "Lägre är bättre."}


@dataclass(frozen=True)
class Indicator:
    """One indicator's values within the table's years, oldest first; `texts` is any of its values, for its texts."""

    texts: IndicatorValue
    values: tuple[IndicatorValue, ...]


@dataclass(frozen=True)
class IndicatorColumn:
    header: str
    show: str


@dataclass(frozen=True)
class IndicatorOverview(Kind):
    """Indicators in their file's order. first_year, last_year: the range of years that values are taken from."""

    first_year: int
    last_year: int
    columns: tuple[IndicatorColumn, ...]

    keys: ClassVar[Mapping[str, Keys]] = {
        "": Keys(("first_year", "last_year", "columns")),
        "columns": Keys(("header", "show")),
    }

    @classmethod
    def parse(cls, entry: TableEntry) -> Self:
        first_year = entry.whole_number("first_year", least=1900) or 0
        last_year = entry.whole_number("last_year", least=1900) or 0
        if first_year > last_year > 0:
            entry.error(
                "last_year", f"”last_year” ({last_year}) ska vara ”first_year” ({first_year}) eller senare."
            )
        return cls(
            first_year=first_year,
            last_year=last_year,
            columns=tuple(
                IndicatorColumn(column.text("header"), column.one_of("show", SHOWN))
                for column in entry.entries("columns", cls.keys["columns"])
            ),
        )

    def measured(self, sources: Sources) -> tuple[IndicatorValue, ...]:
        """The values within the years, and of every indicator its first, which the texts are taken from."""
        first = {each.texts for each in self._indicators(sources.indicators)}
        return tuple(each for each in sources.indicators if each in first or self._covers(each.year))

    def _covers(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year

    def build(self, sources: Sources, year: int) -> Body:
        columns = tuple(Column(column.header) for column in self.columns)
        indicators = self._indicators(sources.indicators)
        rows = tuple(
            Row(each.texts.key, tuple(SHOWN[column.show](each) for column in self.columns))
            for each in indicators
        )
        return Body(columns, rows, missing=self._missing(indicators))

    def _indicators(self, values: Sequence[IndicatorValue]) -> tuple[Indicator, ...]:
        texts: dict[str, IndicatorValue] = {}
        for value in values:
            texts.setdefault(value.key, value)
        return tuple(
            Indicator(
                first,
                tuple(
                    sorted(
                        (v for v in values if v.key == key and self._covers(v.year)),
                        key=lambda value: value.year,
                    )
                ),
            )
            for key, first in texts.items()
        )

    def _missing(self, indicators: Sequence[Indicator]) -> tuple[str, ...]:
        if not indicators:
            return ("Inga indikatorer är inlästa.",)
        if not {"development", "period"} & {column.show for column in self.columns}:
            return ()
        years = f"{self.first_year}{EN_DASH}{self.last_year}"
        without = [each.texts.name for each in indicators if not each.values]
        alone = [f"{each.texts.name} ({each.values[0].year})" for each in indicators if len(each.values) == 1]
        sentences = []
        if without:
            sentences.append(f"Värden saknas för åren {years}: {list_text(without)}.")
        if alone:
            sentences.append(f"Bara ett värde finns för åren {years}: {list_text(alone)}.")
        return tuple(sentences)


def _development(indicator: Indicator) -> Cell:
    """ "59,7 → 60,9" with the decimals that were given; one value alone has no development and stands by itself."""
    ends = _ends(indicator)
    if not ends:
        return empty_cell("Uppgift saknas")
    return text_cell(
        f" {ARROW} ".join(number_text(value.value) for value in ends), provenance=_provenance(indicator)
    )


def _period(indicator: Indicator) -> Cell:
    ends = _ends(indicator)
    if not ends:
        return empty_cell("Uppgift saknas")
    return text_cell(EN_DASH.join(str(value.year) for value in ends), provenance=_provenance(indicator))


def _ends(indicator: Indicator) -> tuple[IndicatorValue, ...]:
    """The first and the last value; only one where there is only one."""
    return indicator.values if len(indicator.values) < 2 else (indicator.values[0], indicator.values[-1])


def _provenance(indicator: Indicator) -> Provenance:
    texts = indicator.texts
    summary = f"{texts.full_name}. {texts.unit}. {BETTER.get(texts.better, '')} Källa: {texts.source}."
    return Provenance(
        " ".join(summary.split()),
        tuple(
            Source(str(value.year), number_text(value.value), counted=value in _ends(indicator))
            for value in indicator.values
        ),
    )


def _text(of: Callable[[IndicatorValue], str]) -> Callable[[Indicator], Cell]:
    return lambda indicator: text_cell(of(indicator.texts))


# What a column can show. One more is a line here and one in docs/table-format.md.
SHOWN: Mapping[str, Callable[[Indicator], Cell]] = {
    "name": _text(lambda texts: texts.name),
    "full_name_and_unit": _text(lambda texts: f"{texts.full_name}. {texts.unit}"),
    "keywords": _text(lambda texts: texts.keywords),
    "keywords_overview": _text(lambda texts: texts.keywords_overview),
    "development": _development,
    "period": _period,
}
