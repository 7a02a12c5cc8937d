"""The national board's rows in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import OrganisationKind
from questionnaires.models import Round, State
from questionnaires.rules import OPENED, SENT
from questionnaires.selectors.national.board import Board, BoardRow, KommunCounts, Timeliness
from questionnaires.selectors.national.chasing import LACKING
from questionnaires.swedish import sort_key
from questionnaires.templatetags.states import state_mark
from questionnaires.views.reminded import reminded_on

# How the counts of kommuner are told: one column for states that mean the same at this distance.
KOMMUN_COLUMNS: tuple[tuple[str | Promise, tuple[State, ...]], ...] = (
    (gettext_lazy("Inte påbörjade"), (State.NOT_STARTED,)),
    (gettext_lazy("Påbörjade"), (State.DRAFT,)),
    (gettext_lazy("Inlämnade"), SENT),
    (gettext_lazy("Öppnade igen"), OPENED),
    (gettext_lazy("Godkända"), (State.APPROVED,)),
    (State.DECLINED.label, (State.DECLINED,)),
)


@dataclass(frozen=True)
class KommunTable:
    """The kommuner and one questionnaire: a row an RSS (its name, its kommuner, each column, those in its report)."""

    key: str
    title: str
    heads: tuple[str | Promise, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    country: KommunCounts
    total: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row of the board, in words and flat: a template looks up what is nested slowly, and there are many.

    mark: its state's. reminded: when, while it lacks. asked: since when an RSS waits to have its report opened. time:
    whether it is in time; is_late where it isn't. arrived: on which day. extended: until when it has been given more
    time. number: the last submission's. content: answered of asked. kommuner: how many the report counts, a line for
    each questionnaire. talk: the open threads. Each is empty where there is none.
    """

    name: str
    address: str
    mark: SafeString
    reminded: str
    asked: str
    is_late: bool
    time: str
    arrived: str
    extended: str
    number: str
    content: str
    kommuner: tuple[str, ...]
    talk: str


def lines_of(round_: Round, rows: Iterable[BoardRow]) -> tuple[Line, ...]:
    rows = tuple(rows)
    marks = {state: state_mark(state) for state in {row.state for row in rows}}
    arrived = {row.timeliness.arrived for row in rows}
    days = {day: date_format(day, "j F") if day else "" for day in arrived}
    return tuple(_line(row, marks[row.state], days[row.timeliness.arrived], round_.slug) for row in rows)


def _line(row: BoardRow, mark: SafeString, arrived: str, slug: str) -> Line:
    time = row.timeliness
    return Line(
        name=row.member.report_name,
        address=_address(row, slug),
        mark=mark,
        reminded=_reminded(row),
        asked=_asked(row),
        is_late=time.days_late > 0,
        time=_time(time),
        arrived=arrived,
        extended=_extended(time),
        number=str(row.number or ""),
        content=_content(row),
        kommuner=tuple(_kommuner(each) for each in row.kommuner),
        talk=_talk(row),
    )


def _address(row: BoardRow, slug: str) -> str:
    if row.member.kind == OrganisationKind.RSS:
        return reverse("received_report", args=(slug, row.member.pk))
    return reverse("received", args=(slug, row.member.pk, row.key))


def _reminded(row: BoardRow) -> str:
    if row.reminded is None or row.state not in LACKING:
        return ""
    return reminded_on(row.reminded, timezone.localdate())


def _asked(row: BoardRow) -> str:
    if row.asked is None:
        return ""
    return _("Ber om upplåsning sedan %(day)s") % {"day": date_format(row.asked, "j F")}


def _time(time: Timeliness) -> str:
    late = time.days_late
    if time.arrived:
        if late:
            return ngettext("Sent, %(days)s dag", "Sent, %(days)s dagar", late) % {"days": late}
        return _("I tid")
    if not time.is_awaited:
        return ""
    if late:
        return ngettext("Saknas sedan %(days)s dag", "Saknas sedan %(days)s dagar", late) % {"days": late}
    if time.days == 0:
        return _("Sista dagen är i dag")
    return ngettext("%(days)s dag kvar", "%(days)s dagar kvar", time.days) % {"days": time.days}


def _extended(time: Timeliness) -> str:
    if time.due.extended is None:
        return ""
    return _("Förlängd till %(day)s") % {"day": date_format(time.due.last, "j F")}


def _content(row: BoardRow) -> str:
    if row.content is None:
        return ""
    return _("%(answered)s av %(asked)s") % {"answered": row.content.answered, "asked": row.content.asked}


def _kommuner(counts: KommunCounts) -> str:
    if not counts.kommuner:
        return ""
    count = _("%(counted)s av %(kommuner)s") % {"counted": counts.counted, "kommuner": counts.kommuner}
    return f"{count} ({counts.rate}\N{NO-BREAK SPACE}%)"


def _talk(row: BoardRow) -> str:
    if not row.open_threads:
        return ""
    count = ngettext("%(count)s öppen", "%(count)s öppna", row.open_threads) % {"count": row.open_threads}
    if not row.waiting:
        return count
    waiting = _("%(count)s väntar på dig") % {"count": row.waiting}
    return f"{count}, {waiting}"


def kommun_tables(board: Board) -> tuple[KommunTable, ...]:
    """One for each questionnaire of kommuner, of those RSS that have some, by name."""
    heads = tuple(label for label, _states in KOMMUN_COLUMNS)
    named = sorted(board.rss, key=lambda row: sort_key(row.member.report_name))
    return tuple(
        KommunTable(
            country.key,
            board.titles[country.key],
            heads,
            tuple(
                (row.member.report_name, _cells(counts))
                for row in named
                for counts in row.kommuner
                if counts.key == country.key and counts.kommuner
            ),
            country,
            _cells(country),
        )
        for country in board.country
    )


def _cells(counts: KommunCounts) -> tuple[str, ...]:
    columns = (str(counts.in_states(*states)) for _label, states in KOMMUN_COLUMNS)
    rate = "" if counts.rate is None else f" ({counts.rate}\N{NO-BREAK SPACE}%)"
    return (str(counts.kommuner), *columns, f"{counts.counted}{rate}")
