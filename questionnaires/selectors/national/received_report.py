"""An RSS's report as an officer reads it: what it counts of its kommuner, its summaries, and its own answers.

Read from the report's versions alone: which kommuner stand behind a number isn't asked.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.counts.tally import Tally, from_json
from questionnaires.definition import Definition, across_versions
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    FrameMember,
    Questionnaire,
    State,
    Step,
    Submission,
)
from questionnaires.offers import receiver_actions
from questionnaires.selectors.national.board import kommuner_of
from questionnaires.selectors.national.officers import Officer
from questionnaires.selectors.national.received import Received, framed_member
from questionnaires.selectors.reopening import request_in


@dataclass(frozen=True)
class ReceivedReport:
    """versions: newest first. kommuner: how many the frame gives the RSS."""

    officer: Officer
    rss: FrameMember
    versions: tuple[AggregateVersion, ...]
    kommuner: int

    @property
    def aggregate(self) -> Aggregate | None:
        """None before anybody has begun it."""
        return getattr(self.rss, "aggregate", None)

    @property
    def state(self) -> State:
        return State(self.aggregate.state) if self.aggregate else State.NOT_STARTED

    @property
    def address(self) -> tuple[str, int]:
        return self.rss.round.slug, self.rss.pk

    @property
    def actions(self) -> tuple[str, ...]:
        """What the officer may do now, in the workflow's order."""
        return receiver_actions(self.aggregate) if self.aggregate and self.versions else ()

    @property
    def smallest(self) -> int:
        return int(settings.SMALLEST_GROUP)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What has been done with it, the newest first."""
        return tuple(self.aggregate.steps.select_related("by").order_by("-pk")) if self.aggregate else ()

    @cached_property
    def asked(self) -> Step | None:
        """What the RSS has asked to have opened, and why; None where nothing waits for an answer."""
        return request_in(self.steps, self.state)

    @cached_property
    def own(self) -> tuple[Received, ...]:
        """The RSS's own responses that a version has brought, of which an officer reads what is sent in."""
        begun = {each.response_id: each.response for version in self.versions for each in version.own.all()}
        for response in begun.values():
            response.respondent = self.rss
        return tuple(Received(self.officer, response) for response in begun.values())

    @cached_property
    def questionnaires(self) -> dict[str, Definition]:
        """Key → what the round's kommuner are asked, all versions as one."""
        versions: dict[str, list[Definition]] = {}
        found = Questionnaire.objects.filter(round=self.rss.round_id, respondents=OrganisationKind.KOMMUN)
        for each in found.order_by("key", "-version"):
            versions.setdefault(each.key, []).append(each.definition)
        title = _("Frågor i tidigare versioner")
        return {key: across_versions(each, earlier_title=title) for key, each in versions.items()}

    def version(self, number: str | None) -> tuple[AggregateVersion | None, AggregateVersion | None]:
        """The version of that number (the newest without one), and the one before it; None for those there aren't.

        Raises Http404 for a number that there isn't.
        """
        numbers = [str(each.number) for each in self.versions]
        if number is not None and number not in numbers:
            raise Http404
        place = 0 if number is None else numbers.index(number)
        found = self.versions[place : place + 2]
        return found[0] if found else None, found[1] if found[1:] else None


def received_report(officer: Officer, slug: str, rss: int) -> ReceivedReport:
    """The report of an RSS of the round. Raises Http404 where there is no such RSS."""
    member = framed_member(slug, rss, OrganisationKind.RSS)
    own = Submission.objects.select_related("questionnaire", "response__questionnaire")
    sent = Prefetch("own", own.defer("response__cells").order_by("response__key"))
    versions = AggregateVersion.objects.filter(aggregate__rss=member).prefetch_related(sent)
    return ReceivedReport(officer, member, tuple(versions.order_by("-number")), kommuner_of(member))


def tally_of(version: AggregateVersion | None, key: str) -> Tally:
    """What a version counts of a questionnaire; nobody's tally where it counts none."""
    stored = version.tallies.get(key) if version else None
    return from_json(stored) if stored else Tally.empty()
