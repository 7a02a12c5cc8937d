"""The task list of one response: its parts, how far each has come, and what is left."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from questionnaires.selectors.own import own_response
from questionnaires.views.respondent.page import for_respondents, page


@for_respondents
def task_list(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Every part of the questionnaire, and where to go on."""
    own = own_response(request.user, member, key)
    context = page(own, heading=own.definition.title, below=False)
    return render(request, "questionnaires/task_list.html", context)
