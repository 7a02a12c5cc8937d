"""When a round writes by itself: every morning to those to be reminded, every Monday to the coordinators."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from questionnaires.models import Reminder, Round
from records.models import Schedule
from records.schedules import add_schedule, end_schedule

HOUR = 7
MONDAY = 0
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Kind of job → how often, the first time on a Monday where it is weekly.
KINDS = {"reminders": DAY, "digests": WEEK}
# Days from an organisation's last day on which a new round reminds.
SHIPPED_DAYS = (-14, -3, 2)


@transaction.atomic
def plan_round_mails(*, round_: Round, by: User) -> None:
    """Plans a round's reminders and digests at seven o'clock Swedish time; what is planned already stays."""
    for kind, every in KINDS.items():
        key = _key(kind, round_.pk)
        if not Schedule.objects.filter(key=key).exists():
            add_schedule(
                key=key,
                kind=kind,
                arguments={"round": round_.pk},
                due_at=_first(timezone.localtime(), every),
                every=every,
                by=by,
            )


def end_round_mails(*, number: int, by: User) -> None:
    """Nothing more is written by itself about the round of that number, which may be gone. It leaves no Event."""
    for kind in KINDS:
        end_schedule(key=_key(kind, number))


def plan_reminder_days(*, round_: Round, by: User) -> None:
    """Gives a new round the days on which rounds remind unless an officer decides otherwise."""
    Reminder.objects.bulk_create(Reminder(round=round_, days=days) for days in SHIPPED_DAYS)


def _first(now: datetime, every: timedelta) -> datetime:
    """The next seven o'clock on the clock in Sweden, on a Monday for what is weekly."""
    day = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    while day <= now or (every == WEEK and day.weekday() != MONDAY):
        day += DAY
    return day


def _key(kind: str, number: int) -> str:
    return f"{kind}:{number}"
