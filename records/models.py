"""What happened (Event) and what is to be done (Job, Schedule, Mail).

Subjects and people are kinds, numbers and names, never foreign keys: records knows nothing of the other apps.
"""

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    """Events are read and added to, never changed or deleted."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged


class NeverChanged(Exception):
    """Somebody tried to change or delete an event."""

    def __init__(self) -> None:
        super().__init__("an event is never changed or deleted")


class Event(models.Model):
    """Who did what with which thing, and when: one line of the audit log.

    by_number, by_name: the person as named then; the name alone where no user did it. verb: what was done
    ("submit"). subject_kind, subject_number: a model's name and primary key. organisation_number, round_year:
    whose thing it is, where it is somebody's. details: which cells or how many, never an answer.
    """

    at = models.DateTimeField(default=timezone.now)
    by_number = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_number = models.BigIntegerField()
    organisation_number = models.BigIntegerField(null=True)
    round_year = models.PositiveSmallIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("subject_kind", "subject_number", "at"), name="event_by_subject"),
            models.Index(fields=("organisation_number", "at"), name="event_by_organisation"),
            models.Index(fields=("round_year", "organisation_number", "at"), name="event_by_year"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(verb=""), name="event_has_verb"),
            models.CheckConstraint(condition=~Q(by_name=""), name="event_has_name"),
        )

    def __str__(self) -> str:
        return f"{self.by_name} {self.verb} {self.subject_kind} {self.subject_number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged


class JobState(models.TextChoices):
    QUEUED = "queued", _("I kö")
    RUNNING = "running", _("Pågår")
    DONE = "done", _("Klart")
    FAILED = "failed", _("Misslyckades")


class Job(models.Model):
    """Something to be done in the background, and how far it has come.

    kind names the handler (settings.JOB_HANDLERS) and arguments is what it is given. Whoever has claimed
    the job holds `claim`, a random token, until `locked_until`, and moves that time ahead while it works
    (`heartbeat_at`). attempts: how many times it has been claimed. step, steps_done, steps_total: progress in
    words and numbers (total 0 = not known yet). reason: a sentence to read when it failed. result: what
    its handler stored. asked_at: when it was last asked for.
    """

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    asked_by_number = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True, default="")
    locked_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    step = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    result = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("state", "locked_until"), name="job_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(claim="", locked_until=None) | (~Q(claim="") & Q(locked_until__isnull=False)),
                name="job_claim_and_lock_together",
            ),
            models.CheckConstraint(
                condition=(Q(state="running") & ~Q(claim="")) | (~Q(state="running") & Q(claim="")),
                name="job_claimed_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], ended_at__isnull=False)
                | (~Q(state__in=["done", "failed"]) & Q(ended_at=None)),
                name="job_ended_when_over",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(reason="")) | (~Q(state="failed") & Q(reason="")),
                name="job_reason_when_failed",
            ),
            models.CheckConstraint(
                condition=Q(steps_done__lte=F("steps_total")), name="job_steps_within_total"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"


class Schedule(models.Model):
    """A job that is to be made later: the sweeper makes it once it is due, and exactly once.

    key: what it is about ("mail:17"); there is one row of a key at a time. kind, arguments: the job's. every: how
    long until the next one, None for a single time: such a row is gone once its job is made. job_number: the
    last job made of it; while that one isn't over, no other is made.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    due_at = models.DateTimeField(db_index=True)
    every = models.DurationField(null=True)
    job_number = models.BigIntegerField(null=True)
    asked_by_number = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.key} {self.due_at}"


class MailState(models.TextChoices):
    WAITING = "waiting", _("Väntar på att skickas")
    SENT = "sent", _("Skickat")
    REJECTED = "rejected", _("Kom inte fram")
    EXPIRED = "expired", _("Hann bli för gammalt")


class Mail(models.Model):
    """A mail to one person: written in the transaction that causes it, sent by a job afterwards.

    kind: its template. to, name, language: the recipient's. message_id never changes, however often it is sent.
    secret: what stands for SECRET_MARK in the text is fetched by this when the mail is sent, and never kept
    here. until: after this it is of no use. tries: how many times a sending was begun. handed_at: when the
    sending that has no outcome yet was begun; sent_again: such a sending was once cut off, so the server may have
    got the mail twice. reason: what the server said last, when it didn't take the mail.
    """

    kind = models.CharField(max_length=40)
    to = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    secret = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    organisation_number = models.BigIntegerField(null=True, db_index=True)
    user_number = models.BigIntegerField(null=True)
    by_number = models.BigIntegerField(null=True)
    written_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveIntegerField(default=0)
    handed_at = models.DateTimeField(null=True)
    sent_again = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = (models.Index(fields=("to", "id"), name="mail_by_address"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="mail_sent_at_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="mail_reason_when_rejected"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"
