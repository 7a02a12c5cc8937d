"""A year's round made from an earlier year's: the year changes, and nothing else."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.organisation_files import OrganisationLine
from accounts.services import load_organisations, system_user
from questionnaires.models import FrameMember, Questionnaire, Round, RoundState
from questionnaires.rules import Refused
from questionnaires.services.copying import copy_round
from questionnaires.services.rounds import start_round
from records.models import Event
from tests import country as small
from tests.database import contents

pytestmark = pytest.mark.django_db


def copied(**changes: Any) -> Round:
    today = timezone.localdate()
    arguments: dict[str, Any] = {
        "source": 2030,
        "year": 2033,
        "opens": today,
        "deadline": today + timedelta(days=12),
        "by": system_user(),
    }
    return copy_round(**arguments | changes)


def sources() -> dict[str, str]:
    return {str(each): each.source for each in Questionnaire.objects.filter(round__year=2030)}


def test_every_questionnaire_gets_the_new_years_key(country: None) -> None:
    made = copied()
    keys = made.questionnaires.order_by("key").values_list("key", "version", "respondents")
    assert list(keys) == [
        ("kommun-2033", 1, "kommun"),
        ("region-2033", 1, "region"),
        ("rss-2033", 1, "rss"),
    ]


def test_only_the_lines_of_the_key_and_the_year_differ(country: None) -> None:
    copied()
    then = Questionnaire.objects.get(key="kommun-2030").source.splitlines()
    now = Questionnaire.objects.get(key="kommun-2033").source.splitlines()
    different = [(old, new) for old, new in zip(then, now, strict=True) if old != new]
    assert different == [("key: kommun-2030", "key: kommun-2033"), ("year: 2030", "year: 2033")]


def test_questions_keep_their_keys_and_texts_tell_the_new_year(country: None) -> None:
    small.publish("kommun-2030", old="title: ", new="title: Året {year}. ")
    copied()
    then = Questionnaire.objects.get(key="kommun-2030", version=2).definition
    now = Questionnaire.objects.get(key="kommun-2033").definition
    assert [each.name for each in now.cells] == [each.name for each in then.cells]
    assert (then.title[:10], now.title[:10]) == ("Året 2030.", "Året 2033.")


def test_a_corrected_questionnaire_is_copied_in_its_newest_version(country: None) -> None:
    small.publish("rss-2030", old="title: ", new="title: Rättad ")
    copied()
    assert Questionnaire.objects.get(key="rss-2033").definition.title.startswith("Rättad ")


def test_a_key_without_the_year_gets_it(country: None) -> None:
    small.publish("rss-2030", old="key: rss-2030", new="key: om-rss")
    made = copied()
    assert made.questionnaires.filter(key="om-rss-2033").exists()


def test_the_frame_is_the_organisations_as_they_are_now(country: None) -> None:
    region = OrganisationLine("region", "01", "Region Nord", "Nord", "01", "Nordliga län")  # type: ignore[arg-type]  # a plain word is enough
    load_organisations(lines=[region], by=system_user())
    copied()
    names = {each.round.year: each.name for each in FrameMember.objects.filter(code="01", kind="region")}
    assert names == {2030: "Region Norr", 2033: "Region Nord"}


def test_the_earlier_round_is_left_as_it_was(country: None) -> None:
    before = (sources(), Round.objects.filter(year=2030).values().get())
    copied()
    assert (sources(), Round.objects.filter(year=2030).values().get()) == before


def test_a_round_that_opens_today_is_open(country: None) -> None:
    made = copied()
    assert (made.state, made.opens) == (RoundState.OPEN, timezone.localdate())


def test_a_round_that_opens_later_is_a_draft_until_it_is_opened(officer: User) -> None:
    made = copied(opens=date(2033, 11, 1), deadline=date(2034, 3, 31))
    assert made.state == RoundState.DRAFT
    assert start_round(year=2033, by=officer).state == RoundState.OPEN


def test_the_log_says_what_it_was_made_from(officer: User) -> None:
    copied(by=officer)
    event = Event.objects.get(verb="round_copied")
    assert (event.by_name, event.round_year, event.details) == (
        "Nora Lind",
        2033,
        {"from": 2030, "questionnaires": ["kommun-2033", "region-2033", "rss-2033"]},
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"source": 1999}, r"^Det finns ingen insamling för 1999\.$"),
        ({"year": 2030}, r"^Det finns redan en insamling för 2030\.$"),
        (
            {"deadline": date(2020, 1, 1)},
            r"^Sista svarsdag ligger före den dag då insamlingen öppnar\.$",
        ),
    ],
)
def test_a_round_that_cant_be_made_is_refused_and_nothing_changes(
    country: None, changes: dict[str, Any], sentence: str
) -> None:
    system_user()
    before = contents()
    with pytest.raises(Refused, match=sentence):
        copied(**changes)
    assert contents() == before


def test_a_questionnaire_whose_key_doesnt_stand_on_a_line_is_named(country: None) -> None:
    Questionnaire.objects.filter(key="rss-2030").update(source="{key: rss-2030, year: 2030}")
    with pytest.raises(Refused, match=r"^Enkäten rss-2030 går inte att kopiera"):
        copied()


def test_the_command_makes_the_round_and_says_so(country: None) -> None:
    said = StringIO()
    call_command("copy_round", "2030", "2033", "--deadline", "2099-03-31", stdout=said)
    assert said.getvalue() == (
        "Insamlingen 2033: kommun-2033, region-2033, rss-2033. Läge: öppen. Sista svarsdag 2099-03-31.\n"
    )


def test_the_command_makes_a_draft_that_another_opens(country: None) -> None:
    said = StringIO()
    days = ("--opens", "2098-11-01", "--deadline", "2099-03-31")
    call_command("copy_round", "2030", "2033", *days, stdout=StringIO())
    call_command("open_round", "2033", stdout=said)
    assert said.getvalue() == "Insamlingen 2033 är öppen.\n"


def test_the_command_refuses_in_words(country: None) -> None:
    with pytest.raises(CommandError, match=r"Det finns redan en insamling för 2030\.\nInget har ändrats\."):
        call_command("copy_round", "2030", "2030", "--deadline", "2099-03-31")
