"""What somebody who answers for an organisation reads: its own responses, and nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, CharField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, OrganisationKind, Role, User
from accounts.selectors import held_roles, roles_of
from questionnaires.checks import Finding
from questionnaires.definition import Definition
from questionnaires.definition.correction import QuestionChange, fitted_cells, question_changes
from questionnaires.models import (
    Extension,
    FrameMember,
    Questionnaire,
    Response,
    Round,
    State,
    Step,
    Submission,
    SubmissionQuerySet,
)
from questionnaires.offers import own_actions, own_allows
from questionnaires.rules import ASKED_KINDS, aggregate_state, answering_roles
from questionnaires.selectors.deadlines import DueDay, due_day
from questionnaires.selectors.explanations import unexplained_in_draft
from questionnaires.selectors.holding import hold_round
from questionnaires.selectors.last_time import LastTime, last_time, last_time_through_rss
from questionnaires.selectors.respondent.locks import Lock, lock_of
from records.prepared import Given, Prepared


@dataclass(frozen=True)
class OwnResponse:
    """An organisation's response as one of its own people meets it, or a coordinator who answers in its place.

    response: unsaved (pk None), in the state NOT_STARTED, where nobody has begun. questionnaire: the version that
    the answers are given to: the newest as long as they can be changed. roles: what the reader is at the organisation.
    memberships: all the reader's; empty where a save read it, which asks for none but these roles. is_ahead: whether
    the database still has the answers to an earlier version, until the next save; `response` is as it will be then.
    """

    user: User
    response: Response
    member: FrameMember
    questionnaire: Questionnaire
    roles: frozenset[str]
    memberships: tuple[Membership, ...] = field(repr=False)
    is_ahead: bool = False

    @property
    def definition(self) -> Definition:
        return self.questionnaire.definition

    @property
    def round(self) -> Round:
        return self.member.round

    @property
    def deadline(self) -> date:
        """The last day on which it is in time, with the organisation's extension where it has one."""
        return self.due.last

    @cached_property
    def due(self) -> DueDay:
        return due_day(self.member, self.questionnaire.key)

    @cached_property
    def extension(self) -> Extension | None:
        """The time that the organisation has been given beyond the others', with its reason."""
        if self.due.extended is None:
            return None
        return self.member.extensions.select_related("by").filter(key=self.questionnaire.key).first()

    @property
    def waits_until(self) -> date | None:
        """The first day on which one may submit; None once it has come."""
        day = self.round.submit_from
        return day if day and timezone.localdate() < day else None

    @property
    def address(self) -> tuple[int, str]:
        """The arguments of every address of this response, before those of the page itself."""
        return self.member.pk, self.questionnaire.key

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """What the reader may do now, in the workflow's order: save, submit, take_back, decline, resume."""
        return own_actions(self.response, roles=self.roles, report=self.report)

    @property
    def is_reported(self) -> bool:
        """Whether it is sent in with the RSS's report, and not by itself."""
        return self.member.kind == OrganisationKind.RSS

    @cached_property
    def can_edit(self) -> bool:
        return own_allows("save", self.response, roles=self.roles, report=self.report)

    @cached_property
    def unexplained(self) -> tuple[Finding, ...] | None:
        """What isn't explained of a draft that the reader can change and that lacks nothing else; None for others."""
        return unexplained_in_draft(self.response, last=lambda: self.last_time) if self.can_edit else None

    @property
    def is_ready(self) -> bool:
        """Whether it can be sent in as it is now; asked of every page about it."""
        return self.unexplained == ()

    @property
    def may_sign(self) -> bool:
        """Whether the reader sends in what has been answered: a signer, or whoever answers in the kommun's place."""
        return Role.SIGNER in self.roles or not self.is_own

    @property
    def is_own(self) -> bool:
        """Whether the reader is one of the organisation's own people."""
        return any(role in answering_roles(self.member.kind) for role in self.roles)

    @cached_property
    def entered_at(self) -> datetime | None:
        """Since when the reader has answered in the kommun's place; None for its own people, who see all of it."""
        if self.is_own:
            return None
        entered = Step.objects.filter(response=self.response, action="enter").order_by("-pk")
        return entered.values_list("at", flat=True)[0]

    def submissions(self) -> SubmissionQuerySet:
        """What the reader may read of what was sent in; what the kommun took back is for its own people."""
        found = Submission.objects.filter(response=self.response.pk)
        return found if self.is_own else found.exclude(taken_back_by__isnull=False, in_place="")

    @cached_property
    def locked_because(self) -> Lock | None:
        """What keeps the answers from being changed; None where they can be."""
        if self.can_edit:
            return None
        lock = lock_of(self.response, report=self.report, by_signer=Role.SIGNER in self.roles)
        # Where one person answers and coordinates, nobody is told to ask herself.
        others = tuple((name, email) for name, email in lock.contacts if email != self.user.email)
        return replace(lock, contacts=others)

    def report(self) -> State:
        """The state of the aggregate that a kommun's answer belongs to, asked for once."""
        return self._report

    @cached_property
    def _report(self) -> State:
        return aggregate_state(self.member)

    @cached_property
    def corrected(self) -> tuple[QuestionChange, ...] | None:
        """What has been corrected in the questionnaire since the answers were begun, or sent in; None for nothing."""
        before = self.response.corrected_from
        return question_changes(before.definition, self.definition) if before and self.can_edit else None

    @cached_property
    def last_time(self) -> LastTime | None:
        """What the organisation sent in to the same questionnaire of an earlier year; None the first time.

        Whoever answers in its place knows only of what came through the same RSS.
        """
        read = last_time if self.is_own else last_time_through_rss
        return read(self.member, self.questionnaire.key)


def own_response(user: User | AnonymousUser, member: int, key: str) -> OwnResponse:
    """The response of a frame's member to the questionnaire of that key, for one of the organisation's own people.

    A coordinator who answers in a kommun's place is let in as long as she does (Response.in_place).
    Raises Http404 for everybody else, and where there is no such thing: the two look the same. Nothing is written.
    """
    begun, newest = _begun(_with_its_page, member, key)
    response = begun or _not_begun(member, key)
    memberships = roles_of(user)
    held = tuple((each.organisation_id, each.role) for each in memberships)
    return _met(user, response, newest, roles_for(held, response), memberships)


def own_response_locked(user: User | AnonymousUser, member: int, key: str) -> OwnResponse:
    """The same for somebody about to save, with no more than a save needs: others wait meanwhile.

    It and its round stay as they are until the transaction ends, and the reader's roles are those since it was locked.
    """
    if member <= BigIntegerField.MAX_BIGINT:
        hold_round(member)
    begun, newest = _begun(_locked, member, key)
    response = begun or _not_begun(member, key)
    return _met(user, response, newest, roles_for(held_roles(user), response))


def _met(
    user: User | AnonymousUser,
    response: Response,
    newest: int | None,
    roles: frozenset[str],
    memberships: tuple[Membership, ...] = (),
) -> OwnResponse:
    """newest: the number of the questionnaire's newest version, None where nobody has begun. Raises Http404."""
    if not roles or not isinstance(user, User):
        raise Http404
    own = OwnResponse(
        user=user,
        response=response,
        member=response.respondent,
        questionnaire=response.questionnaire,
        roles=roles,
        memberships=memberships,
    )
    if newest and newest != response.questionnaire_id and own.can_edit:
        return _ahead(own, Questionnaire.objects.get(pk=newest))
    return own


def _ahead(own: OwnResponse, newest: Questionnaire) -> OwnResponse:
    bring_ahead(own.response, newest)
    return replace(own, questionnaire=newest, is_ahead=True)


def bring_ahead(response: Response, newest: Questionnaire) -> None:
    """Shows a response on the newest version, as services.corrections.follow_correction will store it."""
    response.corrected_from = response.corrected_from or response.questionnaire
    response.questionnaire = newest
    response.cells = fitted_cells(newest.definition, response.cells)


def own_people_response(user: User | AnonymousUser, member: int, key: str) -> OwnResponse:
    """The same for the organisation's own people alone. Raises Http404 also for whoever answers in its place."""
    own = own_response(user, member, key)
    if not own.is_own:
        raise Http404
    return own


def roles_for(held: Iterable[tuple[int, str]], response: Response) -> frozenset[str]:
    """The roles by which somebody answers, her own organisation's or in its place; empty for a stranger.

    held: the roles that she has, each with its organisation's number.
    """
    member = response.respondent
    answering = answering_roles(member.kind)
    rss = member.rss_id if response.in_place else None
    return frozenset(
        role
        for organisation, role in held
        if (organisation == member.organisation_id and role in answering)
        or (organisation == rss and role == Role.COORDINATOR)
    )


def _responses() -> "QuerySet[Response]":
    """A frame's member's response to the questionnaire of a key, and the number of that one's newest version."""
    versions = Questionnaire.objects.filter(round=OuterRef("questionnaire__round"), key=OuterRef("key"))
    newest = Subquery(versions.order_by("-version").values("pk")[:1])
    found = Response.objects.filter(respondent=Given("member"), key=Given("key", CharField()))
    return found.filter(respondent__kind__in=ASKED_KINDS).annotate(newest=newest)


_with_its_page = Prepared(
    lambda: _responses().select_related(
        "respondent__round",
        "respondent__organisation",
        "respondent__rss",
        "questionnaire",
        "corrected_from",
        "changed_by",
    )
)
_locked = Prepared(
    lambda: (
        _responses()
        .select_related("respondent__round", "questionnaire", "changed_by")
        .select_for_update(of=("self",))
    )
)


def _begun(ask: Prepared[Response], member: int, key: str) -> tuple[Response | None, int | None]:
    """The response, and the number of its questionnaire's newest version; None for both where nobody has begun."""
    if member > BigIntegerField.MAX_BIGINT:
        return None, None
    begun = next(iter(ask(member=member, key=key)), None)
    return (begun, begun.newest) if begun else (None, None)  # type: ignore[attr-defined]  # annotated


def _not_begun(member: int, key: str) -> Response:
    """An unsaved response to the newest version. Raises Http404 where the member isn't asked that."""
    asked = FilteredRelation("round__frame", condition=Q(round__frame__pk=member))
    newest = (
        Questionnaire.objects.annotate(asked=asked)
        .filter(key=key, respondents=F("asked__kind"))
        .select_related("asked__round", "asked__organisation", "asked__rss")  # type: ignore[misc]  # not in the stubs
        .order_by("-version")
        .first()
    )
    if newest is None:
        raise Http404
    return Response(respondent=newest.asked, key=key, questionnaire=newest)
