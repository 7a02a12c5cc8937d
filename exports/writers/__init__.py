"""From a book to files. A writer computes nothing: it writes what the cells say.

`xlsx.write_workbook` makes the workbook; the formats that are a folder of files are registered here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from exports.book import Book
from exports.writers.csv_files import write_csv_folder
from exports.writers.errors import WriteError
from exports.writers.html_files import write_html_folder
from exports.writers.jsonstat import write_jsonstat_folder

__all__ = ["FOLDER_FORMATS", "WRITERS", "WriteError", "write_folder"]

WRITERS: Mapping[str, Callable[[Book, Path], None]] = {
    "csv": write_csv_folder,
    "html": write_html_folder,
    "jsonstat": write_jsonstat_folder,
}
FOLDER_FORMATS = tuple(WRITERS)


def write_folder(format_name: str, book: Book, folder: Path) -> None:
    """Writes the book's files of a format ("csv", "html", "jsonstat") into the folder: all of them, or none.

    Raises WriteError for a format that isn't registered, and where the writer does.
    """
    writer = WRITERS.get(format_name)
    if writer is None:
        raise WriteError(f'Formatet "{format_name}" finns inte. Välj något av {", ".join(WRITERS)}.')
    writer(book, folder)
