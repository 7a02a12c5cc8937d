"""A country 1, 10 and 100 times as large, measured in one run: what grows, and what doesn't.

    .venv/bin/python bench/scale.py [--keep] [--times 1,10,100] [--database postgres://…]

Without --database each country has a SQLite file of its own. With it, that database is emptied before each.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from collection import TABLES
from measuring import Cost, environment, keep, manage, measured, printed

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
FLUSH = """
import django
django.setup()
from django.core.management import call_command
call_command("flush", "--noinput", "-v0")
"""


@dataclass(frozen=True)
class Country:
    """What one country cost. Seconds unless said."""

    times: int
    load: Cost
    aggregates: Cost
    approve_one: float
    tables: float
    workbook: Cost


def made(times: int, database: str, folder: Path) -> Country:
    """Makes a country step by step by the project's commands, and measures each."""
    settings = environment(database)
    manage("migrate", "-v0", settings=settings)
    printed(FLUSH, settings)
    measured(["-c", ORGANISATIONS, str(times)], settings)
    for key in ("region-2020", "region-2023", "kommun-2023", "rss-2023"):
        manage("load_questionnaire", f"questionnaires/definitions/{key}.yaml", settings=settings)
    for key in ("region-2020", "region-2023", "rss-2023"):
        manage("load_answers", key, f"demo/answers/{key}.csv", "--as", "approved", settings=settings)
    file = folder / "kommun-2023.csv"
    manage("make_country", "--times", str(times), "--answers", str(file), settings=settings)
    load = manage("load_answers", "kommun-2023", str(file), "--as", "approved", settings=settings)
    aggregates = manage("approve_aggregates", "2023", settings=settings)
    manage("load_register", "demo/register.csv", settings=settings)
    manage("load_indicators", "demo/indicators.csv", settings=settings)
    manage("load_tables", "exports/definitions/report-2023.yaml", settings=settings)
    tables = float(printed(TABLES, settings).split()[1])
    workbook = manage("export_tables", "2023", str(folder / "bok.xlsx"), settings=settings)
    return Country(times, load, aggregates, float(printed(APPROVE_ONE, settings)), tables, workbook)


def argument(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main() -> None:
    sizes = [int(each) for each in argument("--times", "1,10,100").split(",")]
    database = argument("--database", "")
    countries = []
    for times in sizes:
        with TemporaryDirectory() as name:
            folder = Path(name)
            countries.append(made(times, database or f"sqlite:///{folder / 'country.sqlite3'}", folder))
            print(countries[-1], flush=True)
    first = countries[0]
    rows = [
        ("load_answers of all kommuner, s", [each.load.seconds for each in countries]),
        ("… MiB at most", [each.load.memory for each in countries]),
        ("approve_aggregates, s", [each.aggregates.seconds for each in countries]),
        ("… MiB at most", [each.aggregates.memory for each in countries]),
        ("approving one kommun, ms", [each.approve_one * 1000 for each in countries]),
        ("all tables, gathered and built, ms", [each.tables * 1000 for each in countries]),
        ("the workbook by command, s", [each.workbook.seconds for each in countries]),
        ("… MiB at most", [each.workbook.memory for each in countries]),
    ]
    header = " | ".join(f"× {each.times} ({290 * each.times} kommuner)" for each in countries)
    lines = [f"| what | {header} | ratio to × {first.times} |", "| --- |" + " ---: |" * (len(countries) + 1)]
    for label, values in rows:
        figures = " | ".join(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in values)
        lines.append(f"| {label} | {figures} | {values[-1] / values[0]:.2f} |")
    keep(f"A larger country, {'PostgreSQL' if database else 'SQLite'}", lines)


if __name__ == "__main__":
    main()
