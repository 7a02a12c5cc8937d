"""An RSS's board: its kommuner, and where each of them is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.selectors import roles_of
from questionnaires.selectors.coordinated import coordinated_rounds
from questionnaires.views.coordinator.page import for_coordinators


@for_coordinators
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in which the reader coordinates an RSS."""
    found = coordinated_rounds(request.user)
    memberships = roles_of(request.user)
    if not any(each.role == "coordinator" for each in memberships):
        raise Http404
    context = {"heading": _("Insamlingar att samordna"), "found": found, "memberships": memberships}
    return render(request, "questionnaires/coordinator/rounds.html", context)
