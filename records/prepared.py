"""A question that the database is asked all day, put together once: the ORM works it out anew each time it is asked.

    response_of = Prepared(lambda: Response.objects.filter(pk=Given("number")).select_related("respondent"))
    response_of(number=7)  # → [a Response]

For the few questions of every page and every save (docs/decisions/0014): working out how four tables are joined takes
many times as long as reading the rows. What comes back is what the queryset itself would give.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from typing import Any, Generic, Self, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Field, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]  # not in the stubs
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Kept = TypeVar("Kept")


class OnConnection(Generic[Kept]):
    """What is put together once for a connection, and kept with it: a connection is its thread's own."""

    def __init__(self, make: Callable[[BaseDatabaseWrapper], Kept]) -> None:
        self._make = make
        self._here = local()

    def __call__(self) -> tuple[BaseDatabaseWrapper, Kept]:
        """The thread's connection, and what is kept with it."""
        connection = connections[DEFAULT_DB_ALIAS]
        found: tuple[BaseDatabaseWrapper, Kept] | None = getattr(self._here, "found", None)
        if found is None or found[0] is not connection:
            found = self._here.found = connection, self._make(connection)
        return found


class Given(Expression):
    """Stands in a prepared question for a value that is named when it is asked: a number, unless `field` says else."""

    def __init__(self, name: str, field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", [self]

    def stored(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The value as the database is given it."""
        return self.output_field.get_db_prep_value(value, connection)


class Prepared(Generic[Row]):
    """A question put together when it is first asked on a connection, and kept with it.

    make: the queryset, of models (with what they are related to, and annotations) or of values_list, with a Given for
    each value that differs; it prefetches nothing. Asked by calling it with those values: all its rows, in a list.
    """

    def __init__(self, make: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._statement = OnConnection(lambda connection: _Statement.of(make().query, connection))

    def __call__(self, **given: Any) -> list[Row]:
        connection, statement = self._statement()
        return cast(list[Row], statement.rows(given, connection))


@dataclass(frozen=True)
class _Statement:
    """What a compiler has worked out: its SQL with a Given where a value goes, and how a row is read."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    converters: Any
    populators: Any

    @classmethod
    def of(cls, query: Query, connection: BaseDatabaseWrapper) -> Self:
        compiler = query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters, populators = compiler.get_converters(columns), ()
        if not compiler.query.has_select_fields:
            populators = get_related_populators(compiler.klass_info, compiler.select, compiler.using)
        return cls(compiler, sql, tuple(parameters), converters, populators)

    def rows(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> list[Any]:
        values = [
            each.stored(given[each.name], connection) if isinstance(each, Given) else each
            for each in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        rows = self.compiler.apply_converters(found, self.converters) if self.converters else found
        is_tuples = self.compiler.query.has_select_fields
        return [tuple(row) if is_tuples else self._object(row) for row in rows]

    def _object(self, row: Any) -> Any:
        """A model's object with those that it is related to and its annotations, as django's ModelIterable makes it."""
        kind, columns = self.compiler.klass_info["model"], self.compiler.klass_info["select_fields"]
        start, end = columns[0], columns[-1] + 1
        names = [column.target.attname for column, *_ in self.compiler.select[start:end]]
        found = kind.from_db(self.compiler.using, names, row[start:end])
        for populator in self.populators:
            populator.populate(row, found)
        for name, place in (self.compiler.annotation_col_map or {}).items():
            setattr(found, name, row[place])
        return found
