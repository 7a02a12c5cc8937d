"""What the board says of one kommun. None of it is an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import Role
from questionnaires.answers import from_json, is_answered
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
from questionnaires.selectors.board.places import Asked, People, Person, Place
from questionnaires.selectors.deadlines import DueDay


@dataclass(frozen=True)
class Content:
    """How many of the cells that are asked have an answer that counts."""

    answered: int
    asked: int


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
    """A kommun on the board. last: None where nothing has happened. is_in_place: the RSS answers for it now."""

    member: FrameMember
    state: State
    content: Content
    sent: Sent | None
    last: Activity | None
    talk: Talk
    due: DueDay
    contacts: tuple[Contact, ...]
    is_in_place: bool


def sent_in(field: str, *, of: str = "pk", before: int = 0) -> Subquery:
    """A field of a response's newest submission that stands, or of one so many `before` it.

    of: how an expression's row names the response; so in the three below.
    """
    standing = Submission.objects.filter(response=OuterRef(of), taken_back_by__isnull=True)
    return Subquery(standing.order_by("-number").values(field)[before : before + 1])


def open_threads(of: str, *only: Q) -> Combinable:
    """How many threads of the response aren't closed."""
    found = Thread.objects.filter(*only, response=OuterRef(of)).exclude(state=ThreadState.CLOSED)
    counted = found.order_by().values("response").annotate(threads=Count("pk"))
    return Coalesce(Subquery(counted.values("threads")), 0)


def latest(found: QuerySet[Any], field: str) -> Subquery:
    """A field of the newest of some rows that belong to the outer one."""
    return Subquery(found.order_by("-pk").values(field)[:1])


def steps_of(of: str) -> QuerySet[Step]:
    return Step.objects.filter(response=OuterRef(of))


def comments_of(of: str) -> QuerySet[Comment]:
    return Comment.objects.filter(thread__response=OuterRef(of))


def content_of(definition: Definition, cells: Mapping[str, Any]) -> Content:
    """Counts what a response's stored cells hold, as Progress does."""
    answers = {name: from_json(cell["answer"]) for name, cell in cells.items() if cell["answer"] is not None}
    asked = definition.asked(answers)
    return Content(sum(is_answered(answers.get(name)) for name in asked), len(asked))


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
    begun = {each.pk: each for each in _responses(place.response for place in places)}
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


def _responses(numbers: Iterable[int | None]) -> QuerySet[Any]:
    """Those responses, with what is told of their submissions, steps and threads."""
    ours, theirs = Q(side=Side.RECEIVER), Q(side=Side.OWN)
    steps, comments = steps_of("pk"), comments_of("pk")
    return Response.objects.filter(pk__in=[number for number in numbers if number]).annotate(
        changed_name=F("changed_by__name"),
        sent_number=sent_in("number"),
        sent_late=sent_in("is_late"),
        sent_in_place=sent_in("in_place"),
        sent_answers=sent_in("answers"),
        before_answers=sent_in("answers", before=1),
        step_action=latest(steps, "action"),
        step_at=latest(steps, "at"),
        step_name=latest(steps, "by__name"),
        comment_at=latest(comments, "at"),
        comment_name=latest(comments, "by__name"),
        asked=open_threads("pk", ours, Q(state=ThreadState.OPEN)),
        answered=open_threads("pk", ours, Q(state=ThreadState.ANSWERED)),
        waiting=open_threads("pk", theirs),
        objections=open_threads("pk", theirs, Q(is_objection=True)),
    )


def _row(
    place: Place,
    response: Any,
    asked: Asked,
    unbegun: Content,
    due: DueDay,
    contacts: tuple[Contact, ...],
) -> Row:
    if response is None:
        return Row(place.member, place.state, unbegun, None, None, Talk(), due, contacts, False)
    definition = asked.versions[response.questionnaire_id].definition
    return Row(
        member=place.member,
        state=place.state,
        content=content_of(definition, response.cells),
        sent=_sent(response, definition),
        last=_last(response),
        talk=Talk(response.asked, response.answered, response.waiting, response.objections),
        due=due,
        contacts=contacts,
        is_in_place=response.in_place,
    )


def _sent(response: Any, definition: Definition) -> Sent | None:
    if response.sent_number is None:
        return None
    changed = None
    if response.before_answers is not None:
        changed = _changed(definition, response.before_answers, response.sent_answers)
    return Sent(response.sent_number, response.sent_late, response.sent_in_place, changed)


def _changed(definition: Definition, before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """In how many of the questionnaire's cells two submissions differ."""
    cells = [cell.name for cell in definition.cells if before.get(cell.name) != after.get(cell.name)]
    return sum(_answer(before, cell) != _answer(after, cell) for cell in cells)


def _answer(stored: Mapping[str, Any], cell: str) -> object:
    return from_json(stored[cell]) if cell in stored else None


def _last(response: Any) -> Activity | None:
    """Of the last answer, the last step and the last comment the one that came last.

    An answer begins the response by a step of the same moment, which it goes before.
    """
    found = [
        Activity(what, at, name)
        for what, at, name in (
            ("save", response.changed_at, response.changed_name),
            (response.step_action, response.step_at, response.step_name),
            ("comment", response.comment_at, response.comment_name),
        )
        if at is not None
    ]
    return max(found, key=lambda activity: activity.at, default=None)
