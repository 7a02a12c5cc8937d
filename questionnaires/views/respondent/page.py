"""What every page about one response shows around its content."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import reverse

from questionnaires.selectors.own import OwnResponse

# Somebody who follows a link in a mail signs in and comes back; a stranger who is signed in gets 404.
for_respondents = login_required


def page(own: OwnResponse, *, heading: str, below: bool = True, **more: Any) -> dict[str, Any]:
    """The context of a page under questionnaires/respondent.html: breadcrumb, whose response, and `more`.

    below: whether the page lies under the response's task list, which then ends the breadcrumb.
    """
    trail = ((own.definition.title, reverse("task_list", args=own.address)),) if below else ()
    return {
        "own": own,
        "heading": heading,
        "trail": trail,
        "memberships": own.memberships,
        "acting_for": own.member.name,
        **more,
    }
