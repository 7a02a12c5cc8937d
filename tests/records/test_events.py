import pytest
from django.db import IntegrityError, connection, transaction

from records.models import Event, Job, NeverChanged
from records.services import Actor, record_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return Job.objects.create(kind="add")


def test_an_event_says_who_did_what_with_which_thing_and_whose_it_is(anna: Actor, job: Job) -> None:
    event = record_event(
        verb="submit", subject=job, by=anna, organisation=12, year=2023, details={"cells": 65}
    )

    stored = Event.objects.get(pk=event.pk)
    assert (stored.by_number, stored.by_name, stored.verb) == (7, "Anna Ek", "submit")
    assert (stored.subject_kind, stored.subject_number) == ("job", job.pk)
    assert (stored.organisation_number, stored.round_year) == (12, 2023)
    assert stored.details == {"cells": 65}
    assert stored.at is not None


def test_an_event_is_never_changed(anna: Actor, job: Job) -> None:
    event = record_event(verb="submit", subject=job, by=anna)
    event.verb = "return"

    with pytest.raises(NeverChanged):
        event.save()
    with pytest.raises(NeverChanged):
        Event.objects.filter(pk=event.pk).update(verb="return")

    assert Event.objects.get().verb == "submit"


def test_an_event_is_never_deleted(anna: Actor, job: Job) -> None:
    event = record_event(verb="submit", subject=job, by=anna)

    with pytest.raises(NeverChanged):
        event.delete()
    with pytest.raises(NeverChanged):
        Event.objects.all().delete()

    assert Event.objects.count() == 1


def test_an_event_without_a_verb_or_a_name_is_refused_by_the_database(job: Job) -> None:
    for verb, name in (("", "Anna Ek"), ("submit", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(by_name=name, verb=verb, subject_kind="job", subject_number=job.pk)


def test_events_are_found_by_subject_by_organisation_and_by_year_without_reading_all() -> None:
    reads = {
        "event_by_subject": Event.objects.filter(subject_kind="job", subject_number=1).order_by("at"),
        "event_by_organisation": Event.objects.filter(organisation_number=1).order_by("at"),
        "event_by_year": Event.objects.filter(round_year=2023).order_by("at"),
    }
    if connection.vendor != "sqlite":
        pytest.skip("other databases choose by the size of the table")

    for index, read in reads.items():
        assert index in read.explain()
