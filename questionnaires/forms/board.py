"""A board's address: what is shown of it, as the query of its address says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from questionnaires.forms.numbers import is_number, read_number
from questionnaires.selectors.coordinator.board.board import Wanted
from questionnaires.selectors.coordinator.board.order import BY_NAME, ORDERS
from questionnaires.selectors.coordinator.board.places import ALL, TABS

LONGEST_SEARCH = 100
FIRST_PAGE = 1
MOST_DIGITS_OF_A_PAGE = 5


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """What an address asks for (?visa=TAB&sok=WORDS&ordning=[-]ORDER&sida=PAGE); what can't be read is left out."""
    order = query.get("ordning", "")
    return Wanted(
        tab=TABS.get(query.get("visa", ""), ALL),
        search=" ".join(query.get("sok", "").replace("\x00", "").split())[:LONGEST_SEARCH],
        order=ORDERS.get(order.removeprefix("-"), BY_NAME),
        falling=order.startswith("-") and order.removeprefix("-") in ORDERS,
        page=read_number(query.get("sida", ""), most=MOST_DIGITS_OF_A_PAGE) or FIRST_PAGE,
    )


def fields_of(wanted: Wanted) -> dict[str, str]:
    """The same as the fields of a query, without those that say nothing."""
    falling = "-" if wanted.falling else ""
    order = f"{falling}{wanted.order.name}" if wanted.falling or wanted.order != BY_NAME else ""
    fields = {
        "visa": wanted.tab.name if wanted.tab != ALL else "",
        "sok": wanted.search,
        "ordning": order,
        "sida": str(wanted.page) if wanted.page > 1 else "",
    }
    return {name: value for name, value in fields.items() if value}


def query_of(wanted: Wanted, **changes: Any) -> str:
    """The query of the address that shows the same with these changes; "?" where it is the plain board."""
    return f"?{urlencode(fields_of(replace(wanted, **changes)))}"


def read_seen(text: str) -> dict[int, int]:
    """Kommuner and the number of the submission that was seen of each, as seen_text writes them."""
    pairs = (each.partition(":") for each in text.split(","))
    return {int(one): int(other) for one, _, other in pairs if is_number(one) and is_number(other)}


def seen_text(seen: Mapping[int, int]) -> str:
    """In one field of a form, however many they are: "12:1,14:2"."""
    return ",".join(f"{kommun}:{number}" for kommun, number in seen.items())


def read_kommuner(values: list[str]) -> frozenset[int]:
    """The numbers that ticked boxes hold."""
    return frozenset(int(value) for value in values if is_number(value))
