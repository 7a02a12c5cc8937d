"""What an RSS writes of its kommuner's free texts: the only thing of them that goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import FrameMember, State, Summary
from questionnaires.question_types.base import text_problems
from questionnaires.rules import Refused, check_may, check_report_takes_edits
from questionnaires.sentences import explain
from questionnaires.services.steps import locked_aggregate_of
from records.services import record_event

LONGEST = 10_000


@dataclass(frozen=True)
class SavedSummary:
    """The summary as it stands now. is_conflict: it is another's, saved since the page was read, and stays."""

    summary: Summary
    is_conflict: bool


@transaction.atomic
def save_summary(
    *, rss: FrameMember, key: str, cell: str, text: str, read: datetime | None, by: User
) -> SavedSummary:
    """Saves what an RSS says of one cell; an empty text says nothing, and doesn't go on.

    cell: one that the questionnaire has, which the caller sees to. read: when the text that the writer read was saved,
    None where there was none; another that has come since is a conflict, unless it says the same. Raises Refused for
    others than the RSS's coordinators, for a report that is sent in, and for a text that can't be kept.
    """
    check_may("save", rss, by=by)
    aggregate = locked_aggregate_of(rss)
    check_report_takes_edits(aggregate.rss, State(aggregate.state))
    text = _checked(text)
    now = Summary.objects.filter(rss=rss, key=key, cell=cell).select_related("by").first()
    if now is not None and now.text == text:
        return SavedSummary(now, is_conflict=False)
    if now is not None and now.at != read:
        return SavedSummary(now, is_conflict=True)
    saved = now or Summary(rss=rss, key=key, cell=cell)
    saved.text, saved.at, saved.by = text, timezone.now(), by
    saved.save()
    record_event(
        verb="summary_saved",
        subject=aggregate,
        by=by,
        organisation=rss.organisation_id,
        year=rss.round.counted_year,
        details={"key": key, "cell": cell},
    )
    return SavedSummary(saved, is_conflict=False)


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
