"""The site with a bare board beside it, for bench/board.py: what Django itself costs, in the same server."""

from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accounts.models import Membership
from questionnaires.models import FrameMember, Response
from surveyapp.urls import handler403, handler404, handler500  # noqa: F401 - the site's own
from surveyapp.urls import urlpatterns as site

PAGE = Path(__file__).with_name("board_bare.html")


@cache
def template() -> Any:
    return engines["django"].from_string(PAGE.read_text(encoding="utf-8"))


def bare_board(request: HttpRequest, rss: int, size: int) -> HttpResponse:
    """The same kommuner and people from two queries, as a plain template loops over them; padded to `size` bytes.

    Answers are counted as they are stored: no condition is asked, and nothing is known of submissions, days or threads.
    """
    request.session.get("_auth_user_id")
    member = FrameMember.objects.get(pk=rss)
    rows = list(
        Response.objects.filter(respondent__round=member.round_id, respondent__rss=member.organisation_id)
        .select_related("respondent", "changed_by")
        .order_by("respondent__name")
    )
    people: dict[int, list[Membership]] = {}
    kommuner = [row.respondent.organisation_id for row in rows]
    for each in Membership.objects.filter(organisation__in=kommuner).select_related("user"):
        people.setdefault(each.organisation_id, []).append(each)
    for row in rows:
        row.people = people.get(row.respondent.organisation_id, [])  # type: ignore[attr-defined]  # for the template
        row.answered = sum(cell["answer"] is not None for cell in row.cells.values())  # type: ignore[attr-defined]
    html = template().render({"title": "Kommuner", "rows": rows}, request).encode()
    return HttpResponse(html + b" " * (size - len(html)))


urlpatterns = [path("bench/<int:rss>/<int:size>/", bare_board), *site]
