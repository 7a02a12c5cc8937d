"""The whole service as deploy/Procfile starts it, set as in production, on a real PostgreSQL and Valkey."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from tests.engines.celery_processes import Process, kill, processes_on
from tests.engines.running import ROOT, Engines
from tests.engines.servers import free_port
from tests.workers import wait_until

pytestmark = pytest.mark.journey


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(engines: Engines, server_database: str) -> dict[str, str]:
    redis.Redis.from_url(engines.broker).flushall()
    return {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": "a secret of the tests",
        "ALLOWED_HOSTS": "samsvar.example,localhost",
        "DATABASE_URL": server_database,
        "REDIS_URL": engines.broker,
    }


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def service(environment: dict[str, str], port: int, log: Path) -> Iterator[Process]:
    command = [sys.executable, "manage.py", "serve", "--procfile", "deploy/Procfile", "--port", str(port)]
    with log.open("w") as stderr:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    assert f"http://localhost:{port}" in process.stdout.readline()
    yield process
    kill(process)
    process.communicate()


def ready(port: int) -> dict[str, str]:
    with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=20) as answer:
        parts: dict[str, str] = json.load(answer)
        return parts


def test_the_service_is_ready_does_jobs_logs_json_and_stops(
    service: Process, environment: dict[str, str], port: int, log: Path, engines: Engines
) -> None:
    database = environment["DATABASE_URL"]
    assert ready(port) == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "workers": "ok",
        "broker": "ok",
    }
    probe = [sys.executable, "deploy/probe.py", f"http://127.0.0.1:{port}/healthz"]
    assert subprocess.run(probe, cwd=ROOT, env=environment, check=False).returncode == 0

    with processes_on(engines, database) as processes:
        job = processes.ask("workbook", year=1999)

    def is_over() -> bool:
        with psycopg.connect(database) as connection:
            asked = connection.execute("SELECT state, attempts FROM records_job WHERE id = %s", (job,))
            return asked.fetchone() == ("failed", 1)

    wait_until(is_over, pause=0.1)
    service.terminate()
    assert service.wait(30) == 0
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert {"time", "level", "logger", "message"} <= set.intersection(*(set(line) for line in lines))
    assert job in {line.get("job") for line in lines}
    assert "gunicorn.error" in {line["logger"] for line in lines}
    assert engines.broker.split("@")[0] not in log.read_text()


def test_a_broker_that_is_away_makes_the_service_not_ready_until_it_is_back(
    service: Process, port: int, engines: Engines
) -> None:
    engines.kill("valkey")
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            ready(port)
    finally:
        engines.start("valkey")

    assert refused.value.code == 503
    assert json.load(refused.value)["broker"] == "doesn't answer"
    assert ready(port)["broker"] == "ok"
