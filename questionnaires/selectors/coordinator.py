"""What an RSS coordinator reads: the kommuner of the RSS. Nothing here is for national code."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import OrganisationKind
from questionnaires.answers import from_json
from questionnaires.models import FrameMember, Questionnaire, Response, State, Submission
from questionnaires.tally import Tally, sum_tallies, tally_answers

# The old submission of what is reopened counts until a new one is sent in.
COUNTED_STATES = (State.APPROVED, State.REOPENED)


@dataclass(frozen=True)
class Counted:
    """A submission that an aggregate counts: its primary key, and what tells it from any other."""

    pk: int
    kommun: str
    number: int
    checksum: str


@dataclass(frozen=True)
class LiveAggregate:
    """What an RSS would hand on now: questionnaire key → the tally of its approved submissions, and which they are."""

    tallies: Mapping[str, Tally]
    submissions: Mapping[str, tuple[Counted, ...]]


def live_aggregate(rss: FrameMember) -> LiveAggregate:
    """Counts an RSS's approved submissions for each questionnaire that its kommuner answer."""
    tallies: dict[str, Tally] = {}
    counted: dict[str, list[Counted]] = {}
    for key in kommun_questionnaires(rss):
        counted[key] = []
        tallies[key] = sum_tallies(_counted_tallies(rss, key, counted[key]))
    return LiveAggregate(tallies, {key: tuple(each) for key, each in counted.items()})


def kommun_questionnaires(rss: FrameMember) -> tuple[str, ...]:
    """The keys of the round's questionnaires that kommuner answer through their RSS."""
    found = Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.KOMMUN)
    return tuple(found.order_by("key").values_list("key", flat=True).distinct())


def counted_submissions(
    rss: FrameMember, key: str, states: Collection[State] = COUNTED_STATES
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
    answers = {cell: from_json(stored) for cell, stored in submission.answers.items()}
    return tally_answers(submission.questionnaire.definition, answers)
