"""Replies to whoever receives the answers, written at their questions on a section's page and posted with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.forms.filling import Error
from questionnaires.models import Side, Thread
from questionnaires.rules import Refused
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.services.comments import answer_comment


@dataclass(frozen=True)
class Replies:
    """What became of them.

    at: the question of the last one sent; kept: by their threads' numbers those that couldn't be sent, as typed;
    errors: why.
    """

    sent: int = 0
    at: str = ""
    kept: Mapping[int, str] = field(default_factory=dict)
    errors: tuple[Error, ...] = ()

    @property
    def told(self) -> str:
        """That they are sent; empty where none was."""
        return (
            ngettext("Kommentaren är skickad.", "Kommentarerna är skickade.", self.sent) if self.sent else ""
        )


def send_replies(own: OwnResponse, data: QueryDict) -> Replies:
    """Sends every reply that the page has: whichever button was pressed, none is lost. Those of a stranger's thread
    are passed over."""
    sent, at = 0, ""
    kept: dict[int, str] = {}
    errors = []
    typed = dict(_typed(data)) if own.is_own else {}
    for thread in Thread.objects.filter(pk__in=typed, response=own.response.pk) if typed else ():
        try:
            answer_comment(thread=thread, text=typed[thread.pk], side=Side.OWN, by=own.user)
            sent, at = sent + 1, thread.cell.partition(".")[0]
        except Refused as refused:
            kept[thread.pk] = typed[thread.pk]
            errors.append(Error(f"samtal-{thread.pk}-svar", _("Kommentar"), str(refused)))
    return Replies(sent, at, kept, tuple(errors))


def _typed(data: QueryDict) -> Iterator[tuple[int, str]]:
    """By thread: what was written, and nothing where its own button was pressed without that."""
    for name, values in data.lists():
        word, _colon, number = name.partition(":")
        if word != "samtal" or not number.isdecimal() or len(number) > 18:
            continue
        text = str(values[-1])
        if text.strip() or data.get("reply") == number:
            yield int(number), text
