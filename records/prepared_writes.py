"""A row that is stored all day, by a statement put together once: the ORM works it out anew for each row.

    add_change = PreparedInsert(AnswerChange)
    add_change(AnswerChange(response=response, at=at, by=by, cells=cells))  # as its save(force_insert=True) does

    keep_answers = PreparedUpdate(Response, "cells", "changed_at")
    keep_answers(response)  # as its save(update_fields=…) does

For the rows that every save writes while others wait (docs/decisions/0014). What is stored is what the ORM itself would
store; signals, which nothing here listens to, aren't sent, and a model's own save() isn't called. As with the ORM, a
transaction in which a write failed can't be committed, whoever has caught the error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, cast

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.transaction import mark_for_rollback_on_error

from records.prepared import Given, OnConnection

Row = TypeVar("Row", bound=Model)


class PreparedInsert(Generic[Row]):
    """Stores new rows of a model: each gets its number."""

    def __init__(self, model: type[Row]) -> None:
        self._statement = OnConnection(lambda connection: _Statement.adding(model, connection))

    def __call__(self, row: Row) -> Row:
        connection, statement = self._statement()
        with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.values(row, connection, adding=True))
            (row.pk,) = cursor.fetchone()
        row._state.adding, row._state.db = False, connection.alias
        return row


class PreparedUpdate(Generic[Row]):
    """Stores some fields of a model's rows. Raises DatabaseError for a row that isn't there."""

    def __init__(self, model: type[Row], *fields: str) -> None:
        self._statement = OnConnection(lambda connection: _Statement.changing(model, fields, connection))

    def __call__(self, row: Row) -> None:
        connection, statement = self._statement()
        with mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.values(row, connection))
            if not cursor.rowcount:
                raise DatabaseError(f"there is no {row._meta.model_name} {row.pk}")


@dataclass(frozen=True)
class _Statement:
    """What a compiler has worked out: its SQL, and the fields whose values it is given, in its order."""

    sql: str
    fields: "tuple[Field[Any, Any], ...]"

    @classmethod
    def adding(cls, model: type[Model], connection: BaseDatabaseWrapper) -> Self:
        meta = model._meta
        fields = [field for field in meta.local_concrete_fields if not field.primary_key]
        query = InsertQuery(model)
        query.insert_values(fields, [model()], raw=True)
        compiler = query.get_compiler(connection.alias)
        compiler.returning_fields = [meta.pk]
        ((sql, _values),) = compiler.as_sql()
        return cls(sql, tuple(fields))

    @classmethod
    def changing(cls, model: type[Model], names: Iterable[str], connection: BaseDatabaseWrapper) -> Self:
        known = {field.name: field for field in model._meta.concrete_fields}
        fields = [known[name] for name in names]
        query = cast(UpdateQuery, model._default_manager.filter(pk=Given("pk")).query.chain(UpdateQuery))
        query.add_update_values({field.name: Given(field.name, field) for field in fields})
        sql, _values = query.get_compiler(connection.alias).as_sql()
        return cls(sql, (*fields, model._meta.pk))

    def values(self, row: Model, connection: BaseDatabaseWrapper, *, adding: bool = False) -> list[Any]:
        return [field.get_db_prep_save(field.pre_save(row, adding), connection) for field in self.fields]
