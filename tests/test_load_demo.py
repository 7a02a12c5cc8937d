from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Membership, Organisation
from accounts.selectors import demo_people
from questionnaires.models import Aggregate, Response, Round, Submission
from questionnaires.progress import progress_of
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


@pytest.mark.thorough
def test_a_load_that_was_interrupted_goes_on_to_a_published_round_an_open_one_and_a_person_per_role(
    settings: Settings, collection_2023: None
) -> None:
    settings.DEMO = True
    submissions = Submission.objects.count()

    load_demo()

    this_year = timezone.localdate().year
    assert dict(Round.objects.values_list("year", "state")) == {
        2020: "closed",
        2023: "published",
        this_year: "open",
    }
    # Jönköpings län eight (Nässjö twice), Kronoberg eight and its own, two regions.
    assert Submission.objects.count() == submissions + 8 + 9 + 2
    assert [
        (roles[0].user.name, *((each.role, each.organisation.name) for each in roles))
        for roles in demo_people()
    ] == [
        ("Anna Ek", ("respondent", "Habo")),
        ("Lena Dahl", ("respondent", "Vaggeryd"), ("signer", "Vetlanda")),
        ("Karin Lund", ("signer", "Region Jönköpings län")),
        ("Per Ask", ("signer", "Habo")),
        ("Maria Berg", ("coordinator", "Kommunal utveckling Jönköpings län")),
        ("Sara Holm", ("coordinator", "RSS Kronoberg")),
        ("Johan Ström", ("officer", settings.AGENCY_NAME)),
        ("Eva Sand", ("administrator", settings.AGENCY_NAME)),
    ]


@pytest.mark.thorough
def test_a_demonstration_that_is_loaded_is_left_alone(settings: Settings, collection_2023: None) -> None:
    settings.DEMO = True
    load_demo()
    before = (Event.objects.count(), Membership.objects.count())

    assert load_demo() == "Demonstrationen är redan inläst.\n"

    assert (Event.objects.count(), Membership.objects.count()) == before


@pytest.mark.thorough
def test_the_open_round_has_twelve_days_left_and_something_in_every_hand(
    settings: Settings, collection_2023: None
) -> None:
    settings.DEMO = True
    load_demo()

    round_ = Round.objects.get(state="open")
    assert round_.deadline == timezone.localdate() + timedelta(days=12)
    keys = round_.questionnaires.order_by("key").values_list("key", flat=True)
    assert list(keys) == [f"{kind}-{round_.year}" for kind in ("kommun", "region", "rss")]
    begun = Response.objects.filter(respondent__round=round_).order_by("key", "respondent__code")
    jonkoping = begun.filter(respondent__rss__code="rss-jonkoping")
    assert [(each.respondent.name, each.state, counted(each)) for each in jonkoping] == [
        ("Aneby", "approved", "63 av 65"),
        ("Gnosjö", "approved", "62 av 64"),
        ("Mullsjö", "declined", "0 av 63"),
        ("Habo", "draft", "38 av 65"),
        ("Nässjö", "submitted", "62 av 64"),
        ("Värnamo", "submitted", "62 av 64"),
        ("Sävsjö", "draft", "20 av 63"),
        ("Vetlanda", "returned", "61 av 63"),
        ("Eksjö", "approved", "62 av 64"),
        ("Tranås", "in_review", "62 av 64"),
    ]
    assert [(each.respondent.name, each.state) for each in begun.exclude(respondent__kind="kommun")] == [
        ("Region Jönköpings län", "draft"),
        ("Region Kronoberg", "submitted"),
        ("Region Kalmar län", "accepted"),
        ("RSS Kronoberg", "submitted"),
    ]
    assert Aggregate.objects.get(rss__round=round_, state="submitted").rss.name == "RSS Kronoberg"
    habo = begun.get(respondent__code="0643")
    assert [each.by.name for each in habo.changes.order_by("pk")] == ["Anna Ek", "Per Ask"]
    assert [(each.section, each.user.name) for each in habo.assignments.order_by("user__name")] == [
        ("narvard", "Anna Ek"),
        ("medarbetare", "Per Ask"),
    ]


@pytest.mark.thorough
def test_an_interrupted_open_round_is_made_whole_at_the_next_start(
    settings: Settings, collection_2023: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    with monkeypatch.context() as patch:
        patch.setattr("surveyapp.demo_round.return_response", interrupt)
        with pytest.raises(KeyboardInterrupt):
            load_demo()
    assert not Round.objects.filter(state="open").exists()

    load_demo()

    assert (
        Response.objects.get(respondent__round__state="open", state="returned").respondent.name == "Vetlanda"
    )


def interrupt(**arguments: object) -> None:
    raise KeyboardInterrupt


def counted(response: Response) -> str:
    progress = progress_of(response.questionnaire.definition, response.answers)
    return f"{progress.answered} av {progress.asked}"
