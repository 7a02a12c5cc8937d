"""A round from its making to its publication."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind, User
from questionnaires.models import FrameMember, Round, RoundState
from questionnaires.rules import Refused
from records.services import record_event

FRAMED_KINDS = (OrganisationKind.REGION, OrganisationKind.RSS, OrganisationKind.KOMMUN)


@transaction.atomic
def open_round(*, year: int, by: User) -> Round:
    """Makes a year's round, open, with every organisation in its frame as it is now.

    It opens on 1 November of its year and its deadline is 31 March after. Raises Refused without organisations.
    """
    made = make_round(
        year=year, state=RoundState.OPEN, opens=date(year, 11, 1), deadline=date(year + 1, 3, 31)
    )
    record_event(
        verb="round_opened", subject=made, by=by, year=year, details={"organisations": made.frame.count()}
    )
    return made


def make_round(*, year: int, state: RoundState, opens: date, deadline: date) -> Round:
    """A new round and its frame, without an Event. Raises Refused without organisations."""
    organisations = list(Organisation.objects.filter(kind__in=FRAMED_KINDS).order_by("pk"))
    if not organisations:
        raise Refused(_("Det finns inga organisationer. Läs in dem först (load_organisations)."))
    made = Round.objects.create(year=year, state=state, opens=opens, deadline=deadline)
    FrameMember.objects.bulk_create(
        [
            FrameMember(
                round=made,
                organisation=each,
                kind=each.kind,
                code=each.code,
                name=each.name,
                report_name=each.report_name,
                lan_code=each.lan_code,
                lan_name=each.lan_name,
                rss_id=each.rss_id,
            )
            for each in organisations
        ]
    )
    return made


@transaction.atomic
def start_round(*, year: int, by: User) -> Round:
    """Opens a round that is still a draft. Raises Refused for a round that doesn't exist or isn't one."""
    return _move(year=year, sources=(RoundState.DRAFT,), target=RoundState.OPEN, verb="round_opened", by=by)


@transaction.atomic
def close_round(*, year: int, by: User) -> Round:
    """Closes an open round: from now only what an officer returns or reopens can change.

    Raises Refused for a round that doesn't exist or isn't open.
    """
    return _move(year=year, sources=(RoundState.OPEN,), target=RoundState.CLOSED, verb="round_closed", by=by)


@transaction.atomic
def mark_published(*, year: int, by: User) -> Round:
    """Marks a closed round as published. Raises Refused for a round that isn't closed (or published before)."""
    sources = (RoundState.CLOSED, RoundState.PUBLISHED)
    return _move(year=year, sources=sources, target=RoundState.PUBLISHED, verb="round_published", by=by)


def _move(*, year: int, sources: tuple[RoundState, ...], target: RoundState, verb: str, by: User) -> Round:
    found = Round.objects.select_for_update().of_year(year).first()
    if found is None:
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": year})
    if found.state not in sources:
        raise Refused(
            _("Insamlingen %(year)s har läget “%(state)s”, så det går inte. Den ska vara: %(wanted)s.")
            % {
                "year": year,
                "state": RoundState(found.state).label,
                "wanted": ", ".join(str(each.label) for each in sources),
            }
        )
    found.state = target
    found.save(update_fields=["state"])
    record_event(verb=verb, subject=found, by=by, year=year)
    return found
