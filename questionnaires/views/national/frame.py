"""A round's frame: who should answer, added or taken away with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.forms.fields import ReasonForm
from questionnaires.forms.frames import FrameForm
from questionnaires.models import Round, RoundState
from questionnaires.selectors.national.frames import frame_changes, frame_of, framed_member, outside_frame
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.services.frames import add_to_frame, check_removable, remove_from_frame
from questionnaires.services.rounds import FRAMED_KINDS
from questionnaires.views.national.page import Trail, for_officers, page, round_trail
from questionnaires.views.refusal import refusal


@for_officers
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who should answer, or those whom a search finds (?sok=), and how the frame has changed."""
    officer, round_ = officer_of(request.user), round_named(slug)
    search = request.GET.get("sok", "").strip()[:100]
    context = page(
        officer,
        round_,
        heading=_("Vilka som ska svara"),
        trail=round_trail(round_),
        search=search,
        frame=frame_of(round_, search),
        changes=frame_changes(round_),
        can_change=round_.state != RoundState.PUBLISHED,
    )
    return render(request, "questionnaires/national/frame.html", context)


@for_officers
def frame_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks which organisation is added, and why, and adds it. Leads back where nothing can be added any more."""
    officer, round_ = officer_of(request.user), round_named(slug)
    if round_.state == RoundState.PUBLISHED and request.method != "POST":
        return redirect("frame", slug)
    form = FrameForm(outside_frame(round_, FRAMED_KINDS), request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        refused = refusal(lambda: add_to_frame(round_=round_, by=officer.user, **form.cleaned_data))
        if not refused:
            name = form.cleaned_data["organisation"].name
            messages.success(request, _("%(name)s är med i insamlingen.") % {"name": name})
            return redirect("frame", slug)
    more = {"form": form, "refused": refused, "wrong": bool(refused or form.errors)}
    context = page(officer, round_, heading=_("Lägg till en organisation"), trail=_trail(round_), **more)
    return render(request, "questionnaires/national/frame_add.html", context)


@for_officers
def frame_remove(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Asks why an organisation is taken away, and takes it away; says first where that can't be."""
    officer, round_ = officer_of(request.user), round_named(slug)
    removed = framed_member(round_, member)
    form = ReasonForm(request.POST or None)
    refused = refusal(lambda: check_removable(member=removed, by=officer.user))
    can_remove = not refused
    if can_remove and request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        refused = refusal(lambda: remove_from_frame(member=removed, reason=reason, by=officer.user))
        if not refused:
            messages.success(request, _("%(name)s är borttagen ur insamlingen.") % {"name": removed.name})
            return redirect("frame", slug)
    wrong = can_remove and bool(refused or form.errors)
    more = {"form": form, "refused": refused, "wrong": wrong, "can_remove": can_remove}
    heading = _("Ta bort %(name)s") % {"name": removed.name}
    context = page(officer, round_, heading=heading, trail=_trail(round_), **more)
    return render(request, "questionnaires/national/frame_remove.html", context)


def _trail(round_: Round) -> Trail:
    return (*round_trail(round_), (_("Vilka som ska svara"), reverse("frame", args=(round_.slug,))))
