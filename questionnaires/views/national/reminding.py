"""Reminding regions and RSS that haven't sent in, one or all: a page that asks first, then what was asked for."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import OrganisationKind
from questionnaires.forms.board import read_kommuner
from questionnaires.models import Round
from questionnaires.selectors.national.chasing import Chase, chase_of
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.services.reminders import remind_members
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers, page


@for_officers
def remind(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Reminds those that are named (?organisation=NUMBER, several); without any, all that haven't sent in."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    if request.method == "POST":
        named = read_kommuner(request.POST.getlist("organisation"))
        chase = chase_of(round_, key, named)
        reminded = remind_members(members=[each.member for each in chase.chosen], key=key, by=officer.user)
        _tell_done(request, len(reminded.told))
        _tell(request, _("Ingen påminnelse gick till:"), (why for _member, why in reminded.skipped))
        lost = (f"{person.name}, {member.name}" for member, person in reminded.unreached)
        _tell(request, _("Adresser som inte tar emot mejl:"), lost)
        return redirect("national_board", slug)
    named = read_kommuner(request.GET.getlist("organisation"))
    chase = chase_of(round_, key, named or None)
    context = page(
        officer,
        round_,
        heading=_("Påminn"),
        trail=trail(round_),
        chase=chase,
        back=_back(round_, chase, is_one=len(named) == 1),
    )
    return render(request, "questionnaires/national/remind.html", context)


def _back(round_: Round, chase: Chase, *, is_one: bool) -> str:
    if not (is_one and chase.chosen):
        return reverse("national_board", args=(round_.slug,))
    member = chase.chosen[0].member
    if member.kind == OrganisationKind.RSS:
        return reverse("received_report", args=(round_.slug, member.pk))
    return reverse("received", args=(round_.slug, member.pk, chase.questionnaire.key))


def _tell_done(request: HttpRequest, told: int) -> None:
    if told:
        done = ngettext(
            "%(n)s organisation fick en påminnelse.", "%(n)s organisationer fick en påminnelse.", told
        )
        messages.success(request, done % {"n": told})


def _tell(request: HttpRequest, head: str, sentences: Iterable[str]) -> None:
    told = list(sentences)
    if told:
        messages.error(request, "\n".join((head, *told)))
