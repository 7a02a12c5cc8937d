"""What stands to be received before a round is published: regions and RSS by name, kommuner as counts alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import Max, OuterRef, Subquery

from accounts.models import OrganisationKind
from questionnaires.models import Aggregate, AggregateVersion, FrameMember, Response, Round, State
from questionnaires.rules import NATIONALLY_COUNTED
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class Report:
    """A region's answers to one questionnaire, or an RSS's report, and where they are."""

    name: str
    state: State

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED


@dataclass(frozen=True)
class Outstanding:
    """Everything that a round waits for. counted: title → how many kommuner the reports that count now hold."""

    regions: tuple[Report, ...]
    rss: tuple[Report, ...]
    kommuner: int
    counted: Mapping[str, int]

    @property
    def mark(self) -> str:
        """What a page posts back to say what it told of them."""
        told = [[each.name, each.state] for each in (*self.regions, *self.rss)]
        content = json.dumps([told, self.kommuner, dict(self.counted)], ensure_ascii=False)
        return blake2b(content.encode(), digest_size=8).hexdigest()

    @property
    def regions_missing(self) -> tuple[Report, ...]:
        return tuple(each for each in self.regions if not each.is_accepted)

    @property
    def rss_missing(self) -> tuple[Report, ...]:
        return tuple(each for each in self.rss if not each.is_accepted)


def outstanding(round_: Round) -> Outstanding:
    """How far a round's reception has come, by name; five queries."""
    members = sorted(round_.frame.all(), key=lambda each: sort_key(each.name))
    newest = {each.key: each for each in round_.questionnaires.order_by("key", "version")}
    keys = [(key, each.respondents) for key, each in newest.items()]
    counted = {key: 0 for key, kind in keys if kind == OrganisationKind.KOMMUN}
    for version in _counting(round_):
        for key in counted:
            counted[key] += version.get(key, 0)
    states = dict(Aggregate.objects.filter(rss__round=round_).values_list("rss", "state"))
    of_regions = [key for key, kind in keys if kind == OrganisationKind.REGION]
    return Outstanding(
        regions=tuple(_regions(members, of_regions)),
        rss=tuple(
            Report(each.name, State(states.get(each.pk, State.NOT_STARTED)))
            for each in members
            if each.kind == OrganisationKind.RSS
        ),
        kommuner=sum(each.kind == OrganisationKind.KOMMUN for each in members),
        counted={newest[key].definition.title: count for key, count in counted.items()},
    )


def _regions(members: list[FrameMember], keys: list[str]) -> Iterator[Report]:
    regions = [each for each in members if each.kind == OrganisationKind.REGION]
    begun = Response.objects.filter(respondent__in=regions, key__in=keys)
    states = {(pk, key): state for pk, key, state in begun.values_list("respondent", "key", "state")}
    for each in regions:
        for key in keys:
            yield Report(each.name, State(states.get((each.pk, key), State.NOT_STARTED)))


def _counting(round_: Round) -> Iterator[Mapping[str, int]]:
    """What each RSS's newest version counts, key → how many kommuner, of those that count nationally now."""
    newest = (
        AggregateVersion.objects.filter(aggregate=OuterRef("aggregate"))
        .values("aggregate")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    found = AggregateVersion.objects.filter(
        aggregate__rss__round=round_, aggregate__state__in=NATIONALLY_COUNTED, number=Subquery(newest)
    )
    yield from found.values_list("counted", flat=True)
