"""A board's rows in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from questionnaires.models import InPlace
from questionnaires.rules import NEVER_SENT, OPENED, SENT
from questionnaires.selectors.coordinator.board.rows import Activity, Row, Sent, Talk
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
from questionnaires.templatetags.states import state_mark
from questionnaires.views.reminded import reminded_on

# What somebody did, after their name.
DEEDS: Mapping[str, Promise] = {
    "save": gettext_lazy("svarade"),
    "comment": gettext_lazy("skrev en kommentar"),
    "submit": gettext_lazy("lämnade in"),
    "take_back": gettext_lazy("tog tillbaka svaret"),
    "decline": gettext_lazy("avstod"),
    "resume": gettext_lazy("återupptog svaret"),
    "start_review": gettext_lazy("började granska"),
    "return": gettext_lazy("begärde komplettering"),
    "approve": gettext_lazy("godkände"),
    "reopen": gettext_lazy("låste upp"),
    "mend": gettext_lazy("rättade svaret"),
    "enter": gettext_lazy("började fylla i åt kommunen"),
    "take_over": gettext_lazy("tog över svaret"),
}


@dataclass(frozen=True)
class Line:
    """A row of the board, in words and flat: a template looks up what is nested slowly, and there are many.

    number: the kommun's in the frame, as a page writes it. mark: its state's. is_to_review: its answer waits for the
    reader. content: answered of asked. sent: about the newest submission; notes: what else to know of it. left: of the
    time; is_over: the last day has passed and nothing was sent in. when, deed: the last thing that happened. talk: the
    open threads. contacts: name, whether they sign, phone, the same as an address, e-mail, whether mails are refused.
    """

    number: str
    name: str
    address: str
    is_to_review: bool
    mark: SafeString
    sent: str
    notes: tuple[str, ...]
    content: str
    left: str
    is_over: bool
    extended: str
    when: str
    deed: str
    talk: tuple[str, ...]
    contacts: tuple[tuple[str, bool, str, str, str, bool], ...]


def lines_of(coordinated: CoordinatedRss, key: str, rows: tuple[Row, ...]) -> tuple[Line, ...]:
    """Each row in words, as of today. Where the round isn't open no time is left, and none has run out."""
    today = timezone.localdate()
    marks = {state: state_mark(state) for state in {row.state for row in rows}}
    lines = (_line(row, today, marks[row.state], (coordinated.rss.pk, key)) for row in rows)
    if coordinated.is_round_open:
        return tuple(lines)
    return tuple(replace(line, left="", is_over=False) for line in lines)


def _line(row: Row, today: date, mark: SafeString, board: tuple[int, str]) -> Line:
    left = (row.due.last - today).days
    return Line(
        number=str(row.member.pk),
        name=row.member.name,
        address=reverse("review", args=(*board, row.member.pk)),
        is_to_review=row.state in SENT,
        mark=mark,
        sent=_sent(row.sent) if row.sent else "",
        notes=tuple(_notes(row, today)),
        content=f"{row.content.answered}/{row.content.asked}",
        left=_left(row, left),
        is_over=row.state in NEVER_SENT and left < 0,
        extended=_extended(row, today),
        when=_when(row.last.at, today) if row.last else "",
        deed=_deed(row.last) if row.last else "",
        talk=tuple(_talk(row.talk)),
        contacts=tuple(
            (
                each.name,
                each.is_signer,
                each.phone,
                each.phone.replace(" ", ""),
                each.email,
                bool(each.refused),
            )
            for each in row.contacts
        ),
    )


def _when(at: datetime, today: date) -> str:
    local = timezone.localtime(at)
    day, time = local.date(), date_format(local, "TIME_FORMAT")
    if day == today:
        return _("i dag %(time)s") % {"time": time}
    if day == today - timedelta(days=1):
        return _("i går %(time)s") % {"time": time}
    return f"{date_format(day, 'j F' if day.year == today.year else 'j F Y')} {time}"


def _deed(last: Activity) -> str:
    deed = DEEDS.get(last.what)
    return f"{last.name} {deed}" if deed else last.name


def _sent(sent: Sent) -> str:
    version = _("version %(number)s") % {"number": sent.number}
    if sent.changed is None:
        return version
    changes = ngettext("%(n)s ändrat svar", "%(n)s ändrade svar", sent.changed) % {"n": sent.changed}
    return f"{version}, {changes}"


def _notes(row: Row, today: date) -> Iterator[str]:
    if row.sent and row.sent.is_late:
        yield _("Sent inlämnad")
    if row.sent and row.sent.in_place:
        yield str(InPlace(row.sent.in_place).label)
    if row.state not in (*NEVER_SENT, *OPENED):
        return
    if row.is_in_place:
        yield _("Samordnaren fyller i")
    if row.reminded:
        yield reminded_on(row.reminded, today)


def _left(row: Row, days: int) -> str:
    if row.state not in (*NEVER_SENT, *OPENED):
        return ""
    if days > 0:
        return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", days) % {"n": days}
    if days == 0:
        return _("sista dagen i dag")
    if row.state in OPENED:
        return ""
    return ngettext("%(n)s dag sen", "%(n)s dagar sen", -days) % {"n": -days}


def _extended(row: Row, today: date) -> str:
    day = row.due.extended
    if day is None:
        return ""
    return _("Mer tid till %(day)s") % {"day": date_format(day, "j F" if day.year == today.year else "j F Y")}


def _talk(talk: Talk) -> Iterator[str]:
    if talk.objections:
        yield _("▲ Kommunen invänder")
    if waiting := talk.waiting - talk.objections:
        yield ngettext("%(n)s väntar på er", "%(n)s väntar på er", waiting) % {"n": waiting}
    if talk.asked:
        yield ngettext("%(n)s öppen fråga", "%(n)s öppna frågor", talk.asked) % {"n": talk.asked}
    if talk.answered:
        yield ngettext("%(n)s besvarad fråga", "%(n)s besvarade frågor", talk.answered) % {"n": talk.answered}
