"""Sign-in links: used once, in time, by whom they were sent to; and asked for without learning who is here."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts import sign_in_links
from accounts.models import SignInLink, SignInRequest, User
from accounts.services import set_active, system_user
from accounts.sign_in_links import (
    LINK_LASTS,
    MOST_FROM_A_PLACE,
    MOST_TO_AN_ADDRESS,
    find_link,
    link_address,
    make_link,
    request_link,
    use_link,
)
from records.jobs import run_job
from records.models import Event, Job, Mail
from tests.database import contents


def token_of(link: SignInLink) -> str:
    return link_address(str(link.pk)).partition("?nyckel=")[2]


@pytest.fixture
def token(respondent: User) -> str:
    return token_of(make_link(user=respondent, lasts=LINK_LASTS, by=respondent))


def ask(email: str, ip: str = "192.0.2.1", **more: Any) -> None:
    request_link(email=email, ip=ip, **more)
    call_command("worker", "--once")


def test_a_link_is_used_once(respondent: User, token: str) -> None:
    used = use_link(token)
    assert used is not None
    assert used.user == respondent
    assert use_link(token) is None
    assert find_link(token) is None
    assert Event.objects.get(verb="sign_in_by_link").by_name == "Anna Ek"


def test_looking_at_a_link_does_not_use_it(respondent: User, token: str) -> None:
    assert find_link(token) is not None
    assert find_link(token) is not None
    assert use_link(token) is not None


def test_a_link_that_is_too_old_is_none(token: str) -> None:
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert find_link(token) is None
    assert use_link(token) is None


def test_a_tampered_token_is_none(token: str) -> None:
    other = ("A" if token[0] != "A" else "B") + token[1:]
    for tampered in (other, token[:-1], token + "A", "", "å", SignInLink.objects.get().token_hash):
        assert find_link(tampered) is None
        assert use_link(tampered) is None
    assert use_link(token) is not None


def test_somebody_shut_out_is_not_signed_in(respondent: User, token: str) -> None:
    set_active(user=respondent, active=False, by=system_user())
    assert use_link(token) is None


def test_a_link_to_an_address_that_is_no_longer_hers_is_none(respondent: User, token: str) -> None:
    respondent.email = "anna.sten@example.invalid"
    respondent.save()
    assert use_link(token) is None


def test_two_links_have_two_tokens(respondent: User, token: str) -> None:
    assert token_of(make_link(user=respondent, lasts=LINK_LASTS, by=respondent)) != token


def test_the_token_is_nowhere_in_the_database(respondent: User, token: str) -> None:
    ask(respondent.email)
    sent = str(outbox.outbox[0].body)
    mailed = sent.partition("?nyckel=")[2].split()[0]
    held = repr(contents())
    for secret in (token, mailed):
        assert len(secret) == 43
        assert secret not in held
        assert hashlib.sha256(secret.encode()).hexdigest() in held


def test_without_the_secret_key_the_database_makes_no_token(settings: Settings, respondent: User) -> None:
    link = make_link(user=respondent, lasts=LINK_LASTS, by=respondent)
    settings.SECRET_KEY = "another"
    assert find_link(token_of(link)) is None


def test_who_asks_and_has_an_account_gets_a_mail_with_a_link_that_works(
    settings: Settings, respondent: User
) -> None:
    settings.SITE_ADDRESS = "https://samsvar.example"
    ask(f" {respondent.email.upper()} ", goes_to="/tabeller/")

    message = outbox.outbox[0]
    assert message.to == [f"Anna Ek <{respondent.email}>"]
    assert message.subject == "Logga in i Samsvar – insamling och uppföljning"
    assert "Länken gäller i 30 minuter och bara en gång." in message.body
    address = next(line for line in str(message.body).splitlines() if line.startswith("http"))
    assert address.startswith("https://samsvar.example/logga-in/lank/?nyckel=")
    used = use_link(address.partition("?nyckel=")[2])
    assert used is not None
    assert (used.user, used.goes_to) == (respondent, "/tabeller/")


@pytest.mark.parametrize("who", ["unknown", "shut out", "system"])
def test_nobody_else_gets_a_mail(respondent: User, who: str) -> None:
    set_active(user=respondent, active=False, by=system_user())
    email = {"unknown": "ingen@example.invalid", "shut out": respondent.email, "system": system_user().email}
    ask(email[who])
    assert not Mail.objects.exists()
    assert not SignInLink.objects.exists()
    assert Job.objects.get().state == "done"


def test_asking_does_the_same_work_whoever_has_the_address(respondent: User) -> None:
    work = []
    for email in (respondent.email, "ingen@example.invalid"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            request_link(email=email, ip="192.0.2.1")
        work.append([query["sql"].split()[:3] for query in queries.captured_queries])
    assert work[0] == work[1]
    assert not Mail.objects.exists()  # that is the job's work


def test_an_address_gets_no_more_than_a_few_links(respondent: User) -> None:
    for number in range(MOST_TO_AN_ADDRESS + 3):
        request_link(email=respondent.email, ip=f"192.0.2.{number}")
    assert Job.objects.count() == MOST_TO_AN_ADDRESS
    request_link(email="annan@example.invalid", ip="192.0.2.1")
    assert Job.objects.count() == MOST_TO_AN_ADDRESS + 1


def test_a_place_asks_for_no_more_than_an_office_needs(respondent: User) -> None:
    for number in range(MOST_FROM_A_PLACE + 3):
        request_link(email=f"{number}@example.invalid", ip="192.0.2.1")
    assert Job.objects.count() == MOST_FROM_A_PLACE
    request_link(email=respondent.email, ip="192.0.2.2")
    assert Job.objects.count() == MOST_FROM_A_PLACE + 1


def test_after_a_while_one_may_ask_again(respondent: User) -> None:
    for _ in range(MOST_TO_AN_ADDRESS):
        request_link(email=respondent.email, ip="192.0.2.1")
    SignInRequest.objects.update(at=timezone.now() - sign_in_links.WINDOW - timedelta(seconds=1))
    request_link(email=respondent.email, ip="192.0.2.1")
    assert Job.objects.count() == MOST_TO_AN_ADDRESS + 1


def test_what_was_asked_for_is_forgotten_after_a_day(respondent: User) -> None:
    request_link(email=respondent.email, ip="192.0.2.1")
    SignInRequest.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    request_link(email="annan@example.invalid", ip="192.0.2.1")
    assert SignInRequest.objects.get().email == "annan@example.invalid"


def test_a_link_that_comes_too_late_is_not_sent(respondent: User) -> None:
    request_link(email=respondent.email, ip="192.0.2.1")
    run_job(Job.objects.get().pk)
    Mail.objects.update(until=timezone.now() - timedelta(seconds=1))
    call_command("worker", "--once")
    assert outbox.outbox == []
    assert Mail.objects.get().state == "expired"
