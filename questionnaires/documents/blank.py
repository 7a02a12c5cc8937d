"""A questionnaire before anybody has answered it, as it is printed: what is asked, when, and room for the answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.definition import Definition
from questionnaires.documents.conditions import condition_in_words
from questionnaires.question_types import type_of
from questionnaires.question_types.numbers import can_hold_year
from questionnaires.questions import Choice, Question
from questionnaires.sentences import quoted


@dataclass(frozen=True)
class BlankChoice:
    """A choice; `specify`: with room for a text."""

    text: str
    specify: bool


@dataclass(frozen=True)
class BlankQuestion:
    """A question on paper.

    form: "note", "choices" (a mark before each), "grid" (a mark in each column of each row), "numbers" (room for
    a number in each row), "number", "line", "lines" or "file". mark: ○ where one can be chosen, ☐ where several.
    number: 0 for a note. how: how to answer. condition: when it is asked, empty for always.
    """

    number: int
    text: str
    help: str
    condition: str
    form: str
    how: str
    mark: str
    choices: tuple[BlankChoice, ...]
    columns: tuple[str, ...]
    rows: tuple[BlankChoice, ...]
    unit: str


@dataclass(frozen=True)
class BlankSection:
    title: str
    questions: tuple[BlankQuestion, ...]


FORMS = {
    "single_choice": "choices",
    "multiple_choice": "choices",
    "choice_grid": "grid",
    "tick_grid": "grid",
    "number": "number",
    "number_list": "numbers",
    "short_text": "line",
    "long_text": "lines",
    "file": "file",
    "note": "note",
}
ONE, MANY = "○", "☐"


def blank_sections(definition: Definition) -> tuple[BlankSection, ...]:
    """Every section with every question, asked or not."""
    numbers = definition.numbers
    return tuple(
        BlankSection(
            section.title,
            tuple(_question(definition, question, numbers) for question in section.questions),
        )
        for section in definition.sections
    )


def _question(definition: Definition, question: Question, numbers: Mapping[str, int]) -> BlankQuestion:
    columns = question.columns or (question.choices if question.type == "choice_grid" else ())
    choices = question.special or (() if columns else question.choices)
    return BlankQuestion(
        number=numbers.get(question.key, 0),
        text=question.text,
        help=question.help,
        condition=condition_in_words(definition, question.show_if, numbers) if question.show_if else "",
        form=FORMS[question.type],
        how=" ".join(part for part in _how(question) if part not in question.help),
        mark=MANY if question.type in ("multiple_choice", "tick_grid") else ONE,
        choices=tuple(BlankChoice(choice.text, choice.specify) for choice in choices),
        columns=tuple(column.text for column in columns),
        rows=tuple(BlankChoice(item.text, item.specify) for item in question.items),
        unit=question.unit,
    )


def _how(question: Question) -> list[str]:
    """What a page that is filled in by hand needs to say, in sentences; that it is required, too."""
    parts = [_("Frågan ska besvaras.")] if question.required else []
    match question.type:
        case "single_choice":
            parts.append(_("Välj ett svar."))
        case "multiple_choice" if question.help_says_most:
            pass
        case "multiple_choice" if question.max_choices:
            parts.append(_("Välj högst %(most)s svar.") % {"most": question.max_choices})
        case "multiple_choice" | "tick_grid":
            parts.append(_("Flera svar är möjliga."))
        case "choice_grid":
            parts.append(_("Välj ett svar på varje rad."))
        case "number" | "number_list":
            parts += _limits(question)
            parts += _rows_left_empty(question)
        case "file":
            parts.append(_("Filen bifogas när svaret lämnas in på webben."))
    return parts


def _limits(question: Question) -> list[str]:
    low, high = _swedish(question.min), _swedish(question.max)
    parts = []
    if low and high:
        parts.append(_("Skriv ett tal från %(low)s till %(high)s.") % {"low": low, "high": high})
    elif low:
        parts.append(_("Skriv ett tal som är minst %(low)s.") % {"low": low})
    elif high:
        parts.append(_("Skriv ett tal som är högst %(high)s.") % {"high": high})
    if question.decimals:
        sentence = ngettext("Högst en decimal.", "Högst %(decimals)s decimaler.", question.decimals)
        parts.append(sentence % {"decimals": question.decimals})
    if question.type == "number_list" and question.special:
        texts = ", ".join(_special(special) for special in question.special)
        parts.append(_("I stället för ett tal går det att svara: %(texts)s.") % {"texts": texts})
    return parts


def _rows_left_empty(question: Question) -> list[str]:
    """Of a required question, which rows don't always need a number."""
    cells = type_of(question).cells(question)
    if any(can_hold_year(cell) for cell in cells):
        return [_("Raderna för hela året behövs bara om terminerna redovisas för hela året.")]
    free = [cell.item.text for cell in cells if cell.item and not cell.item.required]
    if not question.required or not free:
        return []
    return [_("Får lämnas tomt: %(rows)s.") % {"rows": "; ".join(f"”{text}”" for text in free)}]


def _special(special: Choice) -> str:
    words = quoted(special.text)
    return _("%(text)s (om en termin)") % {"text": words} if special.whole_year else words


def _swedish(limit: object) -> str:
    return "" if limit is None else str(limit).replace("-", "−").replace(".", ",")
