"""Where a section's page leads once it is saved, and what is told there."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from questionnaires.forms.filling import has_errors
from questionnaires.questions import Section
from questionnaires.selectors.own import OwnResponse
from questionnaires.views.respondent import at_once
from questionnaires.views.respondent.saving import PageSaved

# The buttons whose value says at which question, or row, they stand.
AT_A_QUESTION = ("fill_now", "clear_now", "clear", "copy", "keep", "mine")


def address(own: OwnResponse, part: Section) -> str:
    """The section's page."""
    return reverse("section", args=(*own.address, part.key))


def place_of(part: Section, done: PageSaved, data: QueryDict) -> str:
    """The question that the reader was at: the pressed button's, otherwise the last one whose answer was changed."""
    keys = {question.key for question in part.questions}
    for name in AT_A_QUESTION:
        if (key := data.get(name, "").partition(".")[0]) in keys:
            return key
    if "undo" in data:
        return shown_at(part, data)
    if "copy" in data:
        return ""
    changed = [each.cell.question.key for each in done.posted if each.is_changed]
    return next((key for key in reversed(changed) if key in keys), "")


def shown_at(part: Section, data: QueryDict) -> str:
    """The question at which something is told; empty for the top of the page."""
    place = data.get("vid", "")
    return place if place in {question.key for question in part.questions} else ""


def saved_now(data: QueryDict) -> str:
    """That it is saved, for a button that does no more than that."""
    if not {"save", "keep", "mine"} & data.keys():
        return ""
    return _("Sparat kl. %(time)s") % {"time": date_format(timezone.localtime(), "H.i")}


def onward(own: OwnResponse, part: Section, data: QueryDict, *, change: int | None, place: str) -> str:
    """Where a save leads: to a question first asked, back with what was done, or on to the next section."""
    here = address(own, part)
    for name in ("fill", "clear"):
        asked = data.get(name, "")
        if at_once.needs_asking(part, name, asked):
            return f"{here}?{name}={asked}"
    is_done = change is not None or "undo" in data
    is_right = is_done or not has_errors(own, part)
    if "next" in data and is_right:
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
