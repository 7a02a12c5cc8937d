"""What has happened with a round, as its officers read it: who did what and when, from the making to the publishing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation, User
from accounts.services import system_user
from questionnaires.models import Deadline, Round
from questionnaires.notifications import Words
from questionnaires.round_days import RoundDays
from questionnaires.services.copying import copy_round
from questionnaires.services.extensions import grant_extension
from questionnaires.services.frames import remove_from_frame
from questionnaires.services.mail_texts import add_reminder_day, change_mail_text
from questionnaires.services.round_days import change_round_days
from questionnaires.services.rounds import close_round, mark_published, reopen_round
from questionnaires.services.trials import delete_trial, make_trial
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

PAGE = "/insamling/2030/"


@pytest.fixture
def nora(officer: User) -> Client:
    return signed_in(officer)


def told(nora: Client, page: str = PAGE) -> str:
    return words(nora.get(page).content).partition("Vad som har hänt")[2]


def today_is_in_the_round() -> Round:
    today = timezone.localdate()
    Round.objects.update(opens=today - timedelta(days=20), deadline=today + timedelta(days=20))
    return Round.objects.get()


def a_full_year(officer: User) -> None:
    """Everything that officers do with a round, one after the other."""
    round_ = today_is_in_the_round()
    days = RoundDays(round_.opens, round_.deadline + timedelta(days=1), None, {})
    change_round_days(round_=round_, days=days, by=officer)
    region = small.member("01")
    grant_extension(
        member=region,
        key="region-2030",
        until=round_.deadline + timedelta(days=9),
        reason="Sjukdom",
        by=officer,
    )
    remove_from_frame(member=small.member("0103"), reason="Har gått ihop med Alby.", by=officer)
    mail = Words("Nu öppnar vi", "Hej {namn}, svara på {adress}.")
    change_mail_text(round_=round_, kind="opened", language="sv", words=mail, by=officer)
    add_reminder_day(round_=round_, days=-9, by=officer)
    trial = make_trial(
        year=2030,
        organisations=[Organisation.objects.get(code="01").pk],
        deadline=timezone.localdate(),
        by=officer,
    )
    delete_trial(round_=trial, by=officer)
    close_round(year=2030, by=officer)
    reopen_round(year=2030, reason="En region till.", by=officer)
    close_round(year=2030, by=officer)
    mark_published(year=2030, by=officer)


def test_all_that_was_done_is_told_with_who_and_when(nora: Client, officer: User) -> None:
    a_full_year(officer)
    said = told(nora)
    for what in (
        "Öppnad (",
        "Enkät publicerad, version 1: Kommunernas enkät 2030",
        "Dagarna ändrade",
        "Förlängning, till",
        ": Region Norr",
        "Borttagen bland dem som ska svara: Cedra",
        "Har gått ihop med Alby.",
        "Mejltext ändrad, ”Insamlingen har öppnat”",
        "Påminnelsedag tillagd, 9 dagar före sista svarsdag",
        "Prov skapat och öppnat",
        "Prov borttaget",
        "Stängd",
        "Öppnad igen",
        "En region till.",
        "Tabeller publicerade",
    ):
        assert what in said
    assert "Nora Lind" in said
    assert said.index("Tabeller publicerade") < said.index("Öppnad igen") < said.index("Dagarna ändrade")


def test_what_is_done_for_a_kommun_is_its_rss_s_to_know(nora: Client, coordinator: User) -> None:
    until = today_is_in_the_round().deadline
    Deadline.objects.create(round=Round.objects.get(), key="kommun-2030", day=until - timedelta(days=9))
    grant_extension(
        member=small.member("0101"),
        key="kommun-2030",
        until=until - timedelta(days=5),
        reason="Sjuk",
        by=coordinator,
    )
    said = told(nora)
    assert "Enkät publicerad" in said
    assert "Förlängning" not in said
    assert "Alby" not in said


def test_another_years_doings_arent_this_years(nora: Client, officer: User) -> None:
    a_full_year(officer)
    day = timezone.localdate() + timedelta(days=5)
    copy_round(source=2030, year=2031, opens=day, deadline=day + timedelta(days=9), by=officer)
    said = told(nora, "/insamling/2031/")
    assert "Skapad, från 2030" in said
    for what in ("Stängd", "Prov", "Förlängning,", "Borttagen"):
        assert what not in said


def test_the_page_costs_the_same_however_much_has_happened(
    nora: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_full_year(officer)
    with django_assert_max_num_queries(10):
        nora.get(PAGE)


def test_a_day_that_the_round_never_came_to_isnt_called_done(nora: Client) -> None:
    today_is_in_the_round()
    close_round(year=2030, by=system_user())
    page = words(nora.get(PAGE).content)
    assert page.count("✓ Klart") == 3  # opened, could be sent in, closed
    assert page.count("⊘ Stängdes innan dess") == 1
    assert "Publiceras för hand ▸ Härnäst" in page
