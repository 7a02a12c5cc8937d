"""Who may do what, when: the workflow as a table, and checks that refuse with a reason a person can read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import OrganisationKind, Role, User
from accounts.selectors import has_role_at, is_officer, is_system
from questionnaires.models import Aggregate, FrameMember, Response, Round, RoundState, Side, State

# Tells where the aggregate of an RSS is.
Report = Callable[[], State]

KOMMUN, REGION, RSS = OrganisationKind.KOMMUN, OrganisationKind.REGION, OrganisationKind.RSS


class Refused(Exception):
    """The rules don't allow it; the message says why, in a sentence for whoever tried."""


@dataclass(frozen=True)
class Transition:
    """One row of the workflow: for respondents of these kinds, an action leads from one of `sources` to `target`.

    actors: whose it is: "own" (the organisation's own `roles`), "rss" (its RSS's coordinator) or "national" (a
    national officer). An `edits` action changes answers, and is shut when the round is closed. One that `recounts`
    changes what the RSS's aggregate counts, and is shut while that is sent in.
    """

    action: str
    kinds: tuple[OrganisationKind, ...]
    sources: tuple[State, ...]
    target: State
    actors: str
    roles: tuple[Role, ...] = ()
    needs_reason: bool = False
    edits: bool = False
    recounts: bool = False


ANSWERING = (Role.RESPONDENT, Role.SIGNER)
OWN_KINDS = (KOMMUN, REGION)
EDITED = (State.DRAFT, State.RETURNED, State.REOPENED)
SENT = (State.SUBMITTED, State.IN_REVIEW)
OPENED = (State.RETURNED, State.REOPENED)

# An RSS's own answers are saved here; they are submitted, returned and accepted with its aggregate (kind RSS below
# stands for both). Saving leaves a returned or reopened response in its state until it is submitted again.
TRANSITIONS: tuple[Transition, ...] = (
    Transition("save", OWN_KINDS, (State.NOT_STARTED,), State.DRAFT, "own", ANSWERING, edits=True),
    *(Transition("save", OWN_KINDS, (state,), state, "own", ANSWERING, edits=True) for state in EDITED),
    Transition("save", (RSS,), (State.NOT_STARTED,), State.DRAFT, "own", (Role.COORDINATOR,), edits=True),
    *(
        Transition("save", (RSS,), (state,), state, "own", (Role.COORDINATOR,), edits=True)
        for state in EDITED
    ),
    Transition("submit", OWN_KINDS, EDITED, State.SUBMITTED, "own", (Role.SIGNER,), edits=True),
    # Back to where it was before it was submitted.
    *(
        Transition("take_back", OWN_KINDS, (State.SUBMITTED,), state, "own", (Role.SIGNER,), edits=True)
        for state in EDITED
    ),
    Transition(
        "decline",
        OWN_KINDS,
        (State.NOT_STARTED, State.DRAFT),
        State.DECLINED,
        "own",
        ANSWERING,
        needs_reason=True,
        edits=True,
    ),
    Transition("resume", OWN_KINDS, (State.DECLINED,), State.DRAFT, "own", ANSWERING, edits=True),
    Transition("start_review", (KOMMUN,), (State.SUBMITTED,), State.IN_REVIEW, "rss"),
    Transition("return", (KOMMUN,), SENT, State.RETURNED, "rss", needs_reason=True),
    Transition("approve", (KOMMUN,), SENT, State.APPROVED, "rss", recounts=True),
    Transition(
        "reopen", (KOMMUN,), (State.APPROVED,), State.REOPENED, "rss", needs_reason=True, recounts=True
    ),
    Transition("start_review", (REGION, RSS), (State.SUBMITTED,), State.IN_REVIEW, "national"),
    Transition("return", (REGION, RSS), SENT, State.RETURNED, "national", needs_reason=True),
    Transition("accept", (REGION, RSS), SENT, State.ACCEPTED, "national"),
    Transition(
        "reopen", (REGION, RSS), (*SENT, State.ACCEPTED), State.REOPENED, "national", needs_reason=True
    ),
    Transition("submit", (RSS,), EDITED, State.SUBMITTED, "own", (Role.COORDINATOR,), edits=True),
)

# What can't be done, after "Svaret kan inte …".
PASSIVES = {
    "save": gettext_lazy("ändras"),
    "submit": gettext_lazy("lämnas in"),
    "take_back": gettext_lazy("tas tillbaka"),
    "decline": gettext_lazy("markeras som avstår"),
    "resume": gettext_lazy("återupptas"),
    "start_review": gettext_lazy("börja granskas"),
    "return": gettext_lazy("skickas tillbaka för komplettering"),
    "approve": gettext_lazy("godkännas"),
    "accept": gettext_lazy("tas emot"),
    "reopen": gettext_lazy("låsas upp"),
}

# Who can open what is locked, by the state that locks it.
WAYS_OUT = {
    State.SUBMITTED: gettext_lazy("Det kan tas tillbaka tills granskningen har börjat."),
    State.IN_REVIEW: gettext_lazy("Den som granskar kan skicka tillbaka det."),
    State.APPROVED: gettext_lazy("Samordnaren i RSS kan låsa upp det."),
    State.ACCEPTED: gettext_lazy("En nationell handläggare kan låsa upp det."),
    State.DECLINED: gettext_lazy("Återuppta det först."),
}


def transition_for(action: str, member: FrameMember, state: State) -> Transition | None:
    """The row of the table that leads on from `state`, the first where there are several; None without one."""
    return next((row for row in rows_for(action, member) if state in row.sources), None)


def rows_for(action: str, member: FrameMember) -> tuple[Transition, ...]:
    """The rows of the table for an action, from whatever state; empty where such respondents lack the action."""
    return tuple(row for row in TRANSITIONS if row.action == action and member.kind in row.kinds)


def check_can(
    action: str,
    subject: Response | Aggregate,
    *,
    by: User,
    reason: str | None = None,
    roles: Collection[str] | None = None,
) -> Transition:
    """The transition that `action` makes for somebody now. Raises Refused with why not, and who can help.

    roles: what somebody is at the organisation that answers, read since the subject was locked; asked of the
    database without it.
    """
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    # First: whom it doesn't concern learns nothing of where the response is.
    check_may(action, member, by=by, roles=roles)
    return check_state_allows(action, subject, reason=reason)


def check_state_allows(
    action: str, subject: Response | Aggregate, *, reason: str | None = None, report: Report | None = None
) -> Transition:
    """The transition that `action` makes now for somebody who may take it. Raises Refused with why not.

    report: tells the state of the aggregate that a kommun's answer belongs to; asked of the database without it.
    """
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    state = State(subject.state)
    row = transition_for(action, member, state)
    if row is None:
        raise Refused(_wrong_state(action, state))
    if row.edits:
        check_round_takes_edits(member.round, member, state, report=report)
    if row.action == "submit":
        check_submitting_has_begun(member.round)
    if row.recounts:
        check_aggregate_is_open(member, report=report)
    if row.needs_reason and reason is not None and not reason.strip():
        raise Refused(_("Skriv varför. Den som tar emot svaret behöver veta det."))
    return row


def check_may(action: str, member: FrameMember, *, by: User, roles: Collection[str] | None = None) -> None:
    """Raises Refused for somebody who can't take an action for an organisation, whatever the state.

    roles: as for check_can.
    """
    if not any(_is_actor(row, member, by, roles) for row in rows_for(action, member)):
        raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})


def available_actions(subject: Response | Aggregate, *, by: User) -> tuple[str, ...]:
    """The actions that somebody may take now, in the table's order."""
    actions = dict.fromkeys(row.action for row in TRANSITIONS)
    return tuple(action for action in actions if _allowed(action, subject, by))


def own_actions(subject: Response, *, roles: Collection[str], report: Report) -> tuple[str, ...]:
    """What somebody with these roles at the organisation that answers may do now, in the table's order.

    The same as available_actions for somebody without other roles, and asks nothing of who they are.
    report: as for check_state_allows.
    """
    rows = (row for row in TRANSITIONS if row.actors == "own" and subject.respondent.kind in row.kinds)
    actions = dict.fromkeys(row.action for row in rows if any(role in roles for role in row.roles))
    return tuple(action for action in actions if _state_allows(action, subject, report))


def receiver_actions(subject: Response | Aggregate, *, report: Report | None = None) -> tuple[str, ...]:
    """The same for somebody who is known to receive it: a coordinator of the kommun's RSS, or a national officer.

    report: needed for a kommun's response alone.
    """
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    rows = (row for row in TRANSITIONS if row.actors != "own" and member.kind in row.kinds)
    actions = dict.fromkeys(row.action for row in rows)
    return tuple(action for action in actions if _state_allows(action, subject, report))


def refusal(action: str, subject: Response, *, report: Report) -> str:
    """Why an action can't be taken now by somebody whose it is, in a sentence; empty where it can."""
    try:
        check_state_allows(action, subject, report=report)
    except Refused as refused:
        return str(refused)
    return ""


def side_of(member: FrameMember, *, by: User) -> Side:
    """The side on which somebody takes part in what is said of a response. Raises Refused for a stranger.

    A kommun's other side is its RSS's coordinators, never the national level; a region's and an RSS's is national.
    """
    answering = (Role.COORDINATOR,) if member.kind == RSS else ANSWERING
    if has_role_at(by, answering, member.organisation):
        return Side.OWN
    if _receives(member, by):
        return Side.RECEIVER
    raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})


def check_may_remind(members: Collection[FrameMember], *, by: User) -> None:
    """Raises Refused for somebody who may not remind all of these: a kommun's RSS, and nationally regions and RSS."""
    if is_system(by):
        return
    asked = {(each.kind, each.rss_id): each for each in members}
    for member in asked.values():
        if not _receives(member, by):
            raise Refused(_("Du har inte behörighet att påminna %(name)s.") % {"name": member.name})


def check_may_extend(member: FrameMember, *, by: User) -> None:
    """Raises Refused for somebody who may not give an organisation more time: only whoever receives its answers may."""
    if not (is_system(by) or _receives(member, by)):
        raise Refused(_("Du har inte behörighet att ge %(name)s mer tid.") % {"name": member.name})


def check_may_coordinate(rss: FrameMember, *, by: User) -> None:
    """Raises Refused for anybody but a coordinator of an RSS."""
    if not (is_system(by) or has_role_at(by, (Role.COORDINATOR,), rss.organisation)):
        raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": rss.name})


def check_signed(signed_name: str) -> None:
    """Raises Refused without the name of whoever sends in."""
    if not signed_name.strip():
        raise Refused(_("Skriv namnet på den som lämnar in."))


def check_round_takes_edits(
    round_: Round, member: FrameMember, state: State, *, report: Report | None = None
) -> None:
    """Raises Refused unless answers can change: the round is open, or an officer has opened this one again.

    A kommun's answer is opened by its RSS, and in a closed round only while an officer has the RSS's report open.
    An RSS's own answers are a part of that report: those left out of its first version can come with the next.
    """
    if round_.state == RoundState.OPEN:
        return
    if round_.state == RoundState.DRAFT:
        raise Refused(_("Insamlingen %(year)s har inte öppnat ännu.") % {"year": round_.year})
    opened = member.kind == RSS or state in OPENED
    if opened and (member.kind == REGION or _report_state(member, report) in OPENED):
        return
    raise Refused(
        _(
            "Insamlingen %(year)s är stängd. Bara svar som en nationell handläggare har skickat tillbaka eller "
            "låst upp kan ändras."
        )
        % {"year": round_.year}
    )


def check_submitting_has_begun(round_: Round) -> None:
    """Raises Refused before the first day on which one may submit in a round. Files wait for it like everybody."""
    if round_.submit_from is not None and timezone.localdate() < round_.submit_from:
        raise Refused(
            _("Det går att lämna in från och med %(day)s. Det som är ifyllt finns kvar.")
            % {"day": date_format(round_.submit_from, "j F Y")}
        )


def check_may_run_rounds(*, by: User) -> None:
    """Raises Refused for anybody but a national officer."""
    if not (is_system(by) or is_officer(by)):
        raise Refused(_("Bara en nationell handläggare kan göra det här med en insamling."))


def check_aggregate_is_open(kommun: FrameMember, *, report: Report | None = None) -> None:
    """Raises Refused when the kommun's RSS has sent in the aggregate that its answer belongs to."""
    state = _report_state(kommun, report)
    if state not in EDITED:
        raise Refused(
            _(
                "RSS har lämnat in sin sammanställning (%(state)s). En nationell handläggare kan låsa upp den för "
                "en ny version."
            )
            % {"state": State(state).label}
        )


def check_report_takes_edits(rss: FrameMember, state: State) -> None:
    """Raises Refused unless what an RSS reports, whose aggregate has that state, can be changed now."""
    if state not in EDITED:
        raise Refused(
            _(
                "Sammanställningen har läget “%(state)s” och kan inte ändras. En nationell handläggare kan låsa upp "
                "den."
            )
            % {"state": state.label}
        )
    check_round_takes_edits(rss.round, rss, state, report=lambda: state)


def report_takes_edits(rss: FrameMember, state: State) -> bool:
    """The same as a question."""
    try:
        check_report_takes_edits(rss, state)
    except Refused:
        return False
    return True


def aggregate_state(member: FrameMember) -> State:
    """Where the aggregate of an RSS, or of a kommun's RSS, is; a draft before anybody has begun it."""
    rss = member.organisation_id if member.kind == RSS else member.rss_id
    found = Aggregate.objects.filter(rss__round=member.round_id, rss__organisation=rss)
    return State(found.values_list("state", flat=True).first() or State.DRAFT)


def _report_state(member: FrameMember, report: Report | None) -> State:
    return aggregate_state(member) if report is None else report()


def _allowed(action: str, subject: Response | Aggregate, by: User) -> bool:
    try:
        check_can(action, subject, by=by)
    except Refused:
        return False
    return True


def _state_allows(action: str, subject: Response | Aggregate, report: Report | None) -> bool:
    try:
        check_state_allows(action, subject, report=report)
    except Refused:
        return False
    return True


def _is_actor(row: Transition, member: FrameMember, by: User, roles: Collection[str] | None) -> bool:
    if is_system(by):
        return True
    if row.actors == "national":
        return is_officer(by)
    if row.actors == "rss":
        return member.rss is not None and has_role_at(by, (Role.COORDINATOR,), member.rss)
    if roles is not None:
        return any(role in roles for role in row.roles)
    return has_role_at(by, row.roles, member.organisation)


def _receives(member: FrameMember, by: User) -> bool:
    """Whether somebody is on the side that receives an organisation's answers."""
    if member.kind != KOMMUN:
        return is_officer(by)
    return member.rss is not None and has_role_at(by, (Role.COORDINATOR,), member.rss)


def _wrong_state(action: str, state: State) -> str:
    sentence = _("Svaret kan inte %(action)s: det har läget “%(state)s”.") % {
        "action": PASSIVES[action],
        "state": state.label,
    }
    way_out = WAYS_OUT.get(state)
    return f"{sentence} {way_out}" if way_out else sentence
