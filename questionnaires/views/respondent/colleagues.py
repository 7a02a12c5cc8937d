"""Sharing the work: who answers which section, and inviting more people."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Membership, User
from accounts.selectors import people_of
from questionnaires.forms.colleague import ColleagueForm
from questionnaires.questions import Section
from questionnaires.rules import Refused, answering_roles, can_uninvite
from questionnaires.selectors.respondent.own import OwnResponse, own_people_response
from questionnaires.services.assignments import assign_sections
from questionnaires.services.colleagues import invite_colleague, uninvite_colleague
from questionnaires.views.respondent.page import for_respondents, page
from questionnaires.views.respondent.saving import begun


@dataclass(frozen=True)
class Share:
    """A section, and each person with whether she has taken it on."""

    section: Section
    people: tuple[tuple[User, bool], ...]


@for_respondents
def colleagues(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Who answers which section; posted, what the reader has ticked or unticked is so."""
    own = own_people_response(request.user, member, key)
    if request.method != "POST":
        return _page(request, own, ColleagueForm())
    known = {str(each.person.pk): each.person for each in _answering(own)}
    ticked, had = (_posted(request, own, known, name) for name in ("del-{}", "del-{}:hade"))
    try:
        assign_sections(response=begun(own).response, people=ticked, read=had, by=own.user)
    except Refused as refused:
        return _page(request, own, ColleagueForm(), refused=str(refused))
    messages.success(request, _("Uppdelningen är sparad."))
    return redirect("task_list", *own.address)


def _posted(
    request: HttpRequest, own: OwnResponse, known: dict[str, User], name: str
) -> dict[str, list[User]]:
    """Section → who, of those known, stands in the fields of that name."""
    posted = {each.key: request.POST.getlist(name.format(each.key)) for each in own.definition.sections}
    return {key: [known[each] for each in found if each in known] for key, found in posted.items()}


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
    # By the address that was typed: the form tells nobody whose it is.
    names = {"email": invited.user.email}
    if invited.is_written_to:
        messages.success(request, _("En inbjudan med en länk skickas till %(email)s.") % names)
    else:
        messages.info(request, _("%(email)s har redan fått en inbjudan i dag.") % names)
    return redirect("colleagues", *own.address)


@for_respondents
def colleague_uninvite(request: HttpRequest, member: int, key: str, role: int) -> HttpResponse:
    """Asks first, then takes back an invitation; one that the reader can't take back leads back."""
    own = own_people_response(request.user, member, key)
    membership = next((each for each in people_of(own.member.organisation) if each.pk == role), None)
    if membership is None:
        raise Http404
    if request.method != "POST":
        return _ask_first(request, own, membership)
    try:
        uninvite_colleague(membership=membership, member=own.member, by=own.user)
    except Refused as refused:
        return _page(request, own, ColleagueForm(), refused=str(refused))
    messages.success(request, _("%(name)s svarar inte längre här.") % {"name": membership.user.name})
    return redirect("colleagues", *own.address)


def _ask_first(request: HttpRequest, own: OwnResponse, membership: Membership) -> HttpResponse:
    """What a colleague who is no longer invited loses."""
    if not can_uninvite(membership, by=own.user):
        return redirect("colleagues", *own.address)
    taken = _taken(own)
    person = membership.user
    sections = [each for each in own.definition.sections if (each.key, person.pk) in taken]
    context = page(own, heading=_("Ta tillbaka inbjudan"), person=person, sections=sections)
    context["trail"] += ((_("Dela upp arbetet"), reverse("colleagues", args=own.address)),)
    return render(request, "questionnaires/colleague_uninvite.html", context)


def _page(request: HttpRequest, own: OwnResponse, form: ColleagueForm, *, refused: str = "") -> HttpResponse:
    answering = _answering(own)
    taken = _taken(own)
    shares = [
        Share(section, tuple((each.person, (section.key, each.person.pk) in taken) for each in answering))
        for section in own.definition.sections
    ]
    context = page(
        own,
        heading=_("Dela upp arbetet"),
        form=form,
        shares=shares if own.can_edit else (),
        answering=answering,
        refused=refused,
        wrong=bool(refused or form.errors),
    )
    return render(request, "questionnaires/colleagues.html", context)


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for the organisation. role: of an invitation that the reader can take back, if any."""

    person: User
    role: int | None


def _answering(own: OwnResponse) -> tuple[Answering, ...]:
    """By name; somebody with two roles comes once."""
    roles = answering_roles(own.member.kind)
    members = [each for each in people_of(own.member.organisation) if each.role in roles]
    found = {each.user_id: each for each in members}
    return tuple(
        Answering(each.user, each.pk if can_uninvite(each, by=own.user) else None) for each in found.values()
    )


def _taken(own: OwnResponse) -> set[tuple[str, int]]:
    if own.response.pk is None:
        return set()
    return set(own.response.assignments.values_list("section", "user"))
