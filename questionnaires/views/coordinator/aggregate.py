"""The aggregate: the counts over an RSS's kommuner, question by question, live while collecting."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from questionnaires.rules import Refused
from questionnaires.selectors.aggregate import RssCounts, kommun_versions, rss_counts
from questionnaires.selectors.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.summaries import summaries_of
from questionnaires.services.summaries import save_summary
from questionnaires.views.coordinator.counted import Counted, find_counted, shown_sections
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to
from questionnaires.views.coordinator.standing import standing_of
from questionnaires.views.coordinator.texts import Typed, texts_by_question

PREVIEW = "inlamnade"


@for_coordinators
def aggregate(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Shows the counts (?urval=inlamnade: a preview; ?tal=NUMBER: who is behind it); saves one summary."""
    coordinated = coordinated_rss(request.user, rss)
    versions = kommun_versions(coordinated.rss)
    is_preview = request.GET.get("urval") == PREVIEW
    counts = rss_counts(coordinated.rss, key, versions, is_preview=is_preview)
    if request.method != "POST":
        return _show(request, coordinated, counts, keys=tuple(versions))
    typed = _save(request, coordinated, counts)
    if typed is not None:
        return _show(request, coordinated, counts, keys=tuple(versions), typed=typed)
    messages.success(request, _("Sammanfattningen är sparad."))
    return redirect(f"{request.get_full_path()}#sammanfattning-{request.POST['cell']}")


def _save(request: HttpRequest, coordinated: CoordinatedRss, counts: RssCounts) -> Typed | None:
    """What was typed, where it couldn't be saved. Raises Http404 for a cell that there isn't."""
    cell, text = request.POST.get("cell", ""), request.POST.get("text", "")
    if cell not in {each.name for each in counts.definition.cells}:
        raise Http404
    try:
        saved = save_summary(
            rss=coordinated.rss,
            key=counts.key,
            cell=cell,
            text=text,
            read=_read(request.POST.get("read", "")),
            by=coordinated.user,
        )
    except Refused as refused:
        return Typed(cell, text, refused=str(refused))
    return Typed(cell, text, other=saved.summary) if saved.is_conflict else None


def _read(posted: str) -> datetime | None:
    try:
        return parse_datetime(posted)
    except ValueError:
        return None


def _show(
    request: HttpRequest,
    coordinated: CoordinatedRss,
    counts: RssCounts,
    *,
    keys: tuple[str, ...],
    typed: Typed | None = None,
) -> HttpResponse:
    context = page(
        coordinated,
        heading=_("Sammanställning för %(rss)s") % {"rss": coordinated.rss.name},
        trail=trail_to(coordinated, counts.definition),
        counts=counts,
        keys=keys,
        frame=len(counts.kommuner),
        standing=standing_of(counts),
        sections=shown_sections(counts),
        texts=texts_by_question(counts, summaries_of(coordinated.rss, counts.key), typed),
        counted=_counted(request, counts),
        wrong=typed is not None,
    )
    return render(request, "questionnaires/coordinator/aggregate.html", context)


def _counted(request: HttpRequest, counts: RssCounts) -> Counted | None:
    """The number that was asked about. Raises Http404 for one that there isn't."""
    asked = request.GET.get("tal")
    found = None if asked is None else find_counted(counts, asked)
    if asked is not None and found is None:
        raise Http404
    return found
