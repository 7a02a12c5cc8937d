"""Regions and RSS of the same län, side by side where both were asked the same."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Side
from questionnaires.rules import Refused
from questionnaires.selectors.national.differences import find_pair, shared_cells
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.services.comments import start_comments
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers, page


@for_officers
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the two have answered differently; all that both have answered with ?visa=alla."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    shows_all, shared = request.GET.get("visa") == "alla", shared_cells(round_)
    differing = [each for each in shared if each.different]
    context = page(
        officer,
        round_,
        heading=_("Region och RSS sida vid sida %(round)s") % {"round": round_},
        trail=trail(round_),
        cells=shared if shows_all else differing,
        alike=len(shared) - len(differing),
        shows_all=shows_all,
    )
    return render(request, "questionnaires/national/differences.html", context)


@for_officers
def differences_write(request: HttpRequest, slug: str, region: int, rss: int, cell: str) -> HttpResponse:
    """A comment to both, at the question that they have answered."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    shared, pair = find_pair(shared_cells(round_), region, rss, cell)
    text, refused = request.POST.get("text", ""), ""
    if request.method == "POST":
        responses = (pair.region_response, pair.rss_response)
        try:
            start_comments(responses=responses, cell=cell, text=text, side=Side.RECEIVER, by=officer.user)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, _("Kommentaren är skickad till båda."))
            return redirect(reverse("differences", args=(slug,)) + f"#fraga-{cell}")
    context = page(
        officer,
        round_,
        heading=_("Skriv till båda"),
        trail=(*trail(round_), (_("Region och RSS sida vid sida"), reverse("differences", args=(slug,)))),
        shared=shared,
        pair=pair,
        text=text,
        refused=refused,
        wrong=bool(refused),
    )
    return render(request, "questionnaires/national/differences_write.html", context)
