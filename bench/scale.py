"""A country 1, 10 and 100 times as large, measured in one run: what grows, and what doesn't.

    .venv/bin/python bench/scale.py [--keep] [--times 1,10,100] [--postgres]

Each country has a SQLite file of its own, or a database on a PostgreSQL that is started for it. Short figures are
taken in turn, country after country, three times over: a machine that is slow for a while is slow for all of them.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from collection import TABLES
from measuring import ROOT, Cost, environment, keep, manage, measured, printed

sys.path.insert(0, str(ROOT))
from tests.engines.running import running_engines

ORGANISATIONS = """
import sys, django
django.setup()
from accounts.services import load_organisations, system_user
from surveyapp.management.commands.make_country import copied_organisations
load_organisations(lines=copied_organisations(int(sys.argv[1])), by=system_user())
"""
APPROVE_ONE = """
import statistics, time, django
django.setup()
from django.db import connection, transaction
from accounts.services import system_user
from questionnaires.models import Response
from questionnaires.services.aggregates import aggregate_of, reopen_aggregate
from questionnaires.services.responses import submit_response
from questionnaires.services.review import approve_response, reopen_response
by, times = system_user(), []
kommun = Response.objects.select_related("respondent__round").filter(key="kommun-2023")
with transaction.atomic():
    for response in kommun.filter(respondent__rss__code="rss-jonkoping").order_by("pk")[:12]:
        if not times:
            rss = response.respondent.round.frame.get(kind="rss", code="rss-jonkoping")
            reopen_aggregate(aggregate=aggregate_of(rss), reason="Mätning", by=by)
        reopen_response(response=response, reason="Mätning", by=by)
        submit_response(response=response, signed_name="Mätning", by=by)
        start = time.perf_counter()
        approve_response(response=response, by=by)
        times.append(time.perf_counter() - start)
    transaction.set_rollback(True)
print(statistics.median(times))
"""


@dataclass(frozen=True)
class Country:
    """A country that has been loaded, and what that cost."""

    times: int
    database: str
    load: Cost
    aggregates: Cost


@dataclass
class Shorts:
    """What is measured over and over: milliseconds, and whole processes."""

    tables: list[float] = field(default_factory=list)
    approve_one: list[float] = field(default_factory=list)
    workbook: list[Cost] = field(default_factory=list)


def loaded(times: int, database: str, folder: Path) -> Country:
    """Makes a country step by step by the project's commands, and measures the long ones."""
    settings = environment(database)
    manage("migrate", "-v0", settings=settings)
    measured(["-c", ORGANISATIONS, str(times)], settings)
    for key in ("region-2020", "region-2023", "kommun-2023", "rss-2023"):
        manage("load_questionnaire", f"questionnaires/definitions/{key}.yaml", settings=settings)
    for key in ("region-2020", "region-2023", "rss-2023"):
        manage("load_answers", key, f"demo/answers/{key}.csv", "--as", "approved", settings=settings)
    file = folder / "kommun-2023.csv"
    manage("make_country", "--times", str(times), "--answers", str(file), settings=settings)
    load = manage("load_answers", "kommun-2023", str(file), "--as", "approved", settings=settings)
    file.unlink()
    aggregates = manage("approve_aggregates", "2023", settings=settings)
    manage("load_register", "demo/register.csv", settings=settings)
    manage("load_indicators", "demo/indicators.csv", settings=settings)
    manage("load_tables", "exports/definitions/report-2023.yaml", settings=settings)
    if "--postgres" in sys.argv:
        # What a server does by itself within a minute; this one is started without autovacuum.
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    print(f"× {times}: loaded in {load.seconds:.0f} s, aggregated in {aggregates.seconds:.0f} s", flush=True)
    return Country(times, database, load, aggregates)


def shorts(countries: list[Country], folder: Path) -> list[Shorts]:
    """The short figures of each country, taken in turn."""
    found = [Shorts() for _ in countries]
    for _ in range(3):
        for country, figures in zip(countries, found, strict=True):
            settings = environment(country.database)
            figures.tables.append(float(printed(TABLES, settings).split()[1]) * 1000)
            figures.approve_one.append(float(printed(APPROVE_ONE, settings)) * 1000)
            figures.workbook.append(
                manage("export_tables", "2023", str(folder / "bok.xlsx"), settings=settings)
            )
    return found


def table(countries: list[Country], figures: list[Shorts]) -> list[str]:
    """The figures as a table, with the ratio of the largest country to the smallest."""
    rows = [
        ("load_answers of all kommuner, s", [each.load.seconds for each in countries]),
        ("… MiB at most", [each.load.memory for each in countries]),
        ("approve_aggregates, s", [each.aggregates.seconds for each in countries]),
        ("… MiB at most", [each.aggregates.memory for each in countries]),
        ("approving one kommun, ms", [median(each.approve_one) for each in figures]),
        ("all tables, gathered and built, ms", [median(each.tables) for each in figures]),
        ("the workbook by command, s", [median(cost.seconds for cost in each.workbook) for each in figures]),
        ("… MiB at most", [max(cost.memory for cost in each.workbook) for each in figures]),
    ]
    header = " | ".join(f"× {each.times} ({290 * each.times} kommuner)" for each in countries)
    lines = [f"| what | {header} | last to first |", "| --- |" + " ---: |" * (len(countries) + 1)]
    for label, values in rows:
        shown = " | ".join(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in values)
        lines.append(f"| {label} | {shown} | {values[-1] / values[0]:.2f} |")
    return lines


@contextmanager
def databases(folder: Path) -> Iterator[Callable[[int], str]]:
    """Gives each country a database: a file, or one on a PostgreSQL of its own."""
    if "--postgres" not in sys.argv:
        yield lambda times: f"sqlite:///{folder / f'country-{times}.sqlite3'}"
        return
    with running_engines() as engines:

        def made(times: int) -> str:
            with psycopg.connect(engines.database, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE country_{times}")
            return urlsplit(engines.database)._replace(path=f"/country_{times}").geturl()

        yield made


def main() -> None:
    words = sys.argv[sys.argv.index("--times") + 1] if "--times" in sys.argv else "1,10,100"
    with TemporaryDirectory() as name, databases(Path(name)) as database:
        folder = Path(name)
        countries = [loaded(times, database(times), folder) for times in map(int, words.split(","))]
        figures = shorts(countries, folder)
    keep(
        f"A larger country, {'PostgreSQL' if '--postgres' in sys.argv else 'SQLite'}",
        table(countries, figures),
    )


if __name__ == "__main__":
    main()
