"""A kommun's answers as its RSS's coordinator reads them, beside last time's and with what is said of them."""

from dataclasses import dataclass
from typing import get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.documents.reviewed import (
    Beside,
    ReviewedSection,
    Shown,
    count_questions,
    narrowed,
    reviewed_sections,
)
from questionnaires.models import State
from questionnaires.offers import why_not
from questionnaires.progress import progress_of
from questionnaires.rules import EDITED, OPENED, SENT, Refused, check_round_takes_edits
from questionnaires.selectors.conversations import Conversation
from questionnaires.selectors.coordinator.coordinated import CoordinatedKommun, report_is_in
from questionnaires.selectors.coordinator.review import Review, review_of
from questionnaires.views.coordinator.kommun import kommun_of, kommun_page
from questionnaires.views.coordinator.page import for_coordinators


@dataclass(frozen=True)
class Filter:
    """A way to show some of the questions. name: as the address has it."""

    name: Shown
    text: str
    count: int


@for_coordinators
def review(request: HttpRequest, rss: int, key: str, kommun: int, number: int | None = None) -> HttpResponse:
    """The newest submission, or the one of that number; of a draft only how far it has come."""
    found = kommun_of(request, rss, key, kommun)
    reading = review_of(found, number)
    shown = _shown(request)
    sections = _sections(reading)
    heading = f"{found.kommun.name}: {found.definition.title}"
    context = kommun_page(
        found,
        heading=heading,
        below=number is not None,
        heading_in_swedish=True,
        review=reading,
        shown=shown,
        filters=_filters(reading, sections),
        sections=narrowed(sections, shown),
        other_talk=_elsewhere(reading, sections),
        progress=_progress(found),
        why_not=_why_not(found),
        unsent=(State.NOT_STARTED, *EDITED),
        takes_answers=_takes_answers(found),
    )
    return render(request, "questionnaires/coordinator/review.html", context)


def _shown(request: HttpRequest) -> Shown:
    """What the address asks to be shown (?visa=). Raises Http404 for what can't be."""
    asked = request.GET.get("visa", "alla")
    for each in get_args(Shown):
        if each == asked:
            shown: Shown = each
            return shown
    raise Http404


def _sections(reading: Review) -> tuple[ReviewedSection, ...]:
    if reading.shown is None:
        return ()
    beside = Beside(
        before=reading.before.given if reading.before else None,
        last=reading.last,
        explanations=reading.shown.explanations,
        talk=reading.talk,
    )
    return reviewed_sections(reading.shown.questionnaire.definition, reading.shown.given, beside)


def _filters(reading: Review, sections: tuple[ReviewedSection, ...]) -> tuple[Filter, ...]:
    counts = count_questions(sections)
    changed = (Filter("andrade", _("Ändrade frågor"), counts["andrade"]),) if reading.before else ()
    return (
        Filter("alla", _("Alla frågor"), counts["alla"]),
        *changed,
        Filter("anmarkningar", _("Frågor med anmärkning"), counts["anmarkningar"]),
    )


def _elsewhere(reading: Review, sections: tuple[ReviewedSection, ...]) -> tuple[Conversation, ...]:
    """The threads on the response as a whole, or on a question that isn't on the page."""
    here = {question.key for section in sections for question in section.questions}
    return tuple(each for each in reading.talk if each.question not in here)


def _progress(found: CoordinatedKommun) -> object:
    """How far the kommun has come, while it answers: a count, and nothing of what is answered."""
    if found.response.state not in (State.DRAFT, *OPENED):
        return None
    return progress_of(found.definition, found.response.answers)


def _takes_answers(found: CoordinatedKommun) -> bool:
    """Whether the round, or what an officer has opened of it, still lets the answers change."""
    report = found.coordinated.report
    try:
        check_round_takes_edits(
            found.coordinated.round, found.kommun, State(found.response.state), report=lambda: report
        )
    except Refused:
        return False
    return True


def _why_not(found: CoordinatedKommun) -> str:
    """What keeps a submission from being approved, or an approved one from being opened."""
    report = found.coordinated.report
    if found.coordinated.is_report_sent and found.response.state in (*SENT, State.APPROVED):
        return report_is_in()
    if found.response.state in SENT:
        return why_not("approve", found.response, report=lambda: report)
    if found.response.state == State.APPROVED:
        return why_not("reopen", found.response, report=lambda: report)
    return ""
