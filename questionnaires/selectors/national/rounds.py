"""What an officer reads of a round: what it asks, its days, its frame and what has happened. No answer is read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from accounts.models import OrganisationKind
from questionnaires.models import Extension, FrameMember, Questionnaire, Response, Round
from questionnaires.round_days import RoundDays
from questionnaires.rules import STANDING
from records.models import Event


@dataclass(frozen=True)
class AskedQuestionnaire:
    """A questionnaire of a round in its newest version. versions: (number, published at), the newest first."""

    newest: Questionnaire
    versions: tuple[tuple[int, datetime], ...]
    last_day: date

    @property
    def key(self) -> str:
        return self.newest.key

    @property
    def title(self) -> str:
        return self.newest.definition.title


def all_rounds() -> tuple[Round, ...]:
    """Every round, the newest first, a year's trial after its own."""
    return tuple(Round.objects.order_by("-year", "is_trial"))


def newest_round() -> Round | None:
    """The newest year's own round, which the next is made from; None before the first."""
    return Round.objects.filter(is_trial=False).order_by("-year").first()


def asked_questionnaires(round_: Round, days: RoundDays) -> tuple[AskedQuestionnaire, ...]:
    """What a round asks, by key; one query."""
    by_key: dict[str, list[Questionnaire]] = {}
    for each in round_.questionnaires.order_by("key", "-version"):
        by_key.setdefault(each.key, []).append(each)
    return tuple(
        AskedQuestionnaire(
            newest=versions[0],
            versions=tuple((each.version, each.published_at) for each in versions),
            last_day=days.last_day(key),
        )
        for key, versions in by_key.items()
    )


def questionnaire_version(round_: Round, key: str, version: int) -> Questionnaire:
    """One version of one of a round's questionnaires. Raises Http404 where there is none."""
    found = round_.questionnaires.filter(key=key, version=version).first()
    if found is None:
        raise Http404
    return found


def frame_counts(round_: Round) -> Mapping[str, int]:
    """Kind of organisation → how many a round asks."""
    return dict(round_.frame.values_list("kind").annotate(count=Count("pk")).order_by("kind"))


def extensions(round_: Round) -> tuple[Extension, ...]:
    """The extensions of regions and RSS, by name. A kommun's are its RSS's to know of."""
    found = _extensions(round_).exclude(member__kind=OrganisationKind.KOMMUN)
    return tuple(found.select_related("member", "by").order_by("member__kind", "member__name", "key"))


def promised_after(round_: Round, day: date) -> tuple[tuple[Extension, ...], int]:
    """Who hasn't sent in and has been given time beyond a day: the extensions of regions and RSS, by name, and how
    many kommuner.
    """
    sent = Response.objects.filter(respondent=OuterRef("member"), key=OuterRef("key"), state__in=STANDING)
    left = _extensions(round_).filter(~Exists(sent), until__gt=day)
    kommuner = left.filter(member__kind=OrganisationKind.KOMMUN).values("member").distinct().count()
    own = left.exclude(member__kind=OrganisationKind.KOMMUN).select_related("member")
    return tuple(own.order_by("member__kind", "member__name", "key")), kommuner


def kommun_extension_counts(round_: Round) -> tuple[tuple[str, int], ...]:
    """RSS → how many of its kommuner have been given more time, by name, of those that have given any."""
    kommuner = _extensions(round_).filter(member__kind=OrganisationKind.KOMMUN)
    counted = kommuner.values_list("member__rss__name").annotate(count=Count("member", distinct=True))
    return tuple(counted.order_by("member__rss__name"))


def own_members(round_: Round) -> tuple[FrameMember, ...]:
    """The regions and RSS of a round's frame, by name; the round is loaded with each."""
    found = round_.frame.exclude(kind=OrganisationKind.KOMMUN).select_related("round", "organisation")
    return tuple(found.order_by("kind", "name"))


def _extensions(round_: Round) -> QuerySet[Extension]:
    return Extension.objects.filter(member__round=round_)


def trial_number(year: int) -> int | None:
    """The number of the trial of a year's round that there is now; None without one."""
    return Round.objects.filter(year=year, is_trial=True).values_list("pk", flat=True).first()


def deletions() -> tuple[Event, ...]:
    """The Events of trials that were deleted, the newest first."""
    return tuple(Event.objects.filter(verb="trial_deleted").order_by("-pk"))


def deletion(number: int) -> Event:
    """The Event of a trial's deletion. Raises Http404 for any other."""
    found = Event.objects.filter(pk=number, verb="trial_deleted").first()
    if found is None:
        raise Http404
    return found
