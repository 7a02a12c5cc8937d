"""Which kommuner the versions of an RSS's report count: for its coordinators alone."""

from dataclasses import dataclass

from django.conf import settings

from questionnaires.models import AggregateVersion, CountedSubmission, Step
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
from questionnaires.selectors.coordinator.report_to_check import ReportToCheck
from questionnaires.swedish import sort_key

# So few kommuner can be told apart in a number.
FEW = 2


@dataclass(frozen=True)
class CountedKommun:
    """A kommun that a version counts, and the number of its submission that it counts."""

    name: str
    number: int


@dataclass(frozen=True)
class KommunChanges:
    """Who differs from one version to the next. changed: those of whom another submission is counted."""

    joined: tuple[str, ...]
    changed: tuple[str, ...]
    left: tuple[str, ...]


def opened_by(coordinated: CoordinatedRss) -> Step | None:
    """The last step that returned or reopened the RSS's report, with its reason. One query."""
    steps = Step.objects.filter(aggregate__rss=coordinated.rss, action__in=("return", "reopen"))
    return steps.select_related("by").order_by("-pk").first()


def counted_kommuner(*versions: AggregateVersion) -> dict[int, dict[str, tuple[CountedKommun, ...]]]:
    """Version's number → questionnaire key → the kommuner counted, in Swedish order. One query."""
    rows = CountedSubmission.objects.filter(version__in=versions).values_list(
        "version__number",
        "submission__response__key",
        "submission__response__respondent__name",
        "submission__number",
    )
    found: dict[int, dict[str, list[CountedKommun]]] = {each.number: {} for each in versions}
    for version, key, name, number in rows:
        found[version].setdefault(key, []).append(CountedKommun(name, number))
    return {
        version: {key: tuple(sorted(each, key=lambda one: sort_key(one.name))) for key, each in parts.items()}
        for version, parts in found.items()
    }


def few_differing(coordinated: CoordinatedRss, report: ReportToCheck) -> dict[str, tuple[str, ...]]:
    """Questionnaire key → the kommuner that would differ from the last version, where they are so few that the
    difference between the two tells how they answered. One query; empty for a first version.

    With SMALLEST_GROUP no difference is shown to the national level, and there is nothing to be warned of.
    """
    last = AggregateVersion.objects.filter(aggregate__rss=coordinated.rss, number=coordinated.version).first()
    if last is None or settings.SMALLEST_GROUP > 1:
        return {}
    before = counted_kommuner(last)[last.number]
    found = {}
    for part in report.parts:
        if part.counts.direct or part.counts.key in last.direct:
            continue
        now = tuple(CountedKommun(each.name, each.sent.number) for each in part.counts.kommuner if each.sent)
        changes = kommun_changes(before.get(part.counts.key, ()), now)
        differing = (*changes.joined, *changes.changed, *changes.left)
        if 0 < len(differing) <= FEW:
            found[part.counts.key] = differing
    return found


def kommun_changes(before: tuple[CountedKommun, ...], after: tuple[CountedKommun, ...]) -> KommunChanges:
    was, now = ({each.name: each.number for each in counted} for counted in (before, after))
    return KommunChanges(
        joined=tuple(name for name in now if name not in was),
        changed=tuple(name for name in now if name in was and was[name] != now[name]),
        left=tuple(name for name in was if name not in now),
    )
