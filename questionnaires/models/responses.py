"""What an organisation answers: its answers as they are, each change, each step, and what it sent in."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from questionnaires.answers import Answer, from_json
from questionnaires.models.rounds import FrameMember, Questionnaire
from questionnaires.progress import content_of


class State(models.TextChoices):
    """Where a response (or an RSS's aggregate) is in the workflow; rules.TRANSITIONS says what leads where."""

    NOT_STARTED = "not_started", _("Inte påbörjad")
    DRAFT = "draft", _("Påbörjad")
    SUBMITTED = "submitted", _("Inlämnad")
    IN_REVIEW = "in_review", _("Granskas")
    RETURNED = "returned", _("Behöver kompletteras")
    APPROVED = "approved", _("Godkänd av RSS")
    ACCEPTED = "accepted", _("Mottagen")
    REOPENED = "reopened", _("Upplåst")
    DECLINED = "declined", _("Avstår")


class Response(models.Model):
    """One organisation's answers to one questionnaire in one round, as they are now.

    key: the questionnaire's key; `questionnaire` is the version that the answers are given to. cells: cell →
    {"answer": stored answer or null, "version": n}; n grows by one each time the cell changes. answered, asked: how
    many of the cells that are asked have an answer that counts (progress.content_of). in_place: its RSS's coordinator
    answers in the kommun's place (it answered by mail, say), until the kommun takes over. corrected_from: the version
    that was answered before the questionnaire was corrected; null unless that is since the answers were last sent in.
    """

    respondent = models.ForeignKey(FrameMember, on_delete=models.PROTECT, related_name="responses")
    key = models.CharField(max_length=60)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="responses")
    corrected_from = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=15, choices=State, default=State.NOT_STARTED)
    cells = models.JSONField(default=dict)
    answered = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    in_place = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("respondent", "key"), name="one_response_each"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="a_change_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=F("asked")), name="a_response_answers_what_is_asked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.respondent}"

    def keep(self, cells: Mapping[str, Any]) -> tuple[str, ...]:
        """Takes these cells on, counted as its version of the questionnaire asks; the names of the fields to save."""
        stored = {name: cell["answer"] for name, cell in cells.items() if cell["answer"] is not None}
        content = content_of(self.questionnaire.definition, stored)
        self.cells, self.answered, self.asked = dict(cells), content.answered, content.asked
        return "cells", "answered", "asked"

    @property
    def change_mark(self) -> str:
        """What a page posts back to say which answers it showed: the questionnaire's number, and when they were last
        changed.
        """
        changed = self.changed_at.isoformat() if self.changed_at else ""
        return f"{self.questionnaire_id} {changed}"

    @property
    def answers(self) -> dict[str, Answer]:
        """Cell → answer, of the cells that have one; hidden ones are among them."""
        return {
            name: from_json(cell["answer"]) for name, cell in self.cells.items() if cell["answer"] is not None
        }


class AnswerChange(models.Model):
    """What one save changed: cell → [stored answer before, after]. Kept with the response, seen by whom it is."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cells = models.JSONField()

    def __str__(self) -> str:
        return f"{self.response}, {self.at}"


class Step(models.Model):
    """One step of a response or an aggregate through the workflow, with its reason where one was given.

    taken_back: the submission that a "take_back" undoes; it is kept, and never counts.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, null=True, related_name="steps")
    aggregate = models.ForeignKey("Aggregate", on_delete=models.PROTECT, null=True, related_name="steps")
    action = models.CharField(max_length=20)
    source = models.CharField(max_length=15, choices=State)
    target = models.CharField(max_length=15, choices=State)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    taken_back = models.OneToOneField(
        "Submission", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(response__isnull=False, aggregate__isnull=True)
                | Q(response__isnull=True, aggregate__isnull=False),
                name="a_step_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(action="take_back", taken_back__isnull=False)
                | (~Q(action="take_back") & Q(taken_back__isnull=True)),
                name="a_taking_back_names_what_it_undoes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action}: {self.source} → {self.target}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def standing(self) -> "SubmissionQuerySet":
        """Those that haven't been taken back."""
        return self.filter(taken_back_by__isnull=True)

    def newest(self) -> "SubmissionQuerySet":
        """Of each response the last submission that hasn't been taken back."""
        standing = (
            Submission.objects.standing()
            .filter(response=OuterRef("response"))
            .values("response")
            .annotate(newest=Max("number"))
            .values("newest")
        )
        return self.filter(number=Subquery(standing))


class InPlace(models.TextChoices):
    """What a coordinator sent in for a kommun."""

    MENDED = "mended", _("Rättad av samordnaren")
    ENTERED = "entered", _("Ifylld av samordnaren")


class Submission(models.Model):
    """The answers as they were signed and sent in: number 1, 2, … of a response. It never changes.

    answers: cell → stored answer, of the cells that were asked; answered, asked: how many of them are answered.
    checksum: sha256 of the answers, hex. explanations: what the respondent said of answers that a check asked about,
    as {"cell", "code", "text"} in the questionnaire's order.
    in_place: empty where the organisation itself sent it in; in_place_reason says why somebody else did.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="submissions")
    answers = models.JSONField()
    answered = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    explanations = models.JSONField(default=list)
    checksum = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_title = models.CharField(max_length=200, blank=True)
    is_late = models.BooleanField(default=False)
    in_place = models.CharField(max_length=10, choices=InPlace, blank=True)
    in_place_reason = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "number"), name="a_submission_number_once"),
            models.CheckConstraint(condition=~Q(signed_name=""), name="a_submission_is_signed"),
            models.CheckConstraint(
                condition=Q(answered__lte=F("asked")), name="a_submission_answers_what_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(in_place="", in_place_reason="") | (~Q(in_place="") & ~Q(in_place_reason="")),
                name="who_sends_in_for_another_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.response}, inlämning {self.number}"

    def reference(self, member: FrameMember) -> str:
        """What its receipt is called when somebody writes about it ("kommun-2023-0643-1"). member: its respondent."""
        return f"{self.questionnaire.key}-{member.code}-{self.number}"

    @property
    def signature(self) -> str:
        """Who signed, with the title that was given."""
        return ", ".join(filter(None, (self.signed_name, self.signed_title)))

    @property
    def given(self) -> dict[str, Answer]:
        """Cell → answer, of the cells that have one."""
        return {name: from_json(stored) for name, stored in self.answers.items()}
