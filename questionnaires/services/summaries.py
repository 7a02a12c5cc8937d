"""What an RSS writes of its kommuner's free texts: the only thing of them that goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import Aggregate, FrameMember, State, Summary
from questionnaires.question_types.base import text_problems
from questionnaires.rules import Refused, check_may, check_report_takes_edits
from questionnaires.sentences import explain
from questionnaires.services.steps import locked_aggregate_of
from records.services import record_event

LONGEST = 10_000


@dataclass(frozen=True)
class Written:
    """What somebody wrote of one cell, which the questionnaire has: the caller sees to it.

    read: when the text that the writer read was saved, None where there was none.
    """

    cell: str
    text: str
    read: datetime | None


@dataclass(frozen=True)
class SavedSummary:
    """The summary as it stands now, None where there is none. is_conflict: it is another's, saved since the page was
    read, and stays. refused: why what was written can't be kept, in a sentence.
    """

    summary: Summary | None
    is_conflict: bool = False
    refused: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether what was written stands."""
        return not (self.is_conflict or self.refused)


@transaction.atomic
def save_summaries(
    *, rss: FrameMember, key: str, written: Iterable[Written], by: User
) -> dict[str, SavedSummary]:
    """Saves what an RSS says of cells: cell → what became of it. An empty text says nothing, and doesn't go on.

    Each by itself: one that conflicts, or can't be kept, is no reason to lose the others. A summary that has come
    since it was read is a conflict, unless it says the same. Raises Refused for others than the RSS's coordinators,
    and for a report that is sent in.
    """
    check_may("save", rss, by=by)
    aggregate = locked_aggregate_of(rss)
    check_report_takes_edits(aggregate.rss, State(aggregate.state))
    found = Summary.objects.filter(rss=rss, key=key).select_related("by")
    now = {each.cell: each for each in found}
    return {each.cell: _save(aggregate, key, each, now.get(each.cell), by) for each in written}


def _save(aggregate: Aggregate, key: str, written: Written, now: Summary | None, by: User) -> SavedSummary:
    try:
        text = _checked(written.text)
    except Refused as refused:
        return SavedSummary(now, refused=str(refused))
    if text == (now.text if now else ""):
        return SavedSummary(now)
    if now is not None and now.at != written.read:
        return SavedSummary(now, is_conflict=True)
    rss = aggregate.rss
    saved = now or Summary(rss=rss, key=key, cell=written.cell)
    saved.text, saved.at, saved.by = text, timezone.now(), by
    saved.save()
    record_event(
        verb="summary_saved",
        subject=aggregate,
        by=by,
        organisation=rss.organisation_id,
        year=rss.round.counted_year,
        details={"key": key, "cell": written.cell},
    )
    return SavedSummary(saved)


def _checked(text: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Refused(
            _("Sammanfattningen är %(length)s tecken. Korta den till högst %(longest)s.")
            % {"length": len(text), "longest": LONGEST}
        )
    for problem in text_problems(text):
        raise Refused(explain(problem))
    return text
