"""Signing in with a password, signing in to the demonstration, and signing out."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Membership, PasswordTry, User
from accounts.passwords import MOST_FOR_AN_ADDRESS, MOST_FROM_A_PLACE, WINDOW
from accounts.services import system_user
from records.models import Event

WRONG = "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen."
PASSWORD = "en lång och hemlig ramsa"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Checking a password is slow on purpose, and here many are checked."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna(respondent: User) -> User:
    respondent.set_password(PASSWORD)
    respondent.save()
    return respondent


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def sign_in(client: Client, *, email: str, password: str, following: str = "") -> Any:
    return client.post("/logga-in/", {"username": email, "password": password, "next": following})


def test_the_right_password_leads_to_the_start_page(client: Client, anna: User) -> None:
    response = sign_in(client, email=anna.email, password=PASSWORD)
    assertRedirects(response, "/", fetch_redirect_response=False)
    assert get_user(client) == anna


def test_the_e_mail_may_be_written_with_capitals(client: Client, anna: User) -> None:
    sign_in(client, email=f" {anna.email.upper()} ", password=PASSWORD)
    assert get_user(client) == anna


def test_an_inactive_person_an_unknown_one_and_a_wrong_password_are_told_the_same(
    client: Client, anna: User, colleague: User
) -> None:
    colleague.set_password(PASSWORD)
    colleague.is_active = False
    colleague.save()
    tries = ((anna.email, "fel"), (colleague.email, PASSWORD), ("ingen@example.invalid", PASSWORD))
    pages = []
    for email, password in tries:
        response = sign_in(client, email=email, password=password)
        assertContains(response, WRONG, count=1)
        assertContains(response, "<title>Fel: Logga in – Samsvar</title>", html=True)
        pages.append(len(response.content) - len(email))
    assert len(set(pages)) == 1
    assert not get_user(client).is_authenticated


LOCKED = "Det har varit för många försök med fel lösenord. Försök igen kl. "


def guess(client: Client, *, email: str, times: int, ip: str = "192.0.2.1") -> Any:
    """The page after the last of so many guesses."""
    for _ in range(times):
        page = client.post("/logga-in/", {"username": email, "password": "fel"}, REMOTE_ADDR=ip)
    return page


@pytest.mark.parametrize("email", ["anna.ek@example.invalid", "ingen@example.invalid"])
def test_after_ten_wrong_passwords_nobody_guesses_more_for_that_address(
    client: Client, anna: User, email: str
) -> None:
    assertContains(guess(client, email=email, times=MOST_FOR_AN_ADDRESS), WRONG)
    assertContains(guess(client, email=f" {email.upper()}", times=1, ip="192.0.2.2"), LOCKED)
    assertContains(sign_in(client, email=email, password=PASSWORD), LOCKED)
    assert not get_user(client).is_authenticated


def test_the_page_says_when_one_may_try_again_and_then_one_may(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess(client, email=anna.email, times=MOST_FOR_AN_ADDRESS)
    first = PasswordTry.objects.earliest("at").at
    page = guess(client, email=anna.email, times=3)
    again = timezone.localtime(first + WINDOW) + timedelta(minutes=1)
    assertContains(page, f"{LOCKED}{again:%H.%M}, eller logga in med en länk i stället.")
    monkeypatch.setattr(timezone, "now", lambda: first + WINDOW + timedelta(seconds=1))
    sign_in(client, email=anna.email, password=PASSWORD)
    assert get_user(client) == anna


def test_one_place_cant_guess_for_one_address_after_another(client: Client, anna: User) -> None:
    for number in range(MOST_FROM_A_PLACE):
        assertContains(guess(client, email=f"nr{number}@example.invalid", times=1), WRONG)
    assertContains(guess(client, email=anna.email, times=1), LOCKED)
    assertContains(guess(client, email=anna.email, times=1, ip="192.0.2.2"), WRONG)


def test_the_right_password_forgets_the_wrong_ones_for_that_address(client: Client, anna: User) -> None:
    guess(client, email="ingen@example.invalid", times=1)
    guess(client, email=anna.email, times=MOST_FOR_AN_ADDRESS - 1)
    sign_in(client, email=anna.email, password=PASSWORD)
    assert [each.email for each in PasswordTry.objects.all()] == ["ingen@example.invalid"]


def test_who_came_in_is_in_the_log_and_of_a_lock_no_address(client: Client, anna: User) -> None:
    sign_in(client, email=anna.email, password=PASSWORD)
    event = Event.objects.get(verb="sign_in_by_password")
    assert (event.by_name, event.subject_number, event.details) == ("Anna Ek", anna.pk, {})
    for email in (anna.email, "ingen@example.invalid"):
        guess(Client(), email=email, times=MOST_FOR_AN_ADDRESS + 3)
    locks = Event.objects.filter(verb="sign_in_locked")
    assert [(each.subject_kind, each.by_name, each.details) for each in locks] == [
        ("passwordtry", "Samsvar", {"for_one": "address"})
    ] * 2


def test_a_wrong_password_is_kept_for_a_day(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess(client, email=anna.email, times=2)
    later = timezone.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    guess(client, email="a" * 300, times=1)
    assert [len(each.email) for each in PasswordTry.objects.all()] == [254]


def test_nobody_signs_in_as_the_system(client: Client, country: None) -> None:
    assertContains(sign_in(client, email=system_user().email, password=PASSWORD), WRONG)


def test_empty_fields_are_named(client: Client, country: None) -> None:
    response = sign_in(client, email="", password="")
    assertContains(response, '<a href="#id_username">Skriv din e-postadress.</a>', html=True)
    assertContains(response, '<a href="#id_password">Skriv ditt lösenord.</a>', html=True)
    assertNotContains(response, WRONG)


def test_one_comes_back_to_the_page_that_one_left(client: Client, anna: User) -> None:
    response = sign_in(client, email=anna.email, password=PASSWORD, following="/tabeller/")
    assertRedirects(response, "/tabeller/")


@pytest.mark.parametrize(
    "address",
    ["https://example.invalid/", "//example.invalid/", "javascript:alert(1)", "\\\\example.invalid"],
)
def test_nobody_is_sent_to_a_strangers_site(client: Client, anna: User, address: str) -> None:
    response = sign_in(client, email=anna.email, password=PASSWORD, following=address)
    assertRedirects(response, "/", fetch_redirect_response=False)


@pytest.mark.parametrize("address", ["https://example.invalid/", "//example.invalid/"])
def test_the_demonstration_sends_nobody_to_a_strangers_site(
    client: Client, demo: None, demo_person: Membership, address: str
) -> None:
    response = client.post("/logga-in/demo/", {"person": demo_person.pk, "next": address})
    assertRedirects(response, "/", fetch_redirect_response=False)


@pytest.fixture
def demo_person(respondent: User) -> Membership:
    """Anna, among the demonstration's people."""
    respondent.email = "anna.ek@demo.invalid"
    respondent.save()
    return respondent.memberships.get()


def test_the_demonstration_signs_in_by_a_button_for_each_person(
    client: Client, demo: None, demo_person: Membership
) -> None:
    page = client.get("/logga-in/?next=/tabeller/")
    assertContains(page, "Anna Ek<span>Uppgiftslämnare, Alby</span>", html=False)
    response = client.post("/logga-in/demo/", {"person": demo_person.pk, "next": "/tabeller/"})
    assertRedirects(response, "/tabeller/")
    assert get_user(client) == demo_person.user


def test_the_demonstration_signs_in_nobody_but_its_people(
    client: Client, demo: None, demo_person: Membership, colleague: User, officer: User
) -> None:
    numbers = [*Membership.objects.exclude(pk=demo_person.pk).values_list("pk", flat=True), "", "x", -1]
    assert {client.post("/logga-in/demo/", {"person": each}).status_code for each in numbers} == {404}
    assert not get_user(client).is_authenticated


def test_outside_the_demonstration_there_is_no_such_address(client: Client, demo_person: Membership) -> None:
    assertNotContains(client.get("/logga-in/"), "Anna Ek")
    assert client.get("/logga-in/demo/").status_code == 404
    assert client.post("/logga-in/demo/", {"person": demo_person.pk}).status_code == 404
    assert not get_user(client).is_authenticated


def test_visiting_the_demonstrations_address_leads_to_its_list(client: Client, demo: None, db: None) -> None:
    assertRedirects(client.get("/logga-in/demo/"), "/logga-in/")


def test_an_inactive_person_of_the_demonstration_stays_out(
    client: Client, demo: None, demo_person: Membership
) -> None:
    demo_person.user.is_active = False
    demo_person.user.save()
    client.post("/logga-in/demo/", {"person": demo_person.pk})
    assert not get_user(client).is_authenticated


def test_signing_out_takes_a_form(client: Client, anna: User) -> None:
    client.force_login(anna)
    assertRedirects(client.get("/logga-ut/"), "/", fetch_redirect_response=False)
    assert get_user(client) == anna
    assertRedirects(client.post("/logga-ut/"), "/logga-in/")
    assert not get_user(client).is_authenticated


def test_a_form_without_its_token_is_refused_with_a_page_to_read(anna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, email=anna.email, password=PASSWORD)
    assertContains(response, '<h1 id="rubrik">Sidan hann bli för gammal</h1>', status_code=403, html=True)
