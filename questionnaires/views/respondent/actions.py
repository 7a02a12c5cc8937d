"""What can be done with a whole response besides answering and sending in: take back, decline, resume, take over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from questionnaires.models import Response
from questionnaires.rules import Refused
from questionnaires.selectors.respondent.own import OwnResponse, own_people_response, own_response
from questionnaires.services.in_place import take_over_response
from questionnaires.services.responses import (
    decline_response,
    response_to,
    resume_response,
    take_back_response,
)
from questionnaires.views.respondent.page import for_respondents, page


@for_respondents
def take_back(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Asks first, then takes the last submission back."""
    own = own_response(request.user, member, key)
    done = _("Svaret är tillbakataget och går att ändra. Lämna in det igen när det är klart.")
    return _act(
        request,
        own,
        "take_back",
        heading=_("Ta tillbaka det som är inlämnat"),
        take=lambda response: take_back_response(response=response, by=own.user),
        done=done,
    )


@for_respondents
def decline(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Asks why the organisation will not answer, and marks that it won't."""
    own = own_people_response(request.user, member, key)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        own,
        "decline",
        heading=_("Avstå från att svara"),
        take=lambda response: decline_response(response=response, reason=reason, by=own.user),
        # The page says it itself, with whom and why.
        done="",
        reason=reason,
    )


@for_respondents
def resume(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Asks first, then resumes a response that was declined."""
    own = own_people_response(request.user, member, key)
    return _act(
        request,
        own,
        "resume",
        heading=_("Svara ändå"),
        take=lambda response: resume_response(response=response, by=own.user),
        done=_("Nu går det att svara igen. Det som var ifyllt finns kvar."),
    )


@for_respondents
def take_over(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Asks first, then lets the kommun answer itself from where its coordinator has come."""
    own = own_people_response(request.user, member, key)
    return _act(
        request,
        own,
        "take_over",
        heading=_("Svara själva"),
        take=lambda response: take_over_response(response=response, by=own.user),
        done=_("Nu svarar ni själva. Det som samordnaren har fyllt i finns kvar och går att ändra."),
    )


def _act(
    request: HttpRequest,
    own: OwnResponse,
    action: str,
    *,
    heading: str,
    take: Callable[[Response], None],
    done: str,
    reason: str = "",
) -> HttpResponse:
    """The page that asks on GET; on POST the step, or the page again with why it can't be taken."""
    refused = ""
    if request.method == "POST":
        try:
            take(response_to(questionnaire=own.questionnaire, respondent=own.member))
        except Refused as error:
            refused = str(error)
            own = own_response(request.user, *own.address)
        else:
            if done:
                messages.success(request, done)
            return redirect("task_list", *own.address)
    elif action not in own.actions:
        return redirect("task_list", *own.address)
    context = page(own, heading=heading, refused=refused, reason=reason, wrong=bool(refused))
    context["is_too_late"] = action not in own.actions
    return render(request, f"questionnaires/{action}.html", context)
