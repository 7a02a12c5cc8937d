"""Opening, closing and reopening a round."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.models import Round, RoundState
from questionnaires.selectors.national.board import national_board
from questionnaires.selectors.national.officers import Officer, officer_of, round_named
from questionnaires.selectors.national.rounds import promised_after
from questionnaires.services.rounds import close_round, reopen_round, start_round
from questionnaires.views.national.page import for_officers, page, round_trail
from questionnaires.views.refusal import refusal


@for_officers
def round_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first, then opens a draft before its day."""
    officer, round_ = officer_of(request.user), round_named(slug)
    return _act(
        request,
        officer,
        round_,
        "round_open",
        heading=_("Öppna insamlingen nu"),
        source=RoundState.DRAFT,
        take=lambda: start_round(year=round_.year, is_trial=round_.is_trial, by=officer.user),
        done=_("Insamlingen är öppen."),
    )


@for_officers
def round_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Says what hasn't come in and asks, then closes."""
    officer, round_ = officer_of(request.user), round_named(slug)
    shown = {} if request.method == "POST" else _not_in(round_)
    return _act(
        request,
        officer,
        round_,
        "round_close",
        heading=_("Stäng insamlingen"),
        source=RoundState.OPEN,
        take=lambda: close_round(year=round_.year, is_trial=round_.is_trial, by=officer.user),
        done=_("Insamlingen är stängd."),
        **shown,
    )


@for_officers
def round_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks why, then opens a closed round again."""
    officer, round_ = officer_of(request.user), round_named(slug)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        officer,
        round_,
        "round_reopen",
        heading=_("Öppna insamlingen igen"),
        source=RoundState.CLOSED,
        take=lambda: reopen_round(year=round_.year, reason=reason, is_trial=round_.is_trial, by=officer.user),
        done=_("Insamlingen är öppen igen."),
        reason=reason,
    )


def _not_in(round_: Round) -> dict[str, Any]:
    """What hasn't come in, and who has been promised time that closing takes away: regions and RSS by name, kommuner
    as counts.
    """
    board = national_board(round_)
    promised, kommuner = promised_after(round_, timezone.localdate())
    return {
        "promised": promised,
        "promised_kommuner": kommuner,
        "board": board,
        "regions": [row for row in board.regions if not row.is_in],
        "rss": [row for row in board.rss if not row.is_in],
    }


def _act(
    request: HttpRequest,
    officer: Officer,
    round_: Round,
    template: str,
    *,
    heading: str,
    source: RoundState,
    take: Callable[[], object],
    done: str,
    **more: Any,
) -> HttpResponse:
    """The page that asks on GET; on POST the move, or the page again with why it can't be made."""
    refused = ""
    if request.method == "POST":
        refused = refusal(take)
        if not refused:
            messages.success(request, done)
            return redirect("round", round_.slug)
    elif round_.state != source:
        return redirect("round", round_.slug)
    more |= {"refused": refused, "wrong": bool(refused), "trail": round_trail(round_)}
    context = page(officer, round_, heading=heading, **more)
    return render(request, f"questionnaires/national/{template}.html", context)
