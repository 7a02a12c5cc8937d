"""What every page about one response shows around its content."""

from typing import Any

from django.urls import reverse

from accounts.selectors import roles_of
from questionnaires.models import FrameMember
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.sentences import as_asked
from questionnaires.views.handed_back import for_people

for_respondents = for_people


def page(own: OwnResponse, *, heading: str, below: bool = True, **more: Any) -> dict[str, Any]:
    """The context of a page under questionnaires/respondent.html: breadcrumb, whose response, and `more`.

    below: whether the page lies under the response's task list, which then ends the breadcrumb.
    """
    trail = () if own.is_own else _review(own)
    trail += ((as_asked(own.definition.title), reverse("task_list", args=own.address)),) if below else ()
    return {
        "own": own,
        "heading": heading,
        "trail": trail,
        "memberships": own.memberships or roles_of(own.user),
        "acting_for": own.member.name if own.is_own or own.member.rss is None else own.member.rss.name,
        **more,
    }


def _review(own: OwnResponse) -> tuple[tuple[str, str], ...]:
    """For a coordinator who answers in a kommun's place: back to where she reviews it."""
    return ((own.member.name, reverse("review", args=reviewed_at(own))),)


def reviewed_at(own: OwnResponse) -> tuple[int, str, int]:
    """The arguments of the coordinators' addresses about a kommun's response."""
    member = own.member
    rss = FrameMember.objects.get(round=member.round_id, organisation=member.rss_id)
    return rss.pk, own.questionnaire.key, member.pk
