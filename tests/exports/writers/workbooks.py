"""Workbooks as openpyxl reads them back."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Book
from exports.table import Table
from exports.writers.xlsx import write_workbook
from tests.exports.writers.books import BOOK, book_of


def read(book: Book = BOOK) -> Workbook:
    return load_workbook(BytesIO(write_workbook(book)))


def sheet_of(table: Table) -> Worksheet:
    return read(book_of(table)).worksheets[2]


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def links(sheet: Worksheet) -> list[tuple[object, str]]:
    return [
        (cell.value, cell.hyperlink.location or "")
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
