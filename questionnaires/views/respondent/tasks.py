"""The task list of one response: its parts, how far each has come, what is left, and what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from questionnaires.documents.changed import Changed, changed_cells
from questionnaires.models import Side, State, Step, Submission
from questionnaires.progress import Part, progress_of
from questionnaires.rules import OPENED, is_objectionable
from questionnaires.selectors.conversations import Conversation, conversations
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.views.respondent.page import for_respondents, page


@dataclass(frozen=True)
class Task:
    """A part of the questionnaire. people: who has taken it on, by name. asked: the questions in it that somebody
    waits for an answer about. rest_is_optional: all that has to be answered or explained is, and something isn't.
    """

    part: Part
    people: tuple[str, ...]
    asked: tuple[str, ...] = ()
    rest_is_optional: bool = False

    @property
    def waiting(self) -> int:
        return len(self.asked)

    @property
    def asked_at(self) -> str:
        """The first of them, to be led to."""
        return self.asked[0]


@dataclass(frozen=True)
class Opened:
    """Why answers that were sent in are open again, and what has been changed since."""

    step: Step
    changed: tuple[Changed, ...]


@for_respondents
def task_list(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Every part of the questionnaire, and where to go on."""
    own = own_response(request.user, member, key)
    progress = progress_of(own.definition, own.response.answers)
    people = _people(own)
    unexplained = own.unexplained or ()
    submissions = _submissions(own)
    talk = conversations(own.response, reader=Side.OWN) if own.is_own else ()
    newest = next((each for each in submissions if not each.was_taken_back), None)
    context = page(
        own,
        heading=own.definition.title,
        below=False,
        heading_in_swedish=True,
        days=(own.deadline - timezone.localdate()).days,
        progress=progress,
        tasks=[
            Task(
                part,
                people.get(part.section.key, ()),
                _asked(part, talk),
                part.has_optional_left and not _here(part, (each.question for each in unexplained)),
            )
            for part in progress.parts
        ],
        unfinished=[part for part in progress.parts if part.lacking],
        unexplained=unexplained,
        opened=_opened(own, submissions),
        declined=_declined(own),
        submissions=submissions,
        newest=newest,
        talk=talk,
        may_object=newest is not None and may_object(own, newest.submission, talk),
        waiting=[each for each in talk if each.waits],
    )
    return render(request, "questionnaires/task_list.html", context)


def _people(own: OwnResponse) -> Mapping[str, tuple[str, ...]]:
    """Section → the names of those who have taken it on."""
    found: dict[str, tuple[str, ...]] = {}
    if own.response.pk and own.can_edit:
        for each in own.response.assignments.select_related("user").order_by("user__name"):
            found[each.section] = (*found.get(each.section, ()), each.user.name)
    return found


@dataclass(frozen=True)
class Sent:
    """One submission in the list, newest first."""

    submission: Submission
    was_taken_back: bool


def _submissions(own: OwnResponse) -> list[Sent]:
    if own.response.pk is None or own.response.state == State.NOT_STARTED:
        return []
    found = (
        own.submissions().select_related("taken_back_by", "questionnaire", "submitted_by").order_by("-number")
    )
    return [Sent(each, hasattr(each, "taken_back_by")) for each in found]


def may_object(own: OwnResponse, newest: Submission, talk: Iterable[Conversation]) -> bool:
    """Whether the newest submission, made in the kommun's place, can be objected to: no objection is open yet."""
    opposed = any(each.is_objection and not each.is_closed for each in talk)
    return own.is_own and not opposed and is_objectionable(own.response, newest)


def _asked(part: Part, talk: Iterable[Conversation]) -> tuple[str, ...]:
    return _here(part, (each.question for each in talk if each.waits))


def _here(part: Part, questions: Iterable[str]) -> tuple[str, ...]:
    """Those of the questions that the part asks."""
    here = {question.key for question in part.section.questions}
    return tuple(each for each in questions if each in here)


def _declined(own: OwnResponse) -> Step | None:
    """The step by which the organisation has said that it won't answer."""
    if own.response.state != State.DECLINED:
        return None
    return own.response.steps.filter(action="decline").select_related("by").order_by("-pk").first()


def _opened(own: OwnResponse, submissions: list[Sent]) -> Opened | None:
    if own.response.state not in OPENED:
        return None
    steps = own.response.steps.filter(action__in=("return", "reopen")).select_related("by")
    step = steps.order_by("-pk").first()
    last = next((each.submission for each in submissions if not each.was_taken_back), None)
    if step is None or last is None:
        return None
    return Opened(step, changed_since(own, last))


def changed_since(own: OwnResponse, submission: Submission) -> tuple[Changed, ...]:
    """What has been changed since a submission, of what is asked now or was then."""
    before = submission.given
    asked = own.definition.asked(own.response.answers)
    now = {cell: answer for cell, answer in own.response.answers.items() if cell in asked}
    return changed_cells(own.definition, before, now)
