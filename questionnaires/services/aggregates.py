"""What an RSS hands on: the aggregate of its kommuner with its own answers, as one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from questionnaires.counts.tally import to_json as tally_to_json
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    CountedSubmission,
    FrameMember,
    Questionnaire,
    Response,
    State,
    Step,
    Submission,
)
from questionnaires.notifications import mail_reopening_asked, mail_report_receipt, mail_step
from questionnaires.rules import (
    ASK_TO_REOPEN,
    SENT,
    Refused,
    check_can,
    check_may,
    check_report_takes_edits,
    check_signed,
)
from questionnaires.selectors.coordinator.live_aggregate import LiveAggregate, live_aggregate
from questionnaires.selectors.coordinator.report_to_check import report_mark
from questionnaires.selectors.explanations import check_explained
from questionnaires.services.responses import checksum, freeze_answers
from questionnaires.services.review import NEW_SINCE_READ
from questionnaires.services.steps import locked_aggregate, locked_aggregate_of, locked_response, take_step
from records.services import record_event


def aggregate_of(rss: FrameMember) -> Aggregate:
    """An RSS's aggregate in its round, begun when there is none."""
    return Aggregate.objects.get_or_create(rss=rss)[0]


@transaction.atomic
def submit_aggregate(
    *,
    rss: FrameMember,
    signed_name: str,
    signed_title: str = "",
    without_own: bool = False,
    by: User,
    at: datetime | None = None,
    seen: str = "",
) -> tuple[AggregateVersion, bool]:
    """Freezes the RSS's tallies with the list of what they count and its own answers; whether that was news.

    The same again is no change. without_own: where own answers are missing the version is marked so; else that is
    refused. seen: the mark of the report that the signer has read (report_to_check.report_mark); without it nothing is
    compared. Raises Refused: wrong state or person, own answers missing or falling short, a report that has changed
    since it was read, or an aggregate that is already submitted and would now be another.
    """
    check_may("submit", rss, by=by)
    aggregate = locked_aggregate_of(rss)
    live = live_aggregate(rss)
    own, missing = _own_responses(rss)
    last = aggregate.versions.order_by("-number").first()
    if aggregate.state in (*SENT, State.ACCEPTED) and last is not None:
        _check_same_again(last, live, own)
        return last, False
    check_can("submit", aggregate, by=by)
    check_signed(signed_name)
    _check_whole(live, own, [] if without_own else missing, seen)
    signature = {"signed_name": signed_name.strip(), "signed_title": signed_title.strip()}
    version = AggregateVersion(
        aggregate=aggregate,
        number=last.number + 1 if last else 1,
        without_own=bool(missing),
        submitted_at=at or timezone.now(),
        submitted_by=by,
        **signature,
    )
    _store(version, live, [_freeze_own(each, signature, by=by, at=at) for each in own])
    _step_with_own(aggregate, "submit", by=by)
    mail_report_receipt(version, by=by)
    return version, True


@transaction.atomic
def ask_to_reopen(*, aggregate: Aggregate, reason: str, by: User) -> None:
    """Asks the national level to open the RSS's report for a new version, and says why.

    It moves nothing: a step from the state to itself keeps the reason where officers read it, and they get a mail.
    Raises Refused for others than the RSS's coordinators, without a reason, and for a report that isn't sent in.
    """
    aggregate = locked_aggregate(aggregate)
    check_may("submit", aggregate.rss, by=by)
    if aggregate.state not in (*SENT, State.ACCEPTED):
        check_report_takes_edits(aggregate.rss, State(aggregate.state))
        raise Refused(_("Sammanställningen är inte låst. Den går att ändra."))
    if not reason.strip():
        raise Refused(_("Skriv varför. Den som låser upp behöver veta det."))
    Step.objects.create(
        aggregate=aggregate,
        action=ASK_TO_REOPEN,
        source=aggregate.state,
        target=aggregate.state,
        at=timezone.now(),
        by=by,
        reason=reason.strip(),
    )
    rss = aggregate.rss
    record_event(
        verb=ASK_TO_REOPEN,
        subject=aggregate,
        by=by,
        organisation=rss.organisation_id,
        year=rss.round.counted_year,
    )
    mail_reopening_asked(aggregate, by=by)


@transaction.atomic
def start_aggregate_review(*, aggregate: Aggregate, by: User) -> None:
    """The national level begins to review what the RSS has sent in. Raises Refused."""
    _step_with_own(locked_aggregate(aggregate), "start_review", by=by)


@transaction.atomic
def return_aggregate(*, aggregate: Aggregate, reason: str, by: User) -> None:
    """Asks the RSS for a completion; until then it counts for nothing nationally. Raises Refused."""
    aggregate = locked_aggregate(aggregate)
    _step_with_own(aggregate, "return", by=by, reason=reason)
    mail_step("returned", aggregate, by=by)


@transaction.atomic
def accept_aggregate(*, aggregate: Aggregate, by: User, read: int | None = None) -> None:
    """The national level receives the aggregate.

    read: the number of the version that was read; without it nothing is compared. Raises Refused, also where another
    has come since.
    """
    aggregate = locked_aggregate(aggregate)
    newest = aggregate.versions.order_by("-number").values_list("number", flat=True).first()
    if read is not None and newest != read:
        raise Refused(NEW_SINCE_READ)
    _step_with_own(aggregate, "accept", by=by)
    mail_step("accepted", aggregate, by=by)


@transaction.atomic
def reopen_aggregate(*, aggregate: Aggregate, reason: str, by: User) -> None:
    """Opens the RSS's report for a new version; the old one counts until that is in. Raises Refused."""
    aggregate = locked_aggregate(aggregate)
    _step_with_own(aggregate, "reopen", by=by, reason=reason)
    mail_step("reopened", aggregate, by=by)


def _store(version: AggregateVersion, live: LiveAggregate, own: list[Submission]) -> None:
    """Stores a new version with its tallies, the list of what they count, and the RSS's own answers."""
    checksums = [each.checksum for each in own]
    version.checksum = _checksum(live, checksums, without_own=version.without_own)
    version.tallies = {key: tally_to_json(tally) for key, tally in live.tallies.items()}
    version.counted = live.counted
    version.summaries = {key: dict(texts) for key, texts in live.summaries.items()}
    version.direct = list(live.direct)
    version.save()
    version.own.set(own)
    CountedSubmission.objects.bulk_create(
        CountedSubmission(version=version, submission_id=each.pk)
        for submissions in live.submissions.values()
        for each in submissions
    )


def _step_with_own(aggregate: Aggregate, action: str, *, by: User, reason: str = "") -> None:
    """The RSS's own answers go with its aggregate: a step of one is a step of both.

    They go first: in a closed round they may be sent in because the aggregate is still open.
    """
    for each in Response.objects.filter(respondent=aggregate.rss).order_by("pk"):
        response = locked_response(each)
        if response.state in _followed(action):
            take_step(response, action, by=by, reason=reason)
    take_step(aggregate, action, by=by, reason=reason)


def _followed(action: str) -> tuple[State, ...]:
    """The states of own answers that take part in an action; a draft that was left out of a version stays."""
    if action == "submit":
        return (State.DRAFT, State.RETURNED, State.REOPENED)
    return (State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED)


def _own_responses(rss: FrameMember) -> tuple[list[Response], list[str]]:
    """The RSS's own responses that can be submitted, locked, and the keys of the questionnaires without one."""
    locked = Response.objects.select_for_update().filter(respondent=rss).order_by("pk")
    # Locked by themselves and read after it: what is signed is what was compared with what the signer has read.
    list(locked.values_list("pk", flat=True))
    keys = (
        Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.RSS)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()
    )
    found = {
        each.key: each
        for each in Response.objects.filter(respondent=rss)
        .exclude(state=State.NOT_STARTED)
        .select_related("respondent__round", "respondent__organisation", "respondent__rss", "questionnaire")
    }
    return [found[key] for key in keys if key in found], [key for key in keys if key not in found]


def _check_same_again(last: AggregateVersion, live: LiveAggregate, own: list[Response]) -> None:
    """Raises Refused where the RSS would now hand on something else than its last version."""
    if last.checksum != _checksum(live, _submitted_own(last, own), without_own=last.without_own):
        raise Refused(
            _(
                "Sammanställningen är redan inlämnad och skulle nu bli en annan. En nationell handläggare kan låsa "
                "upp den för en ny version."
            )
        )


def _freeze_own(
    response: Response, signature: dict[str, str], *, by: User, at: datetime | None
) -> Submission:
    """The RSS's own answers, locked, as they go with its report. Raises Refused."""
    submission = freeze_answers(response=response, by=by, at=at, **signature)
    check_explained(response, by=by)
    return submission


def _check_whole(live: LiveAggregate, own: list[Response], missing: list[str], seen: str) -> None:
    """Raises Refused where own answers are missing, counts that the RSS entered stand beside approved answers, or
    something has changed since it was read."""
    if seen and seen != _mark(live, own):
        raise Refused(_("Något har ändrats sedan du öppnade sidan. Läs igenom den igen innan du lämnar in."))
    if live.mixed:
        raise Refused(
            _(
                "För %(keys)s finns både godkända svar från kommuner och antal som ni själva har lämnat. Ta bort "
                "antalen, eller lås upp kommunernas svar."
            )
            % {"keys": ", ".join(live.mixed)}
        )
    if missing:
        raise Refused(
            _("RSS eget svar saknas på: %(keys)s. Fyll i det, eller lämna in utan.")
            % {"keys": ", ".join(missing)}
        )


def _mark(live: LiveAggregate, own: list[Response]) -> str:
    return report_mark(
        {key: [(each.kommun, each.number) for each in counted] for key, counted in live.submissions.items()},
        {key: tally_to_json(live.tallies[key]) for key in live.direct},
        live.summaries,
        own,
    )


def _submitted_own(version: AggregateVersion, own: list[Response]) -> list[str]:
    """The checksums of the version's own answers, and of a draft that has come since."""
    drafts = [each for each in own if each.state == State.DRAFT]
    sent = list(version.own.order_by("response__key").values_list("checksum", flat=True))
    return [*sent, *(checksum(each.cells) for each in drafts)]


def _checksum(live: LiveAggregate, own: list[str], *, without_own: bool) -> str:
    content: dict[str, Any] = {
        "tallies": {key: tally_to_json(tally) for key, tally in live.tallies.items()},
        "submissions": {
            key: [[each.kommun, each.number, each.checksum] for each in submissions]
            for key, submissions in live.submissions.items()
        },
        "own": own,
        "without_own": without_own,
    }
    # Only where there are any: a version that was sent in before there were such things is the same again.
    if live.summaries:
        content["summaries"] = live.summaries
    if live.direct:
        content["direct"] = list(live.direct)
    return checksum(content)
