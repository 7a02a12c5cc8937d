"""Where a round stands: regions and RSS by name, kommuner as counts per RSS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaires.models import Round, State
from questionnaires.rules import OPENED, SENT
from questionnaires.selectors.national.board import Board, BoardRow, national_board
from questionnaires.selectors.national.chasing import to_chase
from questionnaires.selectors.national.officers import officer_of, round_named
from questionnaires.swedish import sort_key
from questionnaires.views.national.lines import kommun_tables, lines_of
from questionnaires.views.national.page import for_officers, page, round_trail

STATES = list(State)


@dataclass(frozen=True)
class Tab:
    """Some of the rows, by what they have in common. name: what the address calls it."""

    name: str
    label: str | Promise
    holds: Callable[[BoardRow], bool]


@dataclass(frozen=True)
class Column:
    """An order for the rows. name: what the address calls it; falls: whether the largest stand first."""

    name: str
    label: str | Promise
    key: Callable[[BoardRow], Any]
    falls: bool = False


TABS: Mapping[str, Tab] = {
    each.name: each
    for each in (
        Tab("", gettext_lazy("Alla"), lambda row: True),
        Tab(
            "saknas",
            gettext_lazy("Ej inlämnade"),
            lambda row: row.state in (State.NOT_STARTED, State.DRAFT, State.DECLINED),
        ),
        Tab("granska", gettext_lazy("Att granska"), lambda row: row.state in SENT),
        Tab("oppnade", gettext_lazy("Öppnade igen"), lambda row: row.state in OPENED),
        Tab("upplasning", gettext_lazy("Ber om upplåsning"), lambda row: row.asked is not None),
        Tab("mottagna", gettext_lazy("Mottagna"), lambda row: row.state == State.ACCEPTED),
        Tab("sena", gettext_lazy("Sena"), lambda row: row.timeliness.days_late > 0),
        Tab("kommentarer", gettext_lazy("Öppna kommentarer"), lambda row: row.open_threads > 0),
    )
}


def _name(row: BoardRow) -> tuple[str, str]:
    return sort_key(row.member.report_name)


COLUMNS: Mapping[str, Column] = {
    each.name: each
    for each in (
        Column("namn", gettext_lazy("Namn"), _name),
        Column("lage", gettext_lazy("Läge"), lambda row: STATES.index(row.state)),
        Column("tid", gettext_lazy("I tid"), lambda row: row.timeliness.days),
        Column("version", gettext_lazy("Inlämning"), lambda row: row.number, falls=True),
        Column("svar", gettext_lazy("Besvarat"), lambda row: row.content.answered if row.content else -1),
        Column("kommuner", gettext_lazy("Kommuner i rapporten"), lambda row: _lowest_rate(row)),
        Column("kommentarer", gettext_lazy("Kommentarer"), lambda row: row.open_threads, falls=True),
    )
}


@dataclass(frozen=True)
class Heading:
    """A column's header: where it leads, and how its rows stand now ("" where they are sorted by another)."""

    name: str
    label: str | Promise
    sorted: str


@dataclass(frozen=True)
class Choice:
    """What the address asks for: a tab, a column, and whether its order is turned around."""

    tab: Tab
    column: Column
    turned: bool

    def rows(self, rows: tuple[BoardRow, ...]) -> tuple[BoardRow, ...]:
        """The tab's rows in the column's order; equals by name."""
        named = sorted(filter(self.tab.holds, rows), key=_name)
        return tuple(sorted(named, key=self.column.key, reverse=self.column.falls != self.turned))

    def headings(self) -> dict[str, Heading]:
        return {each.name: self._heading(each) for each in COLUMNS.values()}

    def _heading(self, column: Column) -> Heading:
        if column != self.column:
            return Heading(column.name, column.label, "")
        other = column.name if self.turned else f"-{column.name}"
        return Heading(other, column.label, "descending" if column.falls != self.turned else "ascending")


@for_officers
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The board, of the rows and in the order that the address asks for (?visa=TAB&ordna=COLUMN, -COLUMN turned)."""
    officer = officer_of(request.user)
    round_ = round_named(slug)
    found = national_board(round_)
    choice = _choice(request.GET.get("visa", ""), request.GET.get("ordna", ""))
    context = page(
        officer,
        round_,
        heading=_("Läget i insamlingen %(round)s") % {"round": round_},
        trail=trail(round_, below=False),
        board=found,
        choice=choice,
        tabs=_tabs(found),
        kommun_tables=kommun_tables(found),
        headings=choice.headings(),
        regions=lines_of(round_, choice.rows(found.regions)),
        rss=lines_of(round_, choice.rows(found.rss)),
        chase_regions=to_chase(round_, found.regions),
        # An RSS that isn't asked anything itself stands there by the day of its kommuner.
        chase_rss=to_chase(round_, (row for row in found.rss if row.key not in found.titles)),
        regions_in=sum(row.is_in for row in found.regions),
        rss_in=sum(row.is_in for row in found.rss),
    )
    return render(request, "questionnaires/national/board.html", context)


def trail(round_: Round, *, below: bool = True) -> tuple[tuple[str, str], ...]:
    """The breadcrumb of a page about a round. below: whether the page lies under its board."""
    to_board = ((_("Läget %(round)s") % {"round": round_}, reverse("national_board", args=(round_.slug,))),)
    return (*round_trail(round_), *(to_board if below else ()))


def _choice(tab: str, column: str) -> Choice:
    """What an address asks for; what it misspells is as if it weren't there."""
    found = COLUMNS.get(column.removeprefix("-"), COLUMNS["namn"])
    return Choice(TABS.get(tab, TABS[""]), found, column.startswith("-"))


def _tabs(board: Board) -> tuple[tuple[Tab, int], ...]:
    """Each tab with how many rows it holds."""
    rows = (*board.regions, *board.rss)
    return tuple((tab, sum(map(tab.holds, rows))) for tab in TABS.values())


def _lowest_rate(row: BoardRow) -> int:
    rates = [each.rate for each in row.kommuner if each.rate is not None]
    return int(min(rates, default=101))
