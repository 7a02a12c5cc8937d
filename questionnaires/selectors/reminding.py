"""Whom a round reminds by itself on a day: a rule about days, asked once a morning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.models import FrameMember, Questionnaire, Reminder, ReminderGiven, Round
from questionnaires.selectors.awaited import Awaited, awaited, why_not_remind

# A reminder that nobody could send on its day is made up for so long: after that it says too little too late.
MADE_UP_FOR = timedelta(days=3)
# So many organisations are read at a time: who sends in meanwhile isn't reminded.
AT_A_TIME = 50


@dataclass(frozen=True)
class Group:
    """Some of the organisations that are asked the same questionnaire."""

    key: str
    members: tuple[FrameMember, ...]


def reminder_days(round_: Round) -> tuple[int, ...]:
    """The days on which a round reminds, counted from an organisation's last day; those before it are negative."""
    return tuple(Reminder.objects.filter(round=round_).order_by("days").values_list("days", flat=True))


def day_in_words(days: int) -> str:
    """When a reminder is given, of a number of days from the last day: "14 dagar före sista svarsdag"."""
    if days == 0:
        return _("På sista svarsdagen")
    count = abs(days)
    sentence = (
        ngettext("%(count)s dag före sista svarsdag", "%(count)s dagar före sista svarsdag", count)
        if days < 0
        else ngettext("%(count)s dag efter sista svarsdag", "%(count)s dagar efter sista svarsdag", count)
    )
    return sentence % {"count": count}


def due_reminder(last_day: date, days: Iterable[int], today: date) -> date | None:
    """The day of the reminder that is to be given today, or is made up for; None where there is none.

    One at most: of two that are due only the later still makes sense, and none that says "before" makes sense after.
    """
    passed = [day for each in days if (day := last_day + timedelta(days=each)) <= today]
    if not passed or today - max(passed) > MADE_UP_FOR:
        return None
    return None if max(passed) <= last_day < today else max(passed)


def groups_to_remind(round_: Round) -> tuple[Group, ...]:
    """Everybody in the frame with each questionnaire that they are asked, AT_A_TIME together; two queries."""
    keys = (
        Questionnaire.objects.filter(round=round_)
        .order_by("key")
        .values_list("key", "respondents")
        .distinct()
    )
    frame = list(FrameMember.objects.filter(round=round_).select_related("round").order_by("pk"))
    return tuple(
        Group(key, tuple(members[start : start + AT_A_TIME]))
        for key, kind in keys
        for members in [[each for each in frame if each.kind == kind]]
        for start in range(0, len(members), AT_A_TIME)
    )


def due_of(group: Group, days: Iterable[int], today: date) -> Iterator[Awaited]:
    """Those of a group whose reminder is due, and who haven't been reminded since its day; eight queries.

    A day on which the round opened, or hadn't, reminds of nothing: they have just been told.
    """
    given: dict[int, date] = dict(
        ReminderGiven.objects.filter(member__in=group.members, key=group.key)
        .values("member")
        .annotate(last=Max("day"))
        .values_list("member", "last")
    )
    for each in awaited(group.members, group.key):
        due = due_reminder(each.last_day, days, today)
        if due is None or due <= each.member.round.opens or why_not_remind(each):
            continue
        last = given.get(each.member.pk)
        if last is None or last < due:
            yield each
