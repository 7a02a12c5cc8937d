"""What every RSS coordinator does in the browser, for many RSS at once and all or nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from questionnaires.models import FrameMember, Round, State
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.live_aggregate import kommun_questionnaires, kommuner_by_state
from questionnaires.services.aggregates import submit_aggregate
from questionnaires.services.loading import file_arrival


@dataclass(frozen=True)
class Approved:
    """One RSS's aggregate: whether it was submitted now, its version, and the kommuner that it doesn't count.

    kommuner: how many the RSS has. uncounted: questionnaire key → state → how many of them.
    """

    rss: FrameMember
    is_news: bool
    number: int
    kommuner: int
    uncounted: dict[str, dict[State, int]]
    without_own: bool


@transaction.atomic
def approve_aggregates(
    *, year: int, codes: Collection[str] = (), without_own: bool = False, by: User
) -> tuple[Approved, ...]:
    """Aggregates and submits for each RSS of the round's frame, or those named.

    Raises Refused with every RSS that lacks something, one a line; then nothing is submitted for any.
    """
    round_ = Round.objects.of_year(year).first()
    if round_ is None:
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": year})
    done: list[Approved] = []
    refused: list[str] = []
    for rss in _members(round_, codes):
        try:
            version, is_news = submit_aggregate(
                rss=rss,
                signed_name=by.name,
                without_own=without_own,
                by=by,
                at=file_arrival(round_.deadline),
            )
        except Refused as refusal:
            refused.append(f"{rss.code}: {refusal}")
            continue
        uncounted: dict[str, dict[State, int]] = {
            key: {
                state: count
                for state, count in kommuner_by_state(rss, key).items()
                if state not in (State.APPROVED, State.REOPENED)
            }
            for key in kommun_questionnaires(rss)
        }
        kommuner = FrameMember.objects.filter(round=round_, rss=rss.organisation).count()
        done.append(Approved(rss, is_news, version.number, kommuner, uncounted, version.without_own))
    if refused:
        raise Refused("\n".join(refused))
    return tuple(done)


def _members(round_: Round, codes: Collection[str]) -> list[FrameMember]:
    members = list(
        FrameMember.objects.filter(round=round_, kind=OrganisationKind.RSS)
        .select_related("round", "organisation")
        .order_by("pk")
    )
    unknown = sorted(set(codes) - {member.code for member in members})
    if unknown:
        raise Refused(
            _("RSS som inte finns i ramen %(year)s: %(codes)s.")
            % {"year": round_.year, "codes": ", ".join(unknown)}
        )
    return [member for member in members if not codes or member.code in codes]
