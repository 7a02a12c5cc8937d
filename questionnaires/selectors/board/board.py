"""One page of an RSS's board, and the people of its kommuner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from questionnaires.models import FrameMember, State
from questionnaires.selectors.board.order import BY_NAME, Known, Order
from questionnaires.selectors.board.places import (
    ALL,
    DECLINED,
    LACKING,
    Asked,
    People,
    Place,
    Tab,
    matching,
    numbers_by_tab,
    people_of_kommuner,
    places_of,
    questionnaire_asked,
)
from questionnaires.selectors.board.rows import Contact, Row, contacts_of, rows_of
from questionnaires.selectors.coordinated import CoordinatedRss
from questionnaires.selectors.deadlines import DueDay, ordinary_day
from records.mail import undeliverable

A_PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """Which kommuner, in which order; falling: the other way round. page: from 1; one that isn't there is the last."""

    tab: Tab = ALL
    search: str = ""
    order: Order = BY_NAME
    falling: bool = False
    page: int = 1


@dataclass(frozen=True)
class Board:
    """A page of the board. numbers: how many kommuner each tab holds, whatever is searched for. page: which rows of
    how many. due: the last day of kommuner without more time; None without kommuner."""

    asked: Asked
    numbers: Mapping[str, int]
    page: Page[Place]
    rows: tuple[Row, ...]
    due: DueDay | None

    @property
    def lacking(self) -> int:
        """How many kommuner are still to send something in."""
        return self.numbers[LACKING.name]

    @property
    def sent(self) -> int:
        """How many have sent in something, be it to be completed."""
        return self.numbers[ALL.name] - self.lacking - self.numbers[DECLINED.name]


@dataclass(frozen=True)
class PhoneLine:
    """A kommun in the phone list."""

    member: FrameMember
    state: State
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class PhoneList:
    """By kommun. numbers: as on the board."""

    asked: Asked
    numbers: Mapping[str, int]
    kommuner: tuple[PhoneLine, ...]


def board_of(coordinated: CoordinatedRss, key: str, wanted: Wanted, *, a_page: int = A_PAGE) -> Board:
    """A page of an RSS's board for one questionnaire. Raises Http404 for one that its kommuner aren't asked.

    Six queries, whatever the number of kommuner; what costs by the kommun is asked for those on the page alone.
    """
    asked = questionnaire_asked(coordinated, key)
    places = places_of(coordinated, key, wanted.order.more)
    ordinary = ordinary_day(places[0].member, key) if places else None
    shown, people = shown_of(places, wanted)
    if wanted.order != BY_NAME or wanted.falling:
        known = Known(asked, ordinary, people or {})
        shown.sort(key=lambda place: wanted.order.key(place, known), reverse=wanted.falling)
    page = Paginator(shown, a_page).get_page(wanted.page)
    on_page = list(page.object_list)
    return Board(
        asked=asked,
        numbers=numbers_by_tab(places),
        page=page,
        rows=rows_of(on_page, asked, ordinary, _contacts(on_page, people)) if ordinary else (),
        due=DueDay(ordinary) if ordinary else None,
    )


def phone_list_of(coordinated: CoordinatedRss, key: str, wanted: Wanted) -> PhoneList:
    """The people of all the kommuner that are wanted, however many. Raises Http404 as board_of does."""
    asked = questionnaire_asked(coordinated, key)
    places = places_of(coordinated, key)
    shown, people = shown_of(places, wanted)
    contacts = _contacts(shown, people)
    lines = (PhoneLine(place.member, place.state, contacts.get(place.organisation, ())) for place in shown)
    return PhoneList(asked, numbers_by_tab(places), tuple(lines))


def shown_of(places: list[Place], wanted: Wanted) -> tuple[list[Place], People | None]:
    """What the tab and the search leave, and the people of all of those where they were asked for."""
    shown = [place for place in places if place.state in wanted.tab.states]
    if not wanted.search and not wanted.order.by_people:
        return shown, None
    people = people_of_kommuner(place.organisation for place in shown)
    return matching(shown, wanted.search, people), people


def _contacts(places: Iterable[Place], people: People | None) -> Mapping[int, tuple[Contact, ...]]:
    organisations = [place.organisation for place in places]
    if people is None:
        people = people_of_kommuner(organisations)
    theirs = {number: people[number] for number in organisations if number in people}
    refused = undeliverable(each.email for members in theirs.values() for each in members)
    return contacts_of(theirs, refused)
