"""The pool of connections after PostgreSQL was started again: what died with it doesn't keep the next one waiting."""

import time
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.engines.meanwhile import played

pytestmark = pytest.mark.journey

AT_ONCE = 4


def used_at_once() -> None:
    """As many connections as a process has threads, given back together."""
    together = Barrier(AT_ONCE)

    def ask() -> None:
        connection.ensure_connection()
        together.wait()
        connection.close()

    threads = [Thread(target=ask) for _each in range(AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def left_at_a_quiet_time() -> list[float]:
    pool = connection.settings_dict["OPTIONS"]["pool"]
    given_back_within = pool["max_idle"]
    pool["max_idle"] = 0.1
    used_at_once()
    time.sleep(2)
    return [given_back_within, connection.pool.get_stats()["pool_size"]]  # type: ignore[attr-defined]  # PostgreSQL's


def test_a_process_gives_back_the_connections_that_it_doesnt_use(server_database: str) -> None:
    given_back_within, kept = played(server_database, left_at_a_quiet_time)
    assert given_back_within <= 60
    assert kept == 1
