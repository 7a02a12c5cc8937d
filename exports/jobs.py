"""The background jobs of exports."""

from collections.abc import Callable
from typing import Any

from exports.editions import NoSuchEdition, book
from exports.services import store_workbook
from exports.writers.xlsx import write_workbook
from records.jobs import JobFailed, Progress


def make_workbook(arguments: dict[str, Any], progress: Progress) -> Callable[[], dict[str, Any]]:
    """The working edition's workbook of a year. What it returns keeps the file and says which it is."""
    year = int(arguments["year"])
    try:
        made = book(year, 0)
    except NoSuchEdition as error:
        raise JobFailed(str(error)) from error
    content = write_workbook(
        made, progress=lambda done, total: progress(done, total, f"{done} av {total} tabeller")
    )

    def store() -> dict[str, Any]:
        return {"file": store_workbook(name=f"tabeller-{year}-arbetsversion.xlsx", content=content).pk}

    return store
