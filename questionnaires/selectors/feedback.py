"""What those who answered get back when a round is published: their answers beside their RSS and the country.

What is compared is what was published: each report and submission as it counted when the round's newest edition was
made, so that the sums here are those of its tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.answers import Answer
from questionnaires.counts.tally import Tally, sum_tallies, tally_answers
from questionnaires.counts.tally import from_json as tally_from_json
from questionnaires.definition import Definition, across_versions
from questionnaires.models import (
    AggregateVersion,
    CountedSubmission,
    FrameMember,
    Questionnaire,
    Response,
    Round,
    RoundState,
    State,
    Step,
    Submission,
)
from questionnaires.rules import NATIONALLY_COUNTED
from records.models import Event


@dataclass(frozen=True)
class Counted:
    """Some organisations in a publication. frame: how many there are, of whom the tally counts some."""

    name: str
    tally: Tally
    frame: int


@dataclass(frozen=True)
class Feedback:
    """definition: what was asked, all versions as one. own: one's own answers that the publication counts, by cell;
    None where it counts none. rss: None for a region, and where the RSS's report isn't accepted.
    """

    definition: Definition
    own: Mapping[str, Answer] | None
    rss: Counted | None
    country: Counted


@dataclass(frozen=True)
class _Walk:
    """Where a response or a report was in a publication. number: of what it had then sent in and not taken back, 0 for
    nothing. accepted: the highest number that has been accepted, then or later.
    """

    number: int
    state: State
    accepted: int


def has_feedback(round_: Round) -> bool:
    """Whether those who answered in a round can compare themselves with others."""
    return round_.state == RoundState.PUBLISHED and not round_.is_trial


def kommun_feedback(kommun: FrameMember, key: str) -> Feedback:
    """A kommun beside its RSS and the country. Raises Http404 before the round is published."""
    versions, accepted = _published_reports(kommun.round)
    mine = next((each for each in versions if each.aggregate.rss.organisation_id == kommun.rss_id), None)
    own = _counted_answers(mine, kommun, key) if mine else None
    frame = _kommuner(kommun.round)
    shown = mine if mine and mine.number <= accepted[mine.aggregate_id] else None
    rss = _rss_counted(shown, key, frame) if shown else None
    return Feedback(_asked(kommun.round, key), own, rss, _country(versions, key, frame))


def rss_feedback(rss: FrameMember, key: str) -> Feedback:
    """An RSS's kommuner beside the country, for its coordinators. Raises Http404 before the round is published, and
    for what kommuner aren't asked.
    """
    versions, _accepted = _published_reports(rss.round)
    mine = next((each for each in versions if each.aggregate.rss_id == rss.pk), None)
    definition = _asked(rss.round, key, of=OrganisationKind.KOMMUN)
    frame = _kommuner(rss.round)
    counted = _rss_counted(mine, key, frame) if mine else None
    return Feedback(definition, None, counted, _country(versions, key, frame))


def region_feedback(region: FrameMember, key: str) -> Feedback:
    """A region beside all regions. Raises Http404 before the round is published."""
    steps = Step.objects.filter(
        response__respondent__round=region.round,
        response__respondent__kind=OrganisationKind.REGION,
        response__key=key,
    )
    walks = _walks(_steps(steps.annotate(subject=F("response")), region.round))
    numbers = {
        pk: walk.number for pk, walk in walks.items() if walk.number and walk.state in NATIONALLY_COUNTED
    }
    found = Submission.objects.filter(response__in=numbers).select_related("questionnaire", "response")
    sent = [each for each in found.defer("response__cells") if each.number == numbers[each.response_id]]
    own = next((each.given for each in sent if each.response.respondent_id == region.pk), None)
    tally = sum_tallies(tally_answers(each.questionnaire.definition, each.given) for each in sent)
    frame = region.round.frame.filter(kind=OrganisationKind.REGION).count()
    return Feedback(_asked(region.round, key), own, None, Counted(_("Alla regioner"), tally, frame))


def _steps(steps: QuerySet[Step], round_: Round) -> Iterable[tuple[int | None, str, str, bool]]:
    """(subject, action, state that it led to, whether that was before the round's newest edition was made), in order.

    `subject` is annotated. Raises Http404 where the round isn't published.
    """
    if not has_feedback(round_):
        raise Http404
    events = Event.objects.filter(verb="round_published", subject_kind="round", subject_number=round_.pk)
    made = Subquery(events.order_by("-at").values("at")[:1])
    rows = steps.annotate(made=made).order_by("pk").values_list("subject", "action", "target", "at", "made")
    return [(pk, action, target, made is not None and at <= made) for pk, action, target, at, made in rows]


def _published_reports(round_: Round) -> tuple[list[AggregateVersion], dict[int, int]]:
    """The versions of reports that the newest edition counts; aggregate → the highest version that is accepted."""
    steps = Step.objects.filter(aggregate__rss__round=round_).annotate(subject=F("aggregate"))
    walks = _walks(_steps(steps, round_))
    versions = AggregateVersion.objects.filter(aggregate__in=walks).select_related("aggregate__rss")
    counted = [
        each
        for each in versions.defer("summaries").order_by("aggregate__rss")
        if walks[each.aggregate_id].number == each.number
        and walks[each.aggregate_id].state in NATIONALLY_COUNTED
    ]
    return counted, {pk: walk.accepted for pk, walk in walks.items()}


def _walks(steps: Iterable[tuple[int | None, str, str, bool]]) -> dict[int, _Walk]:
    """Where each subject was when the newest edition was made, from all its steps."""
    sent: dict[int, list[int]] = {}
    made: dict[int, int] = {}
    walks: dict[int, _Walk] = {}
    for pk, action, target, is_published in steps:
        if pk is None:
            continue
        standing = sent.setdefault(pk, [])
        before = walks.get(pk, _Walk(0, State.NOT_STARTED, 0))
        if action == "submit":
            made[pk] = made.get(pk, 0) + 1
            standing.append(made[pk])
        elif action == "take_back":
            standing.pop()
        newest = standing[-1] if standing else 0
        accepted = newest if action == "accept" else before.accepted
        if is_published:
            walks[pk] = _Walk(newest, State(target), accepted)
        else:
            walks[pk] = _Walk(before.number, before.state, accepted)
    return walks


def _counted_answers(version: AggregateVersion, kommun: FrameMember, key: str) -> dict[str, Answer] | None:
    counted = CountedSubmission.objects.filter(
        version=version, submission__response__in=Response.objects.filter(respondent=kommun, key=key)
    )
    found = counted.select_related("submission").first()
    return found.submission.given if found else None


def _kommuner(round_: Round) -> dict[int | None, int]:
    """RSS → how many kommuner the frame gives it."""
    kommuner = FrameMember.objects.filter(round=round_, kind=OrganisationKind.KOMMUN)
    return dict(kommuner.order_by().values_list("rss").annotate(count=Count("pk")))


def _rss_counted(version: AggregateVersion, key: str, frame: Mapping[int | None, int]) -> Counted:
    rss = version.aggregate.rss
    return Counted(rss.name, _tally(version, key), frame.get(rss.organisation_id, 0))


def _country(versions: Iterable[AggregateVersion], key: str, frame: Mapping[int | None, int]) -> Counted:
    tally = sum_tallies(_tally(each, key) for each in versions)
    return Counted(_("Hela landet"), tally, sum(frame.values()))


def _tally(version: AggregateVersion, key: str) -> Tally:
    return tally_from_json(version.tallies[key]) if key in version.tallies else Tally.empty()


def _asked(round_: Round, key: str, *, of: OrganisationKind | None = None) -> Definition:
    """What was asked, all versions as one. Raises Http404 for what wasn't."""
    found = Questionnaire.objects.filter(round=round_, key=key)
    if of is not None:
        found = found.filter(respondents=of)
    versions = [each.definition for each in found.order_by("-version")]
    if not versions:
        raise Http404
    return across_versions(versions, earlier_title=_("Frågor i tidigare versioner"))
