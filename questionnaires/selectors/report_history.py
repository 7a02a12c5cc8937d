"""Which kommuner the versions of an RSS's report count: for its coordinators alone."""

from dataclasses import dataclass

from questionnaires.models import AggregateVersion, CountedSubmission, Step
from questionnaires.selectors.coordinated import CoordinatedRss
from questionnaires.swedish import sort_key


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


def kommun_changes(before: tuple[CountedKommun, ...], after: tuple[CountedKommun, ...]) -> KommunChanges:
    was, now = ({each.name: each.number for each in counted} for counted in (before, after))
    return KommunChanges(
        joined=tuple(name for name in now if name not in was),
        changed=tuple(name for name in now if name in was and was[name] != now[name]),
        left=tuple(name for name in was if name not in now),
    )
