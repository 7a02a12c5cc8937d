"""Every kommun of an RSS and where its answer is: what the board is filtered, searched and sorted by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OrganisationKind
from questionnaires.models import Extension, FrameMember, Questionnaire, Round, State
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class Tab:
    """A part of the kommuner, named as addresses name it."""

    name: str
    label: Any
    states: tuple[State, ...]


ALL = Tab("alla", _("Alla"), tuple(State))
LACKING = Tab("ej-inlamnade", _("Ej inlämnade"), (State.NOT_STARTED, State.DRAFT))
APPROVED = Tab("godkanda", _("Godkända"), (State.APPROVED, State.ACCEPTED))
DECLINED = Tab("avstar", _("Avstår"), (State.DECLINED,))
# Those of a part lie in no other, so that their numbers add up to that of all.
TABS = {
    tab.name: tab
    for tab in (
        ALL,
        LACKING,
        Tab("att-granska", _("Att granska"), (State.SUBMITTED, State.IN_REVIEW)),
        Tab("komplettering", _("Att komplettera"), (State.RETURNED, State.REOPENED)),
        APPROVED,
        DECLINED,
    )
}


@dataclass(frozen=True)
class Asked:
    """A kommun questionnaire of a round in all its versions, by primary key. newest: the one that is given out."""

    versions: Mapping[int, Questionnaire]
    newest: Questionnaire

    @property
    def key(self) -> str:
        return self.newest.key


@dataclass(frozen=True)
class Place:
    """A kommun and its response's number and state; without a response it hasn't begun.

    organisation: its number. extended: its own last day, where it has been given more time. more: as asked for.
    fields: of its row in the frame; there may be thousands, of which a page shows a hundred.
    """

    name: str
    organisation: int
    response: int | None
    state: State
    extended: date | None
    more: Mapping[str, Any]
    round: Round = field(repr=False)
    fields: tuple[Any, ...] = field(repr=False)

    @cached_property
    def member(self) -> FrameMember:
        found = FrameMember.from_db(None, FIELDS, self.fields)
        found.round = self.round
        return found


class Person(NamedTuple):
    """An active person's role in a kommun; organisation, user: their numbers."""

    organisation: int
    user: int
    name: str
    phone: str
    email: str
    role: str


People = Mapping[int, Sequence[Person]]
FIELDS = [each.attname for each in FrameMember._meta.concrete_fields]
NAME, ORGANISATION = FIELDS.index("name"), FIELDS.index("organisation_id")


def questionnaires_asked(coordinated: CoordinatedRss) -> dict[str, Asked]:
    """Everything that the round's kommuner are asked through their RSS, by key. One query."""
    found = Questionnaire.objects.filter(
        round=coordinated.rss.round_id, respondents=OrganisationKind.KOMMUN
    ).order_by("key", "version")
    versions: dict[str, dict[int, Questionnaire]] = {}
    for each in found:
        versions.setdefault(each.key, {})[each.pk] = each
    return {key: Asked(of_key, list(of_key.values())[-1]) for key, of_key in versions.items()}


def questionnaire_asked(coordinated: CoordinatedRss, key: str) -> Asked:
    """The one of that key. Raises Http404 for what the round's kommuner aren't asked."""
    try:
        return questionnaires_asked(coordinated)[key]
    except KeyError:
        raise Http404 from None


def places_of(
    coordinated: CoordinatedRss, key: str, more: Mapping[str, Combinable] | None = None
) -> list[Place]:
    """Every kommun of the RSS, in Swedish order of their names. One query, whatever their number.

    more: what is wanted besides of each, as expressions of a frame member and of `begun`, its response to the key.
    """
    more = more or {}
    extended = Extension.objects.filter(member=OuterRef("pk"), key=key).values("until")
    found = (
        FrameMember.objects.filter(round=coordinated.rss.round_id, rss=coordinated.rss.organisation_id)
        .annotate(begun=FilteredRelation("responses", condition=Q(responses__key=key)))
        .annotate(response=F("begun__pk"), state=F("begun__state"), extended=Subquery(extended), **more)
        .values_list(*FIELDS, "response", "state", "extended", *more)
    )
    places = (_place(row, tuple(more), coordinated.round) for row in found)
    return sorted(places, key=lambda place: sort_key(place.name))


def numbers_by_tab(places: Iterable[Place]) -> dict[str, int]:
    """How many kommuner each tab holds, by its name."""
    states = [place.state for place in places]
    count = {state: states.count(state) for state in State}
    return {tab.name: sum(count[state] for state in tab.states) for tab in TABS.values()}


def people_of_kommuner(organisations: Iterable[int]) -> dict[int, list[Person]]:
    """The active people of organisations with their roles, by name; by the organisation's number. One query."""
    found = (
        Membership.objects.filter(organisation__in=list(organisations), user__is_active=True)
        .order_by("user__name", "user_id", "role")
        .values_list("organisation", "user", "user__name", "user__phone", "user__email", "role")
    )
    people: dict[int, list[Person]] = {}
    for row in found:
        person = Person(*row)
        people.setdefault(person.organisation, []).append(person)
    return people


def matching(places: Iterable[Place], search: str, people: People) -> list[Place]:
    """Those where each word of a search stands in the kommun's name or one of its people's; capitals don't matter."""
    # Not asked of the database: SQLite knows no capitals beyond A–Z.
    words = search.casefold().split()
    return [place for place in places if all(word in _names(place, people) for word in words)]


def _names(place: Place, people: People) -> str:
    of_people = (each.name for each in people.get(place.organisation, ()))
    return "\n".join((place.name, *of_people)).casefold()


def _place(row: tuple[Any, ...], more: tuple[str, ...], round_: Round) -> Place:
    fields, (response, state, extended, *values) = row[: len(FIELDS)], row[len(FIELDS) :]
    return Place(
        name=fields[NAME],
        organisation=fields[ORGANISATION],
        response=response,
        state=State(state or State.NOT_STARTED),
        extended=extended,
        more=dict(zip(more, values, strict=True)),
        round=round_,
        fields=fields,
    )
