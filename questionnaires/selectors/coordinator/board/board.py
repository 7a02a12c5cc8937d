"""One page of an RSS's board, and the people of its kommuner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from questionnaires.models import FrameMember, State
from questionnaires.rules import STANDING
from questionnaires.selectors.coordinator.board.order import BY_NAME, Known, Order
from questionnaires.selectors.coordinator.board.places import (
    ALL,
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
from questionnaires.selectors.coordinator.board.rows import Contact, Row, contacts_of, rows_of
from questionnaires.selectors.coordinator.board.to_remind import ToRemind, to_remind, what_reminding_needs
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
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
    how many. due: the last day of kommuner without more time; None without kommuner. sent: how many answers stand
    sent in (rules.STANDING); returned: how many have been sent back. to_remind: of those that lack; None where the
    round isn't open.
    """

    asked: Asked
    numbers: Mapping[str, int]
    page: Page[Place]
    rows: tuple[Row, ...]
    due: DueDay | None
    sent: int
    returned: int
    to_remind: ToRemind | None


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
    places = places_of(coordinated, key, {**wanted.order.more, **what_reminding_needs(key)})
    ordinary = ordinary_day(places[0].member, key) if places else None
    lacking = (
        [place for place in places if place.state in LACKING.states] if coordinated.is_round_open else []
    )
    shown, people = shown_of(places, wanted, besides=lacking)
    if wanted.order != BY_NAME or wanted.falling:
        known = Known(asked, ordinary, people or {})
        shown.sort(key=lambda place: wanted.order.key(place, known), reverse=wanted.falling)
    page = Paginator(shown, a_page).get_page(wanted.page)
    on_page = list(page.object_list)
    theirs, refused = _people_and_refused([*on_page, *lacking], people)
    return Board(
        asked=asked,
        numbers=numbers_by_tab(places),
        page=page,
        rows=rows_of(on_page, asked, ordinary, _contacts(on_page, theirs, refused)) if ordinary else (),
        due=DueDay(ordinary) if ordinary else None,
        sent=sum(place.state in STANDING for place in places),
        returned=sum(place.state == State.RETURNED for place in places),
        to_remind=to_remind(lacking, theirs, refused) if coordinated.is_round_open else None,
    )


def phone_list_of(coordinated: CoordinatedRss, key: str, wanted: Wanted) -> PhoneList:
    """The people of all the kommuner that are wanted, however many. Raises Http404 as board_of does."""
    asked = questionnaire_asked(coordinated, key)
    places = places_of(coordinated, key)
    shown, people = shown_of(places, wanted)
    contacts = _contacts(shown, *_people_and_refused(shown, people))
    lines = (PhoneLine(place.member, place.state, contacts.get(place.organisation, ())) for place in shown)
    return PhoneList(asked, numbers_by_tab(places), tuple(lines))


def shown_of(
    places: list[Place], wanted: Wanted, *, besides: Iterable[Place] = ()
) -> tuple[list[Place], People | None]:
    """What the tab and the search leave, and where they were asked for the people of the tab and of those `besides`."""
    shown = [place for place in places if place.state in wanted.tab.states]
    if not wanted.search and not wanted.order.by_people:
        return shown, None
    people = people_of_kommuner({place.organisation for place in (*shown, *besides)})
    return matching(shown, wanted.search, people), people


def _people_and_refused(places: Iterable[Place], people: People | None) -> tuple[People, Mapping[str, str]]:
    """The people of these kommuner, asked for where they aren't known, and whom of them mails don't reach, and why."""
    organisations = {place.organisation for place in places}
    known = people_of_kommuner(organisations) if people is None else people
    theirs = {number: known[number] for number in organisations if number in known}
    return theirs, undeliverable(each.email for members in theirs.values() for each in members)


def _contacts(
    places: Iterable[Place], people: People, refused: Mapping[str, str]
) -> Mapping[int, tuple[Contact, ...]]:
    theirs = {place.organisation: people.get(place.organisation, ()) for place in places}
    return contacts_of(theirs, refused)
