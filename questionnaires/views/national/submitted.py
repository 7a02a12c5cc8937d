"""The list of who has sent in, which an officer can show to everybody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.selectors import roles_of
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import make_an_officer, officer_of
from questionnaires.selectors.national.submitted_list import listed_round, submitted_list
from questionnaires.services.submitted_list import show_submitted_list
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers


def submitted(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has sent in: for everybody where an officer has said so; officers read it before that, too."""
    memberships = roles_of(request.user)
    officer = make_an_officer(memberships)
    round_ = listed_round(slug, officer=officer)
    context = {
        "heading": _("Vilka har lämnat in %(year)s?") % {"year": round_.year},
        "trail": trail(round_) if officer else (),
        "round": round_,
        "listed": submitted_list(round_),
        "officer": officer,
        "memberships": memberships,
    }
    return render(request, "questionnaires/national/submitted.html", context)


@for_officers
@require_POST
def submitted_switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the list to everybody (visa=1), or to officers alone."""
    officer = officer_of(request.user)
    round_ = listed_round(slug, officer=True)
    shown = request.POST.get("visa") == "1"
    try:
        show_submitted_list(round_=round_, shown=shown, by=officer.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Nu kan alla läsa listan.") if shown else _("Nu är listan dold."))
    return redirect(reverse("submitted_list", args=(slug,)))
