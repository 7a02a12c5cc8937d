"""What an RSS coordinator is told once a week about her kommuner: states and names, never an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from questionnaires.models import (
    FrameMember,
    Questionnaire,
    Response,
    RoundState,
    Side,
    State,
    Step,
    Thread,
    ThreadState,
)
from questionnaires.rules import SENT
from questionnaires.selectors.coordinator.live_aggregate import kommun_questionnaires
from questionnaires.selectors.deadlines import due_days

# What the kommuner themselves do, and the coordinator wants to know.
TOLD = ("submit", "take_back", "decline", "resume")


@dataclass(frozen=True)
class Part:
    """One questionnaire of an RSS's kommuner, with its key. counts: state → how many, in the order of the work.

    news: what they have done since the last digest, as (kommun, state that it led to). late, waiting: the kommuner
    that are late, and those whose answers wait for review. questions: conversations that wait for the coordinator.
    """

    key: str
    title: str
    kommuner: int
    counts: tuple[tuple[State, int], ...]
    news: tuple[tuple[str, State], ...]
    late: tuple[str, ...]
    waiting: tuple[str, ...]
    questions: int

    @property
    def is_worth_telling(self) -> bool:
        """Whether something has changed, or waits for somebody."""
        return bool(self.news or self.late or self.waiting or self.questions)


def digest_of(rss: FrameMember, *, since: datetime | None) -> tuple[Part, ...]:
    """What has happened with an RSS's kommuner `since` (None: ever), and where they are now."""
    kommuner = list(
        FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id)
        .select_related("round")
        .order_by("name")
    )
    if not kommuner:
        return ()
    return tuple(_part(key, kommuner, since) for key in kommun_questionnaires(rss))


def _part(key: str, kommuner: list[FrameMember], since: datetime | None) -> Part:
    questionnaire = Questionnaire.objects.filter(round=kommuner[0].round_id, key=key).latest("version")
    found = Response.objects.filter(respondent__in=kommuner, key=key)
    states = {pk: State(state) for pk, state in found.values_list("respondent", "state")}
    now = [(each, states.get(each.pk, State.NOT_STARTED)) for each in kommuner]
    return Part(
        key=key,
        title=questionnaire.definition.title,
        kommuner=len(kommuner),
        counts=tuple((state, count) for state in State if (count := [at for _, at in now].count(state))),
        news=_news(key, kommuner, since),
        late=_late(key, now),
        waiting=tuple(each.name for each, state in now if state in SENT),
        questions=_questions(key, kommuner),
    )


def _news(key: str, kommuner: list[FrameMember], since: datetime | None) -> tuple[tuple[str, State], ...]:
    """The last thing that each kommun has done, the latest first."""
    steps = Step.objects.filter(response__respondent__in=kommuner, response__key=key, action__in=TOLD)
    if since is not None:
        steps = steps.filter(at__gt=since)
    last: dict[str, State] = {}
    for name, target in steps.order_by("-pk").values_list("response__respondent__name", "target"):
        last.setdefault(name, State(target))
    return tuple(last.items())


def _late(key: str, now: Iterable[tuple[FrameMember, State]]) -> tuple[str, ...]:
    """Those whose last day has passed, while the round takes answers."""
    awaited = [
        each
        for each, state in now
        if state in (State.NOT_STARTED, State.DRAFT, State.RETURNED) and each.round.state == RoundState.OPEN
    ]
    days = due_days((each, key) for each in awaited)
    today: date = timezone.localdate()
    return tuple(each.name for each in awaited if days[each.pk, key].last < today)


def _questions(key: str, kommuner: list[FrameMember]) -> int:
    """The conversations in which the kommun has spoken last."""
    waits = Q(side=Side.OWN, state=ThreadState.OPEN) | Q(side=Side.RECEIVER, state=ThreadState.ANSWERED)
    return Thread.objects.filter(waits, response__respondent__in=kommuner, response__key=key).count()
