"""A year's collection: its round, its frame, and the questionnaires that it asks."""

from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from questionnaires.definition import Definition, parse_definition

# What ends a trial's place in addresses, and the keys of its questionnaires.
TRIAL_SUFFIX = "-prov"
# What the title of a trial's questionnaire begins with.
TRIAL_TITLE = "Prov: "


class RoundState(models.TextChoices):
    DRAFT = "draft", _("Utkast")
    OPEN = "open", _("Öppen")
    CLOSED = "closed", _("Stängd")
    PUBLISHED = "published", _("Publicerad")


class RoundQuerySet(models.QuerySet["Round"]):
    def of_year(self, year: int) -> "RoundQuerySet":
        """The year's own collection; never its trial."""
        return self.filter(year=year, is_trial=False)


class Round(models.Model):
    """One year's collection, or a trial of it that counts for nothing and is deleted whole.

    deadline: the last day on which an answer is in time, where no Deadline or Extension says otherwise. submit_from:
    the first day on which one may submit; null from the opening. lists_submitted: whether anybody may read which
    regions and RSS have submitted.
    """

    year = models.PositiveSmallIntegerField()
    is_trial = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.DRAFT)
    opens = models.DateField()
    submit_from = models.DateField(null=True, blank=True)
    deadline = models.DateField()
    lists_submitted = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "is_trial"), name="one_collection_and_one_trial_a_year"),
            models.CheckConstraint(
                condition=Q(deadline__gte=models.F("opens")), name="a_round_opens_before_its_deadline"
            ),
            models.CheckConstraint(
                condition=Q(submit_from__isnull=True)
                | Q(submit_from__gte=models.F("opens"), submit_from__lte=models.F("deadline")),
                name="one_may_submit_between_opening_and_deadline",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} (prov)" if self.is_trial else str(self.year)

    @property
    def slug(self) -> str:
        """Its place in addresses: "2026", a trial's "2026-prov"."""
        return f"{self.year}{TRIAL_SUFFIX}" if self.is_trial else str(self.year)

    @property
    def counted_year(self) -> int | None:
        """The year under which its events are kept; None for a trial: no table knows of it."""
        return None if self.is_trial else self.year


class FrameMember(models.Model):
    """An organisation that should answer in a round, with the names, län and RSS that it had then."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="frame")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="frames")
    kind = models.CharField(max_length=10, choices=OrganisationKind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    report_name = models.CharField(max_length=200)
    lan_code = models.CharField(max_length=2, blank=True)
    lan_name = models.CharField(max_length=100, blank=True)
    rss = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="framed_kommuner"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "organisation"), name="once_in_a_frame"),
            models.UniqueConstraint(fields=("round", "kind", "code"), name="one_code_in_a_frame"),
        )
        # Counting an RSS's kommuner reads this alone.
        indexes = (models.Index(fields=("round", "kind", "rss"), name="frame_by_rss"),)

    def __str__(self) -> str:
        return f"{self.name} {self.round}"


class Questionnaire(models.Model):
    """A published version of a set of questions. It never changes: a correction is the next version.

    source: the YAML that it was read from.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questionnaires")
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    respondents = models.CharField(max_length=10, choices=OrganisationKind)
    source = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "version"), name="a_version_once"),)

    def __str__(self) -> str:
        return f"{self.key} version {self.version}"

    @property
    def definition(self) -> Definition:
        return _definition(self.source, self.key)


@lru_cache(maxsize=64)
def _definition(source: str, key: str) -> Definition:
    """A published text parsed once per process: it never changes."""
    return parse_definition(source, file=f"{key}.yaml")
