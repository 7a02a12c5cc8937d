"""Of the kommuner that haven't sent in, how many a coordinator can remind now: what the board's button promises."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from questionnaires.models import ReminderGiven
from questionnaires.selectors.coordinator.board.places import People, Place


@dataclass(frozen=True)
class ToRemind:
    """can: how many can be reminded. The others are told apart as selectors.awaited.why_not_remind tells them: the
    coordinator answers for them, nobody there is reached by mails, they have been reminded today.
    """

    can: int = 0
    in_place: int = 0
    unreached: int = 0
    reminded: int = 0

    @property
    def lacking(self) -> int:
        return self.can + self.in_place + self.unreached + self.reminded


def what_reminding_needs(key: str) -> Mapping[str, Combinable]:
    """What has to be known of each kommun (places_of)."""
    given = ReminderGiven.objects.filter(member=OuterRef("pk"), key=key).order_by("-day")
    return {"reminded": Subquery(given.values("day")[:1]), "in_place": F("begun__in_place")}


def to_remind(lacking: Iterable[Place], people: People, refused: Collection[str]) -> ToRemind:
    """refused: the addresses that mails don't reach."""
    today = timezone.localdate()
    numbers = dict.fromkeys(("can", "in_place", "unreached", "reminded"), 0)
    for place in lacking:
        if place.more["in_place"]:
            numbers["in_place"] += 1
        elif all(each.email in refused for each in people.get(place.organisation, ())):
            numbers["unreached"] += 1
        elif place.more["reminded"] == today:
            numbers["reminded"] += 1
        else:
            numbers["can"] += 1
    return ToRemind(**numbers)
