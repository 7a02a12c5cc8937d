"""What regions, and RSS of their own, have sent in: the way in to what an officer reads, asks and decides of it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from accounts.models import OrganisationKind
from questionnaires.definition import Definition
from questionnaires.models import FrameMember, Questionnaire, Response, Round, Side, Step, Submission
from questionnaires.offers import receiver_actions
from questionnaires.selectors.conversations import Conversation, conversations
from questionnaires.selectors.deadlines import DueDay, due_day
from questionnaires.selectors.last_time import LastTime, last_time
from questionnaires.selectors.national.board import with_kommuner
from questionnaires.selectors.national.collected import NATIONAL_KINDS
from questionnaires.selectors.national.officers import Officer


@dataclass(frozen=True)
class Received:
    """A region's or an RSS's own response as an officer meets it; response unsaved where nobody has begun."""

    officer: Officer
    response: Response

    @property
    def member(self) -> FrameMember:
        return self.response.respondent

    @property
    def round(self) -> Round:
        return self.member.round

    @property
    def definition(self) -> Definition:
        return self.response.questionnaire.definition

    @property
    def address(self) -> tuple[str, int, str]:
        """The arguments of every address of this response, before those of the page itself."""
        return self.round.slug, self.member.pk, self.response.key

    @property
    def is_rss(self) -> bool:
        return self.member.kind == OrganisationKind.RSS

    @property
    def actions(self) -> tuple[str, ...]:
        """What the officer may do now, in the workflow's order. An RSS's own answers go with its report: nothing."""
        return () if self.is_rss or self.response.pk is None else receiver_actions(self.response)

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """What hasn't been taken back, newest first: all that an officer reads of the answers. A draft isn't hers."""
        return standing_submissions(self.response)

    @cached_property
    def talk(self) -> tuple[Conversation, ...]:
        return conversations(self.response, reader=Side.RECEIVER)

    @cached_property
    def open_questions(self) -> tuple[Conversation, ...]:
        """What officers have asked and hasn't been answered."""
        return tuple(each for each in self.talk if each.may_close and not each.is_answered)

    @cached_property
    def last_time(self) -> LastTime | None:
        """What the organisation sent in to the same questionnaire of an earlier year."""
        return last_time(self.member, self.response.key)

    @cached_property
    def due(self) -> DueDay:
        return due_day(self.member, self.response.key)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What has been done with it, the newest first; that somebody began to answer is no step to read of."""
        if self.response.pk is None:
            return ()
        return tuple(self.response.steps.exclude(action="save").select_related("by").order_by("-pk"))

    def submission(self, number: str | None) -> tuple[Submission | None, Submission | None]:
        """The submission of that number (the newest without one), and the one before it; None for those there aren't.

        Raises Http404 for a number that there isn't.
        """
        numbers = [str(each.number) for each in self.submissions]
        if number is not None and number not in numbers:
            raise Http404
        place = 0 if number is None else numbers.index(number)
        found = self.submissions[place : place + 2]
        return found[0] if found else None, found[1] if found[1:] else None


def framed_member(slug: str, member: int, *kinds: OrganisationKind) -> FrameMember:
    """A region or an RSS of the round of that slug; `kommuner` counts an RSS's.

    Raises Http404 for a kommun, as for what there isn't.
    """
    found = (
        with_kommuner(FrameMember.objects.filter(pk=member, kind__in=kinds or NATIONAL_KINDS))
        .select_related("round", "organisation", "rss", "aggregate")
        .first()
    )
    if found is None or found.round.slug != slug:
        raise Http404
    return found


def received_response(officer: Officer, slug: str, member: int, key: str) -> Received:
    """What a region or an RSS of the round answers itself. Raises Http404 for a kommun, as for what there isn't."""
    found = framed_member(slug, member)
    begun = (
        Response.objects.filter(respondent=found, key=key)
        .select_related("questionnaire")
        .defer("cells")
        .first()
    )
    if begun is None:
        asked = Questionnaire.objects.filter(round=found.round, key=key, respondents=found.kind)
        newest = asked.order_by("-version").first()
        if newest is None:
            raise Http404
        begun = Response(key=key, questionnaire=newest)
    begun.respondent = found
    return Received(officer, begun)


def standing_submissions(response: Response) -> tuple[Submission, ...]:
    """What a response has sent in and not taken back, the newest first."""
    if response.pk is None:
        return ()
    found = Submission.objects.standing().filter(response=response)
    return tuple(found.select_related("questionnaire").order_by("-number"))
