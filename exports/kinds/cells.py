"""Cells made right: the value that is printed, and the text that prints it, from one rounding."""

from dataclasses import replace
from decimal import Decimal

from exports.swedish import number_text, rounded
from exports.table import Cell, Provenance


def number_cell(
    number: Decimal,
    *,
    decimals: int = 0,
    unit: str = "",
    remarks: tuple[str, ...] = (),
    provenance: Provenance | None = None,
) -> Cell:
    """A number, rounded half up to the decimals that it is printed with."""
    value = rounded(number, decimals)
    return Cell(
        value=value,
        text=number_text(value, decimals, unit),
        decimals=decimals,
        unit=unit,
        remarks=remarks,
        provenance=provenance,
    )


def text_cell(
    text: str,
    *,
    width: int = 1,
    special: str = "",
    remarks: tuple[str, ...] = (),
    provenance: Provenance | None = None,
) -> Cell:
    return Cell(value=text, text=text, width=width, special=special, remarks=remarks, provenance=provenance)


def empty_cell(
    special: str = "", *, remarks: tuple[str, ...] = (), provenance: Provenance | None = None
) -> Cell:
    """A cell where nothing is printed; `special` says why, in words."""
    return Cell(value=None, text="", special=special, remarks=remarks, provenance=provenance)


def marked(cell: Cell, mark: str) -> Cell:
    """The cell with a note's mark after its text; a comma between two ("105 under året*,**")."""
    separator = "," if cell.marks else ""
    return replace(cell, marks=(*cell.marks, mark), text=f"{cell.text}{separator}{mark}")
