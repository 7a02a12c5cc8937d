"""What every page about one kommun's response shows around its content, and the way in to it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from questionnaires.selectors.coordinator.coordinated import (
    CoordinatedKommun,
    coordinated_kommun,
    coordinated_rss,
)
from questionnaires.views.coordinator.page import page, trail_to


def kommun_of(request: HttpRequest, rss: int, key: str, kommun: int) -> CoordinatedKommun:
    """The response that an address names, for a coordinator of its RSS. Raises Http404 for everybody else."""
    return coordinated_kommun(coordinated_rss(request.user, rss), key, kommun)


def kommun_page(found: CoordinatedKommun, *, heading: str, below: bool = True, **more: Any) -> dict[str, Any]:
    """The context of a page under coordinator/kommun.html.

    below: whether the page lies under the kommun's review, which then ends the breadcrumb.
    """
    trail = trail_to(found.coordinated, found.definition)
    if below:
        trail = (*trail, (found.kommun.name, reverse("review", args=found.address)))
    return page(found.coordinated, heading=heading, trail=trail, found=found, kommun=found.kommun, **more)
