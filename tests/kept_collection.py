"""The collection of 2023, loaded once, and copied by each module that reads it in this run and those of the same day.

Loading it takes seconds, a copy a tenth of one. Only SQLite's databases can be copied so; on a server each module loads
its own.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.utils import timezone

# A copy whose tables came by migrations, and one of tables made at once.
MOST_KEPT = 2


@contextmanager
def loaded_once(folder: Path, made_of: Iterable[Path], load: Callable[[], None]) -> Iterator[None]:
    """The tests' database with what `load` writes, while the block runs; afterwards as it was.

    folder: where copies are kept, shared by every process. The first that comes loads; the others wait, and copy it.
    made_of: the files and folders that what is loaded hangs on. When one of them, the tables or the day is another,
    it is loaded anew.
    """
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    kept = folder / f"{_sum(database, made_of)}.sqlite3"
    with closing(sqlite3.connect(":memory:")) as before:
        database.backup(before)
        try:
            _fill(database, kept, load)
            yield
        finally:
            before.backup(database)


def _sum(database: sqlite3.Connection, made_of: Iterable[Path]) -> str:
    found = hashlib.sha256(f"{timezone.localdate()} {sqlite3.sqlite_version}".encode())
    for (statement,) in database.execute("SELECT sql FROM sqlite_master ORDER BY name"):
        found.update(repr(statement).encode())
    for path in _files(made_of):
        content = path.read_bytes()
        found.update(f"\n{path} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _files(made_of: Iterable[Path]) -> list[Path]:
    """Every file, but for what Python makes of them and what browsers are sent."""
    return sorted(
        path
        for each in made_of
        for path in ([each] if each.is_file() else each.rglob("*"))
        if path.is_file() and not {"__pycache__", "static"} & set(path.parts)
    )


def _fill(database: sqlite3.Connection, kept: Path, load: Callable[[], None]) -> None:
    with (kept.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            load()
            half = kept.with_suffix(".half")
            half.unlink(missing_ok=True)
            with closing(sqlite3.connect(half)) as copy:
                database.backup(copy)
            half.rename(kept)
            _drop_old(kept.parent)
            return
        with closing(sqlite3.connect(kept)) as copy:
            copy.backup(database)


def _drop_old(folder: Path) -> None:
    copies = sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for old in copies[:-MOST_KEPT]:
        old.unlink()
