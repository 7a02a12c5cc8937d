"""A section as a crispy form: one field a question, one template a type; a grid is one field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.utils import translation

from questionnaires.attached_file import accepted, listed_types, most_megabytes
from questionnaires.forms.condition_data import condition_data
from questionnaires.forms.pattern import Pattern, pattern_of
from questionnaires.models import Questionnaire
from questionnaires.question_types import type_of
from questionnaires.question_types.base import grouped
from questionnaires.questions import Cell, Choice, Question, Section

# Patterns are some 100 kB each: every section of every questionnaire in use, in two languages.
PATTERNS_KEPT = 128
UNNUMBERED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class CellView:
    """A cell as its template draws it. id: begins the ids of its controls; the first control is `id_1`.

    texted: the choices (or columns) that open a grid row's text, separated by spaces; empty where it has none.
    """

    cell: Cell
    id: str
    texted: str = ""

    @property
    def name(self) -> str:
        return self.cell.name

    @property
    def text(self) -> str:
        return self.cell.text


@dataclass(frozen=True)
class QuestionView:
    """A question as its template draws it. condition: JSON for the page's script; last_year: None without one.

    is_alone: nothing can be done but answer it. number: in the whole questionnaire; 0 for a note.
    """

    question: Question
    id: str
    cells: tuple[CellView, ...]
    condition: str
    last_year: int | None
    is_alone: bool = False
    number: int = 0

    @property
    def fill(self) -> Choice | None:
        """The negative choice that all the rest of a grid's rows can be answered with at once."""
        if self.question.type != "choice_grid":
            return None
        return next((choice for choice in self.question.choices if choice.negative), None)

    @property
    def longest(self) -> str:
        """How many characters the answer may have, where it is a text."""
        longest = type_of(self.question).longest
        return "" if longest is None else grouped(longest)

    @property
    def file_types(self) -> str:
        """Which files can be sent along, as a sentence lists them."""
        return listed_types()

    @property
    def file_endings(self) -> str:
        return accepted()

    @property
    def file_size(self) -> int:
        """The most, in MB."""
        return most_megabytes(settings.ATTACHMENT_MOST_BYTES)

    @property
    def width(self) -> int:
        """How many columns a grid has, with its rows' names and last time's answers."""
        return 1 + (len(self.question.choices or self.question.columns) or 1) + bool(self.last_year)

    @property
    def is_clearable(self) -> bool:
        """Whether its answers need a button to be taken away: what is chosen by radio buttons can't be unchosen."""
        return self.question.type in ("single_choice", "choice_grid")


class SectionForm(forms.Form):
    """Draws a section. What is posted is read by forms.posted, which knows cells where a form knows fields."""

    def __init__(
        self,
        section: Section,
        last_year: int | None,
        *,
        is_alone: bool = False,
        numbers: Mapping[str, int] = UNNUMBERED,
    ) -> None:
        super().__init__()
        for view in section_views(section, last_year, is_alone=is_alone, numbers=numbers):
            field = forms.Field(label=view.question.text, required=False)
            field.view = view  # type: ignore[attr-defined]  # for the field's template
            self.fields[view.question.key] = field
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            *(
                Field(question.key, template=f"questionnaires/questions/{question.type}.html")
                for question in section.questions
            )
        )


def section_views(
    section: Section,
    last_year: int | None = None,
    *,
    is_alone: bool = False,
    numbers: Mapping[str, int] = UNNUMBERED,
) -> tuple[QuestionView, ...]:
    """The questions of a section with the ids of their controls, the same whenever they are made.

    numbers: the questionnaire's (Definition.numbers), where they are shown.
    """
    return tuple(
        QuestionView(
            question=question,
            id=f"q{number}",
            cells=tuple(_cell_views(question, f"q{number}")),
            condition=json.dumps(condition_data(question.show_if)) if question.show_if else "",
            last_year=last_year,
            is_alone=is_alone,
            number=numbers.get(question.key, 0),
        )
        for number, question in enumerate(section.questions, start=1)
    )


def section_pattern(
    questionnaire: Questionnaire, section: Section, last_year: int | None, *, is_alone: bool = False
) -> Pattern:
    """The section's markup in the reader's language, rendered once per process: a published text never changes."""
    language = translation.get_language() or ""
    key = (questionnaire.source, section.key, last_year, language, is_alone)
    if key not in _patterns:
        if len(_patterns) >= PATTERNS_KEPT:
            _patterns.clear()
        form = SectionForm(section, last_year, is_alone=is_alone, numbers=questionnaire.definition.numbers)
        _patterns[key] = pattern_of(render_crispy_form(form))
    return _patterns[key]


_patterns: dict[tuple[str, str, int | None, str, bool], Pattern] = {}


def _cell_views(question: Question, id: str) -> list[CellView]:
    cells = type_of(question).cells(question)
    if not cells or cells[0].item is None:
        return [CellView(cell, id) for cell in cells]
    return [CellView(cell, f"{id}r{row}", _texted(cell)) for row, cell in enumerate(cells, start=1)]


def _texted(cell: Cell) -> str:
    """What opens the row's text: a choice that asks for one, any choice but the negative where the row does."""
    by_row = cell.item is not None and cell.item.specify
    choices = [choice.key for choice in cell.question.choices if _asks(choice, by_row=by_row)]
    columns = [column.key for column in cell.question.columns] if by_row else []
    return " ".join(choices + columns)


def _asks(choice: Choice, *, by_row: bool) -> bool:
    return (choice.specify or by_row) and not choice.negative
