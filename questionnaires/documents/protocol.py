"""What is left of a trial that was deleted: when, by whom, and how much of what. No answer is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.models import Event

KINDS: Mapping[str, str | Promise] = {
    "region": gettext_lazy("Regioner"),
    "rss": gettext_lazy("RSS"),
    "kommun": gettext_lazy("Kommuner"),
}
# What a trial consists of, by the name of its model, as its protocol tells it.
DELETED: Mapping[str, str | Promise] = {
    "framemember": gettext_lazy("Organisationer i ramen"),
    "framechange": gettext_lazy("Ändringar av ramen"),
    "questionnaire": gettext_lazy("Enkäter"),
    "response": gettext_lazy("Svar"),
    "answerchange": gettext_lazy("Sparade ändringar i svar"),
    "submission": gettext_lazy("Inlämningar"),
    "step": gettext_lazy("Steg i arbetet med svaren"),
    "thread": gettext_lazy("Samtal om svar"),
    "comment": gettext_lazy("Kommentarer"),
    "explanation": gettext_lazy("Förklaringar"),
    "attachment": gettext_lazy("Bilagor"),
    "assignment": gettext_lazy("Uppdelningar av delar"),
    "aggregate": gettext_lazy("Rapporter från RSS"),
    "aggregateversion": gettext_lazy("Versioner av rapporter"),
    "countedsubmission": gettext_lazy("Inlämningar som rapporterna räknade"),
    "summary": gettext_lazy("Sammanfattningar av fritext"),
    "directcounts": gettext_lazy("Antal som RSS fyllt i"),
    "deadline": gettext_lazy("Egna sista svarsdagar"),
    "extension": gettext_lazy("Förlängningar"),
    "mailtext": gettext_lazy("Mejltexter"),
    "reminder": gettext_lazy("Påminnelsedagar"),
    "told": gettext_lazy("Noteringar om mejl"),
    "remindergiven": gettext_lazy("Noteringar om påminnelser"),
}


@dataclass(frozen=True)
class Protocol:
    """number: of the Event that it is read from. organisations, deleted: (what, how many)."""

    number: int
    year: int
    opened: date
    at: datetime
    by: str
    organisations: tuple[tuple[str, int], ...]
    deleted: tuple[tuple[str, int], ...]

    @property
    def heading(self) -> str:
        return _("Protokoll: provet av insamlingen %(year)s är borttaget") % {"year": self.year}

    @property
    def lines(self) -> tuple[str, ...]:
        """The protocol as plain text, a line each."""
        return (
            self.heading,
            "",
            _("Borttaget %(at)s av %(by)s") % {"at": date_format(self.at, "DATETIME_FORMAT"), "by": self.by},
            _("Provet öppnade %(day)s") % {"day": date_format(self.opened, "j F Y")},
            "",
            _("Deltog"),
            *(f"{what}: {count}" for what, count in self.organisations),
            "",
            _("Borttaget för alltid"),
            *(f"{what}: {count}" for what, count in self.deleted),
            "",
            _("Protokoll nummer %(number)s") % {"number": self.number},
        )


def protocol_of(event: Event) -> Protocol:
    """The protocol that the Event of a deletion holds."""
    details = event.details
    return Protocol(
        number=event.pk,
        year=details["year"],
        opened=date.fromisoformat(details["opened"]),
        at=timezone.localtime(event.at),
        by=event.by_name,
        organisations=tuple((str(KINDS[kind]), count) for kind, count in details["organisations"].items()),
        deleted=tuple((str(DELETED.get(name, name)), count) for name, count in details["deleted"].items()),
    )
