"""From a book to files. A writer computes nothing: it writes what the cells say.

`xlsx.write_workbook` makes the workbook; the formats that are a folder of files are registered here: from a book to
its files, name → content.
"""

from collections.abc import Callable, Mapping

from exports.book import Book
from exports.writers.csv_files import csv_files
from exports.writers.errors import WriteError
from exports.writers.folder import write_files
from exports.writers.html_files import html_files
from exports.writers.jsonstat import jsonstat_files

__all__ = ["WRITERS", "WriteError", "write_files"]

WRITERS: Mapping[str, Callable[[Book], dict[str, bytes]]] = {
    "csv": csv_files,
    "html": html_files,
    "jsonstat": jsonstat_files,
}
