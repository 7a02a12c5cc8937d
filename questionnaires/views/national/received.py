"""What a region has sent in, and an RSS's report with its own answers, as an officer reads them."""

from dataclasses import dataclass
from typing import get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.counts.compared import ComparedSection, Comparison, Group, differing_cells
from questionnaires.documents.changed import ChangedSubmission, changed_submissions
from questionnaires.documents.reviewed import (
    Beside,
    ReviewedSection,
    Shown,
    count_questions,
    narrowed,
    reviewed_sections,
)
from questionnaires.models import AggregateVersion, State, Submission
from questionnaires.selectors.national.chasing import contacts_of, may_be_reminded, report_key
from questionnaires.selectors.national.officers import officer_of
from questionnaires.selectors.national.received import Received, received_response
from questionnaires.selectors.national.received_report import ReceivedReport, received_report, tally_of
from questionnaires.selectors.reports import changed_summaries
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers, page


@dataclass(frozen=True)
class OwnPart:
    """An RSS's own answers to one questionnaire, in a version of its report."""

    received: Received
    changed: ChangedSubmission
    sections: tuple[ReviewedSection, ...]


@dataclass(frozen=True)
class KommunPart:
    """What a version of a report says of the kommuner's answers to one questionnaire.

    counted: how many kommuner. is_direct: the RSS entered the counts itself. changed: what the version before counted
    differently. summaries: (question, row or empty, text). changed_summaries: (where, before, now) of those that say
    something else than in the version before.
    """

    key: str
    title: str
    counted: int
    is_direct: bool
    sections: tuple[ComparedSection, ...]
    changed: tuple[ComparedSection, ...]
    summaries: tuple[tuple[str, str, str], ...]
    changed_summaries: tuple[tuple[str, str, str], ...]


@for_officers
def received(request: HttpRequest, slug: str, member: int, key: str) -> HttpResponse:
    """A region's newest submission, or another (?inlamning=NUMBER); of a draft its state alone."""
    found = received_response(officer_of(request.user), slug, member, key)
    if found.is_rss:
        return redirect("received_report", slug, member)
    sent, before = found.submission(request.GET.get("inlamning"))
    is_awaited = may_be_reminded(found.round, State(found.response.state))
    shown = _shown(request)
    sections = reviewed(found, sent, before)
    here = {question.key for section in sections for question in section.questions}
    context = page(
        found.officer,
        found.round,
        heading=f"{found.member.name}: {found.definition.title}",
        heading_in_swedish=True,
        trail=trail(found.round),
        found=found,
        sent=sent,
        before=before,
        shown=shown,
        counts=count_questions(sections),
        sections=narrowed(sections, shown),
        contacts=contacts_of(found.member) if is_awaited or not sent else (),
        remind=key if is_awaited else "",
        other_talk=[each for each in found.talk if each.question not in here],
    )
    return render(request, "questionnaires/national/received.html", context)


@for_officers
def report(request: HttpRequest, slug: str, rss: int) -> HttpResponse:
    """The newest version of an RSS's report, or another (?version=NUMBER), with what differs from the one before."""
    found = received_report(officer_of(request.user), slug, rss)
    version, before = found.version(request.GET.get("version"))
    is_awaited = may_be_reminded(found.rss.round, found.state)
    context = page(
        found.officer,
        found.rss.round,
        heading=_("Rapport från %(rss)s") % {"rss": found.rss.name},
        trail=trail(found.rss.round),
        found=found,
        version=version,
        before=before,
        kommun_parts=[_kommun_part(found, key, version, before) for key in found.questionnaires]
        if version
        else [],
        own_parts=list(_own_parts(found, version, before)) if version else [],
        contacts=contacts_of(found.rss) if is_awaited or not version else (),
        remind=report_key(found.rss) if is_awaited else "",
        shown="alla",
    )
    return render(request, "questionnaires/national/report.html", context)


def reading_address(found: Received) -> str:
    """Where an officer reads a response."""
    if found.is_rss:
        return reverse("received_report", args=found.address[:2])
    return reverse("received", args=found.address)


def reviewed(
    found: Received, sent: Submission | None, before: Submission | None
) -> tuple[ReviewedSection, ...]:
    """A submission beside last time's and the one before it; nothing for no submission."""
    if sent is None:
        return ()
    beside = Beside(
        before=before.given if before else None,
        last=found.last_time,
        explanations=sent.explanations,
        talk=found.talk,
    )
    return reviewed_sections(sent.questionnaire.definition, sent.given, beside)


def _shown(request: HttpRequest) -> Shown:
    """What the address asks to be shown (?visa=). Raises Http404 for what can't be."""
    asked = request.GET.get("visa", "alla")
    found: Shown | None = next((each for each in get_args(Shown) if each == asked), None)
    if found is None:
        raise Http404
    return found


def _own_parts(
    found: ReceivedReport, version: AggregateVersion, before: AggregateVersion | None
) -> list[OwnPart]:
    earlier = {each.response_id: each for each in before.own.all()} if before else {}
    changes = changed_submissions(earlier.values(), version.own.all())
    changed = {each.sent.response_id: each for each in changes}
    return [
        OwnPart(own, changed[pk], reviewed(own, changed[pk].sent, earlier.get(pk)))
        for own in found.own
        if (pk := own.response.pk) in changed
    ]


def _kommun_part(
    found: ReceivedReport, key: str, version: AggregateVersion, before: AggregateVersion | None
) -> KommunPart:
    definition = found.questionnaires[key]
    tally, earlier = tally_of(version, key), tally_of(before, key)
    now = Group(_("Version %(number)s") % {"number": version.number}, tally, found.kommuner, found.smallest)
    changed: tuple[ComparedSection, ...] = ()
    # A difference can tell what is too small to show.
    if before and found.smallest == 1:
        was = Group(
            _("Version %(number)s") % {"number": before.number}, earlier, found.kommuner, found.smallest
        )
        changed = Comparison(definition, (was, now), only=differing_cells(earlier, tally)).sections()
    said = version.summaries.get(key, {})
    return KommunPart(
        key=key,
        title=definition.title,
        counted=version.counted.get(key, 0),
        is_direct=key in version.direct,
        sections=Comparison(definition, (now,)).sections(),
        changed=changed,
        summaries=tuple(
            (cell.question.text, cell.item.text if cell.item else "", said[cell.name])
            for cell in definition.cells
            if said.get(cell.name)
        ),
        changed_summaries=changed_summaries(
            definition, before.summaries.get(key, {}) if before else {}, said
        ),
    )
