"""A year's tables made from an earlier year's: what changes in the text that defines them, and what no longer fits.

Only the year changes, as when a round is copied: in the questionnaires' keys, and wherever the tables' words or
register values name it. A table that counts another year's questionnaire (a comparison with 2020) stays as it is.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from exports.definition import ReportDefinition, TableDefinition, parse_report
from exports.kinds.references import find_cell, find_question
from questionnaires.definition import Definition
from questionnaires.definition.years import key_of_copy
from reading.errors import FileErrors
from reading.yaml_file import LinedList, PlacedScalar, parse_yaml, placed_scalars

# What a table prints as it stands, and may name the year in.
WORDS = (
    *(
        "title",
        "subtitle",
        "source",
        "notes",
        "header",
        "called",
        "label",
        "country",
        "text",
        "more",
        "print_as",
    ),
    *("whole_year_text", "index_header", "visits_header", "doctor_header"),
)
NAMES_A_QUESTION = ("question", "answer", "whole_year")
QUOTED = re.compile("”([^”]+)”")


@dataclass(frozen=True)
class Unfit:
    """What can't be taken over of a table, and the words of the question that it is about (empty where unknown)."""

    table: TableDefinition
    question: str
    message: str

    def __str__(self) -> str:
        about = f" Det gäller frågan ”{self.question}”." if self.question else ""
        return f"{self.table.title}: {self.message}{about}"


@dataclass(frozen=True)
class CopiedReport:
    """A year's tables as they would be. source: the text that defines them, those that don't fit among them."""

    source: str
    report: ReportDefinition
    unfit: tuple[Unfit, ...]

    @property
    def fitting(self) -> tuple[TableDefinition, ...]:
        return tuple(table for table in self.report.tables if table not in self.left_out)

    @property
    def left_out(self) -> tuple[TableDefinition, ...]:
        return tuple(dict.fromkeys(each.table for each in self.unfit))

    def without_unfit(self) -> str:
        """The text with those tables left out that don't fit. Raises FileErrors where it can't be done line by line."""
        kept = [table.id for table in self.fitting]
        text = _without(self.source, {each.table.id for each in self.unfit})
        if [table.id for table in parse_report(text, file=self.report.file).tables] != kept:
            raise FileErrors([])
        return text


def copied_report(
    text: str, *, source: int, year: int, definitions: Mapping[str, Definition]
) -> CopiedReport:
    """The tables of `source` as those of `year`. definitions: every questionnaire there is, by key.

    Raises FileErrors for a text that can't be read as tables with another year.
    """
    keys = _new_keys(text, definitions, source=source, year=year)
    rewritten = _rewritten(text, keys, source=source, year=year)
    report = parse_report(rewritten, file=f"report-{year}.yaml")
    earlier = {new: definitions[old] for old, new in keys.items() if old in definitions}
    asked = _questions_named(rewritten)
    unfit = tuple(
        each
        for place, table in enumerate(report.tables)
        for each in _unfit(table, definitions, earlier, asked.get(place, ()), year)
    )
    return CopiedReport(rewritten, report, unfit)


def _new_keys(text: str, definitions: Mapping[str, Definition], *, source: int, year: int) -> dict[str, str]:
    """Key → its copy's, of the questionnaires that tables name and the source's year asked."""
    named = [each.value for each in placed_scalars(text) if each.path[-1] == "questionnaire"]
    of_year = [
        key
        for key in named
        if (definitions[key].year == source if key in definitions else key.endswith(str(source)))
    ]
    return {key: key_of_copy(key, source=source, year=year) for key in of_year}


def _rewritten(text: str, keys: Mapping[str, str], *, source: int, year: int) -> str:
    scalars = tuple(placed_scalars(text))
    others = {
        each.path[:2]
        for each in scalars
        if each.path[-1] == "questionnaire" and len(each.path) == 3 and each.value not in keys
    }
    parts, done = [], 0
    for each in scalars:
        if each.path[:2] in others:
            continue
        as_written = text[each.start : each.end]
        parts += [text[done : each.start], _with_year(each, as_written, keys, source, year)]
        done = each.end
    return "".join((*parts, text[done:]))


def _with_year(each: PlacedScalar, as_written: str, keys: Mapping[str, str], source: int, year: int) -> str:
    """A scalar as it is written in the new year's tables."""
    under = [part for part in each.path if isinstance(part, str)]
    if under[-1] == "questionnaire":
        return as_written.replace(each.value, keys.get(each.value, each.value))
    if under[-1] == "last_year" and each.value.isdecimal():
        return str(int(each.value) + year - source)
    if under[-1] == "year" or any(part in WORDS for part in under):
        return re.sub(rf"(?<!\d){source}(?!\d)", str(year), as_written)
    return as_written


def _without(text: str, ids: Collection[str]) -> str:
    """The text without the lines of these tables."""
    document = parse_yaml(text, file="")
    lines = text.splitlines(keepends=True)
    tables: LinedList = document["tables"]
    starts = [*(line - 1 for line in tables.lines), len(lines)]
    kept = lines[: starts[0]]
    for place, table in enumerate(tables):
        if str(table["id"]) not in ids:
            kept += lines[starts[place] : starts[place + 1]]
    return "".join(kept)


def _questions_named(text: str) -> dict[int, tuple[str, ...]]:
    """A table's place → the questions that it names, each once."""
    found: dict[int, dict[str, None]] = {}
    for each in placed_scalars(text):
        if each.path[-1] in NAMES_A_QUESTION and isinstance(each.path[1], int):
            found.setdefault(each.path[1], {})[each.value] = None
    return {place: tuple(names) for place, names in found.items()}


def _unfit(
    table: TableDefinition,
    definitions: Mapping[str, Definition],
    earlier: Mapping[str, Definition],
    asked: tuple[str, ...],
    year: int,
) -> Iterator[Unfit]:
    """What this year's questionnaires haven't got of what a table names."""
    for name in table.body.questionnaires():
        if name.key not in definitions:
            what = earlier[name.key].title if name.key in earlier else name.key
            yield Unfit(table, "", f"Insamlingen {year} har ingen enkät som motsvarar ”{what}”.")
    said: list[str] = []
    table.body.check(definitions, lambda _line, message: said.append(message))
    title = partial(_titled, definitions=definitions)
    before = next((earlier[each.key] for each in table.body.questionnaires() if each.key in earlier), None)
    for message in said:
        words = _words_of(before, QUOTED.findall(message), asked) if before else ""
        yield Unfit(table, words, title(message.partition(". ")[0].removesuffix(".") + "."))


def _titled(message: str, definitions: Mapping[str, Definition]) -> str:
    """A sentence that names a questionnaire by its title, where it names it by key."""
    words = message.removesuffix(".").split(" ")
    named = [f"”{definitions[word].title}”" if word in definitions else word for word in words]
    return " ".join(named) + "."


def _words_of(earlier: Definition, quoted: Collection[str], asked: Collection[str]) -> str:
    """The words of the question that a message is about, as it was asked the year before."""
    for name in (*quoted, *(asked if len(asked) == 1 else ())):
        cell = find_cell(earlier, name)
        question = cell.question if cell else find_question(earlier, name)
        if question:
            return f"{question.text} – {cell.item.text}" if cell and cell.item else question.text
    return ""
