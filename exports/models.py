"""What goes out besides answers: register values, indicators, reports' definitions, and what was published."""

from django.db import models
from django.db.models import Q

from accounts.models import User


class RegisterEntry(models.Model):
    """A register's value for a län ("00" = the country) and a year or span of years, with its decimals as given."""

    lan_code = models.CharField(max_length=2)
    measure = models.CharField(max_length=80)
    year = models.CharField(max_length=9)
    value = models.CharField(max_length=30)
    estimated = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("lan_code", "measure", "year"), name="one_register_value"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.lan_code} {self.year}"


class IndicatorEntry(models.Model):
    """One year's national value of an indicator; `position` is its place in the file that it came from."""

    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    full_name = models.CharField(max_length=200)
    unit = models.CharField(max_length=100)
    better = models.CharField(max_length=10)
    keywords = models.CharField(max_length=300)
    keywords_overview = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=30)
    position = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "year"), name="one_indicator_value"),)

    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class Report(models.Model):
    """A year's report: which tables it prints. source: the YAML that defines them."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.TextField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Rapport {self.year}"


class Publication(models.Model):
    """A year's tables as published: preliminary 1, 2, … and final. It never changes.

    book: every table, cell and provenance (exports.stored). data: everything that was counted; checksum: sha256
    of its canonical JSON, hex. last_event: when that data last changed.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    is_final = models.BooleanField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received = models.CharField(max_length=200)
    book = models.JSONField()
    data = models.JSONField()
    checksum = models.CharField(max_length=64)
    last_event = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="a_publication_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="publications_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.year} version {self.number}"


class PublicationFile(models.Model):
    """A published file, byte for byte. name: "tabeller-2023.xlsx", "csv/appendix-1.csv"; checksum: sha256, hex."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publication", "name"), name="a_file_name_once"),)

    def __str__(self) -> str:
        return self.name


class StoredFile(models.Model):
    """A file that a job made. checksum: sha256, hex."""

    name = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
