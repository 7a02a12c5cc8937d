"""Databases of their own for tests that start processes, on whichever engine the tests run on."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


class Databases(Protocol):
    """Makes databases; each is known by its DATABASE_URL."""

    def create(self, *, like: str = "") -> str:
        """A new database: empty, or a copy of one that nobody is connected to."""
        ...

    def drop(self, url: str) -> None:
        """Removes it, whoever is still connected."""
        ...


@dataclass(frozen=True)
class SqliteFiles:
    """Databases as files of a folder."""

    folder: Path

    def create(self, *, like: str = "") -> str:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        if like:
            copy(sqlite_path(like), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for part in ("", "-wal", "-shm"):
            Path(f"{sqlite_path(url)}{part}").unlink(missing_ok=True)


@dataclass(frozen=True)
class PostgresDatabases:
    """Databases of a server, at whose own database `url` is."""

    url: str

    def create(self, *, like: str = "") -> str:
        name = f"test_{uuid.uuid4().hex}"
        template = _name(like) if like else "template0"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop(self, url: str) -> None:
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(url))

    def _say(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def databases_at(url: str, folder: Path) -> Databases:
    """Where a DATABASE_URL points to a server, databases there; else files in the folder."""
    return PostgresDatabases(url) if is_server(url) else SqliteFiles(folder)


def is_server(url: str) -> bool:
    return url.startswith("postgres")


def sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


@contextmanager
def fresh(databases: Databases, *, like: str) -> Iterator[str]:
    """A copy of a database for a block of code."""
    url = databases.create(like=like)
    try:
        yield url
    finally:
        databases.drop(url)
