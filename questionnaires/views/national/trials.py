"""Trying a round, deleting the trial, and what is left of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.documents.protocol import protocol_of
from questionnaires.forms.trials import TrialForm
from questionnaires.models import TRIAL_SUFFIX
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.selectors.national.rounds import deletion, own_members
from questionnaires.services.trials import delete_trial, make_trial
from questionnaires.views.documents import file
from questionnaires.views.national.page import for_officers, page, round_trail, rounds_trail
from questionnaires.views.refusal import refusal

# How long a trial is proposed to last.
LASTS = timedelta(days=14)


@for_officers
def trial_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks who tries a round, and until when, and opens the trial."""
    officer, round_ = officer_of(request.user), round_named(slug)
    if round_.is_trial:
        raise Http404
    proposed = {"deadline": timezone.localdate() + LASTS}
    form, refused = TrialForm(own_members(round_), request.POST or None, initial=proposed), ""
    if request.method == "POST" and form.is_valid():
        chosen, day = form.organisations, form.cleaned_data["deadline"]
        refused = refusal(
            lambda: make_trial(year=round_.year, organisations=chosen, deadline=day, by=officer.user)
        )
        if not refused:
            messages.success(request, _("Provet är öppet."))
            return redirect("round", f"{round_.year}{TRIAL_SUFFIX}")
    more = {"form": form, "refused": refused, "wrong": bool(refused or form.errors)}
    more |= {"groups": (form["regions"], form["rss"])}
    context = page(officer, round_, heading=_("Prova insamlingen"), trail=round_trail(round_), **more)
    return render(request, "questionnaires/national/trial_new.html", context)


@for_officers
def trial_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first, then deletes a trial whole; goes on to the protocol. Nothing else has such a page."""
    officer, round_ = officer_of(request.user), round_named(slug)
    if not round_.is_trial:
        raise Http404
    if request.method == "POST":
        try:
            event = delete_trial(round_=round_, by=officer.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("rounds")
        messages.success(request, _("Provet är borttaget."))
        return redirect("trial_protocol", event.pk)
    context = page(officer, round_, heading=_("Ta bort provet"), trail=round_trail(round_))
    return render(request, "questionnaires/national/trial_delete.html", context)


@for_officers
def protocol(request: HttpRequest, event: int) -> HttpResponse:
    """What is left of a trial that was deleted."""
    officer = officer_of(request.user)
    found = protocol_of(deletion(event))
    context = {
        "heading": found.heading,
        "trail": rounds_trail(),
        "memberships": officer.memberships,
        "protocol": found,
    }
    return render(request, "questionnaires/national/protocol.html", context)


@for_officers
def protocol_text(request: HttpRequest, event: int) -> HttpResponse:
    """The same as plain text."""
    officer_of(request.user)
    found = protocol_of(deletion(event))
    content = "\n".join((*found.lines, "")).encode()
    return file(
        content, name=f"protokoll-prov-{found.year}-{event}.txt", content_type="text/plain; charset=utf-8"
    )
