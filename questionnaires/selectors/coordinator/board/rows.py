"""What the board says of one kommun. None of it is an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from accounts.models import Role
from questionnaires.answers import from_json
from questionnaires.definition import Definition
from questionnaires.models import (
    Comment,
    FrameMember,
    Response,
    Side,
    State,
    Step,
    Submission,
    Thread,
    ThreadState,
)
from questionnaires.progress import Content, content_of
from questionnaires.selectors.coordinator.board.places import Asked, People, Person, Place
from questionnaires.selectors.deadlines import DueDay


@dataclass(frozen=True)
class Sent:
    """The newest submission that stands. changed: in how many cells it differs from the one before; None for a first.

    in_place: empty where the kommun itself sent it in (Submission.in_place).
    """

    number: int
    is_late: bool
    in_place: str
    changed: int | None


@dataclass(frozen=True)
class Activity:
    """What happened last, when, and by whom. what: "save", "comment", or an action of the workflow."""

    what: str
    at: datetime
    name: str


@dataclass(frozen=True)
class Talk:
    """The threads that aren't closed: the RSS's that the kommun hasn't answered and those that it has, the kommun's
    that the RSS hasn't answered; among all of them the kommun's objections."""

    asked: int = 0
    answered: int = 0
    waiting: int = 0
    objections: int = 0

    @property
    def open(self) -> int:
        return self.asked + self.answered + self.waiting


@dataclass(frozen=True)
class Contact:
    """An active person of the kommun. refused: what the mail server said when the last mail didn't reach them."""

    name: str
    phone: str
    email: str
    is_signer: bool
    refused: str


@dataclass(frozen=True)
class Row:
    """A kommun on the board. last: None where nothing has happened. is_in_place: the RSS answers for it now.

    reminded: the last day on which it was reminded.
    """

    member: FrameMember
    state: State
    content: Content
    sent: Sent | None
    last: Activity | None
    talk: Talk
    due: DueDay
    contacts: tuple[Contact, ...]
    is_in_place: bool
    reminded: date | None


def sent_in(of: str, *, after: int = 0, before: int = 0) -> QuerySet[Submission]:
    """A response's newest submission that stands, or the one so many `before` it, for a subquery.

    of: how an expression's row names the response; so in the three below. after: only if its number is larger.
    """
    standing = Submission.objects.standing().filter(response=OuterRef(of), number__gt=after)
    return standing.order_by("-number")[before : before + 1]


def last_step(of: str) -> QuerySet[Step]:
    return Step.objects.filter(response=OuterRef(of)).order_by("-pk")[:1]


def last_comment(of: str) -> QuerySet[Comment]:
    return Comment.objects.filter(thread__response=OuterRef(of)).order_by("-pk")[:1]


def open_threads(of: str) -> QuerySet[Thread]:
    """Those that aren't closed, to be counted."""
    found = Thread.objects.filter(response=OuterRef(of)).exclude(state=ThreadState.CLOSED)
    return found.order_by().values("response")  # type: ignore[return-value]  # a queryset, grouped


def rows_of(
    places: Iterable[Place],
    asked: Asked,
    ordinary: date,
    contacts: Mapping[int, tuple[Contact, ...]],
) -> tuple[Row, ...]:
    """The rows of these places, in their order. One query, whatever their number.

    ordinary: the last day of kommuner without more time. contacts: by the organisation's number.
    """
    places = list(places)
    begun = {each["pk"]: each for each in _responses(place.response for place in places)}
    unbegun = content_of(asked.newest.definition, {})
    return tuple(
        _row(
            place,
            begun.get(place.response) if place.response else None,
            asked,
            unbegun,
            DueDay(ordinary, place.extended),
            contacts.get(place.organisation, ()),
        )
        for place in places
    )


def contacts_of(people: People, refused: Mapping[str, str]) -> dict[int, tuple[Contact, ...]]:
    """Each organisation's contacts, signers first, then by name; somebody with two roles comes once.

    refused: e-mail address → the mail server's words, of those that can't be reached.
    """
    return {organisation: _contacts(members, refused) for organisation, members in people.items()}


def _contacts(members: Sequence[Person], refused: Mapping[str, str]) -> tuple[Contact, ...]:
    signers = {each.user for each in members if each.role == Role.SIGNER}
    people = {each.user: each for each in members}
    found = (
        Contact(each.name, each.phone, each.email, each.user in signers, refused.get(each.email, ""))
        for each in people.values()
    )
    return tuple(sorted(found, key=lambda contact: not contact.is_signer))


def _told_of() -> dict[str, Any]:
    """What is told of a response's submissions, steps and threads: one small document of each."""
    ours, theirs = Q(side=Side.RECEIVER), Q(side=Side.OWN)
    sent = JSONObject(number="number", is_late="is_late", in_place="in_place")
    step = JSONObject(what="action", at="at", name="by__name")
    talk = JSONObject(
        asked=Count("pk", filter=ours & Q(state=ThreadState.OPEN)),
        answered=Count("pk", filter=ours & Q(state=ThreadState.ANSWERED)),
        waiting=Count("pk", filter=theirs),
        objections=Count("pk", filter=theirs & Q(is_objection=True)),
    )
    return {
        "newest": Subquery(sent_in("pk").values(document=sent)),
        # Read only where there can be one before it.
        "newest_answers": Subquery(sent_in("pk", after=1).values("answers")),
        "answers_before": Subquery(sent_in("pk", before=1).values("answers")),
        "step": Subquery(last_step("pk").values(document=step)),
        "comment": Subquery(
            last_comment("pk").values(document=JSONObject(what=Value("comment"), at="at", name="by__name"))
        ),
        "talk": Subquery(open_threads("pk").annotate(document=talk).values("document")),
    }


TOLD_OF = _told_of()
OF_THE_RESPONSE = ("pk", "questionnaire", "answered", "asked", "in_place", "changed_at", "changed_by__name")


def _responses(numbers: Iterable[int | None]) -> Any:
    """Those responses, with what is told of them. One query."""
    found = Response.objects.filter(pk__in=[number for number in numbers if number])
    return found.annotate(**TOLD_OF).values(*OF_THE_RESPONSE, *TOLD_OF)


def _row(
    place: Place,
    response: dict[str, Any] | None,
    asked: Asked,
    unbegun: Content,
    due: DueDay,
    contacts: tuple[Contact, ...],
) -> Row:
    if response is None:
        reminded = place.more["reminded"]
        return Row(place.member, place.state, unbegun, None, None, Talk(), due, contacts, False, reminded)
    definition = asked.versions[response["questionnaire"]].definition
    return Row(
        member=place.member,
        state=place.state,
        content=Content(response["answered"], response["asked"]),
        sent=_sent(response, definition),
        last=_last(response),
        talk=Talk(**response["talk"]) if response["talk"] else Talk(),
        due=due,
        contacts=contacts,
        is_in_place=response["in_place"],
        reminded=place.more["reminded"],
    )


def _sent(response: dict[str, Any], definition: Definition) -> Sent | None:
    newest = response["newest"]
    if newest is None:
        return None
    before, after = response["answers_before"], response["newest_answers"]
    changed = _changed(definition, before, after) if before is not None else None
    return Sent(newest["number"], bool(newest["is_late"]), newest["in_place"], changed)


def _changed(definition: Definition, before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """In how many of the questionnaire's cells two submissions differ."""
    cells = [cell.name for cell in definition.cells if before.get(cell.name) != after.get(cell.name)]
    return sum(_answer(before, cell) != _answer(after, cell) for cell in cells)


def _answer(stored: Mapping[str, Any], cell: str) -> object:
    return from_json(stored[cell]) if cell in stored else None


def _last(response: dict[str, Any]) -> Activity | None:
    """Of the last answer, the last step and the last comment the one that came last.

    An answer begins the response by a step of the same moment, which it goes before.
    """
    found = []
    if response["changed_at"] is not None:
        found.append(Activity("save", response["changed_at"], response["changed_by__name"]))
    for document in (response["step"], response["comment"]):
        if document is not None:
            found.append(Activity(document["what"], _moment(document["at"]), document["name"]))
    return max(found, key=lambda activity: activity.at, default=None)


def _moment(text: str) -> datetime:
    """A moment in a document of the database's: in UTC, which SQLite doesn't say."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
