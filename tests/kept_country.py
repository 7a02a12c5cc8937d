"""The small country, made by the services once a process and put back by each test that asks for it.

Making it takes fifteen milliseconds, putting its rows back one. Only on SQLite: a server's sequences don't follow rows
that come with their numbers, so there each test makes its own.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.db import connection, transaction


@dataclass(frozen=True)
class Kept:
    """What `make` wrote, a statement a table, and where each table's numbers had come to before."""

    make: Callable[[], None]
    numbers: set[tuple[str, int]]
    statements: tuple[str, ...]

    @classmethod
    def made_by(cls, make: Callable[[], None]) -> Self:
        """Makes it, keeps what was written, and undoes it."""
        if connection.vendor != "sqlite":
            return cls(make, set(), ())
        with transaction.atomic():
            numbers, before = _numbers(), _rows()
            make()
            after = _rows()
            transaction.set_rollback(True)
        written = {table: rows - before[table] for table, rows in after.items() if rows - before[table]}
        if any(before[table] for table in written):
            # A module's own country stands there: some of what was written may be changes of its rows.
            return cls(make, numbers, ())
        return cls(make, numbers, tuple(_insert(table, rows) for table, rows in written.items()))

    def put_back(self) -> None:
        """Writes the same rows; makes them anew where others have been written since."""
        if not self.statements or _numbers() != self.numbers:
            self.make()
            return
        with transaction.atomic():
            for statement in self.statements:
                _database().execute(statement)


def _database() -> sqlite3.Connection:
    """The connection below Django's: a percent sign among the values is no parameter, and no query is counted."""
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    return database


def _numbers() -> set[tuple[str, int]]:
    return set(_database().execute("SELECT name, seq FROM sqlite_sequence"))


def _rows() -> dict[str, set[str]]:
    """Each table's rows, as SQL writes them."""
    return {table: _rows_of(table) for table in connection.introspection.table_names()}


def _rows_of(table: str) -> set[str]:
    columns = [name for _, name, *_ in _database().execute(f'PRAGMA table_info("{table}")')]
    written = " || ', ' || ".join(f'quote("{column}")' for column in columns)
    return {row for (row,) in _database().execute(f'SELECT {written} FROM "{table}"')}  # noqa: S608  # our own names


def _insert(table: str, rows: set[str]) -> str:
    return f'INSERT INTO "{table}" VALUES ({"), (".join(sorted(rows))})'  # noqa: S608  # as the database wrote them
