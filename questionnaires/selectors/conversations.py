"""What has been said about a response, for the two sides that say it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from questionnaires.definition import Definition
from questionnaires.models import Comment, FrameMember, Response, Side, Thread, ThreadState


@dataclass(frozen=True)
class Said:
    """One comment. is_own: said by the reader's side."""

    text: str
    name: str
    at: datetime
    is_own: bool


@dataclass(frozen=True)
class Conversation:
    """A thread. question: the question's key; empty where it is about the whole response. place: names what it is
    about, row: names its row where it is about one. waits: whether it is the reader's side that should answer.
    may_close: whether the reader's side began it. is_objection: the kommun objects to what was sent in for it.
    """

    number: int
    cell: str
    question: str
    place: str
    row: str
    state: ThreadState
    said: tuple[Said, ...]
    waits: bool
    may_close: bool
    is_objection: bool

    @property
    def is_closed(self) -> bool:
        return self.state == ThreadState.CLOSED

    @property
    def is_answered(self) -> bool:
        """Whether nobody waits for an answer."""
        return self.state != ThreadState.OPEN


def conversations(response: Response, *, reader: Side) -> tuple[Conversation, ...]:
    """Every thread of a response as one side reads it, in the order they began. The caller knows the reader's side."""
    if response.pk is None:
        return ()
    comments = (
        Comment.objects.filter(thread__response=response)
        .select_related("thread", "by")
        .order_by("thread_id", "pk")
    )
    threads: dict[int, list[Comment]] = {}
    for comment in comments:
        threads.setdefault(comment.thread_id, []).append(comment)
    definition = response.questionnaire.definition
    return tuple(_conversation(each, definition, reader) for each in threads.values())


def threads_waiting(member: FrameMember) -> dict[str, int]:
    """Questionnaire key → how many threads about an organisation's own answers wait for its word. One query."""
    open_threads = Thread.objects.filter(
        response__respondent=member, side=Side.RECEIVER, state=ThreadState.OPEN
    )
    found = open_threads.order_by().values_list("response__key").annotate(n=Count("pk"))
    return dict(found)


def place_of(definition: Definition, cell: str) -> str:
    """What a thread is about, by number and in the questionnaire's words; empty for the whole response."""
    key = cell.partition(".")[0]
    try:
        asked = f"{definition.numbers[key]}. {definition.question(key).text}"
        return asked if cell == key else f"{asked} – {definition.cell(cell).text}"
    except KeyError:
        # A cell that a newer version has taken away.
        return cell


def _row_of(definition: Definition, cell: str) -> str:
    found = next((each for each in definition.cells if each.name == cell), None)
    return found.item.text if found and found.item else ""


def _conversation(comments: list[Comment], definition: Definition, reader: Side) -> Conversation:
    thread = comments[0].thread
    state = ThreadState(thread.state)
    return Conversation(
        number=thread.pk,
        cell=thread.cell,
        question=thread.cell.partition(".")[0],
        place=place_of(definition, thread.cell) if thread.cell else "",
        row=_row_of(definition, thread.cell),
        state=state,
        said=tuple(Said(each.text, each.by.name, each.at, each.side == reader) for each in comments),
        waits=state == ThreadState.OPEN and thread.side != reader,
        may_close=state != ThreadState.CLOSED and thread.side == reader,
        is_objection=thread.is_objection,
    )
