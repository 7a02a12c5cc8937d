"""The yearly rounds, for those who run them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.models import Round
from questionnaires.selectors.officers import officer_of
from questionnaires.views.national.page import for_officers


@for_officers
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first."""
    officer = officer_of(request.user)
    found = Round.objects.order_by("-year", "is_trial")
    context = {"heading": _("Insamlingar"), "found": found, "memberships": officer.memberships}
    return render(request, "questionnaires/national/rounds.html", context)
