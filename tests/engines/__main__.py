"""Runs a Python module with the servers beside it: python -m tests.engines pytest -m "not journey" """

import os
import signal
import subprocess
import sys

from tests.engines.running import running_engines


def main() -> int:
    # The command hears Ctrl-C itself; asked to stop, so is it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with running_engines() as engines:
        addresses = {"DATABASE_URL": engines.database, "REDIS_URL": engines.broker}
        command = subprocess.Popen(
            [sys.executable, "-m", *sys.argv[1:]],
            env={**os.environ, **addresses},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        signal.signal(signal.SIGTERM, lambda *_: command.terminate())
        return command.wait()


if __name__ == "__main__":
    sys.exit(main())
