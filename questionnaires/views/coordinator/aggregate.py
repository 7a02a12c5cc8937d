"""The aggregate: the counts over an RSS's kommuner, question by question, live while collecting."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.forms.summaries import control, mark_control, mark_of, read_written
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.aggregate import RssCounts, kommun_versions, rss_counts
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.selectors.coordinator.summaries import summaries_of
from questionnaires.selectors.deadlines import kommuner_day
from questionnaires.services.summaries import save_summaries
from questionnaires.views.coordinator.counted import Counted, find_counted, shown_sections
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to
from questionnaires.views.coordinator.standing import standing_of
from questionnaires.views.coordinator.texts import Typed, texts_by_question

PREVIEW = "inlamnade"


@for_coordinators
def aggregate(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Shows the counts (?urval=inlamnade: a preview; ?tal=NUMBER: who is behind it); saves the summaries."""
    coordinated = coordinated_rss(request.user, rss)
    versions = kommun_versions(coordinated.rss)
    is_preview = request.GET.get("urval") == PREVIEW
    counts = rss_counts(coordinated.rss, key, versions, is_preview=is_preview)
    if request.method != "POST":
        return _show(request, coordinated, counts, keys=tuple(versions), typed={})
    typed = _save(request, coordinated, counts)
    if typed:
        return _show(request, coordinated, counts, keys=tuple(versions), typed=typed)
    return redirect(f"{request.get_full_path()}#{_pressed(request, counts)}")


def _save(request: HttpRequest, coordinated: CoordinatedRss, counts: RssCounts) -> dict[str, Typed]:
    """Cell → what was written there and couldn't be saved. The others are, and the reader is told."""
    posted = request.POST.dict()
    written = {each.cell: each for each in read_written(counts.definition, posted)}
    marks = {cell: posted[mark_control(cell)] for cell in written}
    try:
        saved = save_summaries(
            rss=coordinated.rss, key=counts.key, written=written.values(), by=coordinated.user
        )
    except Refused as refused:
        if not written:
            messages.error(request, str(refused))
        return {cell: Typed(each.text, marks[cell], refused=str(refused)) for cell, each in written.items()}
    _tell(request, sum(each.is_kept for each in saved.values()), len(written))
    return {
        cell: Typed(written[cell].text, mark_of(each.summary), other=each.summary)
        if each.is_conflict
        else Typed(written[cell].text, marks[cell], refused=each.refused)
        for cell, each in saved.items()
        if not each.is_kept
    }


def _tell(request: HttpRequest, kept: int, written: int) -> None:
    if kept:
        done = ngettext("Sammanfattningen är sparad.", "%(n)s sammanfattningar är sparade.", kept)
        messages.success(request, done % {"n": kept})
    elif not written:
        messages.success(request, _("Ingen sammanfattning var ändrad."))


def _pressed(request: HttpRequest, counts: RssCounts) -> str:
    """Where on the page somebody saved."""
    cells = {control(each.name) for each in counts.definition.cells}
    pressed = control(request.POST.get("vid", ""))
    return pressed if pressed in cells else ""


def _show(
    request: HttpRequest,
    coordinated: CoordinatedRss,
    counts: RssCounts,
    *,
    keys: tuple[str, ...],
    typed: Mapping[str, Typed],
) -> HttpResponse:
    texts = texts_by_question(counts, summaries_of(coordinated.rss, counts.key), typed)
    context = page(
        coordinated,
        heading=_("Sammanställning för %(rss)s") % {"rss": coordinated.rss.name},
        trail=trail_to(coordinated, counts.definition),
        counts=counts,
        keys=keys,
        frame=len(counts.kommuner),
        due=None if coordinated.is_report_sent else kommuner_day(coordinated.rss, counts.key),
        standing=standing_of(counts),
        sections=shown_sections(counts),
        texts=texts,
        unsaved=[each for cells in texts.values() for each in cells if each.typed],
        counted=_counted(request, counts),
        wrong=bool(typed),
    )
    return render(request, "questionnaires/coordinator/aggregate.html", context)


def _counted(request: HttpRequest, counts: RssCounts) -> Counted | None:
    """The number that was asked about. Raises Http404 for one that there isn't."""
    asked = request.GET.get("tal")
    found = None if asked is None else find_counted(counts, asked)
    if asked is not None and found is None:
        raise Http404
    return found
