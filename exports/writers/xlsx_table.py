"""One table's sheet in the workbook. No Django."""

import re
from decimal import Decimal

from exports.book import Book
from exports.table import CellType, Row, Table
from exports.writers.layout import PlacedCell, PrintedNumber, placed, printed_number
from exports.writers.xlsx_sheet import CONTENTS, Sheet, character_width

# Widths are in figures of the ordinary type.
_NARROWEST = 9.0
_WIDEST_LABEL = 62.0
_WIDEST_TEXT = 40.0
# So wide is the first column where a title, a note or the source is longer than the table is wide: it is
# wrapped there, for merged cells are barriers to a screen reader.
_READABLE = 48.0
# As wide a table still reads well on an upright A4: about four fifths of its size.
_PORTRAIT = 120.0


def write_table(sheet: Sheet, table: Table, book: Book, number: int) -> None:
    """Writes title, subtitle, header, rows, notes, what is missing, source and a link back, one row each.

    number: the table's place in the book, from 1; the named table is called by it. Raises WriteError where
    Excel would cut anything.
    """
    widths = _widths(table)
    sheet.set_widths(widths)
    _line(sheet, table.title, sum(widths), "title")
    if table.subtitle:
        _line(sheet, table.subtitle, sum(widths))
    header_rows = _write_header(sheet, table, number)
    for row in table.rows:
        _write_row(sheet, table, row)
    for text in (*table.notes, *table.missing, *([table.source] if table.source else [])):
        _line(sheet, text, sum(widths))
    sheet.link(0, CONTENTS, "Till innehållet")
    sheet.end_row()
    sheet.set_page(book.edition, landscape=sum(widths) > _PORTRAIT, header_rows=header_rows)


def rows_of(table: Table) -> int:
    """How many rows the table's sheet must have: counted from the table, to check what was written."""
    title_and_link = 2
    header = 2 if table.groups else 1
    around = bool(table.subtitle) + len(table.notes) + len(table.missing) + bool(table.source)
    return title_and_link + header + len(table.rows) + around


def number_format(value: Decimal, printed: PrintedNumber) -> str:
    """The format in which Excel shows what the cell prints: `#,##0`, `0.0" %"`, `#,##0" under året*"`.

    Separators and minus are those of the reader's Excel; in a Swedish one they are the printed ones.
    """
    small = abs(value) < 1000
    whole = "#,##0" if printed.grouped or (small and not printed.decimals) else "0"
    decimals = f".{'0' * printed.decimals}" if printed.decimals else ""
    quoted = '\\"'.join(f'"{part}"' if part else "" for part in printed.suffix.split('"'))
    return whole + decimals + quoted


def _line(sheet: Sheet, text: str, table_width: float, *looks: str) -> None:
    """A line beside the table: over its columns where it is as short, else wrapped in the first."""
    wrapped = () if _fits(text, table_width, looks) else ("wrapped",)
    sheet.text(0, text, *looks, *wrapped)
    sheet.end_row()


def _fits(text: str, width: float, looks: tuple[str, ...] = ()) -> bool:
    return "\n" not in text and len(text) * character_width(looks) <= width


def _write_header(sheet: Sheet, table: Table, number: int) -> tuple[int, int]:
    """The header's one or two rows; returns the first and the last of them."""
    first = sheet.row
    if table.groups:
        _write_groups(sheet, table)
    if _can_be_named(table):
        body = sum(not row.total for row in table.rows)
        name = f"tabell_{number}_{re.sub('[^A-Za-z0-9]', '_', table.id)}"
        headers = [column.header for column in table.columns]
        sheet.name_table(sheet.row + body, name, table.title, table.subtitle, headers)
    for place, column in enumerate(table.columns):
        sheet.text(place, column.header, "head", *_side(place, numeric=column.numeric))
    sheet.end_row()
    return first, sheet.row - 1


def _write_groups(sheet: Sheet, table: Table) -> None:
    column = 0
    for group in table.groups:
        over_one = _side(column, numeric=table.columns[column].numeric)
        for place in range(column, column + group.width):
            looks = over_one if group.width == 1 else ("across",)
            sheet.text(place, group.text if place == column else "", "head", "group", *looks)
        column += group.width
    sheet.end_row()


def _side(column: int, *, numeric: bool) -> tuple[str, ...]:
    """Numbers stand to the right; a text stands clear of the numbers to its left."""
    if numeric:
        return ("right",)
    return ("indented",) if column else ()


def _can_be_named(table: Table) -> bool:
    """Whether the rows above the totals can be a named Excel table, in which a column is one kind of thing.

    Excel wants one header row, all different and none empty. A cell over two columns belongs to neither, and
    a total among the rows would be sorted and summed with them: such a table is left a plain range.
    """
    headers = [column.header.lower() for column in table.columns]
    # A header that would be stored in one way in the cell and in another in the table's own part makes Excel
    # repair the file: line breaks, escapes like "_x000a_", space at the ends.
    odd = re.compile("[\x00-\x1f\ufffd]|_x|^\\s|\\s$")
    totals = [row.total for row in table.rows]
    return (
        not table.groups
        and all(header and len(header) <= 120 and not odd.search(header) for header in headers)
        and len(set(headers)) == len(headers)
        and all(cell.width == 1 for row in table.rows for cell in row.cells)
        and totals == sorted(totals)
        and not all(totals)
    )


def _write_row(sheet: Sheet, table: Table, row: Row) -> None:
    looks = ("body", "total") if row.total else ("body",)
    for place in placed(row, table):
        _write_cell(sheet, place, looks)
        for column in place.covers[1:]:
            sheet.text(column, "", *looks, "across")
    sheet.end_row()


def _write_cell(sheet: Sheet, place: PlacedCell, looks: tuple[str, ...]) -> None:
    cell = place.cell
    looks = (*looks, *(("across",) if cell.width > 1 else _side(place.column, numeric=place.numeric)))
    if cell.type is CellType.NUMBER and isinstance(cell.value, Decimal):
        sheet.number(place.column, cell.value, number_format(cell.value, printed_number(cell)), *looks)
    else:
        sheet.text(place.column, cell.text, *looks, *(("wrapped",) if cell.width == 1 else ()))


def _widths(table: Table) -> list[float]:
    """Each column's width: what its cells and header need, within bounds for texts, which are wrapped."""
    widths = [_header_width(column.header, first=not place) for place, column in enumerate(table.columns)]
    for row in table.rows:
        for place in placed(row, table):
            need: float = len(place.cell.text) + 3
            # A number that is wider than its column is shown as ####, even where it is printed over two.
            if place.cell.type is not CellType.NUMBER:
                need = min(need / place.cell.width, _WIDEST_TEXT if place.column else _WIDEST_LABEL)
            widths[place.column] = max(widths[place.column], need)
    column = 0
    for group in table.groups:
        need = len(group.text) * character_width(("head",)) / group.width + 2
        for place_under in range(column, column + group.width):
            widths[place_under] = max(widths[place_under], need)
        column += group.width
    around = (table.subtitle, table.source, *table.notes, *table.missing)
    title_fits = _fits(table.title, sum(widths), ("title",))
    if not (title_fits and all(_fits(text, sum(widths)) for text in around)):
        widths[0] = max(widths[0], _READABLE)
    return [round(width, 1) for width in widths]


def _header_width(header: str, *, first: bool) -> float:
    """Wide enough for the header's longest word, and for a short header on one line; the rest is wrapped."""
    longest_word = max((len(word) for word in header.split()), default=0)
    one_line = min(len(header), 30 if first else 16)
    return max(_NARROWEST, max(longest_word, one_line) * character_width(("head",)) + 3)
