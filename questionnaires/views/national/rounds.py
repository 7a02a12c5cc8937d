"""The yearly rounds, for those who run them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from questionnaires.forms.rounds import RoundDaysForm
from questionnaires.models import TRIAL_SUFFIX, Round
from questionnaires.round_days import a_year_later
from questionnaires.selectors.deadlines import days_of
from questionnaires.selectors.national import rounds as found
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.selectors.national.round_history import happenings
from questionnaires.services.copying import copy_round, title_of_copy
from questionnaires.services.round_days import change_round_days
from questionnaires.views.national.history import history
from questionnaires.views.national.page import for_officers, page, round_trail, rounds_trail
from questionnaires.views.national.timeline import timeline
from questionnaires.views.refusal import refusal


@for_officers
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first, and the way to the next year's."""
    officer = officer_of(request.user)
    newest = found.newest_round()
    context = {
        "heading": _("Insamlingar"),
        "memberships": officer.memberships,
        "rounds": found.all_rounds(),
        "next_year": newest.year + 1 if newest else None,
        "deletions": found.deletions(),
    }
    return render(request, "questionnaires/national/rounds.html", context)


@for_officers
def round_new(request: HttpRequest) -> HttpResponse:
    """Asks for the days of the next year's round, shows what it will be a copy of, and makes it."""
    officer = officer_of(request.user)
    source = _newest_or_404()
    days = days_of(source)
    asked = found.asked_questionnaires(source, days)
    year, refused = source.year + 1, ""
    titles = [title_of_copy(each.newest, source=source.year, year=year) for each in asked]
    named = zip((each.newest for each in asked), titles, strict=True)
    form = RoundDaysForm(named, a_year_later(days), request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = refusal(
            lambda: copy_round(source=source.year, year=year, **vars(form.days), by=officer.user)
        )
        if not refused:
            messages.success(request, _("Insamlingen %(year)s är skapad.") % {"year": year})
            return redirect("round", year)
    heading = _("Skapa %(year)s års insamling") % {"year": year}
    more = {"form": form, "refused": refused, "wrong": bool(refused or form.errors), "year": year}
    context = page(officer, source, heading=heading, trail=rounds_trail(), asked=asked, **more)
    return render(request, "questionnaires/national/round_new.html", context)


@for_officers
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A round's days, questionnaires, frame and history, and what can be done with it now."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    asked = found.asked_questionnaires(round_, days_of(round_))
    trial = found.trial_number(round_.year)
    happened = happenings(round_, trial)
    context = page(
        officer,
        round_,
        heading=_("Insamlingen %(year)s") % {"year": round_},
        trail=rounds_trail(),
        asked=asked,
        milestones=timeline(round_, asked, (each.event for each in happened)),
        counts=found.frame_counts(round_),
        history=history(happened, {each.key: each.title for each in asked}),
        has_trial=trial is not None,
        trial_slug=f"{round_.year}{TRIAL_SUFFIX}",
    )
    return render(request, "questionnaires/national/round.html", context)


@for_officers
def round_days(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes a round's days until it is closed."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    if round_.state not in ("draft", "open"):
        return redirect("round", slug)
    days = days_of(round_)
    asked = [(each.newest, each.title) for each in found.asked_questionnaires(round_, days)]
    form = RoundDaysForm(asked, days, request.POST or None, has_opened=round_.state == "open")
    refused = ""
    if request.method == "POST" and form.is_valid():
        refused = refusal(lambda: change_round_days(round_=round_, days=form.days, by=officer.user))
        if not refused:
            messages.success(request, _("Dagarna är sparade."))
            return redirect("round", slug)
    more = {"form": form, "refused": refused, "wrong": bool(refused or form.errors)}
    context = page(officer, round_, heading=_("Ändra dagarna"), trail=round_trail(round_), **more)
    return render(request, "questionnaires/national/round_days.html", context)


def _newest_or_404() -> Round:
    newest = found.newest_round()
    if newest is None:
        raise Http404
    return newest
