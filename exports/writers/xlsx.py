"""The workbook: contents, method, and a sheet a table, by XlsxWriter. No Django."""

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from exports.book import Book
from exports.writers.errors import WriteError
from exports.writers.layout import utc
from exports.writers.xlsx_sheet import CONTENTS, METHOD, Sheet, Styles, sheet_names
from exports.writers.xlsx_table import rows_of, write_table

_CORE = "docProps/core.xml"
_CORE_END = b"</cp:coreProperties>"
_LANGUAGE = b"<dc:language>sv-SE</dc:language>"


def write_workbook(book: Book, *, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The workbook's bytes, the same for the same book.

    progress is called after each table with how many are written and how many there are. Raises WriteError
    where Excel would cut anything, or the finished file doesn't have every row.
    """
    made = BytesIO()
    workbook = Workbook(made, {"in_memory": True})
    workbook.set_properties(
        {
            "title": book.title,
            "subject": f"{book.edition}. {book.received}",
            "author": book.agency,
            "company": book.agency,
            "created": utc(book.last_event),
        }
    )
    styles = Styles(workbook)
    names = sheet_names(table.sheet for table in book.tables)
    _write_contents(Sheet(workbook, styles, CONTENTS), book, names)
    _write_method(Sheet(workbook, styles, METHOD), book)
    for number, (table, name) in enumerate(zip(book.tables, names, strict=True), start=1):
        write_table(Sheet(workbook, styles, name), table, book, number)
        if progress:
            progress(number, len(book.tables))
    workbook.close()
    return _finished(made, _rows_of_sheets(book))


def _write_contents(sheet: Sheet, book: Book, names: Sequence[str]) -> None:
    sheet.set_widths((26, 92))
    for text, looks in ((book.title, ("title",)), (book.edition, ()), (book.received, ())):
        sheet.text(0, text, *looks)
        sheet.end_row()
    headers = ("Blad", "Innehåll")
    sheet.name_table(
        sheet.row + 1 + len(names), "innehall", book.title, "Arbetsbokens blad, med länkar.", headers
    )
    _write_texts(sheet, headers, "head")
    _write_link(sheet, METHOD, "Hur tabellerna är gjorda, och vad som saknas i dem")
    for table, name in zip(book.tables, names, strict=True):
        _write_link(sheet, name, table.title)
    sheet.set_page(book.edition, landscape=True)


def _write_link(sheet: Sheet, name: str, title: str) -> None:
    sheet.link(0, name, name, "body")
    sheet.text(1, title, "body", "wrapped")
    sheet.end_row()


def _write_method(sheet: Sheet, book: Book) -> None:
    sheet.set_widths((36, 82))
    _write_texts(sheet, (METHOD,), "title")
    for section in book.method:
        _write_texts(sheet, (section.title,), "heading")
        for row in section.rows:
            _write_texts(sheet, row, "body", "wrapped")
    sheet.link(0, CONTENTS, "Till innehållet")
    sheet.end_row()
    sheet.set_page(book.edition, landscape=True)


def _write_texts(sheet: Sheet, texts: Sequence[str], *looks: str) -> None:
    for column, text in enumerate(texts):
        sheet.text(column, text, *looks)
    sheet.end_row()


def _rows_of_sheets(book: Book) -> list[int]:
    """How many rows each sheet must have, counted from the book."""
    contents = 5 + len(book.tables)
    method = 2 + sum(1 + len(section.rows) for section in book.method)
    return [contents, method, *(rows_of(table) for table in book.tables)]


def _finished(made: BytesIO, rows: Sequence[int]) -> bytes:
    """The file as XlsxWriter made it, with the language, for which XlsxWriter has no call, among its properties.

    Raises WriteError unless each sheet has its number of rows.
    """
    finished = BytesIO()
    with ZipFile(made) as parts, ZipFile(finished, "w", ZIP_DEFLATED) as written:
        for number, expected in enumerate(rows, start=1):
            _check_rows(parts, number, expected)
        for info in parts.infolist():
            written.writestr(info, _with_language(info.filename, parts.read(info)))
    return finished.getvalue()


def _check_rows(parts: ZipFile, number: int, expected: int) -> None:
    found = parts.read(f"xl/worksheets/sheet{number}.xml").count(b"<row ")
    if found != expected:
        raise WriteError(
            f"Arbetsbokens blad {number} fick {found} rader i stället för {expected}. Filen sparas inte."
        )


def _with_language(name: str, content: bytes) -> bytes:
    if name != _CORE:
        return content
    begun, end, _ = content.partition(_CORE_END)
    if not end:
        raise WriteError(
            "Arbetsbokens egenskaper går inte att läsa, så språket kan inte anges. Filen sparas inte."
        )
    return begun + _LANGUAGE + end
