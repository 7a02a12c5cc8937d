"""What somebody's organisations owe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.views.respondent.page import for_respondents


@for_respondents
def start(request: HttpRequest) -> HttpResponse:
    """The questionnaires that the reader's organisations are asked to answer."""
    return render(request, "questionnaires/start.html", {"heading": _("Det här ska ni lämna in")})
