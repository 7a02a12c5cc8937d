"""Taking one step in the workflow: the one place where a state changes."""

from django.utils import timezone

from accounts.models import User
from questionnaires.models import Aggregate, Response, State, Step
from questionnaires.rules import check_can
from records.services import record_event


def locked_response(response: Response) -> Response:
    """The response as it is now, locked until the transaction ends."""
    return (
        Response.objects.select_for_update(of=("self",))
        .select_related("respondent__round", "respondent__organisation", "respondent__rss", "questionnaire")
        .get(pk=response.pk)
    )


def locked_aggregate(aggregate: Aggregate) -> Aggregate:
    """The aggregate as it is now, locked until the transaction ends."""
    return (
        Aggregate.objects.select_for_update(of=("self",))
        .select_related("rss__round", "rss__organisation")
        .get(pk=aggregate.pk)
    )


def take_step(
    subject: Response | Aggregate, action: str, *, by: User, reason: str = "", target: State | None = None
) -> None:
    """Moves a locked response or aggregate on, with a Step and an Event. Raises Refused.

    target: only where the table has several for the action.
    """
    row = check_can(action, subject, by=by, reason=reason)
    source = State(subject.state)
    subject.state = target or row.target
    subject.save(update_fields=["state"])
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    Step.objects.create(
        response=subject if isinstance(subject, Response) else None,
        aggregate=subject if isinstance(subject, Aggregate) else None,
        action=action,
        source=source,
        target=subject.state,
        at=timezone.now(),
        by=by,
        reason=reason.strip(),
    )
    record_event(
        verb=action, subject=subject, by=by, organisation=member.organisation_id, year=member.round.year
    )
