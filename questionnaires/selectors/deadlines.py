"""A round's days, and the last one on which an organisation's answers are in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, Q, QuerySet, Value

from accounts.models import OrganisationKind
from questionnaires.models import Deadline, Extension, FrameMember, Questionnaire, Round
from questionnaires.round_days import RoundDays
from records.prepared import Given, Prepared

# ("round" or "member", its number, a questionnaire's key, the RSS whose day it is) → a last day.
Found = dict[tuple[str, int, str, int | None], date]


@dataclass(frozen=True)
class DueDay:
    """An organisation's last day for one questionnaire. extended: its own, where it has been given more time."""

    ordinary: date
    extended: date | None = None

    @property
    def last(self) -> date:
        """The last day that is in time."""
        return max(self.ordinary, self.extended) if self.extended else self.ordinary


def days_of(round_: Round) -> RoundDays:
    """A round's days as they are now; one query."""
    own = round_.deadlines.filter(rss__isnull=True).values_list("key", "day")
    return RoundDays(round_.opens, round_.deadline, round_.submit_from, dict(own))


def due_day(member: FrameMember, key: str) -> DueDay:
    """One organisation's last day for a questionnaire, in one query."""
    days = _days_of_one(member=member.pk, round=member.round_id, key=key, rss=member.rss_id)
    return _due(member, key, {(of, number, key, rss): day for of, number, key, rss, day in days})


def ordinary_day(member: FrameMember, key: str) -> date:
    """The last day of an organisation that hasn't been given more time, in one query."""
    days = Deadline.objects.filter(
        Q(rss__isnull=True) | Q(rss=member.rss_id), round=member.round_id, key=key
    ).values_list("rss_id", "day")
    return _ordinary(member, key, {("round", member.round_id, key, rss): day for rss, day in days})


def kommuner_day(rss: FrameMember, key: str) -> date:
    """The last day of those of an RSS's kommuner that haven't been given more time, in one query."""
    return ordinary_day(FrameMember(round=rss.round, rss_id=rss.organisation_id), key)


def report_day(rss: FrameMember) -> date:
    """The last day of an RSS's report: that of its own questionnaire, the first of them where there are several."""
    own = Questionnaire.objects.filter(round=rss.round_id, respondents=OrganisationKind.RSS)
    days = due_days((rss, key) for key in own.values_list("key", flat=True).distinct())
    return min((day.last for day in days.values()), default=rss.round.deadline)


def due_days(asked: Iterable[tuple[FrameMember, str]]) -> Mapping[tuple[int, str], DueDay]:
    """The last day of each member of a frame for a questionnaire's key: (member's number, key) → day; one query.

    A questionnaire's day goes before the round's. An RSS's own day for its kommuner is the earlier of its and that.
    """
    pairs = list(asked)
    rounds = {member.round_id for member, _ in pairs}
    keys = {key for _, key in pairs}
    wanted = Q(rss__isnull=True) | Q(rss__in={member.rss_id for member, _ in pairs if member.rss_id})
    days = Deadline.objects.filter(wanted, round__in=rounds, key__in=keys)
    extensions = Extension.objects.filter(member__in=[member.pk for member, _ in pairs], key__in=keys)
    found: Found = {(of, pk, key, rss): day for of, pk, key, rss, day in _both(days, extensions)}
    return {(member.pk, key): _due(member, key, found) for member, key in pairs}


def _both(
    days: QuerySet[Deadline], extensions: QuerySet[Extension]
) -> "QuerySet[Any, tuple[str, int, str, int | None, date]]":
    """Two tables, one question: every page of somebody who answers asks it."""
    general = days.annotate(of=Value("round")).values_list("of", "round_id", "key", "rss_id", "day")
    nobody = Value(None, output_field=IntegerField())
    own = extensions.annotate(of=Value("member"), nobody=nobody)
    return general.union(own.values_list("of", "member_id", "key", "nobody", "until"), all=True)


_days_of_one = Prepared(
    lambda: _both(
        Deadline.objects.filter(
            Q(rss__isnull=True) | Q(rss=Given("rss")), round=Given("round"), key=Given("key", CharField())
        ),
        Extension.objects.filter(member=Given("member"), key=Given("key", CharField())),
    )
)


def _due(member: FrameMember, key: str, found: Found) -> DueDay:
    return DueDay(_ordinary(member, key, found), found.get(("member", member.pk, key, None)))


def _ordinary(member: FrameMember, key: str, found: Found) -> date:
    general = found.get(("round", member.round_id, key, None), member.round.deadline)
    # The officer may have moved the general day ahead of the RSS's since that was set.
    return min(general, found.get(("round", member.round_id, key, member.rss_id), general))
