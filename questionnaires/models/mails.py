"""What a round's mails say, and when it reminds by itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from questionnaires.models.rounds import FrameMember, Round


class MailText(models.Model):
    """A mail's subject and text as a round has them, in place of the template that is shipped.

    kind: the template's name under mail/. language: as settings.LANGUAGES names it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mail_texts")
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "kind", "language"), name="one_text_a_mail_and_language"
            ),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="a_mail_text_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.round}: {self.kind} ({self.language})"


class Reminder(models.Model):
    """A day on which a round reminds those who haven't submitted: so many days after their last day, or before."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reminders")
    days = models.SmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "days"), name="one_reminder_a_day"),)

    def __str__(self) -> str:
        return f"{self.round}: {self.days:+d}"


class ReminderGiven(models.Model):
    """An organisation was reminded of a questionnaire on a day, in local time: whatever the cause, once a day.

    mails: the numbers of the mails that were written.
    """

    member = models.ForeignKey(FrameMember, on_delete=models.CASCADE, related_name="reminders_given")
    key = models.CharField(max_length=60)
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    mails = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("member", "key", "day"), name="reminded_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.member}, {self.key}: {self.day}"
