"""Starts the servers for a block of code, and stops them however it ends."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Engines:
    """The addresses of a PostgreSQL and a Valkey, as DATABASE_URL and REDIS_URL take them."""

    database: str
    broker: str
    _keeper: subprocess.Popen[str]

    def kill(self, name: str) -> None:
        """kill -9 of "postgres" or "valkey"."""
        self._say(f"kill {name}")

    def start(self, name: str) -> None:
        """Starts it again; returns when it answers."""
        self._say(f"start {name}")

    def _say(self, line: str) -> None:
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.write(line + "\n")
        self._keeper.stdin.flush()
        answer = self._keeper.stdout.readline()
        assert answer == "done\n", f"the servers' keeper has failed: {answer}"


@contextmanager
def running_engines(*, durable: bool = False) -> Iterator[Engines]:
    """Raises RuntimeError where a server is missing or doesn't start."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.engines.keeper", *(["--durable"] if durable else [])],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C is for the tests: the keeper hears of their end by its input.
        start_new_session=True,
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        said = json.loads(keeper.stdout.readline() or '{"error": "the servers did not start, see above"}')
        if "error" in said:
            raise RuntimeError(said["error"])
        yield Engines(database=said["postgres"], broker=said["valkey"], _keeper=keeper)
    finally:
        keeper.stdin.close()
        keeper.wait(30)
