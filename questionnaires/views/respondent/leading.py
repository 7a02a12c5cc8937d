"""Where a section's page leads once it is saved, and what is told there."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from questionnaires.forms.filling import has_errors
from questionnaires.questions import Section
from questionnaires.selectors.respondent.changes import latest_changes
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.views.respondent import at_once
from questionnaires.views.respondent.opened import opened_places, tell_opened
from questionnaires.views.respondent.saving import PageSaved

# The buttons whose value says at which question, or row, they stand: what they did is told at the question.
AT_A_QUESTION = ("fill_now", "clear_now", "clear", "copy")

# Those that choose between two answers: what became of it is told at the row.
CHOOSING = ("keep", "mine")


def address(own: OwnResponse, part: Section) -> str:
    """The section's page."""
    return reverse("section", args=(*own.address, part.key))


def place_of(part: Section, done: PageSaved, data: QueryDict) -> str:
    """The question or row that the reader was at: the pressed button's, or the last question with a changed answer."""
    keys = {question.key for question in part.questions}
    for name in CHOOSING:
        if (cell := data.get(name, "")) in _cells(part):
            return cell
    for name in AT_A_QUESTION:
        if (key := data.get(name, "").partition(".")[0]) in keys:
            return key
    if "undo" in data:
        return shown_at(part, data)
    if "copy" in data:
        return ""
    if opened := opened_places(done, part):
        return opened[0]
    changed = [each.cell.question.key for each in done.posted if each.is_changed]
    return next((key for key in reversed(changed) if key in keys), "")


def shown_at(part: Section, data: QueryDict) -> str:
    """The question, or row, at which something is told; empty for the top of the page."""
    place = data.get("vid", "")
    return place if place in {question.key for question in part.questions} | _cells(part) else ""


def told_now(done: PageSaved, part: Section, data: QueryDict, change: int | None) -> tuple[str, ...]:
    """What a button that only saves, chooses between two answers, or found nothing to copy, has done; and what the
    answers opened.
    """
    opened = tell_opened(done, part) if {"save", "next"} & data.keys() else ()
    saved = _("Sparat kl. %(time)s") % {"time": date_format(timezone.localtime(), "TIME_FORMAT")}
    if "keep" in data:
        is_saved = any(each.is_changed for each in done.posted)
        return (_kept(done.own, data.get("keep", "")), *((saved,) if is_saved else ()))
    if "copy" in data and change is None:
        return (_("Inget kopierades. Det som kan kopieras är redan besvarat."),)
    return (*((saved,) if opened or {"save", "mine"} & data.keys() else ()), *opened)


def _kept(own: OwnResponse, cell: str) -> str:
    """Whose answer stands where the reader's own was given up."""
    change = latest_changes(own.response, [cell]).get(cell) if own.response.pk else None
    if change is None:
        return _("Svaret står kvar som det var.")
    if change.by == own.user.pk:
        return _("Svaret från det andra fönstret står kvar.")
    return _("Svaret från %(name)s står kvar.") % {"name": change.who}


def _cells(part: Section) -> set[str]:
    return {cell.name for question in part.questions for cell in at_once.cells_of(question)}


def onward(done: PageSaved, part: Section, data: QueryDict, *, change: int | None, place: str) -> str:
    """Where a save leads: to a question first asked, back with what was done or opened, or on to the next section."""
    own = done.own
    here = address(own, part)
    for name in ("fill", "clear"):
        asked = data.get(name, "")
        if at_once.needs_asking(part, name, asked):
            return f"{here}?{name}={asked}"
    is_done = change is not None or "undo" in data
    is_right = is_done or not has_errors(own, part)
    if "next" in data and is_right and not opened_places(done, part):
        sections = own.definition.sections
        number = sections.index(part) + 1
        if number < len(sections):
            return address(own, sections[number])
        return reverse("task_list", args=own.address)
    # What has to be mended is told first, at the top.
    told = {"vid": place} if place and is_right else {}
    if change is not None:
        told["gjort"] = str(change)
    return f"{here}?{urlencode(told)}" if told else here
