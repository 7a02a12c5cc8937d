"""Many answers at once: fill what is left of a grid, copy last time's, take away; and undo it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.answers import Answer, Chosen, File, from_json, is_answered
from questionnaires.definition.correction import fits
from questionnaires.forms.filling import copyable_cells
from questionnaires.forms.section import section_views
from questionnaires.models import AnswerChange
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question, Section
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.services.responses import save_answers
from questionnaires.views.respondent.saving import begun


@dataclass(frozen=True)
class Asked:
    """What is asked before many answers are changed. action: the name that the answer is posted under; seen: what it
    is asked about (state_of)."""

    heading: str
    button: str
    action: str
    seen: str


@dataclass(frozen=True)
class Undo:
    """A change that can be undone, in how many cells, and of which file, where it took one away."""

    change: int
    count: int
    file: str = ""


def cells_of(question: Question) -> tuple[Cell, ...]:
    return type_of(question).cells(question)


def act(own: OwnResponse, section: Section, data: QueryDict) -> int | None:
    """Does what a pressed button says; the number of the change to undo it by, None where there is none."""
    answers = _wanted(own, section, data)
    if not answers:
        return None
    own = begun(own)
    read = {name: own.response.cells.get(name, {"version": 0})["version"] for name in answers}
    saved = save_answers(response=own.response, answers=answers, read=read, by=own.user)
    return None if "undo" in data else saved.change


def needs_asking(section: Section, action: str, key: str) -> bool:
    """Whether a button asks before it does anything."""
    question = _question(section, key)
    if question is None:
        return False
    return action == "fill" or question.type == "file" or len(cells_of(question)) > 1


def state_of(own: OwnResponse, question: Question) -> str:
    """Tells the question's answers from what they were before or become: how often they have been changed."""
    cells = own.response.cells
    return str(sum(cells[cell.name]["version"] for cell in cells_of(question) if cell.name in cells))


def asked_anew(own: OwnResponse, section: Section, data: QueryDict) -> str:
    """What has to be asked once more, as the page's query, since the answers that it was asked about have been
    changed; empty where they are what the reader saw. Without `seen` nothing is compared.
    """
    for action, name in (("fill_now", "fill"), ("clear_now", "clear")):
        question = _question(section, data.get(action, ""))
        if question is not None and data.get("seen", state_of(own, question)) != state_of(own, question):
            return f"{name}={question.key}"
    return ""


def ask_first(own: OwnResponse, question: Question, *, is_fill: bool) -> Asked | None:
    """What to ask; None where there is nothing left to fill or take away."""
    seen = state_of(own, question)
    if is_fill:
        left = len(_fill(own, question))
        negative = next((choice for choice in question.choices if choice.negative), None)
        if not left or negative is None:
            return None
        heading = ngettext(
            "Vill du svara ”%(answer)s” på %(count)s rad?",
            "Vill du svara ”%(answer)s” på %(count)s rader?",
            left,
        )
        words = {"answer": negative.text, "count": left}
        return Asked(heading % words, _("Ja, svara ”%(answer)s”") % words, "fill_now", seen)
    answered = len(_clear(own, question))
    if not answered:
        return None
    if isinstance(file := own.response.answers.get(question.key), File):
        heading = _("Vill du ta bort filen ”%(name)s”?") % {"name": file.name}
        return Asked(heading, _("Ja, ta bort"), "clear_now", seen)
    heading = ngettext("Vill du ta bort %(count)s svar?", "Vill du ta bort %(count)s svar?", answered)
    return Asked(heading % {"count": answered}, _("Ja, ta bort"), "clear_now", seen)


def undoable(own: OwnResponse, number: str) -> Undo | None:
    """The reader's own change of that number, while some of it stands."""
    answers = _undo(own, number)
    back = [each for each in answers.values() if isinstance(each, File)]
    file = (
        back[0].name
        if len(answers) == 1 and back and not own.response.answers.keys() & answers.keys()
        else ""
    )
    return Undo(int(number), len(answers), file) if answers else None


def tell_undo(own: OwnResponse, number: str) -> str:
    """What undoing a change will have done, said before it is done; empty where there is no such change."""
    change = _own_change(own, number)
    if change is None:
        return ""
    back = len(_undo(own, number))
    left = len(change.cells) - back
    told = [ngettext("%(count)s svar är som förut.", "%(count)s svar är som förut.", back) % {"count": back}]
    if left:
        kept = ngettext(
            "%(count)s svar har ändrats sedan dess och är kvar.",
            "%(count)s svar har ändrats sedan dess och är kvar.",
            left,
        )
        told.append(kept % {"count": left})
    return " ".join(told)


def can_copy(own: OwnResponse, section: Section) -> bool:
    """Whether last time's answers could fill some empty cell of the section."""
    return bool(copyable_cells(own, _asked_cells(own, section)))


def _wanted(own: OwnResponse, section: Section, data: QueryDict) -> dict[str, Answer | None]:
    for action, make in (("fill_now", _fill), ("clear_now", _clear), ("clear", _clear), ("copy", _copy)):
        question = _question(section, data.get(action, ""))
        if question is not None and not (action == "clear" and needs_asking(section, action, question.key)):
            return make(own, question)
    row = data.get("clear", "")
    is_here = _question(section, row.partition(".")[0]) is not None
    if is_here and row in own.response.answers and not needs_asking(section, "clear", row):
        return {row: None}
    if data.get("copy") == "*":
        return dict(copyable_cells(own, _asked_cells(own, section)))
    return _undo(own, data.get("undo", ""))


def _fill(own: OwnResponse, question: Question) -> dict[str, Answer | None]:
    negative = next((choice for choice in question.choices if choice.negative), None)
    if negative is None or question.type != "choice_grid":
        return {}
    answers = own.response.answers
    return {
        cell.name: Chosen(negative.key)
        for cell in cells_of(question)
        if not is_answered(answers.get(cell.name))
    }


def _clear(own: OwnResponse, question: Question) -> dict[str, Answer | None]:
    return {cell.name: None for cell in cells_of(question) if cell.name in own.response.answers}


def _copy(own: OwnResponse, question: Question) -> dict[str, Answer | None]:
    return dict(copyable_cells(own, list(cells_of(question))))


def _undo(own: OwnResponse, number: str) -> dict[str, Answer | None]:
    """What stood before a change, in the cells where it still stands and that a corrected questionnaire still has."""
    change = _own_change(own, number)
    return {
        cell: None if before is None else from_json(before)
        for cell, (before, after) in (change.cells if change else {}).items()
        if own.response.cells.get(cell, {}).get("answer") == after and fits(own.definition, cell, before)
    }


def _own_change(own: OwnResponse, number: str) -> AnswerChange | None:
    if own.response.pk is None or not number.isdecimal() or len(number) > 18:
        return None
    return AnswerChange.objects.filter(response=own.response, by=own.user, pk=int(number)).first()


def _asked_cells(own: OwnResponse, section: Section) -> list[Cell]:
    asked = own.definition.asked(own.response.answers)
    return [cell.cell for view in section_views(section) for cell in view.cells if cell.name in asked]


def _question(section: Section, key: str) -> Question | None:
    return next((each for each in section.questions if each.key == key), None)
