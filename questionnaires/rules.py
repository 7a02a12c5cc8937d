"""Who may do what, when: checks of the workflow's table that refuse with a reason a person can read."""

from collections.abc import Callable, Collection

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Role, User
from accounts.selectors import has_role_at, is_officer, is_system
from questionnaires.models import (
    Aggregate,
    FrameMember,
    Response,
    Round,
    RoundState,
    Side,
    State,
    Submission,
    ThreadState,
)
from questionnaires.transitions import (
    ANSWERING,
    ASK_TO_REOPEN,
    ASKED_KINDS,
    EDITED,
    KOMMUN,
    NATIONALLY_COUNTED,
    NEVER_SENT,
    OPENED,
    OWN_KINDS,
    PASSIVES,
    REGION,
    RSS,
    SENT,
    STANDING,
    TRANSITIONS,
    UNSENT,
    WAYS_OUT,
    Transition,
)

# The table's names are the rules' too: whoever asks the rules needn't know where it stands.
__all__ = [
    "ANSWERING",
    "ASKED_KINDS",
    "ASK_TO_REOPEN",
    "EDITED",
    "KOMMUN",
    "NATIONALLY_COUNTED",
    "NEVER_SENT",
    "OPENED",
    "OWN_KINDS",
    "PASSIVES",
    "REGION",
    "RSS",
    "SENT",
    "STANDING",
    "TRANSITIONS",
    "UNSENT",
    "WAYS_OUT",
    "Transition",
]

# Tells where the aggregate of an RSS is.
Report = Callable[[], State]


class Refused(Exception):
    """The rules don't allow it; the message says why, in a sentence for whoever tried."""


# Who it is that answers, for somebody of the other side who tries to. By whether it is in the kommun's place.
_ANSWERED_BY = {
    True: gettext_lazy("Samordnaren fyller i svaret åt %(name)s. Den som svarar för %(name)s kan ta över."),
    False: gettext_lazy("%(name)s svarar själv."),
}


def transition_for(
    action: str, member: FrameMember, state: State, *, in_place: bool = False
) -> Transition | None:
    """The row of the table that leads on from `state`, the first where there are several; None without one."""
    return next((row for row in rows_for(action, member, in_place=in_place) if state in row.sources), None)


def rows_for(action: str, member: FrameMember, *, in_place: bool | None = None) -> tuple[Transition, ...]:
    """The rows of the table for an action, from whatever state; empty where such respondents lack the action.

    in_place: only those for a response that is, or isn't, answered in the kommun's place.
    """
    return tuple(
        row
        for row in TRANSITIONS
        if row.action == action
        and member.kind in row.kinds
        and (in_place is None or row.in_place in (None, in_place))
    )


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
    check_may(action, member, by=by, roles=roles, in_place=is_in_place(subject))
    return check_state_allows(action, subject, reason=reason)


def check_state_allows(
    action: str,
    subject: Response | Aggregate,
    *,
    reason: str | None = None,
    report: Report | None = None,
    opposed: bool | None = None,
) -> Transition:
    """The transition that `action` makes now for somebody who may take it. Raises Refused with why not.

    report: tells the state of the aggregate that a kommun's answer belongs to; opposed: whether the kommun objects to
    what was sent in for it. Asked of the database without them.
    """
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    state = State(subject.state)
    row = transition_for(action, member, state, in_place=is_in_place(subject))
    if row is None:
        raise Refused(_wrong_state(action, state))
    if isinstance(subject, Response):
        _check_between(row, subject, opposed)
    if row.edits:
        check_round_takes_edits(member.round, member, state, report=report)
    if row.action == "submit":
        check_submitting_has_begun(member.round)
    if row.recounts:
        check_aggregate_is_open(member, report=report)
    if row.needs_reason and reason is not None and not reason.strip():
        raise Refused(_("Skriv varför. Den som tar emot svaret behöver veta det."))
    return row


def check_may(
    action: str,
    member: FrameMember,
    *,
    by: User,
    roles: Collection[str] | None = None,
    in_place: bool = False,
) -> None:
    """Raises Refused for somebody who can't take an action for an organisation, whatever the state.

    roles: as for check_can. in_place: whether its RSS's coordinator answers in its place.
    """
    known: dict[tuple[str, tuple[Role, ...]], bool] = {}

    def is_actor(row: Transition) -> bool:
        # Rows for different states are mostly the same people's: each is asked for once.
        who = (row.actors, row.roles)
        if who not in known:
            known[who] = _is_actor(row, member, by, roles)
        return known[who]

    if any(map(is_actor, rows_for(action, member, in_place=in_place))):
        return
    if any(map(is_actor, rows_for(action, member))):
        raise Refused(_ANSWERED_BY[in_place] % {"name": member.name})
    raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})


def is_in_place(subject: Response | Aggregate) -> bool:
    """Whether its RSS's coordinator answers in a kommun's place."""
    return isinstance(subject, Response) and subject.in_place


def is_untouched(response: Response) -> bool:
    """Whether nothing is answered, or nothing any more."""
    return not response.answers


def is_opposed(response: Response) -> bool:
    """Whether the kommun objects to what was sent in for it."""
    threads = response.threads.all()
    return any(each.is_objection and each.state != ThreadState.CLOSED for each in threads)


def is_objectionable(response: Response, newest: Submission) -> bool:
    """Whether the newest submission was made in the kommun's place and isn't open for the kommun to change."""
    return bool(newest.in_place) and response.state in (*SENT, State.APPROVED)


def check_can_object(response: Response, newest: Submission | None, *, by: User) -> None:
    """Raises Refused unless somebody may object to the newest submission: her organisation's, sent in for it."""
    if not is_on_side(Side.OWN, response.respondent, by=by):
        raise Refused(_("Bara den som svarar kan invända."))
    if newest is None or not is_objectionable(response, newest):
        raise Refused(_("Det finns ingen inlämning från samordnaren att invända mot."))


def answering_roles(kind: str) -> tuple[Role, ...]:
    """The roles by which somebody answers for an organisation of a kind; empty where it isn't asked anything."""
    if kind == RSS:
        return (Role.COORDINATOR,)
    return ANSWERING if kind in OWN_KINDS else ()


def is_on_side(side: Side, member: FrameMember, *, by: User) -> bool:
    """Whether somebody takes part on a side in what is said of a response; where a kommun is its RSS, some on both.

    A kommun's other side is its RSS's coordinators, never the national level; a region's and an RSS's is national.
    """
    if side == Side.OWN:
        return has_role_at(by, answering_roles(member.kind), member.organisation)
    return _receives(member, by)


def check_on_side(side: Side, member: FrameMember, *, by: User) -> None:
    """Raises Refused for somebody who doesn't take part on that side."""
    if not is_on_side(side, member, by=by):
        raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})


def can_uninvite(membership: Membership, *, by: User) -> bool:
    """Whether somebody may take back a colleague's invitation: who invited a respondent, not herself."""
    invited = membership.given_by_id == by.pk and membership.role == Role.RESPONDENT
    return invited and membership.user_id != by.pk


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
                "Sammanställningen har läget ”%(state)s” och kan inte ändras. En nationell handläggare kan låsa upp "
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


def _check_between(row: Transition, response: Response, opposed: bool | None) -> None:
    """What stands in the way between the coordinator and the kommun. Raises Refused."""
    if row.untouched and not is_untouched(response):
        raise Refused(_("%(name)s har redan börjat svara.") % {"name": response.respondent.name})
    if row.unopposed and (is_opposed(response) if opposed is None else opposed):
        raise Refused(
            _(
                "%(name)s har invänt mot det du har lämnat in i dess ställe. Svaret kan godkännas när kommunen har "
                "avslutat invändningen eller lämnat in på nytt."
            )
            % {"name": response.respondent.name}
        )


def _report_state(member: FrameMember, report: Report | None) -> State:
    return aggregate_state(member) if report is None else report()


def _is_actor(row: Transition, member: FrameMember, by: User, roles: Collection[str] | None) -> bool:
    if is_system(by):
        return True
    if row.actors == "national":
        return is_officer(by)
    if row.actors == "rss":
        if roles is not None and Role.COORDINATOR in roles:
            return True
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
    sentence = _("Svaret kan inte %(action)s: det har läget ”%(state)s”.") % {
        "action": PASSIVES[action],
        "state": state.label,
    }
    way_out = WAYS_OUT.get(state)
    return f"{sentence} {way_out}" if way_out else sentence
