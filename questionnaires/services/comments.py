"""What the organisation that answers and whoever receives its answers say to each other."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.definition import Definition
from questionnaires.models import Comment, Response, Side, Thread, ThreadState
from questionnaires.notifications import mail_comment
from questionnaires.question_types.base import text_problems
from questionnaires.rules import Refused, check_on_side
from questionnaires.selectors.listeners import listeners
from questionnaires.sentences import explain
from questionnaires.services.steps import locked_response
from questionnaires.services.telling import note_told
from records.services import record_event

LONGEST = 5000


@transaction.atomic
def start_comment(
    *, response: Response, text: str, side: Side, by: User, cell: str = "", is_objection: bool = False
) -> Thread:
    """Begins a thread on a cell or question of a response, or on the whole of it where `cell` is empty.

    side: on which `by` speaks. The page that it was written on knows: somebody can be on both.
    The other side is written to (selectors.listeners), at most once a person and day about a response. is_objection:
    services.objections alone says so.

    Raises Refused for somebody who isn't on that side, for no text or too long a one; KeyError for a cell or question
    that the questionnaire lacks.
    """
    response = Response.objects.select_related("respondent__round", "respondent__rss", "questionnaire").get(
        pk=response.pk
    )
    check_on_side(side, response.respondent, by=by)
    _check_place(response.questionnaire.definition, cell)
    text = _checked(text)
    thread = Thread.objects.create(response=response, cell=cell, side=side, is_objection=is_objection)
    _add(thread, side, text, by)
    _tell(response, side, by)
    _record("comment_started", thread, by)
    return thread


@transaction.atomic
def start_comments(
    *, responses: Collection[Response], text: str, side: Side, by: User, cell: str = ""
) -> tuple[Thread, ...]:
    """Begins a thread with the same words on the same cell of each response: on all of them, or on none.

    Raises as start_comment does.
    """
    return tuple(start_comment(response=each, text=text, side=side, by=by, cell=cell) for each in responses)


@transaction.atomic
def answer_comment(*, thread: Thread, text: str, side: Side, by: User) -> Comment:
    """Adds to a thread, which is answered when it is the other side that speaks, and open again when it isn't.

    side, and who is written to: as when a thread begins.
    Raises Refused for somebody who isn't on that side, for a closed thread, for no text or too long a one.
    """
    thread = _locked(thread)
    check_on_side(side, thread.response.respondent, by=by)
    text = _checked(text)
    if thread.state == ThreadState.CLOSED:
        raise Refused(_("Samtalet är avslutat. Skriv en ny kommentar i stället."))
    thread.state = ThreadState.OPEN if side == thread.side else ThreadState.ANSWERED
    thread.save(update_fields=["state"])
    comment = _add(thread, side, text, by)
    _tell(thread.response, side, by)
    _record("comment_answered", thread, by)
    return comment


@transaction.atomic
def close_comment(*, thread: Thread, side: Side, by: User) -> None:
    """Closes a thread: nothing more is wanted. Raises Refused for others than the side that began it.

    So an objection is closed from the organisation's own pages, also by somebody who is on both sides.
    """
    thread = _locked(thread)
    check_on_side(side, thread.response.respondent, by=by)
    if side != thread.side:
        raise Refused(_("Bara den sida som började samtalet kan avsluta det."))
    if thread.state == ThreadState.CLOSED:
        return
    thread.state = ThreadState.CLOSED
    thread.save(update_fields=["state"])
    _record("comment_closed", thread, by)


def _locked(thread: Thread) -> Thread:
    """The thread, locked after its response: in that order sending in settles objections, too."""
    response = locked_response(thread.response)
    found = Thread.objects.select_for_update().get(pk=thread.pk)
    found.response = response
    return found


def _check_place(definition: Definition, cell: str) -> None:
    """Raises KeyError unless it is empty, a cell or a question."""
    if cell and cell not in {question.key for question in definition.questions}:
        definition.cell(cell)


def _checked(text: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if not text:
        raise Refused(_("Skriv en kommentar först."))
    if len(text) > LONGEST:
        raise Refused(
            _("Kommentaren är %(length)s tecken. Korta den till högst %(longest)s.")
            % {"length": len(text), "longest": LONGEST}
        )
    for problem in text_problems(text):
        raise Refused(explain(problem))
    return text


def _add(thread: Thread, side: Side, text: str, by: User) -> Comment:
    return Comment.objects.create(thread=thread, side=side, text=text, at=timezone.now(), by=by)


def _tell(response: Response, side: Side, by: User) -> None:
    """Writes to the other side, at most once a day to each person about a response, and never what was said."""
    for person in listeners(response, spoke=side):
        if person != by and note_told(response=response, kind="comment", to=person, by=by):
            mail_comment(response, to=person, spoke=side, by=by)


def _record(verb: str, thread: Thread, by: User) -> None:
    """An Event that says where, never what."""
    member = thread.response.respondent
    record_event(
        verb=verb,
        subject=thread,
        by=by,
        organisation=member.organisation_id,
        year=member.round.counted_year,
        details={"response": thread.response_id, "cell": thread.cell},
    )
