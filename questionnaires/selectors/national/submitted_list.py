"""Who has sent in, as anybody may read it: regions and RSS by name, kommuner as counts per RSS. No answers."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from questionnaires.models import Round
from questionnaires.rules import STANDING
from questionnaires.selectors.national.board import BoardRow, national_board
from questionnaires.selectors.national.officers import round_named
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class Listed:
    """A region or an RSS. day: when it first was sent in, None where it is missing.

    kommuner: of an RSS with kommuner, for each questionnaire of theirs how many have sent in to it, and how many
    there are; a region has none. What has been returned isn't sent in (rules.STANDING).
    """

    name: str
    day: date | None
    kommuner: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class SubmittedList:
    round: Round
    regions: tuple[Listed, ...]
    rss: tuple[Listed, ...]


def listed_round(slug: str, *, officer: bool) -> Round:
    """The round whose list somebody may read: anybody where an officer has said so, else officers.

    Raises Http404 where there is none for them. A trial has no list: nobody is missing from it.
    """
    found = round_named(slug)
    if found.is_trial or not (found.lists_submitted or officer):
        raise Http404
    return found


def submitted_list(round_: Round) -> SubmittedList:
    """By name, the Swedish way."""
    board = national_board(round_)
    return SubmittedList(round_, _listed(board.regions), _listed(board.rss))


def _listed(rows: tuple[BoardRow, ...]) -> tuple[Listed, ...]:
    return tuple(
        Listed(
            row.member.report_name,
            row.timeliness.arrived if row.is_in else None,
            tuple((each.in_states(*STANDING), each.kommuner) for each in row.kommuner if each.kommuner),
        )
        for row in sorted(rows, key=lambda row: sort_key(row.member.report_name))
    )
