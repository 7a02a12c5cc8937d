"""What the collection of 2023 costs: each command as a process of its own, and building the tables within one.

    .venv/bin/python bench/collection.py            prints
    .venv/bin/python bench/collection.py --keep     and adds the figures to bench/figures.md

Machines are shared: read the figures beside each other, not beside another day's.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import environment, keep, manage, printed

KEYS = ("region-2020", "region-2023", "kommun-2023", "rss-2023")
TABLES = """
import statistics, time, django
django.setup()
from exports.build import build_tables
from exports.gathering import gather, report_of
times = []
for _ in range(6):
    start = time.perf_counter()
    report = report_of(2023)
    build_tables(report, gather(report))
    times.append(time.perf_counter() - start)
print(times[0], statistics.median(times[1:]))
"""


def loading() -> list[tuple[str, tuple[str, ...]]]:
    """What is loaded, in order: a name and the command's words."""
    questionnaires = [
        (f"load_questionnaire {key}", ("load_questionnaire", f"questionnaires/definitions/{key}.yaml"))
        for key in KEYS
    ]
    answers = [
        (f"load_answers {key}", ("load_answers", key, f"demo/answers/{key}.csv", "--as", "approved"))
        for key in KEYS
    ]
    return [
        ("load_organisations", ("load_organisations", "demo/organisations")),
        *questionnaires,
        *answers,
        ("approve_aggregates", ("approve_aggregates", "2023")),
        ("load_register", ("load_register", "demo/register.csv")),
        ("load_indicators", ("load_indicators", "demo/indicators.csv")),
        ("load_tables", ("load_tables", "exports/definitions/report-2023.yaml")),
    ]


def exporting(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """What is written: a name and the command's words."""
    folders = [
        (f"export_tables {form}", ("export_tables", "2023", str(folder / form), "--format", form))
        for form in ("csv", "html", "jsonstat")
    ]
    return [("export_tables .xlsx", ("export_tables", "2023", str(folder / "tables.xlsx"))), *folders]


def main() -> None:
    lines = ["| what | seconds | processor | MiB at most |", "| --- | ---: | ---: | ---: |"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = environment(f"sqlite:///{folder / 'bench.sqlite3'}")
        manage("migrate", "-v0", settings=settings)
        loads = [(label, manage(*words, settings=settings)) for label, words in loading()]
        again = [("load_answers kommun-2023 again", manage(*loading()[7][1], settings=settings))]
        exports = [(label, manage(*words, settings=settings)) for label, words in exporting(folder)]
        first, later = map(float, printed(TABLES, settings).split())
    for label, cost in (*loads, *again, *exports):
        lines.append(f"| {label} | {cost.seconds:.2f} | {cost.processor:.2f} | {cost.memory:.0f} |")
    seconds, processor = (sum(getattr(cost, name) for _, cost in loads) for name in ("seconds", "processor"))
    most = max(cost.memory for _, cost in loads)
    lines.append(f"| **all loading** | **{seconds:.1f}** | **{processor:.1f}** | **{most:.0f}** |")
    lines.append(f"| all tables, gathered and built: first in a process | {first:.3f} | | |")
    lines.append(f"| all tables, gathered and built: again | {later:.3f} | | |")
    keep("The collection of 2023, SQLite", lines)


if __name__ == "__main__":
    main()
