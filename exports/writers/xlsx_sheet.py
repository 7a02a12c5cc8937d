"""A worksheet filled from the top, row by row, that refuses what Excel would cut. No Django."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from exports.writers.errors import WriteError

CONTENTS = "Innehåll"
METHOD = "Metod"
# Excel keeps "History" for itself, in English.
_TAKEN = (CONTENTS, METHOD, "History")
_LONGEST_NAME = 31

_INK = "#1b1f23"
_TEAL = "#0b5a60"
_LINE = "#d8d2c6"
_WASH = "#e7f1f1"
# Every cell has a look made of one or more of these, the later ones deciding.
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"},
    "title": {"font_size": 14, "bold": True, "font_color": _TEAL},
    "heading": {"font_size": 12, "bold": True, "font_color": _TEAL},
    "link": {"font_color": _TEAL, "underline": 1},
    "wrapped": {"text_wrap": True},
    "head": {
        "bold": True,
        "bg_color": _WASH,
        "valign": "bottom",
        "text_wrap": True,
        "bottom": 2,
        "bottom_color": _TEAL,
    },
    "group": {"bottom": 1},
    "body": {"bottom": 1, "bottom_color": _LINE},
    "right": {"align": "right"},
    "indented": {"align": "left", "indent": 1},
    "across": {"align": "center_across", "text_wrap": False},
    "total": {"bold": True, "bottom_color": _TEAL},
}

# How high a line is in points; and how wide a character is of Swedish prose, beside the figures that Excel counts
# widths in: measured on the report's texts in Calibri's metric twin, the widest of the long ones and a little more.
_LINE_HEIGHTS = {"title": 19.0, "heading": 17.0}
_LINE_HEIGHT = 15.0
_HIGHEST_ROW = 409.0
_CHARACTER_WIDTH = 0.92
_CHARACTER_WIDTHS = {"title": 1.12, "heading": 1.02, "head": 0.97, "total": 0.97}


class Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Any] = {}

    def get(self, *looks: str, number_format: str = "") -> Any:
        key = (*looks, number_format)
        if key not in self._made:
            properties = dict(_LOOKS["plain"])
            for look in looks:
                properties |= _LOOKS[look]
            if number_format:
                properties["num_format"] = number_format
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


class Sheet:
    """One worksheet. `row` is the one being written, from 0."""

    def __init__(self, workbook: Any, styles: Styles, name: str) -> None:
        self.worksheet = workbook.add_worksheet(name)
        self.name = name
        self.row = 0
        self._styles = styles
        self._widths: Sequence[float] = ()
        self._height = _LINE_HEIGHT

    def set_widths(self, widths: Sequence[float]) -> None:
        """Sets the columns' widths, in figures of the ordinary type, as Excel does."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)

    def end_row(self) -> None:
        """Goes to the next row; the one that is left gets the height of its highest text."""
        if self._height > _LINE_HEIGHT:
            # Excel would find the height by itself, LibreOffice doesn't.
            self.worksheet.set_row(self.row, min(self._height, _HIGHEST_ROW))
        self.row, self._height = self.row + 1, _LINE_HEIGHT

    def text(self, column: int, text: str, *looks: str) -> None:
        """Writes a text as text, whatever it looks like; an empty one is a blank cell.

        Line breaks become Excel's own (LF), and a control character, which XML can't hold, becomes �.
        Raises WriteError when Excel would cut it.
        """
        text, style = excel_text(text), self._styles.get(*looks)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a string for a ready rich string; given as parts it is text again.
            code = self.worksheet.write_rich_string(self.row, column, "<", "r", text[2:], style)
        elif text:
            code = self.worksheet.write_string(self.row, column, text, style)
        else:
            code = self.worksheet.write_blank(self.row, column, None, style)
        self._check(code)
        self._make_room(column, text, looks)

    def number(self, column: int, value: Decimal, number_format: str, *looks: str) -> None:
        """Writes a number as a number. Raises WriteError when Excel would change its digits."""
        if len(value.normalize().as_tuple().digits) > 15 or len(number_format) > 255:
            raise WriteError(
                f'Bladet "{self.name}", rad {self.row + 1}: Excel kan inte visa talet {value} helt.'
            )
        style = self._styles.get(*looks, number_format=number_format)
        self._check(self.worksheet.write_number(self.row, column, float(value), style))

    def link(self, column: int, name: str, text: str, *looks: str) -> None:
        """Writes a link to another sheet's first cell."""
        target = "internal:'{}'!A1".format(name.replace("'", "''"))
        self._check(
            self.worksheet.write_url(self.row, column, target, self._styles.get(*looks, "link"), text)
        )

    def name_table(
        self, last_row: int, name: str, title: str, description: str, headers: Iterable[str]
    ) -> None:
        """Names the cells from this row, which then is the table's header, to the last row as an Excel table.

        Tells a screen reader what the headers are, and what the table is about.
        """
        columns = [{"header": header, "header_format": self._styles.get("head")} for header in headers]
        options = {
            "name": name,
            "title": title,
            "description": description,
            "columns": columns,
            "style": None,
            "autofilter": False,
            "banded_rows": False,
        }
        self._check(self.worksheet.add_table(self.row, 0, last_row, len(columns) - 1, options))

    def set_page(self, footer: str, *, landscape: bool, header_rows: tuple[int, int] | None = None) -> None:
        """A4, one page wide; the header rows stay on screen and are repeated on every page."""
        self.worksheet.hide_gridlines(2)
        self.worksheet.set_paper(9)
        if landscape:
            self.worksheet.set_landscape()
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        self.worksheet.fit_to_pages(1, 0)
        if header_rows:
            self.worksheet.repeat_rows(*header_rows)
            self.worksheet.freeze_panes(header_rows[1] + 1, 0)
        left = excel_text(footer).replace("&", "&&")
        # Excel holds 255 characters; the page number is the part that can't be missed.
        self.worksheet.set_footer(f"&L&A · {left[:200]}&RSida &P av &N" if left else "&L&A&RSida &P av &N")

    def _make_room(self, column: int, text: str, looks: tuple[str, ...]) -> None:
        wraps = "wrapped" in looks or ("head" in looks and "across" not in looks)
        lines = _lines(text, self._widths[column] / character_width(looks)) if wraps else 1
        height = max((_LINE_HEIGHTS.get(look, _LINE_HEIGHT) for look in looks), default=_LINE_HEIGHT)
        self._height = max(self._height, lines * height)

    def _check(self, code: int) -> None:
        """XlsxWriter cuts or leaves out what doesn't fit, and says so by a code alone."""
        if code:
            raise WriteError(
                f'Bladet "{self.name}", rad {self.row + 1} ryms inte i Excel, som har plats för 32 767 tecken '
                "i en cell, 1 048 576 rader och 16 384 kolumner."
            )


def character_width(looks: Iterable[str]) -> float:
    """How wide a character of these looks is, about, in what Excel counts widths in."""
    return max((_CHARACTER_WIDTHS.get(look, 0.0) for look in looks), default=0.0) or _CHARACTER_WIDTH


def _lines(text: str, characters: float) -> int:
    """How many lines a text takes where so many characters stand on one, broken between words."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            if used and used + len(word) > characters:
                lines, used = lines + 1, 0.0
            lines += max(0, math.ceil(len(word) / characters) - 1)
            used += len(word) + 1
    return lines


def excel_text(text: str) -> str:
    """The text as a workbook can hold it: Excel's line breaks, and � for what XML can't hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A name for each sheet that Excel accepts, as near the wanted one as can be.

    What is forbidden becomes a space, the length is at most 31, and a name that is taken gets a number.
    """
    taken, names = {name.lower() for name in _TAKEN}, []
    for number, name in enumerate(wanted, start=1):
        allowed = " ".join(re.sub(r"[\[\]:*?/\\]", " ", excel_text(name)).split()).strip("' ")
        base = allowed or f"Tabell {number}"
        free, attempt = _cut(base, ""), 2
        while free.lower() in taken:
            free, attempt = _cut(base, f" ({attempt})"), attempt + 1
        taken.add(free.lower())
        names.append(free)
    return names


def _cut(base: str, ending: str) -> str:
    """The name and its ending within what Excel counts as 31 characters (UTF-16 units)."""
    while len((base + ending).encode("utf-16-le")) > 2 * _LONGEST_NAME:
        base = base[:-1].rstrip("' ")
    return base + ending
