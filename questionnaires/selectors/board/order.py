"""What the board can be sorted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable

from accounts.models import Membership
from questionnaires.models import State
from questionnaires.selectors.board.places import Asked, Place
from questionnaires.selectors.board.rows import comments_of, content_of, latest, open_threads, steps_of
from questionnaires.selectors.deadlines import DueDay
from questionnaires.swedish import sort_key

STATES = list(State)


@dataclass(frozen=True)
class Known:
    """What is known of all the kommuner, for the orders that need it. due: by member, people: by organisation."""

    asked: Asked
    due: Mapping[int, DueDay]
    people: Mapping[int, Sequence[Membership]]


@dataclass(frozen=True)
class Order:
    """A way to sort, named as addresses name it. Kommuner that are equal in it stand by name.

    more: what it needs of each kommun (places_of). by_due, by_people: whether it needs the last days or the people
    of all of them.
    """

    name: str
    key: Callable[[Place, Known], Any]
    more: Mapping[str, Combinable] = field(default_factory=dict)
    by_due: bool = False
    by_people: bool = False


def _content(place: Place, known: Known) -> tuple[int, int]:
    if place.response is None:
        return 0, 0
    content = content_of(known.asked.versions[place.more["version"]].definition, place.more["cells"])
    return content.answered, content.asked


def _last(place: Place, known: Known) -> float:
    moments: list[datetime] = [at for at in place.more.values() if at is not None]
    return max(moments).timestamp() if moments else 0.0


def _contact(place: Place, known: Known) -> tuple[bool, Any]:
    """By the first name; those without anybody come last."""
    names = [sort_key(each.user.name) for each in known.people.get(place.member.organisation_id, ())]
    return not names, min(names, default=("", ""))


BY_NAME = Order("kommun", lambda place, known: sort_key(place.member.name))
ORDERS = {
    order.name: order
    for order in (
        BY_NAME,
        Order("lage", lambda place, known: STATES.index(place.state)),
        Order("besvarat", _content, {"cells": F("begun__cells"), "version": F("begun__questionnaire")}),
        Order("svarsdag", lambda place, known: known.due[place.member.pk].last, by_due=True),
        Order(
            "senast",
            _last,
            {
                "changed_at": F("begun__changed_at"),
                "step_at": latest(steps_of("begun__pk"), "at"),
                "comment_at": latest(comments_of("begun__pk"), "at"),
            },
        ),
        Order("fragor", lambda place, known: place.more["talk"], {"talk": open_threads("begun__pk")}),
        Order("kontakt", _contact, by_people=True),
    )
}
