"""What an RSS coordinator reads: the kommuner of the RSS. Nothing here is for national code."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from accounts.models import OrganisationKind
from questionnaires.counts.tally import Tally, sum_tallies, tally_answers
from questionnaires.counts.tally import from_json as from_stored
from questionnaires.models import (
    Deadline,
    DirectCounts,
    Extension,
    FrameMember,
    Questionnaire,
    Response,
    State,
    Submission,
    Summary,
)

# The old submission of what is reopened counts until a new one is sent in.
RSS_COUNTED = (State.APPROVED, State.REOPENED)


@dataclass(frozen=True)
class Counted:
    """A submission that an aggregate counts: its primary key, and what tells it from any other."""

    pk: int
    kommun: str
    number: int
    checksum: str


@dataclass(frozen=True)
class LiveAggregate:
    """What an RSS would hand on now: questionnaire key → the tally of its approved submissions, and which they are.

    direct: the keys whose counts the RSS has entered itself; their tallies are those counts, and submissions that are
    approved nevertheless stand in `mixed`: both can't count. summaries: key → cell → what the RSS says of the free
    texts, where it says something.
    """

    tallies: Mapping[str, Tally]
    submissions: Mapping[str, tuple[Counted, ...]]
    direct: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    summaries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def counted(self) -> dict[str, int]:
        """Questionnaire key → how many kommuner its tally counts."""
        return {key: tally.respondents for key, tally in self.tallies.items()}


def live_aggregate(rss: FrameMember) -> LiveAggregate:
    """Counts an RSS's approved submissions for each questionnaire that its kommuner answer, or takes its own counts."""
    direct = {each.key: each for each in DirectCounts.objects.filter(rss=rss)}
    tallies: dict[str, Tally] = {}
    counted: dict[str, list[Counted]] = {}
    for key in kommun_questionnaires(rss):
        counted[key] = []
        tallies[key] = sum_tallies(_counted_tallies(rss, key, counted[key]))
    entered = tuple(key for key in counted if key in direct)
    mixed = tuple(key for key in entered if counted[key])
    for key in entered:
        tallies[key] = from_stored(direct[key].tally)
        counted[key] = []
    return LiveAggregate(
        tallies=tallies,
        submissions={key: tuple(each) for key, each in counted.items()},
        direct=entered,
        mixed=mixed,
        summaries=_summaries(rss),
    )


def _summaries(rss: FrameMember) -> dict[str, dict[str, str]]:
    summaries: dict[str, dict[str, str]] = {}
    for each in Summary.objects.filter(rss=rss).exclude(text="").order_by("key", "cell"):
        summaries.setdefault(each.key, {})[each.cell] = each.text
    return summaries


def kommun_questionnaires(rss: FrameMember) -> tuple[str, ...]:
    """The keys of the round's questionnaires that kommuner answer through their RSS."""
    found = Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.KOMMUN)
    return tuple(found.order_by("key").values_list("key", flat=True).distinct())


def counted_submissions(
    rss: FrameMember, key: str, states: Collection[State] = RSS_COUNTED
) -> QuerySet[Submission]:
    """The newest submission of each kommun of the RSS that is approved, or in one of `states`, by kommun code."""
    return (
        Submission.objects.newest()
        .filter(
            response__key=key,
            response__state__in=states,
            response__respondent__round=rss.round_id,
            response__respondent__rss=rss.organisation_id,
        )
        .select_related("questionnaire", "response__respondent")
        .order_by("response__respondent__code")
    )


def kommuner_of(rss: FrameMember) -> tuple[FrameMember, ...]:
    """The RSS's kommuner in the round, by name; the round is loaded with each."""
    found = FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id)
    return tuple(found.select_related("round", "organisation", "rss").order_by("name"))


def kommun_extensions(rss: FrameMember, key: str) -> tuple[Extension, ...]:
    """The RSS's kommuner that have more time for a questionnaire, by name."""
    found = Extension.objects.filter(member__round=rss.round_id, member__rss=rss.organisation_id, key=key)
    return tuple(found.select_related("member", "by").order_by("member__name"))


def own_day(rss: FrameMember, key: str) -> date | None:
    """The last day that the RSS has set for its own kommuner; None where the officer's holds."""
    found = Deadline.objects.filter(round=rss.round_id, key=key, rss=rss.organisation_id)
    return found.values_list("day", flat=True).first()


def kommuner_by_state(rss: FrameMember, key: str) -> dict[State, int]:
    """How many of the RSS's kommuner are in each state; those that have not begun are not started."""
    kommuner = FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id)
    states = list(Response.objects.filter(respondent__in=kommuner, key=key).values_list("state", flat=True))
    counts = {State(state): states.count(state) for state in dict.fromkeys(states)}
    begun = sum(counts.values())
    silent = kommuner.count() - begun
    if silent:
        counts[State.NOT_STARTED] = counts.get(State.NOT_STARTED, 0) + silent
    return counts


def _counted_tallies(rss: FrameMember, key: str, counted: list[Counted]) -> Iterator[Tally]:
    """The tally of each counted submission, one in memory at a time; which they are is added to `counted`."""
    for submission in counted_submissions(rss, key).iterator(chunk_size=200):
        code = submission.response.respondent.code
        counted.append(Counted(submission.pk, code, submission.number, submission.checksum))
        yield _tally(submission)


def _tally(submission: Submission) -> Tally:
    return tally_answers(submission.questionnaire.definition, submission.given)
