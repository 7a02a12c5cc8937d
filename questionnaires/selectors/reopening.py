"""Which RSS have asked for their report to be opened, and wait for an answer.

What is asked waits until the report is opened or returned: accepting it, or beginning to review it, answers nothing.
"""

from collections.abc import Iterable

from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When

from questionnaires.models import FrameMember, RoundState, State, Step
from questionnaires.rules import ASK_TO_REOPEN, SENT

LOCKED = (*SENT, State.ACCEPTED)


def with_asked(members: QuerySet[FrameMember]) -> QuerySet[FrameMember]:
    """The members of a frame, each RSS with `asked`: when it last asked since it sent in (None for none)."""
    steps = Step.objects.filter(
        aggregate__rss=OuterRef("pk"), aggregate__state__in=LOCKED, action__in=("submit", ASK_TO_REOPEN)
    )
    asked = Case(When(action=ASK_TO_REOPEN, then=F("at")), output_field=DateTimeField())
    return members.annotate(asked=Subquery(steps.order_by("-pk").values(moment=asked)[:1]))


def asking_rss() -> tuple[FrameMember, ...]:
    """The RSS that wait for an answer, in every round that is told of, who asked first standing first. One query."""
    members = FrameMember.objects.exclude(round__state=RoundState.DRAFT).select_related("round")
    return tuple(with_asked(members).filter(Q(asked__isnull=False)).order_by("asked"))


def request_in(steps: Iterable[Step], state: State) -> Step | None:
    """Of a report's steps, newest first, the one in which the RSS asked, with its reason; None where nothing waits."""
    if state not in LOCKED:
        return None
    last = next((each for each in steps if each.action in ("submit", ASK_TO_REOPEN)), None)
    return last if last and last.action == ASK_TO_REOPEN else None


def request_of(rss: FrameMember) -> Step | None:
    """The same for an RSS of with_asked. One query, where something waits."""
    if getattr(rss, "asked", None) is None:
        return None
    steps = Step.objects.filter(aggregate__rss=rss, action=ASK_TO_REOPEN)
    return steps.select_related("by").order_by("-pk").first()
