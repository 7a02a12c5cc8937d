from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Membership, Organisation
from accounts.selectors import demo_people
from questionnaires.models import Round, Submission
from records.models import Event

pytestmark = pytest.mark.django_db


def load_demo() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def test_the_demonstration_is_refused_where_real_answers_are_kept(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        load_demo()

    assert not Organisation.objects.exists()


def test_a_load_that_was_interrupted_goes_on_to_a_published_round_and_a_person_per_role(
    settings: Settings, collection_2023: None
) -> None:
    settings.DEMO = True
    submissions = Submission.objects.count()

    load_demo()

    assert dict(Round.objects.values_list("year", "state")) == {2020: "closed", 2023: "published"}
    assert Submission.objects.count() == submissions
    assert [(each.user.name, each.role, each.organisation.name) for each in demo_people()] == [
        ("Anna Ek", "respondent", "Habo"),
        ("Karin Lund", "signer", "Region Jönköpings län"),
        ("Maria Berg", "coordinator", "Kommunal utveckling Jönköpings län"),
        ("Johan Ström", "officer", settings.AGENCY_NAME),
        ("Eva Sand", "administrator", settings.AGENCY_NAME),
    ]


def test_a_demonstration_that_is_loaded_is_left_alone(settings: Settings, collection_2023: None) -> None:
    settings.DEMO = True
    load_demo()
    before = (Event.objects.count(), Membership.objects.count())

    assert load_demo() == "Demonstrationen är redan inläst.\n"

    assert (Event.objects.count(), Membership.objects.count()) == before
