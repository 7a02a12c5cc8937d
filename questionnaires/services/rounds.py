"""A round from its making to its publication."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind, User
from questionnaires.models import FrameMember, Round, RoundState
from questionnaires.notifications import mail_round_opened
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.services.planning import plan_reminder_days, plan_round_mails
from records.schedules import add_schedule, end_schedule
from records.services import record_event

FRAMED_KINDS = (OrganisationKind.REGION, OrganisationKind.RSS, OrganisationKind.KOMMUN)


@transaction.atomic
def open_round(*, year: int, by: User) -> Round:
    """Makes a year's round, open, with every organisation in its frame as it is now.

    It opens on 1 November of its year and its deadline is 31 March after. Nobody is told that it has opened: such a
    round is made for what is read from files; it reminds like any other. Raises Refused without organisations.
    """
    made = make_round(
        year=year, state=RoundState.OPEN, opens=date(year, 11, 1), deadline=date(year + 1, 3, 31)
    )
    plan_reminder_days(round_=made, by=by)
    plan_round_mails(round_=made, by=by)
    record_event(
        verb="round_opened", subject=made, by=by, year=year, details={"organisations": made.frame.count()}
    )
    return made


def make_round(
    *, year: int, state: RoundState, opens: date, deadline: date, submit_from: date | None = None
) -> Round:
    """A new round and its frame, without an Event. Raises Refused without organisations."""
    organisations = list(Organisation.objects.filter(kind__in=FRAMED_KINDS).order_by("pk"))
    if not organisations:
        raise Refused(_("Det finns inga organisationer. Läs in dem först (load_organisations)."))
    made = Round.objects.create(
        year=year, state=state, opens=opens, deadline=deadline, submit_from=submit_from
    )
    FrameMember.objects.bulk_create([framed(round_=made, organisation=each) for each in organisations])
    return made


def framed(*, round_: Round, organisation: Organisation) -> FrameMember:
    """An organisation as a round's frame keeps it from now on; not yet saved."""
    return FrameMember(
        round=round_,
        organisation=organisation,
        kind=organisation.kind,
        code=organisation.code,
        name=organisation.name,
        report_name=organisation.report_name,
        lan_code=organisation.lan_code,
        lan_name=organisation.lan_name,
        rss_id=organisation.rss_id,
    )


@transaction.atomic
def start_round(*, year: int, is_trial: bool = False, by: User) -> Round:
    """Opens a round that is still a draft; before its day, its opening day becomes today.

    Raises Refused for a round that doesn't exist or isn't a draft.
    """
    found = _movable(year, is_trial, (RoundState.DRAFT,), by)
    found.opens = min(found.opens, timezone.localdate())
    found.save(update_fields=["opens"])
    end_schedule(key=_opening(found))
    begin_mails(round_=found, by=by)
    return _move(found, RoundState.OPEN, "round_opened", by)


@transaction.atomic
def start_round_when_due(*, number: int, by: User) -> bool:
    """Opens a draft whose opening day has come; False where somebody has opened, moved or deleted it meanwhile."""
    found = Round.objects.select_for_update().filter(pk=number, state=RoundState.DRAFT).first()
    if found is None or found.opens > timezone.localdate():
        return False
    begin_mails(round_=found, by=by)
    _move(found, RoundState.OPEN, "round_opened", by)
    return True


@transaction.atomic
def begin_mails(*, round_: Round, by: User) -> None:
    """Tells everybody who should answer that the round has opened, and plans its reminders and digests."""
    mail_round_opened(round_, by)
    plan_round_mails(round_=round_, by=by)


@transaction.atomic
def plan_opening(*, round_: Round, by: User) -> None:
    """A draft will open by itself when its opening day begins; what was planned before is forgotten."""
    end_schedule(key=_opening(round_))
    if round_.state == RoundState.DRAFT:
        begins = timezone.make_aware(datetime.combine(round_.opens, time()))
        arguments = {"round": round_.pk}
        add_schedule(key=_opening(round_), kind="open_round", arguments=arguments, due_at=begins, by=by)


@transaction.atomic
def close_round(*, year: int, is_trial: bool = False, by: User) -> Round:
    """Closes an open round: from now only what an officer returns or reopens can change.

    Raises Refused for a round that doesn't exist or isn't open.
    """
    found = _movable(year, is_trial, (RoundState.OPEN,), by)
    return _move(found, RoundState.CLOSED, "round_closed", by)


@transaction.atomic
def reopen_round(*, year: int, reason: str, is_trial: bool = False, by: User) -> Round:
    """Opens a closed round again, for everybody in it; a published one stays closed.

    Raises Refused without a reason, and for a round that doesn't exist or isn't closed.
    """
    found = _movable(year, is_trial, (RoundState.CLOSED,), by)
    if not reason.strip():
        raise Refused(_("Skriv varför insamlingen öppnas igen."))
    return _move(found, RoundState.OPEN, "round_reopened", by, reason=reason.strip())


@transaction.atomic
def mark_published(*, year: int, by: User) -> Round:
    """Marks a closed round as published. Raises Refused for a round that isn't closed (or published before)."""
    found = _movable(year, False, (RoundState.CLOSED, RoundState.PUBLISHED), by)
    return _move(found, RoundState.PUBLISHED, "round_published", by)


def locked_round(round_: Round) -> Round:
    """The round as it is now, locked until the transaction ends."""
    return Round.objects.select_for_update().get(pk=round_.pk)


def _opening(round_: Round) -> str:
    """The key of the schedule that opens a round."""
    return f"open_round:{round_.pk}"


def _movable(year: int, is_trial: bool, sources: tuple[RoundState, ...], by: User) -> Round:
    """A year's round or its trial, locked, where it is in one of these states. Raises Refused."""
    check_may_run_rounds(by=by)
    found = Round.objects.select_for_update().filter(year=year, is_trial=is_trial).first()
    if found is None:
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": year})
    if found.state not in sources:
        raise Refused(
            _("Insamlingen %(year)s har läget ”%(state)s”, så det går inte. Den ska vara: %(wanted)s.")
            % {
                "year": found,
                "state": RoundState(found.state).label,
                "wanted": ", ".join(str(each.label) for each in sources),
            }
        )
    return found


def _move(round_: Round, target: RoundState, verb: str, by: User, **details: str) -> Round:
    round_.state = target
    round_.save(update_fields=["state"])
    record_event(verb=verb, subject=round_, by=by, year=round_.counted_year, details=details)
    return round_
