"""What the board can be sorted by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from questionnaires.models import State
from questionnaires.selectors.coordinator.board.places import Asked, People, Place
from questionnaires.selectors.coordinator.board.rows import last_comment, last_step, open_threads
from questionnaires.selectors.deadlines import DueDay
from questionnaires.swedish import sort_key

STATES = list(State)


@dataclass(frozen=True)
class Known:
    """What is known of all the kommuner. ordinary: the last day of those without more time; None without kommuner.

    people: of all of them, by organisation, for the orders that need them.
    """

    asked: Asked
    ordinary: date | None
    people: People


@dataclass(frozen=True)
class Order:
    """A way to sort, named as addresses name it. Kommuner that are equal in it stand by name.

    more: what it needs of each kommun (places_of). by_people: whether it needs the people of all of them.
    """

    name: str
    key: Callable[[Place, Known], Any]
    more: Mapping[str, Combinable] = field(default_factory=dict)
    by_people: bool = False


def _content(place: Place, known: Known) -> tuple[int, int]:
    return place.more["answered"] or 0, place.more["cells"] or 0


def _due(place: Place, known: Known) -> date:
    assert known.ordinary is not None  # noqa: S101 - there is a kommun
    return DueDay(known.ordinary, place.extended).last


def _last(place: Place, known: Known) -> float:
    moments: list[datetime] = [at for each in MOMENTS if (at := place.more[each]) is not None]
    return max(moments).timestamp() if moments else 0.0


def _contact(place: Place, known: Known) -> tuple[bool, Any]:
    """By the first name; those without anybody come last."""
    names = [sort_key(each.name) for each in known.people.get(place.organisation, ())]
    return not names, min(names, default=("", ""))


TALK = Coalesce(Subquery(open_threads("begun__pk").annotate(n=Count("pk")).values("n")), 0)
MOMENTS = {
    "changed_at": F("begun__changed_at"),
    "step_at": Subquery(last_step("begun__pk").values("at")),
    "comment_at": Subquery(last_comment("begun__pk").values("at")),
}
BY_NAME = Order("kommun", lambda place, known: sort_key(place.name))
ORDERS = {
    order.name: order
    for order in (
        BY_NAME,
        Order("lage", lambda place, known: STATES.index(place.state)),
        Order("besvarat", _content, {"answered": F("begun__answered"), "cells": F("begun__asked")}),
        Order("svarsdag", _due),
        Order(
            "senast",
            _last,
            MOMENTS,
        ),
        Order("fragor", lambda place, known: place.more["talk"], {"talk": TALK}),
        Order("kontakt", _contact, by_people=True),
    )
}
