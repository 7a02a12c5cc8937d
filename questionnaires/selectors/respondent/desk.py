"""What somebody's organisation owes, and what it has sent in before: the start page of those who answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Membership, Organisation
from questionnaires.models import (
    Assignment,
    FrameMember,
    Questionnaire,
    Response,
    RoundState,
    State,
    Step,
    Submission,
)
from questionnaires.rules import ANSWERING, OPENED, UNSENT, answering_roles
from questionnaires.selectors.deadlines import DueDay, due_days
from questionnaires.selectors.last_time import LastTime, nearest
from questionnaires.selectors.respondent.own import bring_ahead


@dataclass(frozen=True)
class Owed:
    """A questionnaire that the organisation is asked to answer now, with its response (unsaved before it is begun).

    due: its last day. opened: the step that returned or reopened it, with its reason. assignments: who answers
    which section.
    """

    member: FrameMember
    questionnaire: Questionnaire
    response: Response
    due: DueDay
    opened: Step | None
    assignments: tuple[Assignment, ...]

    @property
    def address(self) -> tuple[int, str]:
        return self.member.pk, self.questionnaire.key

    @property
    def is_edited(self) -> bool:
        """Whether its answers are still being given."""
        return self.response.state in UNSENT


@dataclass(frozen=True)
class Earlier:
    """A response of a round that is over. submission: the newest that stands; None where it was begun and never sent
    in.
    """

    member: FrameMember
    questionnaire: Questionnaire
    submission: Submission | None


@dataclass(frozen=True)
class Desk:
    """One organisation's questionnaires. owed: newest round first, trials last. earlier: what was answered in other
    rounds. sent: all submissions that stand. No trial's is among the two.
    """

    organisation: Organisation
    owed: tuple[Owed, ...]
    earlier: tuple[Earlier, ...]
    sent: tuple[Submission, ...] = field(repr=False)

    def last_time(self, owed: Owed) -> LastTime | None:
        """What the organisation answered to the same questionnaire of an earlier year; nothing more is asked for it."""
        return nearest(self.sent, owed.questionnaire.key, owed.member.round.year)


def answers_for(memberships: Iterable[Membership]) -> tuple[Organisation, ...]:
    """The organisations that somebody answers for, by name."""
    return tuple(
        {
            each.organisation_id: each.organisation
            for each in memberships
            if each.role in answering_roles(each.organisation.kind)
        }.values()
    )


def only_answers(memberships: Iterable[Membership]) -> bool:
    """Whether these are the memberships of somebody who answers, and does nothing else here."""
    return all(each.role in ANSWERING for each in memberships)


def desk_of(organisation: Organisation) -> Desk:
    """What an organisation owes and has sent in. The caller knows that the reader answers for it."""
    members = list(
        FrameMember.objects.filter(organisation=organisation)
        .exclude(round__state=RoundState.DRAFT)
        .select_related("round", "organisation")
        .order_by("round__is_trial", "-round__year")
    )
    responses = {
        (each.respondent_id, each.key): each
        for each in Response.objects.filter(respondent__in=members).select_related(
            "questionnaire", "changed_by"
        )
    }
    pairs = _asked(members, responses)
    due = due_days((member, response.key) for member, response in pairs)
    shown = [response.pk for _, response in pairs if response.pk]
    opened = _opened(response for _, response in pairs)
    assignments = list(
        Assignment.objects.filter(response__in=shown).select_related("user").order_by("user__name")
    )
    owed = tuple(
        Owed(
            member=member,
            questionnaire=response.questionnaire,
            response=response,
            due=due[member.pk, response.key],
            opened=opened.get(response.pk),
            assignments=tuple(each for each in assignments if each.response_id == response.pk),
        )
        for member, response in pairs
    )
    sent = _sent(members)
    begun = [each for each in responses.values() if each.pk not in shown]
    return Desk(organisation, owed, _earlier(members, begun, sent), sent)


def _earlier(
    members: Iterable[FrameMember], begun: Iterable[Response], sent: Iterable[Submission]
) -> tuple[Earlier, ...]:
    """The newest year first. begun: the responses that aren't owed now."""
    newest = {each.response_id: each for each in sent}
    return tuple(
        Earlier(member, submission.questionnaire if submission else response.questionnaire, submission)
        for member in members
        if not member.round.is_trial
        for response in sorted(begun, key=lambda each: each.key)
        if response.respondent_id == member.pk
        and ((submission := newest.get(response.pk)) or response.state == State.DRAFT)
    )


def _asked(
    members: list[FrameMember], responses: dict[tuple[int, str], Response]
) -> list[tuple[FrameMember, Response]]:
    """What is to be answered now: everything in open rounds, and what has been opened again in others."""
    asked = []
    open_rounds = [member.round_id for member in members if member.round.state == RoundState.OPEN]
    newest = {
        (each.round_id, each.key): each
        for each in Questionnaire.objects.filter(
            round__in=open_rounds, respondents=members[0].kind if members else ""
        ).order_by("key", "version")
    }
    for member in members:
        for (round_id, key), questionnaire in newest.items():
            if round_id == member.round_id:
                begun = responses.get((member.pk, key))
                if begun and begun.questionnaire != questionnaire and begun.state in UNSENT:
                    bring_ahead(begun, questionnaire)
                asked.append(
                    (member, begun or Response(respondent=member, key=key, questionnaire=questionnaire))
                )
        if member.round.state != RoundState.OPEN:
            asked += [
                (member, response)
                for (pk, _), response in responses.items()
                if pk == member.pk and response.state in OPENED
            ]
    return asked


def _opened(responses: Iterable[Response]) -> dict[int, Step]:
    """The last step that returned or reopened each of those that are open again."""
    again = [each.pk for each in responses if each.pk and each.state in OPENED]
    if not again:
        return {}
    steps = Step.objects.filter(response__in=again, action__in=("return", "reopen")).select_related("by")
    return {step.response_id: step for step in steps.order_by("pk") if step.response_id}


def _sent(members: list[FrameMember]) -> tuple[Submission, ...]:
    found = (
        Submission.objects.newest()
        .filter(response__respondent__in=[each for each in members if not each.round.is_trial])
        .select_related("questionnaire__round", "response__respondent__round")
        .order_by("-response__respondent__round__year", "response__key")
    )
    return tuple(found)
