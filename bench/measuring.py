"""Running commands as processes of their own, with the time and the memory that the operating system counts."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "bench" / "figures.md"


@dataclass(frozen=True)
class Cost:
    """Of one process: seconds by the clock, seconds of processor, MiB of memory at most."""

    seconds: float
    processor: float
    memory: float


def environment(database: str) -> dict[str, str]:
    """What the project's commands need to run on a database."""
    return os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "surveyapp.settings",
        "PYTHONPATH": str(ROOT),
    }


def measured(words: list[str], settings: dict[str, str]) -> Cost:
    """One process of this Python, by its words. Stops the measuring where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def manage(command: str, *words: str, settings: dict[str, str]) -> Cost:
    """One of the project's commands."""
    return measured(["manage.py", command, *words], settings)


def printed(program: str, settings: dict[str, str]) -> str:
    """What a small program prints."""
    words = [sys.executable, "-c", program]
    return subprocess.run(words, cwd=ROOT, env=settings, check=True, capture_output=True, text=True).stdout


def keep(title: str, lines: list[str]) -> None:
    """Prints figures, and with --keep adds them to bench/figures.md with date and commit."""
    print("\n".join(lines))
    if "--keep" not in sys.argv:
        return
    words = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(words, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    head = f"## {title}, {date.today()}, commit {commit}, {os.cpu_count()} cores"
    with FIGURES.open("a", encoding="utf-8") as file:
        file.write("\n".join(["", head, "", *lines, ""]))
