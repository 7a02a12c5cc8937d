"""The cast: named people, each with one role, in a country small enough to count by hand."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from threading import Lock
from wsgiref.types import WSGIApplication

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ServerHandler
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Role, User
from tests import country as small
from tests.engines.fixtures import (  # noqa: F401 - fixtures
    databases,
    engines,
    fresh_database,
    keep_what_asks_the_database,
    migrated_database,
    migrated_on_server,
    server_database,
)
from tests.examples import EXAMPLES
from tests.kept_collection import loaded_once
from tests.kept_country import Kept

ROOT = Path(__file__).resolve().parent.parent

# What the collection of 2023 hangs on: the files, and all that may have to do with loading them.
MADE_OF = [
    ROOT / each
    for each in (
        *("demo", "reading", "records", "accounts", "questionnaires", "exports", "surveyapp"),
        *("requirements.txt", "tests/conftest.py", "tests/kept_collection.py"),
    )
]

# A busy machine is slow, not wrong. In CI the same examples each time. `make quick` asks for its own profile.
hypothesis_settings.register_profile(
    "samsvar", max_examples=EXAMPLES, deadline=None, derandomize="CI" in os.environ
)
hypothesis_settings.register_profile(
    "quick", hypothesis_settings.get_profile("samsvar"), max_examples=EXAMPLES // 5
)
hypothesis_settings.load_profile("samsvar")


# Passwords that nobody guesses at: strength is for the real settings, and tests/test_settings.py asks it of them.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests and all that is imported stay to the end: whoever collects garbage needn't go through them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    keep_what_asks_the_database(config, items)


@pytest.fixture(scope="session", autouse=True)
def one_request_at_a_time() -> Iterator[None]:
    """On SQLite in memory a live server's threads share one connection: two requests at once would mix their
    transactions.
    """
    turn, run = Lock(), ServerHandler.run

    def in_turn(handler: ServerHandler, application: WSGIApplication) -> None:
        with turn:
            run(handler, application)

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(ServerHandler, "run", in_turn)
        yield


@pytest.fixture(scope="session")
def kept_country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Kept:
    with django_db_blocker.unblock():
        return Kept.made_by(small.make_country)


@pytest.fixture
def country(db: None, kept_country: Kept) -> None:
    """Two regions, three RSS, four kommuner, and the open round of 2030."""
    kept_country.put_back()


@pytest.fixture
def respondent(country: None) -> User:
    """Anna answers for Alby; she isn't a signer."""
    return small.person("Anna Ek", Role.RESPONDENT, "0101")


@pytest.fixture
def colleague(country: None) -> User:
    """Per answers for Alby too, and signs."""
    return small.person("Per Ask", Role.SIGNER, "0101")


@pytest.fixture
def stranger(country: None) -> User:
    """Stina signs for Åby, in another RSS."""
    return small.person("Stina Alm", Role.SIGNER, "0201")


@pytest.fixture
def coordinator(country: None) -> User:
    """Karin coordinates RSS Norr, to which Alby belongs."""
    return small.person("Karin Björk", Role.COORDINATOR, "rss-norr")


@pytest.fixture
def region_signer(country: None) -> User:
    """Rolf signs for Region Norr."""
    return small.person("Rolf Gran", Role.SIGNER, "01")


@pytest.fixture
def officer(country: None) -> User:
    """Nora is a national officer."""
    return small.person("Nora Lind", Role.OFFICER)


@pytest.fixture
def administrator(country: None) -> User:
    """Adam administers the tool nationally."""
    return small.person("Adam Sten", Role.ADMINISTRATOR)


@pytest.fixture(scope="session")
def kept_collections(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """Where copies of the collection are kept: from run to run, or where pytest keeps nothing for this run."""
    if hasattr(pytestconfig, "cache"):
        return Path(pytestconfig.cache.mkdir("collection"))
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="module")
def collection_2023(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, kept_collections: Path
) -> Iterator[None]:
    """The whole collection of 2023 up to the RSS's submissions and the tables' definitions; open, unpublished.

    Loaded by the commands that people use, once until something is another (on a server once for each module); each
    test's changes are rolled back by itself.
    """
    with django_db_blocker.unblock(), ExitStack() as stack:
        if connection.vendor == "sqlite":
            stack.enter_context(loaded_once(kept_collections, MADE_OF, load_collection))
        with transaction.atomic():
            if connection.vendor != "sqlite":
                load_collection()
            yield
            transaction.set_rollback(True)


def load_collection() -> None:
    """Runs the commands of the README in their order."""
    run("load_organisations", "demo/organisations")
    keys = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
    for key in keys:
        run("load_questionnaire", f"questionnaires/definitions/{key}.yaml")
    for key in keys:
        run("load_answers", key, f"demo/answers/{key}.csv", "--as", "approved")
    run("approve_aggregates", "2023")
    run("load_register", "demo/register.csv")
    run("load_indicators", "demo/indicators.csv")
    run("load_tables", "exports/definitions/report-2023.yaml")


def run(command: str, *arguments: str) -> str:
    """What a command prints; files are named from the project's folder."""
    said = StringIO()
    named = [str(ROOT / each) if (ROOT / each).exists() else each for each in arguments]
    call_command(command, *named, stdout=said, stderr=said)
    return said.getvalue()
