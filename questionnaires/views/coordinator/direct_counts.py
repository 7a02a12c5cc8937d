"""Counts that an RSS enters itself: a number for everything that a tally holds, checked together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from questionnaires.counts.direct import (
    KOMMUNER,
    LEFT_BLANK,
    CountProblem,
    as_posted,
    control,
    entered_measures,
)
from questionnaires.counts.tally import from_json
from questionnaires.definition import Definition
from questionnaires.models import DirectCounts
from questionnaires.question_types import type_of
from questionnaires.questions import Question
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.aggregate import kommun_versions
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.coordinator.direct_counts import direct_counts_of
from questionnaires.services.direct_counts import SavedMeanwhile, remove_direct_counts, save_direct_counts
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to


@dataclass(frozen=True)
class Box:
    """A number to enter. name: its control's. error: what is wrong with it, in a sentence. other: what a colleague has
    saved there meanwhile, where it isn't the same."""

    name: str
    label: str | Promise
    value: str
    error: str
    other: str = ""


@dataclass(frozen=True)
class BoxRow:
    """The numbers of one cell. label: the row's text, empty where the cell is the whole question."""

    label: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class BoxQuestion:
    number: int
    text: str
    rows: tuple[BoxRow, ...]


@dataclass(frozen=True)
class Tried:
    """A save that wasn't made, and why: problems with what was typed, or a refusal.

    is_conflict: it is refused because a colleague has saved meanwhile; saving again replaces the colleague's.
    """

    problems: tuple[CountProblem, ...] = ()
    refused: str = ""
    is_conflict: bool = False

    @property
    def wrong(self) -> tuple[CountProblem, ...]:
        return tuple(each for each in self.problems if each.code != LEFT_BLANK)

    @property
    def blank(self) -> tuple[CountProblem, ...]:
        """The rows that nothing is filled in of, which the writer is asked about."""
        return tuple(each for each in self.problems if each.code == LEFT_BLANK)


@for_coordinators
def direct_counts(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Shows the numbers; saves them, or takes them away."""
    coordinated = coordinated_rss(request.user, rss)
    versions = kommun_versions(coordinated.rss)
    if key not in versions:
        raise Http404
    definition = versions[key][0].definition
    if request.method != "POST":
        return _show(request, coordinated, definition)
    tried = _act(request, coordinated, definition)
    return (
        redirect("aggregate", rss, key) if tried is None else _show(request, coordinated, definition, tried)
    )


def _act(request: HttpRequest, coordinated: CoordinatedRss, definition: Definition) -> Tried | None:
    """What keeps the numbers from being saved, or taken away; None where it is done."""
    try:
        if "remove" in request.POST:
            remove_direct_counts(rss=coordinated.rss, key=definition.key, by=coordinated.user)
            messages.success(
                request, _("Antalen är borttagna. Kommunernas godkända svar räknas ihop i stället.")
            )
            return None
        problems = save_direct_counts(
            rss=coordinated.rss,
            key=definition.key,
            definition=definition,
            posted=request.POST.dict(),
            read=_read(request.POST.get("read", "")),
            blank=request.POST.get("blank", "").split(","),
            by=coordinated.user,
        )
    except Refused as refused:
        return Tried(refused=str(refused), is_conflict=isinstance(refused, SavedMeanwhile))
    if problems:
        return Tried(problems)
    messages.success(request, _("Antalen är sparade."))
    return None


def _read(posted: str) -> datetime | None:
    try:
        return parse_datetime(posted)
    except ValueError:
        return None


def _show(
    request: HttpRequest, coordinated: CoordinatedRss, definition: Definition, tried: Tried | None = None
) -> HttpResponse:
    tried = tried or Tried()
    saved = direct_counts_of(coordinated.rss, definition.key)
    filled = _filled(definition, saved)
    typed = request.POST.dict() if request.method == "POST" else filled
    is_new = request.method != "POST" or tried.is_conflict
    boxes = _Boxes(typed, tried, filled if tried.is_conflict else {})
    places = _places(definition)
    context = page(
        coordinated,
        heading=_("Lämna antal i stället för kommunernas svar"),
        trail=trail_to(coordinated, definition),
        definition=definition,
        kommuner=boxes.box(KOMMUNER, _("Antal kommuner som räknas")),
        questions=tuple(_questions(definition, boxes)),
        problems=[(each, ", ".join(places.get(each.name, ()))) for each in tried.wrong],
        blank=[(each, places[each.name][0]) for each in tried.blank],
        blank_cells=",".join(each.name.partition(":")[0] for each in tried.blank),
        typed_kommuner=typed.get(KOMMUNER, ""),
        refused=tried.refused,
        is_conflict=tried.is_conflict,
        saved=saved,
        read=(saved.at.isoformat() if saved else "") if is_new else request.POST.get("read", ""),
        wrong=bool(tried.problems or tried.refused),
    )
    return render(request, "questionnaires/coordinator/direct_counts.html", context)


class _Boxes:
    """The boxes with what was typed in them, what is wrong with it, and what a colleague saved meanwhile."""

    def __init__(self, typed: Mapping[str, str], tried: Tried, theirs: Mapping[str, str]) -> None:
        self._typed, self._theirs, self._is_conflict = typed, theirs, tried.is_conflict
        self._errors = {each.name: each.sentence for each in reversed(tried.wrong)}

    def box(self, name: str, label: str | Promise) -> Box:
        typed, theirs = self._typed.get(name, ""), self._theirs.get(name, "")
        differs = self._is_conflict and (typed.strip() or "0") != (theirs or "0")
        return Box(name, label, typed, self._errors.get(name, ""), (theirs or "0") if differs else "")


def _filled(definition: Definition, saved: DirectCounts | None) -> dict[str, str]:
    """What stands in the controls before anybody types: what is saved, without its zeros."""
    if saved is None:
        return {}
    posted = as_posted(definition, from_json(saved.tally))
    return {name: value for name, value in posted.items() if value != "0"}


def _questions(definition: Definition, boxes: _Boxes) -> Iterable[BoxQuestion]:
    for number, question in _asked(definition):
        measures = entered_measures(question)
        rows = tuple(
            BoxRow(
                cell.item.text if cell.item else "",
                tuple(boxes.box(control(cell, measure), measure.text) for measure in measures),
            )
            for cell in type_of(question).cells(question)
        )
        yield BoxQuestion(number, question.text, rows)


def _places(definition: Definition) -> dict[str, tuple[str, str]]:
    """Control → where it stands, as one looks for it: the question's number with the row, and its own label."""
    found = {}
    for number, question in _asked(definition):
        where = _("Fråga %(number)s") % {"number": number}
        for cell in type_of(question).cells(question):
            row = f"{where}, {cell.item.text}" if cell.item else where
            for measure in entered_measures(question):
                found[control(cell, measure)] = row, str(measure.text)
    return found


def _asked(definition: Definition) -> Iterable[tuple[int, Question]]:
    """The questions that ask for something, numbered as everywhere."""
    return ((number, definition.question(key)) for key, number in definition.numbers.items())
