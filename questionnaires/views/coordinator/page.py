"""What every page of a coordinator's shows around its content."""

from typing import Any

from django.urls import reverse

from questionnaires.definition import Definition
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss
from questionnaires.sentences import as_asked
from questionnaires.views.handed_back import for_people

for_coordinators = for_people

Trail = tuple[tuple[str, str], ...]


def page(coordinated: CoordinatedRss, *, heading: str, **more: Any) -> dict[str, Any]:
    """The context of a page about one RSS in one round: whose it is, the breadcrumb (`trail` in `more`), and `more`."""
    return {
        "coordinated": coordinated,
        "rss": coordinated.rss,
        "round": coordinated.round,
        "heading": heading,
        "memberships": coordinated.memberships,
        "acting_for": coordinated.rss.name,
        **more,
    }


def trail_to(coordinated: CoordinatedRss, definition: Definition | None = None) -> Trail:
    """The breadcrumb down to what an RSS does in a round, or to its board for a questionnaire."""
    rss = coordinated.rss
    above = (f"{rss.name} {rss.round.year}", reverse("coordinated", args=(rss.pk,)))
    if definition is None:
        return (above,)
    return above, (as_asked(definition.title), reverse("board", args=(rss.pk, definition.key)))
