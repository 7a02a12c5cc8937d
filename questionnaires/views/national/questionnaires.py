"""A round's questionnaires, to read as those who answer them can."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from questionnaires.documents.blank import blank_sections
from questionnaires.documents.pdf import blank_pdf
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.selectors.national.rounds import questionnaire_version
from questionnaires.views.documents import pdf
from questionnaires.views.national.page import for_officers, page, round_trail


@for_officers
def questionnaire(request: HttpRequest, slug: str, key: str, version: int) -> HttpResponse:
    """One version with every question, and room for the answers."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    found = questionnaire_version(round_, key, version)
    context = page(
        officer,
        round_,
        heading=found.definition.title,
        heading_in_swedish=True,
        trail=round_trail(round_),
        questionnaire=found,
        sections=blank_sections(found.definition),
    )
    return render(request, "questionnaires/national/questionnaire.html", context)


@for_officers
def questionnaire_pdf(request: HttpRequest, slug: str, key: str, version: int) -> HttpResponse:
    """The same as PDF."""
    officer_of(request.user)
    found = questionnaire_version(round_named(slug), key, version)
    content = blank_pdf(found.definition, version=found.version, author=settings.AGENCY_NAME)
    return pdf(content, name=f"tom-enkat-{found.key}-version-{found.version}.pdf")
