"""From definitions and data to the tables of a report. No Django."""

from collections.abc import Iterable

from exports.definition import ReportDefinition, TableDefinition
from exports.kinds import Sources
from exports.table import Table

__all__ = ["Sources", "build_tables"]


def build_tables(report: ReportDefinition, sources: Sources) -> tuple[Table, ...]:
    """The report's tables in its order, from what there is. What is lacking stands in each table's `missing`."""
    return tuple(_build(table, report.year, sources) for table in report.tables)


def _build(definition: TableDefinition, year: int, sources: Sources) -> Table:
    body = definition.body.build(sources, year)
    return Table(
        id=definition.id,
        sheet=definition.sheet,
        title=definition.title,
        subtitle=definition.subtitle,
        columns=body.columns,
        rows=body.rows,
        groups=body.groups,
        notes=(*body.notes, *definition.notes),
        source=definition.source,
        missing=(*_not_in_questionnaires(definition, sources), *body.missing),
        year=year,
    )


def _not_in_questionnaires(definition: TableDefinition, sources: Sources) -> Iterable[str]:
    """What the table names and the questionnaires haven't got (any more): its cells are empty or too low."""
    definitions = {key: each for data in sources.rounds.values() for key, each in data.definitions.items()}
    lacking: list[str] = []
    definition.body.check(definitions, lambda _line, message: lacking.append(message))
    return dict.fromkeys(lacking)
