"""Fixtures for tests that start processes of their own. tests/conftest.py makes them known everywhere."""

import os
from collections.abc import Iterator

import pytest

from tests.engines.databases import Databases, PostgresDatabases, databases_at, fresh, is_server
from tests.engines.running import Engines, running_engines
from tests.workers import manage

# A test that uses one of these asks the database something: it is run on both engines. One that opens a browser
# says the same on both, at ten times the cost.
ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "fresh_database"}
SAYS_THE_SAME = {"browser"}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Where the tests' processes have their databases: the engine that the tests run on."""
    return databases_at(os.environ.get("DATABASE_URL", ""), tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def migrated_database(databases: Databases) -> Iterator[str]:
    """An empty database with every table, to copy."""
    yield from _migrated(databases)


@pytest.fixture
def fresh_database(databases: Databases, migrated_database: str) -> Iterator[str]:
    """The DATABASE_URL of an empty database of the test's own, on the engine that the tests run on."""
    with fresh(databases, like=migrated_database) as url:
        yield url


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """A PostgreSQL and a Valkey that are there for these tests only; a test may kill them."""
    with running_engines() as engines:
        yield engines


@pytest.fixture(scope="session")
def migrated_on_server(engines: Engines) -> Iterator[str]:
    yield from _migrated(PostgresDatabases(engines.database))


@pytest.fixture
def server_database(engines: Engines, migrated_on_server: str) -> Iterator[str]:
    """The DATABASE_URL of an empty database of the test's own on the PostgreSQL of `engines`."""
    with fresh(PostgresDatabases(engines.database), like=migrated_on_server) as url:
        yield url


def _migrated(databases: Databases) -> Iterator[str]:
    url = databases.create()
    manage(url, "migrate", "--verbosity=0")
    yield url
    databases.drop(url)


def keep_what_asks_the_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server only the tests that a server could answer otherwise are run: the others have been run on SQLite."""
    if not is_server(os.environ.get("DATABASE_URL", "")):
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        asks = bool(used & ASKS_THE_DATABASE) or item.get_closest_marker("django_db") is not None
        (kept if asks and not used & SAYS_THE_SAME else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
