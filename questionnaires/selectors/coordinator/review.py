"""What an RSS's coordinator reads of one kommun: what it has sent in, what was said about it, and what was done."""

from dataclasses import dataclass

from django.http import Http404

from questionnaires.models import Side, State, Step, Submission
from questionnaires.selectors.conversations import Conversation, conversations
from questionnaires.selectors.coordinator.coordinated import CoordinatedKommun
from questionnaires.selectors.last_time import LastTime, last_time_through_rss

# Here the answers are the kommun's alone.
UNSEEN = (State.NOT_STARTED, State.DRAFT, State.DECLINED)


@dataclass(frozen=True)
class Review:
    """A kommun's submission with what it is read beside.

    submissions: those that haven't been taken back, the newest first. shown: the one that is read, None where there
    is none to read. before: the one before it. last: what the kommun sent in last time,
    through the same RSS. steps: the newest first.
    """

    coordinated: CoordinatedKommun
    submissions: tuple[Submission, ...]
    shown: Submission | None
    before: Submission | None
    last: LastTime | None
    talk: tuple[Conversation, ...]
    steps: tuple[Step, ...]

    @property
    def is_newest(self) -> bool:
        return self.shown is not None and self.shown == self.submissions[0]

    @property
    def open_questions(self) -> tuple[Conversation, ...]:
        """What the coordinators have asked, and the kommun hasn't answered."""
        return tuple(each for each in self.talk if each.may_close and not each.is_answered)


def review_of(coordinated: CoordinatedKommun, number: int | None = None) -> Review:
    """The submission of that number, or the newest, as the coordinator reads it.

    Nothing is read where the kommun hasn't sent in: a draft is its own. Raises Http404 where there is no such
    submission, or it was taken back.
    """
    response = coordinated.response
    submissions = () if response.state in UNSEEN else _standing(response.pk)
    place = next((i for i, each in enumerate(submissions) if number in (None, each.number)), None)
    if place is None and number is not None:
        raise Http404
    found = () if place is None else submissions[place : place + 2]
    return Review(
        coordinated=coordinated,
        submissions=submissions,
        shown=found[0] if found else None,
        before=found[1] if found[1:] else None,
        last=last_time_through_rss(coordinated.kommun, response.key) if found else None,
        talk=conversations(response, reader=Side.RECEIVER),
        steps=_steps(response.pk),
    )


def newest_submission(coordinated: CoordinatedKommun) -> Submission | None:
    """The one that stands; None while the answers are the kommun's alone."""
    response = coordinated.response
    return None if response.state in UNSEEN else next(iter(_standing(response.pk)), None)


def _standing(response: int | None) -> tuple[Submission, ...]:
    found = Submission.objects.standing().filter(response=response)
    return tuple(found.select_related("questionnaire", "submitted_by").order_by("-number"))


def _steps(response: int | None) -> tuple[Step, ...]:
    if response is None:
        return ()
    return tuple(Step.objects.filter(response=response).select_related("by", "taken_back").order_by("-pk"))
