"""Which RSS somebody coordinates, in which rounds: the way in to everything that a coordinator reads and does."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Exists, OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import Membership, OrganisationKind, Role, User
from accounts.selectors import roles_of
from questionnaires.definition import Definition
from questionnaires.models import (
    AggregateVersion,
    FrameMember,
    Questionnaire,
    Response,
    Round,
    RoundState,
    State,
)
from questionnaires.offers import receiver_actions
from questionnaires.rules import EDITED, report_takes_edits
from questionnaires.selectors.reopening import with_asked
from records.prepared import Given, Prepared

_NEWEST_VERSION = (
    AggregateVersion.objects.filter(aggregate__rss=OuterRef("pk")).order_by("-number").values("number")[:1]
)


@dataclass(frozen=True)
class CoordinatedRss:
    """An RSS in a round's frame, as one of its coordinators meets it. memberships: all the reader's."""

    user: User
    rss: FrameMember
    memberships: tuple[Membership, ...] = field(repr=False)

    @property
    def round(self) -> Round:
        return self.rss.round

    @property
    def report(self) -> State:
        """Where the RSS's report is in the workflow; a draft before anybody has begun it."""
        aggregate = getattr(self.rss, "aggregate", None)
        return State(aggregate.state) if aggregate else State.DRAFT

    @property
    def version(self) -> int:
        """The number of the last version of its report that the RSS has sent in; 0 before the first."""
        return getattr(self.rss, "newest_version", None) or 0

    @property
    def can_edit_report(self) -> bool:
        """Whether what the RSS reports can still be changed."""
        return report_takes_edits(self.rss, self.report)

    @property
    def is_report_sent(self) -> bool:
        """Whether the report is with the national level: sent in, and not opened again."""
        return self.report not in EDITED

    @property
    def is_report_missed(self) -> bool:
        """Whether the round closed before the RSS had sent anything in."""
        return not (self.can_edit_report or self.is_report_sent)

    @property
    def is_round_open(self) -> bool:
        return self.round.state == RoundState.OPEN


@dataclass(frozen=True)
class CoordinatedKommun:
    """A kommun's response, as a coordinator of its RSS meets it; response unsaved where the kommun hasn't begun."""

    coordinated: CoordinatedRss
    response: Response

    @property
    def user(self) -> User:
        return self.coordinated.user

    @property
    def kommun(self) -> FrameMember:
        return self.response.respondent

    @property
    def definition(self) -> Definition:
        return self.response.questionnaire.definition

    @property
    def address(self) -> tuple[int, str, int]:
        """The arguments of every address of a coordinator's about this response, before those of the page itself."""
        return self.coordinated.rss.pk, self.response.key, self.kommun.pk

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """What the coordinator may do now, in the workflow's order."""
        return receiver_actions(self.response, report=lambda: self.coordinated.report)


def report_is_in() -> str:
    """Why a coordinator can't change what her RSS has reported."""
    return _(
        "Ni har lämnat in sammanställningen, och den är låst. En nationell handläggare kan låsa upp den för en ny "
        "version."
    )


def coordinated_rounds(user: User | AnonymousUser) -> tuple[FrameMember, ...]:
    """Every RSS that somebody coordinates, in every round that has opened, the newest first. Empty for others.

    A round that asks neither kommuner nor RSS anything is left out: nobody has missed to answer it.
    """
    organisations = [each.organisation_id for each in roles_of(user) if each.role == Role.COORDINATOR]
    found = FrameMember.objects.filter(organisation__in=organisations, kind=OrganisationKind.RSS)
    asked = Questionnaire.objects.filter(
        round=OuterRef("round"), respondents__in=(OrganisationKind.KOMMUN, OrganisationKind.RSS)
    )
    opened = found.exclude(round__state=RoundState.DRAFT).filter(Exists(asked))
    return tuple(
        opened.select_related("round", "organisation").order_by("-round__year", "round__is_trial", "name")
    )


def coordinated_rss(user: User | AnonymousUser, rss: int) -> CoordinatedRss:
    """The RSS with that number in a round's frame, for one of its coordinators.

    Raises Http404 for everybody else, and where there is none: the two look the same. Two queries.
    """
    memberships = roles_of(user)
    found = next(iter(_opened_rss(rss=rss)), None) if rss <= BigIntegerField.MAX_BIGINT else None
    if found is None or not isinstance(user, User):
        raise Http404
    mine = {each.organisation_id for each in memberships if each.role == Role.COORDINATOR}
    if found.organisation_id not in mine:
        raise Http404
    return CoordinatedRss(user, found, memberships)


_opened_rss = Prepared(
    lambda: (
        with_asked(FrameMember.objects.filter(pk=Given("rss"), kind=OrganisationKind.RSS))
        .exclude(round__state=RoundState.DRAFT)
        .select_related("round", "organisation", "aggregate")
        .annotate(newest_version=Subquery(_NEWEST_VERSION))
    )
)


def coordinated_kommun(coordinated: CoordinatedRss, key: str, kommun: int) -> CoordinatedKommun:
    """The response of one of the RSS's kommuner, by the kommun's number in the frame.

    Raises Http404 for another's kommun and for a questionnaire that kommuner of the round aren't asked. Nothing is
    written. A draft is the kommun's alone: what its cells hold is never shown to the coordinator.
    """
    kommuner = FrameMember.objects.filter(
        round=coordinated.rss.round_id, rss=coordinated.rss.organisation_id, kind=OrganisationKind.KOMMUN
    )
    begun = (
        Response.objects.filter(respondent__in=kommuner.filter(pk=kommun), key=key)
        .select_related(
            "questionnaire", "changed_by", "respondent__round", "respondent__organisation", "respondent__rss"
        )
        .prefetch_related("threads")
        .first()
    )
    if begun is not None:
        return CoordinatedKommun(coordinated, begun)
    silent = kommuner.filter(pk=kommun).select_related("round", "organisation", "rss").first()
    asked = Questionnaire.objects.filter(
        round=coordinated.rss.round_id, key=key, respondents=OrganisationKind.KOMMUN
    )
    newest = asked.order_by("-version").first()
    if silent is None or newest is None:
        raise Http404
    return CoordinatedKommun(coordinated, Response(respondent=silent, key=key, questionnaire=newest))
