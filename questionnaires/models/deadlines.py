"""Last days that aren't the round's own, and who was added to a frame or taken out of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from questionnaires.models.rounds import FrameMember, Round


class Deadline(models.Model):
    """The last day of one questionnaire; with `rss` the earlier one that an RSS has set for its own kommuner."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=60)
    rss = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="deadlines")
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "key"), condition=Q(rss__isnull=True), name="one_deadline_a_questionnaire"
            ),
            models.UniqueConstraint(
                fields=("round", "key", "rss"),
                condition=Q(rss__isnull=False),
                name="one_deadline_a_questionnaire_and_rss",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.day}"


class Extension(models.Model):
    """More time for one organisation's answers to one questionnaire: until `until` they aren't late."""

    member = models.ForeignKey(FrameMember, on_delete=models.CASCADE, related_name="extensions")
    key = models.CharField(max_length=60)
    until = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("member", "key"), name="one_extension_a_questionnaire"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.member}, {self.key}: {self.until}"


class FrameAction(models.TextChoices):
    ADDED = "added", _("Tillagd")
    REMOVED = "removed", _("Borttagen")


class FrameChange(models.Model):
    """An organisation added to a round's frame after it was made, or taken out of it, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="frame_changes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=FrameAction)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="a_frame_change_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.round}: {self.organisation}, {self.action}"
