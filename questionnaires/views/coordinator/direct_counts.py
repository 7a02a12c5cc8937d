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

from questionnaires.definition import Definition
from questionnaires.direct import KOMMUNER, CountProblem, as_posted, control, entered_measures
from questionnaires.models import DirectCounts
from questionnaires.question_types import type_of
from questionnaires.rules import Refused
from questionnaires.selectors.aggregate import kommun_versions
from questionnaires.selectors.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.direct_counts import direct_counts_of
from questionnaires.services.direct_counts import remove_direct_counts, save_direct_counts
from questionnaires.tally import from_json
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to


@dataclass(frozen=True)
class Box:
    """A number to enter. name: its control's. error: what is wrong with it, in a sentence."""

    name: str
    label: str | Promise
    value: str
    error: str


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
    try:
        problems = _act(request, coordinated, definition)
    except Refused as refused:
        return _show(request, coordinated, definition, refused=str(refused))
    if problems:
        return _show(request, coordinated, definition, problems=problems)
    return redirect("aggregate", rss, key)


def _act(
    request: HttpRequest, coordinated: CoordinatedRss, definition: Definition
) -> tuple[CountProblem, ...]:
    """What keeps the numbers from being saved. Raises Refused."""
    if "remove" in request.POST:
        remove_direct_counts(rss=coordinated.rss, key=definition.key, by=coordinated.user)
        messages.success(request, _("Antalen är borttagna. Kommunernas godkända svar räknas ihop i stället."))
        return ()
    problems = save_direct_counts(
        rss=coordinated.rss,
        key=definition.key,
        definition=definition,
        posted=request.POST.dict(),
        read=_read(request.POST.get("read", "")),
        by=coordinated.user,
    )
    if not problems:
        messages.success(request, _("Antalen är sparade."))
    return problems


def _read(posted: str) -> datetime | None:
    try:
        return parse_datetime(posted)
    except ValueError:
        return None


def _show(
    request: HttpRequest,
    coordinated: CoordinatedRss,
    definition: Definition,
    *,
    problems: tuple[CountProblem, ...] = (),
    refused: str = "",
) -> HttpResponse:
    saved = direct_counts_of(coordinated.rss, definition.key)
    typed = request.POST.dict() if request.method == "POST" else _filled(definition, saved)
    errors = {each.name: each.sentence for each in reversed(problems)}
    context = page(
        coordinated,
        heading=_("Lämna antal i stället för kommunernas svar"),
        trail=trail_to(coordinated, definition),
        definition=definition,
        kommuner=Box(
            KOMMUNER, _("Antal kommuner som räknas"), typed.get(KOMMUNER, ""), errors.get(KOMMUNER, "")
        ),
        questions=tuple(_questions(definition, typed, errors)),
        problems=problems,
        refused=refused,
        saved=saved,
        read=request.POST.get("read", saved.at.isoformat() if saved else ""),
        wrong=bool(problems or refused),
    )
    return render(request, "questionnaires/coordinator/direct_counts.html", context)


def _filled(definition: Definition, saved: DirectCounts | None) -> dict[str, str]:
    """What stands in the controls before anybody types: what is saved, without its zeros."""
    if saved is None:
        return {}
    posted = as_posted(definition, from_json(saved.tally))
    return {name: value for name, value in posted.items() if value != "0"}


def _questions(
    definition: Definition, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Iterable[BoxQuestion]:
    asked = [question for question in definition.questions if type_of(question).cells(question)]
    for number, question in enumerate(asked, 1):
        rows = []
        for cell in type_of(question).cells(question):
            named = [(control(cell, measure), measure) for measure in entered_measures(question)]
            boxes = tuple(
                Box(name, measure.text, typed.get(name, ""), errors.get(name, "")) for name, measure in named
            )
            rows.append(BoxRow(cell.item.text if cell.item else "", boxes))
        yield BoxQuestion(number, question.text, tuple(rows))
