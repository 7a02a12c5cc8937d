"""Sharing the work: who answers which section, and inviting more people."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.selectors import people_of
from questionnaires.forms.colleague import ColleagueForm
from questionnaires.questions import Section
from questionnaires.rules import Refused, answering_roles
from questionnaires.selectors.own import OwnResponse, own_people_response
from questionnaires.services.assignments import assign_sections
from questionnaires.services.colleagues import invite_colleague
from questionnaires.views.respondent.page import for_respondents, page
from questionnaires.views.respondent.saving import begun


@dataclass(frozen=True)
class Share:
    """A section, and each person with whether she has taken it on."""

    section: Section
    people: tuple[tuple[User, bool], ...]


@for_respondents
def colleagues(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Who answers which section; posted, it is as ticked."""
    own = own_people_response(request.user, member, key)
    if request.method != "POST":
        return _page(request, own, ColleagueForm())
    people = {str(person.pk): person for person in _people(own)}
    chosen = {
        section.key: [people[each] for each in request.POST.getlist(f"del-{section.key}") if each in people]
        for section in own.definition.sections
    }
    try:
        assign_sections(response=begun(own).response, people=chosen, by=own.user)
    except Refused as refused:
        return _page(request, own, ColleagueForm(), refused=str(refused))
    messages.success(request, _("Uppdelningen är sparad."))
    return redirect("task_list", *own.address)


@for_respondents
@require_POST
def colleague_invite(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Invites a colleague by e-mail."""
    own = own_people_response(request.user, member, key)
    form = ColleagueForm(request.POST)
    if not form.is_valid():
        return _page(request, own, form)
    try:
        invited = invite_colleague(
            member=own.member,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            goes_to=reverse("task_list", args=own.address),
            by=own.user,
        )
    except Refused as refused:
        return _page(request, own, form, refused=str(refused))
    names = {"name": invited.user.name, "email": invited.user.email}
    if invited.is_written_to:
        messages.success(request, _("%(name)s är inbjuden. En länk skickas till %(email)s.") % names)
    else:
        messages.info(request, _("%(name)s har redan fått en inbjudan i dag.") % names)
    return redirect("colleagues", *own.address)


def _page(request: HttpRequest, own: OwnResponse, form: ColleagueForm, *, refused: str = "") -> HttpResponse:
    people = _people(own)
    taken = _taken(own)
    shares = [
        Share(section, tuple((person, (section.key, person.pk) in taken) for person in people))
        for section in own.definition.sections
    ]
    context = page(
        own,
        heading=_("Dela upp arbetet"),
        form=form,
        shares=shares if own.can_edit else (),
        people=people,
        refused=refused,
        wrong=bool(refused or form.errors),
    )
    return render(request, "questionnaires/colleagues.html", context)


def _people(own: OwnResponse) -> tuple[User, ...]:
    """Those who answer for the organisation, by name."""
    members = people_of(own.member.organisation)
    roles = answering_roles(own.member.kind)
    found: Mapping[int, User] = {each.user_id: each.user for each in members if each.role in roles}
    return tuple(found.values())


def _taken(own: OwnResponse) -> set[tuple[str, int]]:
    if own.response.pk is None:
        return set()
    return set(own.response.assignments.values_list("section", "user"))
