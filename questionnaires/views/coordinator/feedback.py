"""What a coordinator's RSS gets back: its kommuner beside the country's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.selectors.coordinator.coordinated import coordinated_rss
from questionnaires.selectors.feedback import rss_feedback
from questionnaires.views.comparing import comparison
from questionnaires.views.coordinator.page import for_coordinators, page


@for_coordinators
def feedback(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """The RSS's published counts beside the country's."""
    coordinated = coordinated_rss(request.user, rss)
    found = rss_feedback(coordinated.rss, key)
    compared = comparison(found)
    context = page(
        coordinated,
        heading=_("Jämför med riket %(year)s") % {"year": coordinated.round.year},
        trail=((_("Insamlingar att samordna"), reverse("coordinated_rounds")),),
        feedback=found,
        groups=compared.groups,
        sections=compared.sections(),
    )
    return render(request, "questionnaires/coordinator/feedback.html", context)
