"""More time for regions and RSS."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.forms.days import ExtensionForm, Group
from questionnaires.models import FrameMember
from questionnaires.selectors.deadlines import days_of
from questionnaires.selectors.national import rounds as found
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.views import more_time
from questionnaires.views.national.page import for_officers, page, round_trail


@for_officers
def extensions(request: HttpRequest, slug: str) -> HttpResponse:
    """The regions and RSS that have more time, kommuner as counts; gives more, or takes it back (POST end=NUMBER)."""
    officer, round_ = officer_of(request.user), round_named(slug)
    granted = found.extensions(round_)
    if "end" in request.POST:
        more_time.end(request, granted, by=officer.user)
        return redirect("extensions", slug)
    asked = found.asked_questionnaires(round_, days_of(round_))
    candidates, groups = _candidates(asked, found.own_members(round_))
    form = ExtensionForm(groups, request.POST or None)
    refused = more_time.grant(request, form, candidates, by=officer.user)
    if refused == "":
        return redirect("extensions", slug)
    context = page(
        officer,
        round_,
        heading=_("Förlängningar"),
        trail=round_trail(round_),
        granted=granted,
        titles={each.key: each.title for each in asked},
        counts=found.kommun_extension_counts(round_),
        form=form,
        refused=refused,
        wrong=bool(refused or form.errors),
    )
    return render(request, "questionnaires/national/extensions.html", context)


def _candidates(
    asked: Iterable[found.AskedQuestionnaire], members: tuple[FrameMember, ...]
) -> tuple[more_time.Candidates, list[Group]]:
    """Who can be given more time for what, and the choices of the form: a group a questionnaire."""
    candidates: dict[str, tuple[FrameMember, str]] = {}
    groups: list[Group] = []
    for questionnaire in asked:
        kind, key = questionnaire.newest.respondents, questionnaire.key
        if kind != OrganisationKind.KOMMUN:
            those = {f"{each.pk}:{key}": each for each in members if each.kind == kind}
            candidates |= {value: (each, key) for value, each in those.items()}
            groups.append((questionnaire.title, [(value, each.name) for value, each in those.items()]))
    return candidates, groups
