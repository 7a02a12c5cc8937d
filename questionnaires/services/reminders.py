"""Reminding those who haven't submitted: nobody twice a day, and nobody who has no more to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from questionnaires.models import FrameMember, ReminderGiven
from questionnaires.notifications import Wordings, wordings_of, write_reminder
from questionnaires.rules import check_may_remind
from questionnaires.selectors.awaited import Awaited, awaited, reminded_today, why_not_remind
from records.services import record_event


@dataclass(frozen=True)
class Reminded:
    """The organisations that were reminded, and those that weren't, each with a sentence that says why not.

    unreached: the people of the reminded whose address rejects mails, so that they got none; each with whom they
    answer for.
    """

    told: tuple[FrameMember, ...]
    skipped: tuple[tuple[FrameMember, str], ...]
    unreached: tuple[tuple[FrameMember, User], ...] = ()


@transaction.atomic
def remind_members(*, members: Iterable[FrameMember], key: str, by: User) -> Reminded:
    """Writes to everybody who answers a questionnaire for these organisations (members of one frame).

    One mail a person and organisation, once a day whoever asks; who has sent in, declined or has nobody to write to is
    skipped. Raises Refused for somebody who may not remind one of them.
    """
    # In one order whoever asks: two who remind the same organisations at once wait for each other, not for ever.
    asked = sorted(members, key=lambda each: each.pk)
    if not asked:
        return Reminded((), ())
    check_may_remind(asked, by=by)
    wordings = wordings_of(asked[0].round)
    told: list[FrameMember] = []
    skipped: list[tuple[FrameMember, str]] = []
    unreached: list[tuple[FrameMember, User]] = []
    for each in awaited(asked, key):
        reason = why_not_remind(each)
        if not reason and not remind_awaited(each=each, wordings=wordings, by=by):
            reason = reminded_today(each.member)
        if reason:
            skipped.append((each.member, reason))
        else:
            told.append(each.member)
            unreached += [(each.member, person) for person in each.unreached]
    return Reminded(tuple(told), tuple(skipped), tuple(unreached))


@transaction.atomic
def remind_awaited(*, each: Awaited, wordings: Wordings, by: User) -> bool:
    """Writes to one organisation's people; False where they have been reminded of the questionnaire today.

    What says that they have been is kept with the mails or not at all, so a worker may die anywhere in between.
    """
    given, is_new = ReminderGiven.objects.get_or_create(
        member=each.member,
        key=each.questionnaire.key,
        day=timezone.localdate(),
        defaults={"by": by},
    )
    if not is_new:
        return False
    given.mails = [mail.pk for mail in write_reminder(each, wordings=wordings, by=by)]
    given.save(update_fields=["mails"])
    record_event(
        verb="remind",
        subject=given,
        by=by,
        organisation=each.member.organisation_id,
        year=each.member.round.counted_year,
        details={"questionnaire": each.questionnaire.key, "people": len(each.people)},
    )
    return True
