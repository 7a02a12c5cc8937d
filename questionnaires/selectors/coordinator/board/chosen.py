"""Kommuner of an RSS chosen for something to be done with several at once, and which of them it can't be done with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from questionnaires.models import FrameMember, ReminderGiven, Response, Side, State, Thread, ThreadState
from questionnaires.offers import why_not
from questionnaires.rules import EDITED, SENT, aggregate_state
from questionnaires.selectors.awaited import Awaited, reminded_today, why_not_remind
from questionnaires.selectors.coordinator.board.board import Wanted, shown_of
from questionnaires.selectors.coordinator.board.places import (
    Asked,
    Person,
    Place,
    people_of_kommuner,
    places_of,
    questionnaire_asked,
)
from questionnaires.selectors.coordinator.board.rows import sent_in
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, report_is_in
from questionnaires.selectors.deadlines import DueDay, ordinary_day
from records.mail import undeliverable


@dataclass(frozen=True)
class Chosen:
    """A kommun chosen with others.

    response: unsaved where the kommun hasn't begun. number: of its newest submission; 0 without one. reason: why it
    is left out, in a sentence; empty where it isn't. open: how many questions to the kommun it hasn't answered.
    """

    member: FrameMember
    response: Response = field(repr=False)
    number: int
    reason: str = ""
    open: int = 0

    @property
    def state(self) -> State:
        return State(self.response.state)


@dataclass(frozen=True)
class Choice:
    """What was chosen: with whom it can be done, and who is left out; by name."""

    asked: Asked
    chosen: tuple[Chosen, ...]

    @property
    def done(self) -> tuple[Chosen, ...]:
        return tuple(each for each in self.chosen if not each.reason)

    @property
    def left_out(self) -> dict[str, tuple[str, ...]]:
        """Why kommuner are left out, in a sentence, and their names."""
        names: dict[str, tuple[str, ...]] = {}
        for each in self.chosen:
            if each.reason:
                names[each.reason] = (*names.get(each.reason, ()), each.member.name)
        return names

    @property
    def number_left_out(self) -> int:
        return len(self.chosen) - len(self.done)


def chosen_to_approve(
    coordinated: CoordinatedRss, key: str, wanted: Wanted, kommuner: Collection[int] | None
) -> Choice:
    """Kommuner by their numbers in the frame, or without them all that are wanted; by name. Another RSS's is nobody.

    Raises Http404 for a questionnaire that the kommuner aren't asked.
    """
    asked = questionnaire_asked(coordinated, key)
    places = _places(coordinated, key, wanted, kommuner)
    report = aggregate_state(coordinated.rss)
    return Choice(asked, tuple(_to_approve(place, asked, report) for place in places))


def chosen_to_remind(
    coordinated: CoordinatedRss, key: str, wanted: Wanted, kommuner: Collection[int] | None
) -> Choice:
    """The same for reminding them."""
    asked = questionnaire_asked(coordinated, key)
    places = _places(coordinated, key, wanted, kommuner)
    people = people_of_kommuner(place.organisation for place in places)
    refused = undeliverable(each.email for members in people.values() for each in members)
    ordinary = ordinary_day(places[0].member, key) if places else timezone.localdate()
    awaited = (
        Awaited(
            member=place.member,
            questionnaire=asked.newest,
            state=place.state,
            in_place=bool(place.more["in_place"]),
            last_day=DueDay(ordinary, place.extended).last,
            people=_users(people.get(place.organisation, ()), refused, reached=True),
            unreached=_users(people.get(place.organisation, ()), refused, reached=False),
        )
        for place in places
    )
    chosen = (_to_remind(place, each, asked) for place, each in zip(places, awaited, strict=True))
    return Choice(asked, tuple(chosen))


def _places(
    coordinated: CoordinatedRss, key: str, wanted: Wanted, kommuner: Collection[int] | None
) -> list[Place]:
    given = ReminderGiven.objects.filter(member=OuterRef("pk"), key=key, day=timezone.localdate())
    objections = Thread.objects.filter(response=OuterRef("begun__pk"), is_objection=True).exclude(
        state=ThreadState.CLOSED
    )
    questions = Thread.objects.filter(
        response=OuterRef("begun__pk"), side=Side.RECEIVER, state=ThreadState.OPEN
    )
    open_questions = questions.order_by().values("response").annotate(number=Count("pk")).values("number")
    more = {
        "sent": Subquery(sent_in("begun__pk").values("number")),
        "in_place": F("begun__in_place"),
        "reminded": Exists(given),
        "opposed": Exists(objections),
        "open": Subquery(open_questions),
    }
    places = places_of(coordinated, key, more)
    if kommuner is None:
        return shown_of(places, wanted)[0]
    return [place for place in places if place.member.pk in kommuner]


def _to_approve(place: Place, asked: Asked, report: State) -> Chosen:
    chosen = _chosen(place, asked)
    if report not in EDITED and place.state in SENT:
        return replace(chosen, reason=report_is_in())
    return replace(
        chosen,
        reason=why_not(
            "approve", chosen.response, report=lambda: report, opposed=bool(place.more["opposed"])
        ),
    )


def _to_remind(place: Place, each: Awaited, asked: Asked) -> Chosen:
    reason = why_not_remind(each)
    if not reason and place.more["reminded"]:
        reason = reminded_today(place.member)
    return replace(_chosen(place, asked), reason=reason)


def _users(people: Sequence[Person], refused: Collection[str], *, reached: bool) -> tuple[User, ...]:
    """Each once, by name: those whom mails reach, or those whom they don't."""
    found = {each.user: each for each in people if (each.email not in refused) == reached}
    return tuple(User(pk=each.user, name=each.name, email=each.email) for each in found.values())


def _chosen(place: Place, asked: Asked) -> Chosen:
    response = Response(
        pk=place.response,
        respondent=place.member,
        key=asked.key,
        questionnaire=asked.newest,
        state=place.state,
    )
    return Chosen(place.member, response, place.more["sent"] or 0, open=place.more["open"] or 0)
