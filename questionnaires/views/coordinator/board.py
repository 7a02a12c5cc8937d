"""An RSS's rounds, what it does in one of them, and its board: its kommuner, and where each of them is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import roles_of
from questionnaires.forms.board import fields_of, query_of, read_wanted
from questionnaires.selectors.coordinator.board.board import board_of, phone_list_of
from questionnaires.selectors.coordinator.board.overview import Overview, overview_of
from questionnaires.selectors.coordinator.board.places import ALL
from questionnaires.selectors.coordinator.coordinated import (
    CoordinatedRss,
    coordinated_rounds,
    coordinated_rss,
)
from questionnaires.selectors.deadlines import DueDay
from questionnaires.selectors.feedback import has_feedback
from questionnaires.views.coordinator.columns import Pages, columns_of, tabs_of
from questionnaires.views.coordinator.lines import lines_of
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to


@for_coordinators
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in which the reader coordinates an RSS; where there is one, she goes straight to it."""
    found = coordinated_rounds(request.user)
    memberships = roles_of(request.user)
    if not any(each.role == Role.COORDINATOR for each in memberships):
        raise Http404
    if len(found) == 1:
        return redirect("coordinated", found[0].pk)
    context = {"heading": _("Insamlingar att samordna"), "found": found, "memberships": memberships}
    return render(request, "questionnaires/coordinator/rounds.html", context)


@for_coordinators
def overview(request: HttpRequest, rss: int) -> HttpResponse:
    """What the RSS does in the round: its kommuner's answers, its own, its report."""
    coordinated = coordinated_rss(request.user, rss)
    found = overview_of(coordinated)
    context = page(
        coordinated,
        heading=f"{coordinated.rss.name} {coordinated.round.year}",
        heading_in_swedish=True,
        overview=found,
        main=_main(coordinated, found),
        can_compare=has_feedback(coordinated.round),
        parts=[(part, tabs_of(part.numbers), _days(part.due)) for part in found.parts],
    )
    return render(request, "questionnaires/coordinator/overview.html", context)


@for_coordinators
def board(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Who is where, among the RSS's kommuner (the query: forms.board; ?markera=alla ticks every box on the page)."""
    coordinated = coordinated_rss(request.user, rss)
    wanted = read_wanted(request.GET)
    found = board_of(coordinated, key, wanted)
    ticked = request.GET.get("markera") == "alla"
    can_remind = coordinated.is_round_open or coordinated.can_edit_report
    if coordinated.is_report_sent:
        can_remind = can_remind and found.sent < found.numbers[ALL.name]
    can_approve = not coordinated.is_report_sent
    context = page(
        coordinated,
        heading=found.asked.newest.definition.title,
        heading_in_swedish=True,
        trail=trail_to(coordinated),
        board=found,
        wanted=wanted,
        lines=lines_of(coordinated, key, found.rows),
        ticked=ticked,
        can_remind=can_remind,
        can_approve=can_approve,
        can_tick=can_remind or can_approve,
        tabs=tabs_of(found.numbers, wanted),
        columns=columns_of(wanted),
        pages=Pages(wanted, found.page),
        fields=fields_of(wanted),
        days=_days(found.due),
    )
    return render(request, "questionnaires/coordinator/board.html", context)


@for_coordinators
def phone_list(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Whom to call in each kommun, to be printed; of the kommuner that the board's query leaves."""
    coordinated = coordinated_rss(request.user, rss)
    wanted = read_wanted(request.GET)
    found = phone_list_of(coordinated, key, wanted)
    context = page(
        coordinated,
        heading=_("Telefonlista"),
        trail=trail_to(coordinated, found.asked.newest.definition),
        asked=found.asked,
        kommuner=found.kommuner,
        tabs=tabs_of(found.numbers, wanted),
        wanted=wanted,
        query=query_of(wanted),
    )
    return render(request, "questionnaires/coordinator/phone_list.html", context)


def _main(coordinated: CoordinatedRss, found: Overview) -> str:
    """The questionnaire to follow first, by its key; empty where what is left is the report."""
    if not coordinated.can_edit_report:
        return ""
    waits = (part.questionnaire.key for part in found.parts if part.waiting)
    return next(waits, "")


def _days(due: DueDay | None) -> int | None:
    """Until the last day; negative after it."""
    return (due.last - timezone.localdate()).days if due else None
