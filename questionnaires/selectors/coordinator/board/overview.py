"""What an RSS does in one round, on one page: how far its kommuner, its own answers and its report have come."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from accounts.models import OrganisationKind
from questionnaires.models import Aggregate, FrameMember, Questionnaire, Response, State
from questionnaires.selectors.conversations import threads_waiting
from questionnaires.selectors.coordinator.board.places import ALL, APPROVED, DECLINED, TABS
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
from questionnaires.selectors.deadlines import DueDay, due_days

Counts = dict[tuple[str, str], dict[State, int]]


@dataclass(frozen=True)
class KommunPart:
    """A questionnaire that the kommuner are asked. numbers: how many of them each tab of its board holds.

    due: their last day; None without kommuner.
    """

    questionnaire: Questionnaire
    numbers: Mapping[str, int]
    due: DueDay | None

    @property
    def waiting(self) -> int:
        """How many kommuner there is something left to wait for, or to do with."""
        return self.numbers[ALL.name] - self.numbers[APPROVED.name] - self.numbers[DECLINED.name]


@dataclass(frozen=True)
class OwnPart:
    """A questionnaire that the RSS itself is asked, and where its answers are.

    open: how many questions about them wait for the RSS's word.
    """

    questionnaire: Questionnaire
    state: State
    due: DueDay
    open: int


@dataclass(frozen=True)
class Overview:
    """report: where the RSS's report is. version: the number of the last one that was sent in, 0 before the first."""

    kommuner: int
    parts: tuple[KommunPart, ...]
    own: tuple[OwnPart, ...]
    report: State
    version: int


def overview_of(coordinated: CoordinatedRss) -> Overview:
    """Six queries, whatever the number of kommuner and of questionnaires."""
    rss = coordinated.rss
    kommuner = list(FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id))
    # They all have the same last day, but for those that have been given more time.
    first = kommuner[0] if kommuner else None
    if first is not None:
        first.round = rss.round
    newest = _newest(rss)
    due = due_days(
        (member, each.key)
        for member in (rss, first)
        if member is not None
        for each in newest.values()
        if each.respondents == member.kind
    )
    states, waiting = _states(rss), threads_waiting(rss)
    report = Aggregate.objects.filter(rss=rss).annotate(version=Max("versions__number")).first()
    return Overview(
        kommuner=len(kommuner),
        parts=tuple(
            KommunPart(
                each,
                _by_tab(states, each.key, len(kommuner)),
                due.get((first.pk, each.key)) if first else None,
            )
            for each in newest.values()
            if each.respondents == OrganisationKind.KOMMUN
        ),
        own=tuple(
            OwnPart(each, _own_state(states, each.key), due[rss.pk, each.key], waiting.get(each.key, 0))
            for each in newest.values()
            if each.respondents == OrganisationKind.RSS
        ),
        report=State(report.state) if report else State.DRAFT,
        version=report.version or 0 if report else 0,
    )


def _newest(rss: FrameMember) -> dict[str, Questionnaire]:
    kinds = (OrganisationKind.KOMMUN, OrganisationKind.RSS)
    found = Questionnaire.objects.filter(round=rss.round_id, respondents__in=kinds)
    return {each.key: each for each in found.order_by("respondents", "key", "version")}


def _states(rss: FrameMember) -> Counts:
    """(kind, questionnaire's key) → how many responses are in each state, the kommuner's and the RSS's own."""
    ours = Q(respondent=rss) | Q(respondent__round=rss.round_id, respondent__rss=rss.organisation_id)
    found = Response.objects.filter(ours).values_list("respondent__kind", "key", "state")
    states: Counts = {}
    for kind, key, state, number in found.annotate(number=Count("pk")).order_by():
        states.setdefault((kind, key), {})[State(state)] = number
    return states


def _by_tab(states: Counts, key: str, kommuner: int) -> dict[str, int]:
    counts = states.get((OrganisationKind.KOMMUN, key), {})
    silent = kommuner - sum(counts.values())
    counts = {**counts, State.NOT_STARTED: counts.get(State.NOT_STARTED, 0) + silent}
    return {tab.name: sum(counts.get(state, 0) for state in tab.states) for tab in TABS.values()}


def _own_state(states: Counts, key: str) -> State:
    return next(iter(states.get((OrganisationKind.RSS, key), ())), State.NOT_STARTED)
