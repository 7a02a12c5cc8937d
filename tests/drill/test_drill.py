"""Everything is killed at random moments, and nothing that somebody was told is lost, half done or done twice."""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from records.models import Job
from tests.drill.scene import Scene
from tests.engines.databases import Databases, PostgresDatabases, SqliteFiles, fresh
from tests.engines.running import Engines, running_engines
from tests.workers import manage, shared

pytestmark = pytest.mark.journey

SECONDS = float(os.environ.get("DRILL_SECONDS", "20"))
SEED = int(os.environ.get("DRILL_SEED", random.SystemRandom().randrange(10**6)))


@pytest.fixture
def killable_engines() -> Iterator[Engines]:
    """Servers that write to the disk what they say is committed."""
    with running_engines(durable=True) as engines:
        yield engines


def test_on_one_machine_nothing_is_lost(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    drill(SqliteFiles(tmp_path), tmp_path, django_db_blocker)


def test_on_servers_nothing_is_lost(
    killable_engines: Engines, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    drill(PostgresDatabases(killable_engines.database), tmp_path, django_db_blocker, killable_engines)


def drill(
    databases: Databases, folder: Path, blocker: DjangoDbBlocker, engines: Engines | None = None
) -> None:
    empty = databases.create()
    manage(empty, "migrate", "--verbosity=0")
    with fresh(databases, like=empty) as database, shared(database, blocker):
        scene = Scene(database, folder, SEED, engines)
        scene.run(sys.executable, "-m", "tests.drill", "prepare", str(folder))
        try:
            scene.play(SECONDS)
            scene.settle(lambda: not jobs_under_way())
            found = scene.run(sys.executable, "-m", "tests.drill", "check", str(scene.told)).splitlines()
        finally:
            scene.end()
    told = Counter(line.split('"')[3] for line in scene.told.read_text().splitlines())
    print(f"\nDRILL_SEED={SEED} killed: {dict(scene.killed)}, told: {dict(told)}")
    assert [*scene.faults, *found] == [], f"again: DRILL_SEED={SEED} DRILL_SECONDS={SECONDS} make drill"
    # Something was done, and something was killed, or nothing was shown.
    assert told.keys() >= {"save", "submit", "step", "ask", "load"}
    assert sum(scene.killed.values()) > SECONDS / 5


def jobs_under_way() -> bool:
    return Job.objects.using("shared").filter(state__in=["queued", "running"]).exists()
