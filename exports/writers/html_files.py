"""HTML: a page a table that needs nothing but itself, to read, print, or put on a web site."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from exports.book import Book
from exports.writers.layout import check_file_names
from questionnaires.swedish import moment_text


def html_files(book: Book) -> dict[str, bytes]:
    """File name → content: `<id>.html` for each table, method.html and index.html.

    They are in Swedish whatever language is active. Raises WriteError where a table can't be written whole.
    """
    check_file_names(book.tables)
    files = {f"{table.id}.html": _page("file", table.title, book, table=table) for table in book.tables}
    files["method.html"] = _page("file_method", "Metod", book)
    files["index.html"] = _page("file_index", book.title, book)
    return files


def _page(template: str, heading: str, book: Book, **context: Any) -> bytes:
    shown = {"heading": heading, "book": book, "last_change": moment_text(book.last_event), **context}
    with translation.override("sv"):
        return render_to_string(f"exports/{template}.html", shown).encode()
