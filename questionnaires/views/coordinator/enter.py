"""Answering for a kommun that has sent its answers by mail: the coordinator goes on as those who answer do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from questionnaires.rules import Refused
from questionnaires.services.in_place import enter_response
from questionnaires.services.responses import response_to
from questionnaires.views.coordinator.kommun import kommun_of, kommun_page
from questionnaires.views.coordinator.page import for_coordinators


@for_coordinators
def enter(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """Asks first, then lets the coordinator answer in the kommun's place."""
    found = kommun_of(request, rss, key, kommun)
    refused = ""
    if request.method == "POST":
        response = response_to(questionnaire=found.response.questionnaire, respondent=found.kommun)
        try:
            enter_response(response=response, by=found.user)
        except Refused as error:
            refused = str(error)
        else:
            return redirect("task_list", found.kommun.pk, key)
    elif "enter" not in found.actions:
        return redirect("review", *found.address)
    context = kommun_page(found, heading=_("Fyll i åt kommunen"), refused=refused, wrong=bool(refused))
    return render(request, "questionnaires/coordinator/review_enter.html", context)
