"""An RSS's own last day for its kommuner, and more time for one of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.forms.days import ExtensionForm, RssDayForm
from questionnaires.models import Questionnaire
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.coordinator.live_aggregate import kommun_extensions, kommuner_of, own_day
from questionnaires.selectors.deadlines import days_of, report_day
from questionnaires.services.rss_days import clear_rss_day, set_rss_day
from questionnaires.views import more_time
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to
from questionnaires.views.refusal import do_and_tell, refusal


@for_coordinators
def rss_deadline(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """The RSS's own last day for its kommuner: sets it, or takes it away (POST clear)."""
    coordinated = coordinated_rss(request.user, rss)
    questionnaire = _asked_or_404(coordinated, key)
    if "clear" in request.POST:
        return _clear(request, coordinated, key)
    now = own_day(coordinated.rss, key)
    form, refused = RssDayForm(request.POST or None, initial={"day": now}), ""
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        refused = refusal(lambda: set_rss_day(rss=coordinated.rss, key=key, day=day, by=coordinated.user))
        if not refused:
            messages.success(request, _("Sista svarsdag för era kommuner är sparad."))
            return redirect("board", rss, key)
    context = page(
        coordinated,
        heading=_("Egen sista svarsdag"),
        trail=trail_to(coordinated, questionnaire.definition),
        questionnaire=questionnaire,
        now=now,
        last_day=days_of(coordinated.round).last_day(key),
        form=form,
        refused=refused,
        wrong=bool(refused or form.errors),
    )
    return render(request, "questionnaires/coordinator/rss_deadline.html", context)


@for_coordinators
def extensions(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """The kommuner that have more time; gives more (?kommun=NUMBER proposes one), or takes it back (POST end)."""
    coordinated = coordinated_rss(request.user, rss)
    questionnaire = _asked_or_404(coordinated, key)
    granted = kommun_extensions(coordinated.rss, key)
    if "end" in request.POST:
        more_time.end(request, granted, by=coordinated.user)
        return redirect("kommun_extensions", rss, key)
    candidates = {str(each.pk): (each, key) for each in kommuner_of(coordinated.rss)}
    choices = [(number, each.name) for number, (each, _key) in candidates.items()]
    form = ExtensionForm(choices, request.POST or None, initial={"whose": request.GET.get("kommun")})
    refused = more_time.grant(request, form, candidates, by=coordinated.user)
    if refused == "":
        return redirect("kommun_extensions", rss, key)
    context = page(
        coordinated,
        heading=_("Förlängningar"),
        trail=trail_to(coordinated, questionnaire.definition),
        questionnaire=questionnaire,
        granted=granted,
        last_day=report_day(coordinated.rss),
        form=form,
        refused=refused,
        wrong=bool(refused or form.errors),
    )
    return render(request, "questionnaires/coordinator/extensions.html", context)


def _clear(request: HttpRequest, coordinated: CoordinatedRss, key: str) -> HttpResponse:
    done = _("Nu gäller enkätens sista svarsdag för era kommuner.")
    do_and_tell(request, lambda: clear_rss_day(rss=coordinated.rss, key=key, by=coordinated.user), done)
    return redirect("board", coordinated.rss.pk, key)


def _asked_or_404(coordinated: CoordinatedRss, key: str) -> Questionnaire:
    """The newest version of a questionnaire that the RSS's kommuner are asked."""
    asked = coordinated.round.questionnaires.filter(key=key, respondents=OrganisationKind.KOMMUN)
    found = asked.order_by("-version").first()
    if found is None:
        raise Http404
    return found
