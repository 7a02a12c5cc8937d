"""What a round's mails say, and on which days it reminds: an officer's to decide until the round is published."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import is_officer, is_system
from questionnaires.models import MailText, Reminder, Round, RoundState
from questionnaires.notifications import Words, shipped_words, text_faults
from questionnaires.rules import Refused
from questionnaires.services.rounds import locked_round
from records.services import record_event

# The days from a last day on which a reminder can be given.
MOST_DAYS = 60


@transaction.atomic
def change_mail_text(*, round_: Round, kind: str, language: str, words: Words, by: User) -> None:
    """Gives a kind of mail words of the round's own in a language; those that are shipped aren't kept as its own.

    Raises Refused for words that couldn't be sent, each reason on a line, for a published round, and for anybody but an
    officer.
    """
    _check_may_change(round_, by)
    written = Words(" ".join(words.subject.split()), "\n".join(words.text.split("\r\n")).strip() + "\n")
    wrong = text_faults(kind, written)
    if wrong:
        raise Refused("\n".join(wrong))
    if written == shipped_words(kind, language):
        reset_mail_text(round_=round_, kind=kind, language=language, by=by)
        return
    own, _is_new = MailText.objects.update_or_create(
        round=round_,
        kind=kind,
        language=language,
        defaults={"subject": written.subject, "text": written.text, "at": timezone.now(), "by": by},
    )
    _note("mail_text_changed", own, round_, by, kind=kind, language=language)


@transaction.atomic
def reset_mail_text(*, round_: Round, kind: str, language: str, by: User) -> None:
    """The mail says again what is shipped. Raises Refused as change_mail_text does."""
    _check_may_change(round_, by)
    own = MailText.objects.filter(round=round_, kind=kind, language=language).first()
    if own is not None:
        _note("mail_text_reset", own, round_, by, kind=kind, language=language)
        own.delete()


@transaction.atomic
def add_reminder_day(*, round_: Round, days: int, by: User) -> None:
    """The round reminds so many days after each organisation's last day, or before it; already so is no change.

    Raises Refused for a day too far away, and as change_mail_text does.
    """
    _check_may_change(round_, by)
    if abs(days) > MOST_DAYS:
        raise Refused(
            _("En påminnelse kan ligga högst %(most)s dagar från sista svarsdag.") % {"most": MOST_DAYS}
        )
    made, is_new = Reminder.objects.get_or_create(round=round_, days=days)
    if is_new:
        _note("reminder_day_added", made, round_, by, days=days)


@transaction.atomic
def remove_reminder_day(*, round_: Round, days: int, by: User) -> None:
    """The round doesn't remind on that day any more. Raises Refused as change_mail_text does."""
    _check_may_change(round_, by)
    found = Reminder.objects.filter(round=round_, days=days).first()
    if found is not None:
        _note("reminder_day_removed", found, round_, by, days=days)
        found.delete()


@transaction.atomic
def copy_mail_texts(*, source: Round, target: Round, by: User) -> None:
    """Gives a new round the words and reminder days of an earlier one, in place of those that it has."""
    target.mail_texts.all().delete()
    target.reminders.all().delete()
    MailText.objects.bulk_create(
        MailText(
            round=target,
            kind=each.kind,
            language=each.language,
            subject=each.subject,
            text=each.text,
            at=each.at,
            by_id=each.by_id,
        )
        for each in source.mail_texts.filter(language__in=dict(settings.LANGUAGES))
    )
    Reminder.objects.bulk_create(
        Reminder(round=target, days=days) for days in source.reminders.values_list("days", flat=True)
    )
    _note("mail_texts_copied", target, target, by, source=source.slug)


def _check_may_change(round_: Round, by: User) -> None:
    if not (is_system(by) or is_officer(by)):
        raise Refused(_("Bara nationella handläggare kan ändra insamlingens mejl."))
    if locked_round(round_).state == RoundState.PUBLISHED:
        raise Refused(_("Insamlingen är publicerad och skickar inga fler mejl."))


def _note(
    verb: str, subject: MailText | Reminder | Round, round_: Round, by: User, **details: str | int
) -> None:
    record_event(verb=verb, subject=subject, by=by, year=round_.counted_year, details=details)
