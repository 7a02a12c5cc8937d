"""To those who haven't submitted, before their last day and after it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import OrganisationKind, User
from questionnaires.selectors.awaited import Awaited
from records.mail import page_address, write_mail
from records.models import Mail

# A reminder that couldn't be sent for so long is of no use any more.
LASTS = timedelta(days=1)


def write_reminder(each: Awaited, *, to: User, by: User) -> Mail:
    """One person's reminder about one organisation's answers."""
    is_late = timezone.localdate() > each.last_day
    return write_mail(
        kind="reminder_after" if is_late else "reminder_before",
        to=to.email,
        name=to.name,
        language=to.language,
        context={
            "title": each.questionnaire.definition.title,
            "organisation": each.member.name,
            "deadline": each.last_day,
            "address": page_address(_address(each)),
        },
        by=by,
        organisation=each.member.organisation_id,
        user=to.pk,
        until=timezone.now() + LASTS,
    )


def _address(each: Awaited) -> str:
    if each.member.kind == OrganisationKind.RSS:
        return reverse("coordinated_rounds")
    return reverse("task_list", args=(each.member.pk, each.questionnaire.key))
