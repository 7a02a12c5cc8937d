"""Numbers for the terms and for the whole year, in one number list: how their rows belong together.

The keys of the rows say it: `bidrag_vt`, `bidrag_ht` and `bidrag_ar`, or plainly `vt`, `ht` and `ar`.
"""

from questionnaires.questions import Cell, Item, Question

# How the keys of a number list's rows name the terms and the year: field guide, "VT / HT".
TERMS = ("vt", "ht")
WHOLE_YEAR = "ar"


def is_whole_year(item: Item) -> bool:
    """Whether a row is for the whole year."""
    return _parts(item)[1] == WHOLE_YEAR


def whole_year_of(cell: Cell) -> Item | None:
    """The row for the whole year that belongs to a term's row; None for rows that are no term's, or without one."""
    if cell.item is None or _parts(cell.item)[1] not in TERMS:
        return None
    return _row(cell.question, _parts(cell.item)[0] + WHOLE_YEAR)


def terms_of(cell: Cell) -> tuple[Item, ...]:
    """The rows of the terms that belong to the row for a whole year; none for other rows."""
    if cell.item is None or not is_whole_year(cell.item):
        return ()
    rows = (_row(cell.question, _parts(cell.item)[0] + term) for term in TERMS)
    return tuple(row for row in rows if row)


def _parts(item: Item) -> tuple[str, str]:
    """What the key begins with, and what its row is for."""
    start, found, name = item.key.rpartition("_")
    return start + found, name


def _row(question: Question, key: str) -> Item | None:
    return next((item for item in question.items if item.key == key), None)
