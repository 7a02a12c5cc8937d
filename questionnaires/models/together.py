"""What people say to each other about a response, and who takes which part of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from questionnaires.models.responses import Response


class Side(models.TextChoices):
    """Who speaks: the organisation that answers, or whoever receives its answers."""

    OWN = "own", _("Den som svarar")
    RECEIVER = "receiver", _("Den som tar emot svaret")


class ThreadState(models.TextChoices):
    OPEN = "open", _("Öppen")
    ANSWERED = "answered", _("Besvarad")
    CLOSED = "closed", _("Avslutad")


class Thread(models.Model):
    """A conversation about a response: open until the other side has answered, closed by the side that began it.

    cell: the cell or question that it is about, empty where it is about the response as a whole. side: who began
    it. is_objection: a kommun objects to what its coordinator sent in for it, which isn't approved before it is
    closed.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="threads")
    cell = models.CharField(max_length=210, blank=True)
    side = models.CharField(max_length=10, choices=Side)
    state = models.CharField(max_length=10, choices=ThreadState, default=ThreadState.OPEN)
    is_objection = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.response}, {self.cell or 'hela svaret'}"


class Comment(models.Model):
    """One thing said in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),)

    def __str__(self) -> str:
        return f"{self.thread}, {self.at}"


class Assignment(models.Model):
    """A section of a response that somebody has taken on, or been given."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="assignments")
    section = models.CharField(max_length=100)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "section", "user"), name="a_section_once_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.response}, {self.section}: {self.user}"


class Told(models.Model):
    """Somebody was written to about a response on a day, in local time: once a day of each kind of mail.

    kind: the mail's template. by: who caused the one that was written.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="told")
    kind = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "kind", "user", "day"), name="told_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.response}, {self.kind} {self.day}: {self.user}"
