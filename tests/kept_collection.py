"""The collection of 2023, loaded once for a whole run of the tests and copied by each module that reads it.

Loading it takes seconds, a copy a tenth of one. Only SQLite's databases can be copied so; on a server each module loads
its own.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def loaded_once(folder: Path, load: Callable[[], None]) -> Iterator[None]:
    """The tests' database with what `load` writes, while the block runs; afterwards as it was.

    folder: shared by every process of the run. The first that comes loads; the others wait, and copy what it kept.
    """
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    with closing(sqlite3.connect(":memory:")) as before:
        database.backup(before)
        try:
            _fill(database, folder / "collection.sqlite3", load)
            yield
        finally:
            before.backup(database)


def _fill(database: sqlite3.Connection, kept: Path, load: Callable[[], None]) -> None:
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            load()
            half = kept.with_suffix(".half")
            with closing(sqlite3.connect(half)) as copy:
                database.backup(copy)
            half.rename(kept)
            return
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(database)
