"""What comes with an answer: why it is as it is, and files that were sent along."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from questionnaires.models.responses import Response


class Explanation(models.Model):
    """Why answers that a check asked about are right, in the respondent's words; the newest for a finding.

    cell, code: the finding's (questionnaires.checks.Finding). answers: the stored answers that it explains, by cell,
    null for none: once one of them is another, the explanation is asked for anew.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="explanations")
    cell = models.CharField(max_length=200)
    code = models.CharField(max_length=40)
    answers = models.JSONField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "cell", "code"), name="a_finding_explained_once"),
            models.CheckConstraint(condition=~Q(text=""), name="an_explanation_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.response}, {self.cell}: {self.code}"


class Attachment(models.Model):
    """A file sent along with a response: number 1, 2, … It never changes; another file is another number.

    name: as it is handed out, safe in a header and on any disk. content_type: what the content was found to be.
    checksum: sha256 of the content, hex.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "number"), name="an_attachment_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="an_attachment_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.response}, bilaga {self.number}"
