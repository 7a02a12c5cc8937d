"""What the collection of 2023 costs: each command as a process of its own, and building the tables within one.

    .venv/bin/python bench/collection.py            prints
    .venv/bin/python bench/collection.py --keep     and adds the figures to bench/figures.md

Machines are shared: read the figures beside each other, not beside another day's.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
TABLES = """
import time, django
django.setup()
from exports.build import build_tables
from exports.gathering import gather, report_of
report = report_of(2023)
build_tables(report, gather(report))
start = time.perf_counter()
build_tables(report, gather(report))
print(time.perf_counter() - start)
"""


def commands(folder: Path) -> list[tuple[str, list[str]]]:
    """What is measured, in order: a name and the command's words."""
    load = [("load_organisations", ["load_organisations", "demo/organisations"])]
    load += [
        (f"load_questionnaire {key}", ["load_questionnaire", f"questionnaires/definitions/{key}.yaml"])
        for key in KEYS
    ]
    load += [
        (f"load_answers {key}", ["load_answers", key, f"demo/answers/{key}.csv", "--as", "approved"])
        for key in KEYS
    ]
    return [
        *load,
        ("approve_aggregates", ["approve_aggregates", "2023"]),
        ("load_register", ["load_register", "demo/register.csv"]),
        ("load_indicators", ["load_indicators", "demo/indicators.csv"]),
        ("load_tables", ["load_tables", "exports/definitions/report-2023.yaml"]),
        ("export_tables .xlsx", ["export_tables", "2023", str(folder / "tables.xlsx")]),
        ("export_tables csv", ["export_tables", "2023", str(folder / "csv"), "--format", "csv"]),
        (
            "load_answers kommun-2023 again",
            ["load_answers", KEYS[2], f"demo/answers/{KEYS[2]}.csv", "--as", "approved"],
        ),
    ]


def measured(words: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds by the clock and peak memory in MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    python = sys.executable
    lines = ["| what | seconds | MiB at most |", "| --- | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "surveyapp.settings",
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run([python, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        total, most = 0.0, 0.0
        for label, words in commands(folder):
            seconds, memory = measured([python, "manage.py", *words], environment)
            lines.append(f"| {label} | {seconds:.2f} | {memory:.0f} |")
            most = max(most, memory)
            total += seconds if words[0] != "export_tables" and "again" not in label else 0
        lines.append(f"| **all loading** | **{total:.1f}** | **{most:.0f}** |")
        built = subprocess.run(
            [python, "-c", TABLES], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        lines.append(f"| all tables, gathered and built within a process | {float(built.stdout):.3f} | |")
    print("\n".join(lines))
    if "--keep" in sys.argv:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
        )
        title = f"## Collection of 2023, {date.today()}, commit {commit.stdout.strip()}, {os.cpu_count()} cores, SQLite"
        with (ROOT / "bench" / "figures.md").open("a", encoding="utf-8") as file:
            file.write("\n".join(["", title, "", *lines, ""]))


if __name__ == "__main__":
    main()
