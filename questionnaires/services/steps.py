"""Taking one step in the workflow: the one place where a state changes."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from questionnaires.models import Aggregate, FrameMember, Response, State, Step, Submission
from questionnaires.notifications import withdraw_reminders
from questionnaires.rules import Refused, check_can
from questionnaires.selectors.holding import hold_round
from records.prepared import Given, Prepared
from records.services import record_event


def locked_response(response: Response) -> Response:
    """The response as it is now, locked until the transaction ends, and its round held."""
    hold_round(response.respondent_id)
    # Its questionnaire is read when it is needed: joined, a response that went on to a corrected one while PostgreSQL
    # waited for it would not be found.
    found = _locked_response(response=response.pk)
    if not found:
        raise Response.DoesNotExist
    return found[0]


_locked_response = Prepared(
    lambda: (
        Response.objects.filter(pk=Given("response"))
        .select_for_update(of=("self",))
        .select_related("respondent__round", "respondent__organisation", "respondent__rss")
    )
)


def locked_alone(response: Response) -> Response:
    """The same for a step that only the response takes. Raises Refused for an RSS's own: it goes with its aggregate."""
    response = locked_response(response)
    if response.respondent.kind == OrganisationKind.RSS:
        raise Refused(_("RSS eget svar hör ihop med sammanställningen av kommunernas svar och följer den."))
    return response


def locked_aggregate(aggregate: Aggregate) -> Aggregate:
    """The aggregate as it is now, locked until the transaction ends, and its round held."""
    hold_round(aggregate.rss_id)
    return (
        Aggregate.objects.select_for_update(of=("self",))
        .select_related("rss__round", "rss__organisation")
        .get(pk=aggregate.pk)
    )


def locked_aggregate_of(rss: FrameMember) -> Aggregate:
    """The same of an RSS, begun when there is none."""
    # Before it is begun: that keeps the RSS in the frame, which whoever has the round may be about to delete.
    hold_round(rss.pk)
    return locked_aggregate(Aggregate.objects.get_or_create(rss=rss)[0])


def take_step(
    subject: Response | Aggregate,
    action: str,
    *,
    by: User,
    reason: str = "",
    target: State | None = None,
    taken_back: Submission | None = None,
    roles: Collection[str] | None = None,
) -> None:
    """Moves a locked response or aggregate on, with a Step and an Event. Raises Refused.

    A response that isn't in the database yet is stored as it is, with its answers. target: only where the table has
    several for the action. taken_back: the submission that the step undoes. roles: as for check_can.
    """
    row = check_can(action, subject, by=by, reason=reason, roles=roles)
    source = State(subject.state)
    subject.state = target or row.target
    subject.save(update_fields=None if subject.pk is None else ["state"])
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    step = Step(action=action, source=source, target=subject.state, at=timezone.now(), by=by)
    step.reason, step.taken_back = reason.strip(), taken_back
    if isinstance(subject, Response):
        step.response = subject
    else:
        step.aggregate = subject
    step.save(force_insert=True)
    if row.target in (State.SUBMITTED, State.DECLINED):
        withdraw_reminders(member, subject.key if isinstance(subject, Response) else None)
    # A save leaves an Event of its own, which names the cells.
    if action != "save":
        record_event(
            verb=action,
            subject=subject,
            by=by,
            organisation=member.organisation_id,
            year=member.round.counted_year,
        )
