"""Who gets which mail: written to the outbox in the transaction that causes it. No mail has answers in it."""

from questionnaires.notifications.reminding import write_reminder
from questionnaires.notifications.responding import mail_receipt, mail_signing_request

__all__ = ["mail_receipt", "mail_signing_request", "write_reminder"]
