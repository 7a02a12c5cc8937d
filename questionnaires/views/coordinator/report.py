"""Check and send in: everything that the RSS reports on one page, its receipt, and asking for it to be opened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.documents.changed import changed_submissions
from questionnaires.forms.signing import SigningForm
from questionnaires.rules import OPENED, Refused
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.coordinator.counted_kommuner import counted_kommuner, few_differing, opened_by
from questionnaires.selectors.coordinator.report_to_check import report_to_check
from questionnaires.selectors.deadlines import report_day
from questionnaires.selectors.reopening import request_of
from questionnaires.selectors.reports import read_reports, report_changes, report_versions
from questionnaires.services.aggregates import aggregate_of, ask_to_reopen, submit_aggregate
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to
from questionnaires.views.coordinator.receipt import receipt_parts
from questionnaires.views.coordinator.standing import standing_of


@for_coordinators
def report(request: HttpRequest, rss: int) -> HttpResponse:
    """Shows everything that goes on together; sends it in."""
    coordinated = coordinated_rss(request.user, rss)
    if request.method != "POST":
        return _show(request, coordinated)
    form = SigningForm(request.POST)
    if not form.is_valid():
        return _show(request, coordinated, form=form)
    try:
        version, _is_news = submit_aggregate(
            rss=coordinated.rss,
            without_own="without_own" in request.POST,
            seen=request.POST.get("seen", ""),
            by=coordinated.user,
            **form.cleaned_data,
        )
    except Refused as refused:
        return _show(request, coordinated, form=form, refused=str(refused))
    return redirect("report_receipt", rss, version.number)


@for_coordinators
def receipt(request: HttpRequest, rss: int, number: int) -> HttpResponse:
    """A version as it was sent in, and what it changed since the one before."""
    coordinated = coordinated_rss(request.user, rss)
    versions = report_versions(coordinated.round, rss)
    wanted = tuple(each for each in versions if each.number in (number, number - 1))
    if not wanted or wanted[0].number != number:
        raise Http404
    reports = read_reports(coordinated.round, wanted)
    own = [each.own.select_related("response", "questionnaire").order_by("response__key") for each in wanted]
    context = page(
        coordinated,
        heading=_("Kvittens för version %(number)s") % {"number": number},
        trail=trail_to(coordinated),
        versions=versions,
        version=wanted[0],
        own=own[0],
        changed_own=changed_submissions(own[1], own[0]) if len(own) > 1 else (),
        parts=receipt_parts(reports, counted_kommuner(*wanted)),
        changes=report_changes(reports[1], reports[0]) if len(reports) > 1 else (),
        is_newest=number == versions[0].number,
    )
    return render(request, "questionnaires/coordinator/report_receipt.html", context)


@for_coordinators
def report_unlock(request: HttpRequest, rss: int) -> HttpResponse:
    """Asks why, then asks the national level to open the report."""
    coordinated = coordinated_rss(request.user, rss)
    refused = ""
    if request.method == "POST":
        try:
            ask_to_reopen(
                aggregate=aggregate_of(coordinated.rss),
                reason=request.POST.get("reason", ""),
                by=coordinated.user,
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Handläggarna har fått ett mejl. Ni får veta när det går att ändra."))
            return redirect("report", rss)
    context = page(
        coordinated,
        heading=_("Be om att få låsa upp"),
        trail=trail_to(coordinated),
        asked=request_of(coordinated.rss),
        reason=request.POST.get("reason", ""),
        refused=refused,
        wrong=bool(refused),
    )
    return render(request, "questionnaires/coordinator/report_unlock.html", context)


def _heading(coordinated: CoordinatedRss) -> str:
    if coordinated.is_report_missed:
        return _("Inget är inlämnat")
    return _("Det ni har lämnat in") if coordinated.is_report_sent else _("Kontrollera och lämna in")


def _show(
    request: HttpRequest,
    coordinated: CoordinatedRss,
    *,
    form: SigningForm | None = None,
    refused: str = "",
) -> HttpResponse:
    found = report_to_check(coordinated.rss)
    due = report_day(coordinated.rss)
    is_next = coordinated.version and coordinated.can_edit_report
    differing = few_differing(coordinated, found) if is_next else {}
    context = page(
        coordinated,
        heading=_heading(coordinated),
        trail=trail_to(coordinated),
        report=found,
        parts=[(part, standing_of(part.counts), differing.get(part.counts.key, ())) for part in found.parts],
        opened=opened_by(coordinated) if coordinated.report in OPENED else None,
        asked=request_of(coordinated.rss),
        form=form or SigningForm(initial={"signed_name": coordinated.user.name}),
        tried=form is not None,
        without_own="without_own" in request.POST,
        refused=refused,
        wrong=bool(refused or (form and form.errors)),
        due=due,
        is_late=timezone.localdate() > due,
    )
    return render(request, "questionnaires/coordinator/report.html", context)
