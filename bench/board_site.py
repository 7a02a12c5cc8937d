"""The site with bare boards beside it, for bench/board.py: what Django itself costs, in the same server."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accounts.models import Membership
from questionnaires.models import Aggregate, FrameMember, Response, State
from surveyapp.urls import handler403, handler404, handler500  # noqa: F401 - the site's own
from surveyapp.urls import urlpatterns as site

STATES = [state for state in State.values if state != State.ACCEPTED]


@cache
def template(name: str) -> Any:
    return engines["django"].from_string(Path(__file__).with_name(name).read_text(encoding="utf-8"))


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
    return padded(request, "board_bare.html", {"title": "Kommuner", "rows": rows}, size)


def bare_officer_board(request: HttpRequest, year: int, size: int) -> HttpResponse:
    """The same regions, RSS and counts of kommuner from three queries, looped over and padded in the same way.

    Answers are counted as they are stored; nothing is known of submissions, reports' counts, days or threads.
    """
    request.session.get("_auth_user_id")
    begun = Response.objects.filter(respondent__round__year=year)
    own = begun.exclude(respondent__kind="kommun").select_related("respondent").order_by("respondent__name")
    rows: dict[str, list[Response]] = {"region": [], "rss": []}
    for row in own:
        rows[row.respondent.kind].append(row)
    states = dict(Aggregate.objects.filter(rss__round__year=year).values_list("rss", "state"))
    for row in rows["rss"]:
        row.state = states.get(row.respondent_id, row.state)
    kommuner: dict[int, dict[str, int]] = {}
    counted = begun.filter(respondent__kind="kommun").values_list("respondent__rss", "state")
    for rss, state, count in counted.annotate(count=Count("pk")).order_by():
        kommuner.setdefault(rss, {})[state] = count
    for row in rows["rss"]:
        found = kommuner.get(row.respondent.organisation_id, {})
        row.counts = [found.get(state, 0) for state in STATES]  # type: ignore[attr-defined]  # for the page
        row.total = sum(found.values())  # type: ignore[attr-defined]  # for the page
    return padded(request, "officer_board_bare.html", {"title": "Läget", "states": STATES, **rows}, size)


def padded(request: HttpRequest, page: str, context: dict[str, Any], size: int) -> HttpResponse:
    html = template(page).render(context, request).encode()
    return HttpResponse(html + b" " * (size - len(html)))


urlpatterns = [
    path("bench/<int:rss>/<int:size>/", bare_board),
    path("bench/lage/<int:year>/<int:size>/", bare_officer_board),
    *site,
]
