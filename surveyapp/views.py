"""The pages that belong to no app: start, accessibility, privacy, and those that say what is wrong."""

from datetime import date

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.selectors import is_officer, roles_of
from exports.editions import years
from questionnaires.selectors.national.collected import opened_rounds
from questionnaires.selectors.reopening import asking_rss
from questionnaires.selectors.respondent.desk import answers_for, only_answers
from questionnaires.views.handed_back import can_hand_back, hand_back

# When the service was last tried against WCAG. Change it only together with the statement.
ASSESSED = date(2026, 11, 26)


def home(request: HttpRequest) -> HttpResponse:
    """What somebody can do now; who only answers for an organisation goes straight to what it owes."""
    officer = is_officer(request.user)
    signed_in = request.user.is_authenticated
    memberships = roles_of(request.user)
    answers = bool(answers_for(memberships))
    if answers and only_answers(memberships):
        return redirect("start")
    heading = _("Det här kan du göra nu") if signed_in else _("Samlade svar om god och nära vård")
    context = {
        "heading": heading,
        "officer": officer,
        "answers": answers,
        "years": years(officer=officer),
        "rounds": opened_rounds(),
        "asking": asking_rss() if officer else (),
    }
    return render(request, "home.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the Swedish accessibility law (2018:1937) asks for."""
    context = {
        "heading": _("Tillgänglighetsredogörelse"),
        "assessed": ASSESSED,
        "supervisor": settings.ACCESSIBILITY_SUPERVISOR,
        "report_address": settings.ACCESSIBILITY_REPORT_ADDRESS,
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "accessibility.html", context)


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, and why."""
    context = {
        "heading": _("Personuppgifter"),
        "contact": settings.CONTACT_EMAIL,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "privacy.html", context)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something that can't be taken as it was sent: too large, too many fields, cut off, for another name of ours.

    What comes before a request has a session, or from a name that we don't go by, gets a page that asks for neither.
    """
    is_large = isinstance(exception, RequestDataTooBig)
    is_known = hasattr(request, "user")
    context = {
        "heading": _("Det du skickade är för stort") if is_large else _("Det du skickade går inte att läsa"),
        "layout": "base.html" if is_known else "bare.html",
        "most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000 if is_large else 0,
    }
    if is_known:
        return render(request, "400.html", context, status=400)
    return HttpResponse(
        render_to_string("400.html", context | {"product_name": settings.PRODUCT_NAME}), status=400
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something that somebody may see but not do."""
    return render(request, "403.html", {"heading": _("Du får inte göra det här")}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often a page that was left open while somebody signed in or out."""
    if can_hand_back(request):
        return hand_back(request)
    return render(request, "form_expired.html", {"heading": _("Sidan hann bli för gammal")}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that doesn't exist, or that isn't for this person: the two look the same."""
    return render(request, "404.html", {"heading": _("Sidan finns inte")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """An error of ours. The page asks neither database nor session for anything: they may be what fails."""
    context = {"heading": _("Något gick fel hos oss"), "product_name": settings.PRODUCT_NAME}
    return HttpResponse(render_to_string("500.html", context), status=500)
