"""Counts that an RSS enters itself because it can't collect by kommun, in place of adding submissions up."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.counts.direct import CountProblem, read_counts
from questionnaires.counts.tally import to_json
from questionnaires.definition import Definition
from questionnaires.models import Aggregate, DirectCounts, FrameMember, State
from questionnaires.rules import Refused, check_may, check_report_takes_edits
from questionnaires.selectors.coordinator.live_aggregate import counted_submissions
from questionnaires.services.steps import locked_aggregate_of
from records.services import record_event


class SavedMeanwhile(Refused):
    """Somebody else has saved counts since the page was read."""


@transaction.atomic
def save_direct_counts(
    *,
    rss: FrameMember,
    key: str,
    definition: Definition,
    posted: Mapping[str, str],
    read: datetime | None,
    by: User,
    blank: Collection[str] | None = None,
) -> tuple[CountProblem, ...]:
    """Saves what was entered (controls as counts.direct reads them), or what is wrong with it: then nothing.

    definition: of the questionnaire's newest version. read: when what the writer saw was saved, None where there was
    nothing. blank: as for read_counts. Raises Refused for others than the RSS's coordinators, for a report that is sent
    in, and where kommuner's submissions are approved; SavedMeanwhile where somebody else has saved meanwhile.
    """
    aggregate = _open_aggregate(rss, by)
    _check_none_approved(rss, key)
    now = DirectCounts.objects.filter(rss=rss, key=key).first()
    if now is not None and now.at != read:
        raise SavedMeanwhile(
            _("%(name)s har sparat antal sedan du öppnade sidan. Det du skrev är inte sparat.")
            % {"name": now.by.name}
        )
    most = FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id).count()
    entered = read_counts(definition, posted, most=most, blank=blank)
    if entered.tally is None:
        return entered.problems
    saved = now or DirectCounts(rss=rss, key=key)
    saved.kommuner, saved.tally = entered.kommuner, to_json(entered.tally)
    saved.at, saved.by = timezone.now(), by
    saved.save()
    _record("direct_counts_saved", aggregate, key, by)
    return ()


@transaction.atomic
def remove_direct_counts(*, rss: FrameMember, key: str, by: User) -> None:
    """The RSS adds its kommuner's submissions up after all. Raises Refused as saving does."""
    aggregate = _open_aggregate(rss, by)
    removed, _rows = DirectCounts.objects.filter(rss=rss, key=key).delete()
    if removed:
        _record("direct_counts_removed", aggregate, key, by)


def _open_aggregate(rss: FrameMember, by: User) -> Aggregate:
    check_may("save", rss, by=by)
    aggregate = locked_aggregate_of(rss)
    check_report_takes_edits(aggregate.rss, State(aggregate.state))
    return aggregate


def _check_none_approved(rss: FrameMember, key: str) -> None:
    approved = counted_submissions(rss, key).count()
    if approved:
        raise Refused(
            _(
                "%(count)s av era kommuner har godkända svar, som räknas ihop. Egna antal kan inte blandas med dem. "
                "Lås upp svaren först, eller låt dem gälla."
            )
            % {"count": approved}
        )


def _record(verb: str, aggregate: Aggregate, key: str, by: User) -> None:
    record_event(
        verb=verb,
        subject=aggregate,
        by=by,
        organisation=aggregate.rss.organisation_id,
        year=aggregate.rss.round.counted_year,
        details={"key": key},
    )
