"""What every page of a coordinator's shows around its content."""

from typing import Any

from django.contrib.auth.decorators import login_required

from questionnaires.selectors.coordinated import CoordinatedRss

# Somebody who follows a link in a mail signs in and comes back; a stranger who is signed in gets 404.
for_coordinators = login_required


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
