"""A board's tabs, column heads and neighbouring pages, as links to the same board shown in another way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext_lazy as _

from questionnaires.forms.board import query_of
from questionnaires.selectors.coordinator.board.board import Wanted
from questionnaires.selectors.coordinator.board.order import ORDERS, Order
from questionnaires.selectors.coordinator.board.places import TABS

LABELS: Mapping[str, Any] = {
    "kommun": _("Kommun"),
    "lage": _("Läge"),
    "besvarat": _("Besvarat"),
    "svarsdag": _("Sista svarsdag"),
    "senast": _("Senast"),
    "fragor": _("Frågor"),
    "kontakt": _("Kontakt"),
}
# What is looked for is most often the most, or the latest.
FALLS_FIRST = ("besvarat", "senast", "fragor")


@dataclass(frozen=True)
class TabLink:
    """A tab with the number of kommuner that it holds."""

    label: Any
    number: int
    query: str
    is_shown: bool


@dataclass(frozen=True)
class Column:
    """A column's head, which sorts by it. sorted: as aria-sort has it; empty where the board isn't sorted by it."""

    name: str
    label: Any
    query: str
    sorted: str


def tabs_of(numbers: Mapping[str, int], wanted: Wanted | None = None) -> tuple[TabLink, ...]:
    """Every tab; of what is `wanted` the search and the order are kept. Without it none is shown."""
    kept = wanted or Wanted()
    return tuple(
        TabLink(
            tab.label, numbers[tab.name], query_of(kept, tab=tab, page=1), bool(wanted) and tab == kept.tab
        )
        for tab in TABS.values()
    )


def columns_of(wanted: Wanted) -> tuple[Column, ...]:
    """Every column that can be sorted by; choosing the one that is sorted by turns it round."""
    return tuple(_column(wanted, order) for order in ORDERS.values())


def _column(wanted: Wanted, order: Order) -> Column:
    is_chosen = order == wanted.order
    falling = not wanted.falling if is_chosen else order.name in FALLS_FIRST
    shown = "descending" if wanted.falling else "ascending"
    query = query_of(wanted, order=order, falling=falling, page=1)
    return Column(order.name, LABELS[order.name], query, shown if is_chosen else "")


@dataclass(frozen=True)
class Pages:
    """The pages beside the one that is shown, as queries; empty where there is none."""

    wanted: Wanted
    page: Page[Any]

    @property
    def before(self) -> str:
        return query_of(self.wanted, page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return query_of(self.wanted, page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def this(self) -> str:
        return query_of(self.wanted)

    @property
    def unsearched(self) -> str:
        """The same tab and order, whatever the names."""
        return query_of(self.wanted, search="", page=1)

    @property
    def all_ticked(self) -> str:
        """The same page with every box ticked."""
        return f"{self.this}{'&' if self.this != '?' else ''}markera=alla"
