"""The process that keeps the servers, so that nothing is left of them however the tests end.

It says the servers' addresses as a line of JSON, obeys lines ("kill valkey", "start valkey"), answering each with
"done", and when its input ends, because whoever started it is gone, it stops the servers and removes their folder.
"""

import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.engines.servers import Postgres, Server, ServerMissing, Valkey


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Asked to stop in the middle of anything, it still cleans up.
        signal.signal(number, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="samsvar-engines-"))
    servers: dict[str, Server] = {}
    try:
        folder.chmod(0o711)
        _keep(folder, servers, durable="--durable" in sys.argv)
    except ServerMissing as missing:
        print(json.dumps({"error": str(missing)}), flush=True)
    finally:
        for server in servers.values():
            server.stop()
        shutil.rmtree(folder)


def _keep(folder: Path, servers: dict[str, Server], *, durable: bool) -> None:
    for name in (Postgres.name, Valkey.name):
        (folder / name).mkdir()
    servers[Postgres.name] = Postgres(folder / Postgres.name, durable=durable)
    servers[Valkey.name] = Valkey(folder / Valkey.name)
    for server in servers.values():
        server.start()
    print(json.dumps({name: server.url for name, server in servers.items()}), flush=True)
    for line in sys.stdin:
        action, name = line.split()
        {"kill": Server.kill, "start": Server.start}[action](servers[name])
        print("done", flush=True)


if __name__ == "__main__":
    main()
