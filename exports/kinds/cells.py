"""Cells made right: the value that is printed, and the text that prints it, from one rounding."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from exports.kinds.answer_words import choice_texts
from exports.kinds.respondents import Count, Respondents
from exports.table import Cell, Provenance
from questionnaires.definition import Question
from questionnaires.swedish import number_text, percent, rounded


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


def count_cell(count: Count, choices: Collection[str], question: Question, respondents: Respondents) -> Cell:
    """How many chose any of the choices."""
    summary = f"{_share(count, respondents)} svarade {_either(choices, question)}."
    return number_cell(Decimal(count.number), provenance=Provenance(summary, count.sources))


def percent_cell(
    count: Count, choices: Collection[str], question: Question, respondents: Respondents
) -> Cell:
    """What percent of all in the frame chose any of the choices; empty where the frame is."""
    return _percent(count, f"svarade {_either(choices, question)}", respondents)


def no_answer_cell(count: Count, label: str, respondents: Respondents) -> Cell:
    """What percent of all in the frame have no answer. label: what the row is called, for its remark."""
    remarks = (
        (f"{label}: bland dem utan svar finns {respondents.counted(count.not_asked)} som inte fick frågan.",)
        if count.not_asked
        else ()
    )
    return _percent(count, "saknar svar", respondents, remarks)


def _percent(count: Count, did: str, respondents: Respondents, remarks: tuple[str, ...] = ()) -> Cell:
    share = percent(count.number, respondents.frame)
    exact = percent(count.number, respondents.frame, 1)
    if share is None or exact is None:
        return empty_cell("Ramen är tom")
    summary = f"{_share(count, respondents)} ({number_text(exact, 1, '%')}) {did}."
    return number_cell(share, remarks=remarks, provenance=Provenance(summary, count.sources))


def _share(count: Count, respondents: Respondents) -> str:
    return f"{count.number} av {respondents.counted(respondents.frame)}"


def _either(choices: Collection[str], question: Question) -> str:
    """The choices in the questionnaire's order: "Initierat" eller "Förstärkt"."""
    return " eller ".join(f"”{text}”" for key, text in choice_texts(question).items() if key in choices)
