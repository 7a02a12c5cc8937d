"""To those who haven't submitted, before their last day and after it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from questionnaires.models import FrameMember, ReminderGiven
from questionnaires.notifications.round_mail import about_awaited, letters
from questionnaires.notifications.wording import Wordings
from questionnaires.selectors.awaited import Awaited
from records.mail import withdraw_mails, write_letters
from records.models import Mail

# A reminder that couldn't be sent for so long says how many days are left, and isn't right any more.
LASTS = timedelta(days=1)


def write_reminder(each: Awaited, *, wordings: Wordings, by: User) -> tuple[Mail, ...]:
    """A reminder about one organisation's answers to each of its people."""
    is_late = timezone.localdate() > each.last_day
    return write_letters(
        letters(
            "reminder_after" if is_late else "reminder_before",
            about_awaited(each),
            each.people,
            by=by,
            wordings=wordings,
            until=timezone.now() + LASTS,
        ),
        by=by,
    )


def withdraw_reminders(member: FrameMember, key: str | None) -> None:
    """What waits to be sent about a questionnaire (of an RSS, about any) isn't needed: it has come in, or won't."""
    given = ReminderGiven.objects.filter(member=member, day__gte=timezone.localdate() - LASTS)
    if key is not None:
        given = given.filter(key=key)
    numbers = [number for mails in given.values_list("mails", flat=True) for number in mails]
    if numbers:
        withdraw_mails(numbers)
