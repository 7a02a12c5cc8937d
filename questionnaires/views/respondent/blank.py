"""The questionnaire before anything is filled in: a page to print, and a PDF."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.documents.blank import blank_sections
from questionnaires.documents.pdf import blank_pdf as typeset
from questionnaires.forms.numbers import read_number
from questionnaires.models import Questionnaire
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.views.documents import pdf
from questionnaires.views.respondent.page import for_respondents, page


@for_respondents
def blank(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Every question with room for the answer; ?version=N shows another version than the one that is answered."""
    own = own_response(request.user, member, key)
    questionnaire = _version(own, request.GET.get("version"))
    context = page(
        own,
        heading=_("Tom enkät"),
        questionnaire=questionnaire,
        sections=blank_sections(questionnaire.definition),
    )
    return render(request, "questionnaires/blank.html", context)


@for_respondents
def blank_pdf(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """The same as PDF."""
    questionnaire = _version(own_response(request.user, member, key), request.GET.get("version"))
    content = typeset(questionnaire.definition, version=questionnaire.version, author=settings.AGENCY_NAME)
    return pdf(content, name=f"tom-enkat-{questionnaire.key}-version-{questionnaire.version}.pdf")


def _version(own: OwnResponse, asked: str | None) -> Questionnaire:
    """The version that the answers are given to, or the one asked for. Raises Http404 where there is none."""
    if asked is None:
        return own.questionnaire
    number = read_number(asked, most=4) or 0
    found = Questionnaire.objects.filter(round=own.round, key=own.questionnaire.key, version=number).first()
    if found is None:
        raise Http404
    return found
