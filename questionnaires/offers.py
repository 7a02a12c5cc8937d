"""What somebody may do now: the rules asked beforehand, for what a page offers."""

from collections.abc import Collection, Iterator

from accounts.models import Role, User
from questionnaires.models import Aggregate, Response
from questionnaires.rules import Refused, Report, check_can, check_state_allows, is_in_place
from questionnaires.transitions import TRANSITIONS, Transition


def available_actions(subject: Response | Aggregate, *, by: User) -> tuple[str, ...]:
    """The actions that somebody may take now, in the table's order."""
    actions = dict.fromkeys(row.action for row in TRANSITIONS)
    return tuple(action for action in actions if _allowed(action, subject, by))


def own_actions(subject: Response, *, roles: Collection[str], report: Report) -> tuple[str, ...]:
    """What somebody with these roles at the organisation that answers may do now, in the table's order.

    In a kommun's place its RSS's coordinators answer, and have that role. The same as available_actions for somebody
    without other roles, and asks nothing of who they are. report: as for check_state_allows.
    """
    rows = (row for row in _rows_of(subject) if _is_own(row, subject, roles))
    actions = dict.fromkeys(row.action for row in rows)
    return tuple(action for action in actions if _state_allows(action, subject, report))


def own_allows(action: str, subject: Response, *, roles: Collection[str], report: Report) -> bool:
    """Whether an action is among these."""
    rows = (row for row in _rows_of(subject) if row.action == action)
    return any(_is_own(row, subject, roles) for row in rows) and _state_allows(action, subject, report)


def receiver_actions(subject: Response | Aggregate, *, report: Report | None = None) -> tuple[str, ...]:
    """The same for somebody who is known to receive it: a coordinator of the kommun's RSS, or a national officer.

    report: needed for a kommun's response alone.
    """
    actions = dict.fromkeys(row.action for row in _rows_of(subject) if row.actors != "own")
    return tuple(action for action in actions if _state_allows(action, subject, report))


def why_not(action: str, subject: Response, *, report: Report, opposed: bool | None = None) -> str:
    """Why an action can't be taken now by somebody whose it is, in a sentence; empty where it can.

    report, opposed: as for check_state_allows.
    """
    try:
        check_state_allows(action, subject, report=report, opposed=opposed)
    except Refused as refused:
        return str(refused)
    return ""


def _allowed(action: str, subject: Response | Aggregate, by: User) -> bool:
    try:
        check_can(action, subject, by=by)
    except Refused:
        return False
    return True


def _rows_of(subject: Response | Aggregate) -> Iterator[Transition]:
    """The rows of the table for a response or an aggregate, from whatever state."""
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    for row in TRANSITIONS:
        if member.kind in row.kinds and row.in_place in (None, is_in_place(subject)):
            yield row


def _is_own(row: Transition, subject: Response, roles: Collection[str]) -> bool:
    """Whether a row is for whoever answers with these roles."""
    if row.actors == "rss":
        return subject.in_place and row.in_place is True and Role.COORDINATOR in roles
    return row.actors == "own" and any(role in roles for role in row.roles)


def _state_allows(action: str, subject: Response | Aggregate, report: Report | None) -> bool:
    try:
        check_state_allows(action, subject, report=report)
    except Refused:
        return False
    return True
