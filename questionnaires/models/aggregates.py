"""What an RSS reports of its kommuner."""

from django.db import models

from accounts.models import User
from questionnaires.models.responses import State, Submission
from questionnaires.models.rounds import FrameMember


class Aggregate(models.Model):
    """What an RSS reports of its kommuner in a round, with its own answers: where it is in the workflow."""

    rss = models.OneToOneField(FrameMember, on_delete=models.PROTECT, related_name="aggregate")
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)

    def __str__(self) -> str:
        return f"Sammanställning {self.rss}"


class AggregateVersion(models.Model):
    """An aggregate as the RSS sent it in: version 1, 2, …; frozen with the list of submissions that it counts.

    tallies: questionnaire key → tally; counted: questionnaire key → how many submissions. own: the RSS's own
    answers sent in with it, one submission per questionnaire; without_own marks that some are missing. summaries:
    questionnaire key → cell → what the RSS says of its kommuner's free texts. direct: the keys whose counts the RSS
    entered itself, so that no submissions stand behind them. checksum: sha256 of all of it, hex.
    """

    aggregate = models.ForeignKey(Aggregate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    tallies = models.JSONField()
    counted = models.JSONField()
    own = models.ManyToManyField(Submission, related_name="+")
    without_own = models.BooleanField(default=False)
    summaries = models.JSONField(default=dict)
    direct = models.JSONField(default=list)
    checksum = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("aggregate", "number"), name="an_aggregate_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.aggregate}, version {self.number}"


class CountedSubmission(models.Model):
    """One submission that an aggregate's version counts."""

    version = models.ForeignKey(
        AggregateVersion, on_delete=models.PROTECT, related_name="counted_submissions"
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="counted_in")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "submission"), name="a_submission_counted_once"),
        )

    def __str__(self) -> str:
        return f"{self.version} räknar {self.submission}"


class Summary(models.Model):
    """What an RSS says of its kommuner's free texts in one cell: the only thing of them that goes on."""

    rss = models.ForeignKey(FrameMember, on_delete=models.PROTECT, related_name="summaries")
    key = models.CharField(max_length=60)
    cell = models.CharField(max_length=210)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("rss", "key", "cell"), name="one_summary_a_cell"),)

    def __str__(self) -> str:
        return f"{self.rss}, {self.key}: {self.cell}"


class DirectCounts(models.Model):
    """Counts that an RSS enters itself because it can't collect by kommun, in place of adding submissions up.

    kommuner: how many of its kommuner they count. tally: as questionnaires.counts.tally.to_json writes one.
    """

    rss = models.ForeignKey(FrameMember, on_delete=models.PROTECT, related_name="direct_counts")
    key = models.CharField(max_length=60)
    kommuner = models.PositiveSmallIntegerField()
    tally = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("rss", "key"), name="one_direct_count_a_questionnaire"),
        )

    def __str__(self) -> str:
        return f"{self.rss}, {self.key}: {self.kommuner}"
