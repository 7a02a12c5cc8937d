"""Every kommun of an RSS and where its answer is: what the board is filtered, searched and sorted by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OrganisationKind
from questionnaires.models import FrameMember, Questionnaire, State
from questionnaires.selectors.coordinated import CoordinatedRss
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class Tab:
    """A part of the kommuner, named as addresses name it."""

    name: str
    label: Any
    states: tuple[State, ...]


ALL = Tab("alla", _("Alla"), tuple(State))
LACKING = Tab("ej-inlamnade", _("Ej inlämnade"), (State.NOT_STARTED, State.DRAFT))
DECLINED = Tab("avstar", _("Avstår"), (State.DECLINED,))
# Those of a part lie in no other, so that their numbers add up to that of all.
TABS = {
    tab.name: tab
    for tab in (
        ALL,
        LACKING,
        Tab("att-granska", _("Att granska"), (State.SUBMITTED, State.IN_REVIEW)),
        Tab("komplettering", _("Komplettering begärd"), (State.RETURNED, State.REOPENED)),
        Tab("godkanda", _("Godkända"), (State.APPROVED, State.ACCEPTED)),
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
    """A kommun and its response's number and state; without a response it hasn't begun. more: as asked for."""

    member: FrameMember
    response: int | None
    state: State
    more: Mapping[str, Any]


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
    members = (
        FrameMember.objects.filter(round=coordinated.rss.round_id, rss=coordinated.rss.organisation_id)
        .annotate(begun=FilteredRelation("responses", condition=Q(responses__key=key)))
        .annotate(response=F("begun__pk"), state=F("begun__state"), **more)
    )
    places = [_place(member, more) for member in members]
    for place in places:
        place.member.round = coordinated.round
    return sorted(places, key=lambda place: sort_key(place.member.name))


def numbers_by_tab(places: Iterable[Place]) -> dict[str, int]:
    """How many kommuner each tab holds, by its name."""
    states = [place.state for place in places]
    count = {state: states.count(state) for state in State}
    return {tab.name: sum(count[state] for state in tab.states) for tab in TABS.values()}


def people_of_kommuner(organisations: Iterable[int]) -> dict[int, list[Membership]]:
    """The active people of organisations with their roles, by name; by the organisation's number. One query."""
    found = (
        Membership.objects.filter(organisation__in=list(organisations), user__is_active=True)
        .select_related("user")
        .order_by("user__name", "user_id", "role")
    )
    people: dict[int, list[Membership]] = {}
    for each in found:
        people.setdefault(each.organisation_id, []).append(each)
    return people


def matching(places: Iterable[Place], search: str, people: Mapping[int, Sequence[Membership]]) -> list[Place]:
    """Those where each word of a search stands in the kommun's name or one of its people's; capitals don't matter."""
    # Not asked of the database: SQLite knows no capitals beyond A–Z.
    words = search.casefold().split()
    return [place for place in places if all(word in _names(place, people) for word in words)]


def _names(place: Place, people: Mapping[int, Sequence[Membership]]) -> str:
    of_people = (each.user.name for each in people.get(place.member.organisation_id, ()))
    return "\n".join((place.member.name, *of_people)).casefold()


def _place(member: Any, more: Mapping[str, Combinable]) -> Place:
    return Place(
        member=member,
        response=member.response,
        state=State(member.state or State.NOT_STARTED),
        more={name: getattr(member, name) for name in more},
    )
