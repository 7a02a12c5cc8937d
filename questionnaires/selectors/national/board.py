"""Where a round stands, for national officers: every region and RSS by name, their kommuner as counts alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Membership, OrganisationKind
from questionnaires.models import (
    AggregateVersion,
    FrameMember,
    Questionnaire,
    ReminderGiven,
    Response,
    Round,
    Side,
    State,
    Thread,
    ThreadState,
)
from questionnaires.progress import Content
from questionnaires.rules import NATIONALLY_COUNTED
from questionnaires.selectors.awaited import WRITTEN_TO
from questionnaires.selectors.deadlines import DueDay, due_days
from questionnaires.selectors.national.collected import NATIONAL_KINDS
from questionnaires.selectors.reopening import with_asked
from questionnaires.swedish import percent
from records.mail import last_outcome
from records.models import MailState

# Which threads wait for whoever receives the answers: theirs that are answered, and what they have been asked.
WAITS_FOR_RECEIVER = Q(side=Side.OWN, state=ThreadState.OPEN) | Q(
    side=Side.RECEIVER, state=ThreadState.ANSWERED
)

# Of a response: how many aren't closed, and how many of those wait.
THREADS = (
    Thread.objects.filter(~Q(state=ThreadState.CLOSED), response=OuterRef("pk"))
    .order_by()
    .values("response")
    .annotate(talk=JSONObject(open_threads=Count("pk"), waiting=Count("pk", filter=WAITS_FOR_RECEIVER)))
    .values("talk")
)
# Of a member of a frame: the people who answer for it and whom mails reach.
ANSWERING = {role for kind in NATIONAL_KINDS for role in WRITTEN_TO[kind]}
REACHED = (
    Membership.objects.filter(organisation=OuterRef("organisation"), user__is_active=True, role__in=ANSWERING)
    .annotate(last=last_outcome("user__email"))
    .filter(~Q(last=MailState.REJECTED) | Q(last__isnull=True))
)
NO_THREADS = {"open_threads": 0, "waiting": 0}


@dataclass(frozen=True)
class Timeliness:
    """arrived: the day on which it first was sent in, None before that: what is completed later isn't late for it.

    is_awaited: whether it is still to come; nothing more is of what an organisation has declined.
    """

    due: DueDay
    arrived: date | None
    is_awaited: bool
    today: date

    @property
    def days(self) -> int:
        """From the arrival (else from today) to the last day: negative after it."""
        return (self.due.last - (self.arrived or self.today)).days

    @property
    def days_late(self) -> int:
        return max(0, -self.days) if self.arrived or self.is_awaited else 0


@dataclass(frozen=True)
class KommunCounts:
    """An RSS's kommuner and one questionnaire of theirs. counted: how many its report counts, where that counts."""

    key: str
    kommuner: int
    counted: int
    states: Mapping[State, int]

    @property
    def rate(self) -> Decimal | None:
        """The response rate, in whole percent of the frame; None without kommuner."""
        return percent(self.counted, self.kommuner)

    def in_states(self, *states: State) -> int:
        return sum(self.states.get(state, 0) for state in states)

    def __add__(self, other: "KommunCounts") -> "KommunCounts":
        states = {**self.states, **other.states}
        return KommunCounts(
            self.key,
            self.kommuner + other.kommuner,
            self.counted + other.counted,
            {state: self.states.get(state, 0) + other.states.get(state, 0) for state in states},
        )


@dataclass(frozen=True)
class BoardRow:
    """A region and one of its questionnaires, or an RSS with its whole report (then `key` is its own questionnaire's).

    number: of the last submission, or of the report's version; 0 without one. content: of what was sent in
    last, None before that: a draft is told by its state alone. open_threads: not closed; waiting: those that wait for
    the officer. asked: the day on which the RSS asked to have its report opened, while it waits for an answer.
    """

    member: FrameMember
    key: str
    state: State
    timeliness: Timeliness
    number: int
    content: Content | None
    open_threads: int
    waiting: int
    kommuner: tuple[KommunCounts, ...] = ()
    asked: date | None = None

    @property
    def reminded(self) -> date | None:
        """The day on which it last was reminded."""
        days: Mapping[str, date | None] = getattr(self.member, "reminded", {})
        return days.get(self.key)

    @property
    def is_reached(self) -> bool:
        """Whether somebody there gets mails."""
        return bool(getattr(self.member, "reached", False))

    @property
    def is_in(self) -> bool:
        """Whether it has come in, and isn't back for completion."""
        return self.state in NATIONALLY_COUNTED


@dataclass(frozen=True)
class Board:
    """A round's regions and RSS, in the frame's order. titles: key → title of each questionnaire of kommuner."""

    regions: tuple[BoardRow, ...]
    rss: tuple[BoardRow, ...]
    titles: Mapping[str, str]

    @cached_property
    def country(self) -> tuple[KommunCounts, ...]:
        """All kommuner of the frame, a questionnaire each."""
        return tuple(
            sum(
                (each for row in self.rss for each in row.kommuner if each.key == key),
                start=KommunCounts(key, 0, 0, {}),
            )
            for key in self.titles
        )


@dataclass(frozen=True)
class _Begun:
    """A response: where it is, and what it has sent in and not taken back, oldest first.

    arrivals: number, time, and how many cells were answered and asked, of each.
    """

    state: State
    open_threads: int
    waiting: int
    arrivals: tuple[tuple[int, datetime, int, int], ...]


@dataclass(frozen=True)
class _Report:
    """A version of an RSS's report. counted: questionnaire's key → how many kommuner."""

    number: int
    submitted_at: datetime
    counted: Mapping[str, int]


def national_board(round_: Round) -> Board:
    """Everything that the board shows, in six queries however many organisations the frame has."""
    newest = {each.key: each for each in Questionnaire.objects.filter(round=round_).order_by("pk")}
    keys: dict[str, list[str]] = {kind: [] for kind in OrganisationKind.values}
    for key, each in newest.items():
        keys[each.respondents].append(key)
    members = _members(round_, [key for kind in NATIONAL_KINDS for key in keys[kind]])
    begun = _begun(round_)
    # An RSS without a questionnaire of its own reports by the day of its kommuner's.
    report_key = (keys[OrganisationKind.RSS] or keys[OrganisationKind.KOMMUN] or [""])[0]
    regions = [member for member in members if member.kind == OrganisationKind.REGION]
    rss = [member for member in members if member.kind == OrganisationKind.RSS]
    asked = [(member, key) for member in regions for key in keys[OrganisationKind.REGION]]
    due = due_days([*asked, *((member, report_key) for member in rss)])
    reports = _reports(round_)
    kommuner = _kommun_states(round_)
    today = timezone.localdate()
    return Board(
        tuple(
            _region(member, key, begun.get((member.pk, key)), (due[member.pk, key], today))
            for member, key in asked
        ),
        tuple(
            _rss(
                member,
                [begun[member.pk, key] for key in keys[OrganisationKind.RSS] if (member.pk, key) in begun],
                report_key,
                (due[member.pk, report_key], today),
                reports.get(member.pk, []),
                {
                    key: kommuner.get((member.organisation_id, key), {})
                    for key in keys[OrganisationKind.KOMMUN]
                },
            )
            for member in rss
        ),
        {key: newest[key].definition.title for key in keys[OrganisationKind.KOMMUN]},
    )


def _members(round_: Round, keys: list[str]) -> list[FrameMember]:
    """The regions and RSS of a frame in its order, with_kommuner, with_asked, with `report`: its state, `reached`:
    whether somebody there gets mails, and `reminded`: key → the day on which it last was reminded of it.
    """
    framed = FrameMember.objects.filter(round=round_, kind__in=NATIONAL_KINDS)
    found = with_kommuner(with_asked(framed)).annotate(report=F("aggregate__state"), reached=Exists(REACHED))
    given = ReminderGiven.objects.filter(member=OuterRef("pk")).order_by("-day").values("day")
    reminded = {f"reminded_{n}": Subquery(given.filter(key=key)[:1]) for n, key in enumerate(keys)}
    members: list[FrameMember] = sorted(found.annotate(**reminded), key=attrgetter("pk"))
    for member in members:
        days = {key: getattr(member, name) for key, name in zip(keys, reminded, strict=True)}
        member.__dict__["reminded"] = days
        member.round = round_  # known already: a join would make it again for each
    return members


def with_kommuner(members: QuerySet[FrameMember]) -> QuerySet[FrameMember]:
    """The members of a frame, each RSS with `kommuner`: how many it has there (None for none)."""
    kommuner = (
        FrameMember.objects.filter(
            round=OuterRef("round"), kind=OrganisationKind.KOMMUN, rss=OuterRef("organisation")
        )
        .order_by()
        .values("rss")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return members.annotate(kommuner=Subquery(kommuner))


def kommuner_of(rss: FrameMember) -> int:
    """How many kommuner an RSS of with_kommuner has."""
    return getattr(rss, "kommuner", None) or 0


def _begun(round_: Round) -> dict[tuple[int, str], _Begun]:
    """(member, key) → response, of regions and RSS."""
    rows = (
        Response.objects.filter(respondent__round=round_, respondent__kind__in=NATIONAL_KINDS)
        .annotate(talk=Subquery(THREADS))
        .order_by("pk", "submissions__number")
        .values_list(
            "respondent_id",
            "key",
            "state",
            "talk",
            "submissions__taken_back_by",
            "submissions__number",
            "submissions__submitted_at",
            "submissions__answered",
            "submissions__asked",
        )
    )
    found: dict[tuple[int, str], _Begun] = {}
    for member, key, state, talk, taken_back, *arrival in rows:
        before = found.get((member, key))
        arrivals = before.arrivals if before else ()
        if arrival[0] is not None and taken_back is None:
            arrivals = (*arrivals, tuple(arrival))
        found[member, key] = _Begun(State(state), **(talk or NO_THREADS), arrivals=arrivals)
    return found


def _reports(round_: Round) -> dict[int | None, list[_Report]]:
    """RSS → the versions of its report, oldest first."""
    found: dict[int | None, list[_Report]] = {}
    versions = AggregateVersion.objects.filter(aggregate__rss__round=round_).order_by("number")
    for rss, *report in versions.values_list("aggregate__rss", "number", "submitted_at", "counted"):
        found.setdefault(rss, []).append(_Report(*report))
    return found


def _kommun_states(round_: Round) -> dict[tuple[int | None, str], dict[State, int]]:
    """(RSS, questionnaire key) → state → how many of its kommuner have begun and are there."""
    rows = (
        Response.objects.filter(respondent__round=round_, respondent__kind=OrganisationKind.KOMMUN)
        .exclude(state=State.NOT_STARTED)
        .order_by()
        .values_list("respondent__rss", "key", "state")
        .annotate(count=Count("pk"))
    )
    found: dict[tuple[int | None, str], dict[State, int]] = {}
    for rss, key, state, count in rows:
        found.setdefault((rss, key), {})[State(state)] = count
    return found


def _region(
    member: FrameMember,
    key: str,
    begun: _Begun | None,
    days: tuple[DueDay, date],
) -> BoardRow:
    state = begun.state if begun else State.NOT_STARTED
    arrivals = begun.arrivals if begun else ()
    return BoardRow(
        member=member,
        key=key,
        state=state,
        timeliness=_timeliness(days, state, [at for _, at, _, _ in arrivals]),
        number=arrivals[-1][0] if arrivals else 0,
        content=_content([begun] if begun else []),
        open_threads=begun.open_threads if begun else 0,
        waiting=begun.waiting if begun else 0,
    )


def _rss(
    member: FrameMember,
    own: list[_Begun],
    key: str,
    days: tuple[DueDay, date],
    reports: list[_Report],
    states: Mapping[str, dict[State, int]],
) -> BoardRow:
    state = _report_state(member, own)
    counts = reports[-1].counted if reports and state in NATIONALLY_COUNTED else {}
    total = kommuner_of(member)
    return BoardRow(
        member=member,
        key=key,
        state=state,
        timeliness=_timeliness(days, state, [each.submitted_at for each in reports]),
        number=reports[-1].number if reports else 0,
        content=_content(own),
        open_threads=sum(each.open_threads for each in own),
        waiting=sum(each.waiting for each in own),
        kommuner=tuple(
            KommunCounts(name, total, counts.get(name, 0), dict(_with_silent(found, total)))
            for name, found in states.items()
        ),
        asked=timezone.localdate(asked) if (asked := getattr(member, "asked", None)) else None,
    )


def _report_state(member: FrameMember, own: list[_Begun]) -> State:
    """Where an RSS's report is: begun once it has an aggregate or answers of its own."""
    if report := getattr(member, "report", None):
        return State(report)
    return State.DRAFT if any(each.state != State.NOT_STARTED for each in own) else State.NOT_STARTED


def _with_silent(states: Mapping[State, int], total: int) -> Iterator[tuple[State, int]]:
    yield from states.items()
    yield State.NOT_STARTED, total - sum(states.values())


def _timeliness(days: tuple[DueDay, date], state: State, arrivals: Iterable[datetime]) -> Timeliness:
    """days: the last one, and today."""
    first = next(iter(arrivals), None)
    arrived = timezone.localdate(first) if first else None
    due, today = days
    return Timeliness(due, arrived, arrived is None and state != State.DECLINED, today)


def _content(begun: Iterable[_Begun]) -> Content | None:
    """What the last submissions hold; None where there are none."""
    last = [each.arrivals[-1] for each in begun if each.arrivals]
    if not last:
        return None
    return Content(sum(answered for *_, answered, _ in last), sum(asked for *_, asked in last))
