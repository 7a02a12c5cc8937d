"""Who gets which mail: written to the outbox in the transaction that causes it. No mail has answers in it."""

from questionnaires.notifications.commenting import mail_comment
from questionnaires.notifications.digest import write_digest
from questionnaires.notifications.in_place import mail_in_place
from questionnaires.notifications.opening import mail_round_opened, opening_letters
from questionnaires.notifications.reminding import withdraw_reminders, write_reminder
from questionnaires.notifications.reporting import mail_reopening_asked, mail_report_receipt
from questionnaires.notifications.responding import mail_receipt, mail_signing_request
from questionnaires.notifications.reviewing import mail_declined, mail_step
from questionnaires.notifications.round_mail import trial_mark
from questionnaires.notifications.sample import preview
from questionnaires.notifications.wording import (
    ROUND_MAILS,
    RoundMail,
    Wordings,
    Words,
    faults,
    shipped_words,
    text_faults,
    wordings_of,
)

__all__ = [
    "ROUND_MAILS",
    "RoundMail",
    "Wordings",
    "Words",
    "faults",
    "mail_comment",
    "mail_declined",
    "mail_in_place",
    "mail_receipt",
    "mail_reopening_asked",
    "mail_report_receipt",
    "mail_round_opened",
    "mail_signing_request",
    "mail_step",
    "opening_letters",
    "preview",
    "shipped_words",
    "text_faults",
    "trial_mark",
    "withdraw_reminders",
    "wordings_of",
    "write_digest",
    "write_reminder",
]
