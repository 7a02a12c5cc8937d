"""What a coordinator does with a kommun's submission: begin to review it, return, approve and reopen it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from questionnaires.forms.numbers import read_number
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.coordinated import CoordinatedKommun
from questionnaires.selectors.coordinator.review import review_of
from questionnaires.services.review import (
    approve_response,
    reopen_response,
    return_response,
    start_review,
)
from questionnaires.views.coordinator.kommun import kommun_of, kommun_page
from questionnaires.views.coordinator.page import for_coordinators


@for_coordinators
def start(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """Asks first, then begins the review."""
    found = kommun_of(request, rss, key, kommun)
    return _act(
        request,
        found,
        "start_review",
        heading=_("Börja granska"),
        take=lambda: start_review(response=found.response, by=found.user),
        done=_("Granskningen har börjat. Kommunen kan inte längre ta tillbaka svaret."),
    )


@for_coordinators
def send_back(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """Asks for a completion with its reason; the open questions are listed, and go along."""
    found = kommun_of(request, rss, key, kommun)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        found,
        "return",
        heading=_("Begär komplettering"),
        take=lambda: return_response(response=found.response, reason=reason, by=found.user),
        done=_("Komplettering är begärd. Kommunen kan ändra sitt svar och lämna in det igen."),
        reason=reason,
    )


@for_coordinators
def approve(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """Asks first, then approves the submission that was shown."""
    found = kommun_of(request, rss, key, kommun)
    read = read_number(request.POST.get("read", ""))
    return _act(
        request,
        found,
        "approve",
        heading=_("Godkänn"),
        take=lambda: approve_response(response=found.response, read=read, by=found.user),
        done=_("Svaret är godkänt och räknas in i sammanställningen."),
    )


@for_coordinators
def reopen(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """Asks why, and lets the kommun change what was approved."""
    found = kommun_of(request, rss, key, kommun)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        found,
        "reopen",
        heading=_("Lås upp"),
        take=lambda: reopen_response(response=found.response, reason=reason, by=found.user),
        done=_("Svaret är upplåst. Det som är godkänt räknas tills kommunen har lämnat in på nytt."),
        reason=reason,
    )


def _act(
    request: HttpRequest,
    found: CoordinatedKommun,
    action: str,
    *,
    heading: str,
    take: Callable[[], None],
    done: str,
    reason: str = "",
) -> HttpResponse:
    """The page that asks on GET; on POST the step, or the page again with why it can't be taken."""
    refused = ""
    if request.method == "POST" and found.response.pk is not None:
        try:
            take()
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, done)
            return redirect("review", *found.address)
    elif action not in found.actions:
        return redirect("review", *found.address)
    review = review_of(found)
    context = kommun_page(
        found, heading=heading, review=review, refused=refused, reason=reason, wrong=bool(refused)
    )
    return render(request, f"questionnaires/coordinator/review_{action}.html", context)
