"""What an organisation that has answered gets back: its answers beside others'."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.selectors.feedback import kommun_feedback, region_feedback
from questionnaires.selectors.respondent.own import own_response
from questionnaires.views.comparing import comparison
from questionnaires.views.respondent.page import for_respondents, page


@for_respondents
def feedback(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """A kommun beside its RSS and the country, a region beside all regions; once the round is published."""
    own = own_response(request.user, member, key)
    if own.member.kind == OrganisationKind.KOMMUN:
        found = kommun_feedback(own.member, key)
    elif own.member.kind == OrganisationKind.REGION:
        found = region_feedback(own.member, key)
    else:
        raise Http404
    compared = comparison(found)
    context = page(
        own,
        heading=_("Jämför med andra %(year)s") % {"year": own.round.year},
        feedback=found,
        groups=compared.groups,
        sections=compared.sections(),
    )
    return render(request, "questionnaires/feedback.html", context)
