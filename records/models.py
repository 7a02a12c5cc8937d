"""What happened (Event) and what is to be done (Job).

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
