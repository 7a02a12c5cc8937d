"""The way in by a link in a mail, as a browser meets it."""

from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import Role, SignInLink, SignInRequest, User
from accounts.services import invite, system_user
from tests import country as small

OVER = "Länken gäller inte längre"


def ask(client: Client, email: str, following: str = "", **more: Any) -> Any:
    return client.post("/logga-in/skicka-lank/", {"email": email, "next": following}, **more)


def link_in_mail() -> str:
    """The path that the only mail leads to, once a worker has been."""
    call_command("worker", "--once")
    body = str(outbox.outbox[0].body)
    address = next(line for line in body.splitlines() if line.startswith("http"))
    return address.removeprefix("http://localhost:8000")


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "http://localhost:8000"


def follow(client: Client, path: str) -> Any:
    """Presses the button on the page that a link leads to."""
    return client.post("/logga-in/lank/", {"nyckel": path.partition("?nyckel=")[2]})


def test_from_the_page_by_mail_to_the_page_one_came_for(client: Client, respondent: User) -> None:
    assertContains(client.get("/logga-in/?next=/tabeller/"), "/logga-in/skicka-lank/?next=/tabeller/")
    assertRedirects(ask(client, respondent.email, "/tabeller/"), "/logga-in/skickad/")
    path = link_in_mail()

    assertContains(client.get(path), "Logga in som Anna Ek")
    assert not get_user(client).is_authenticated
    assertRedirects(follow(client, path), "/tabeller/")
    assert get_user(client) == respondent


def test_an_invitation_leads_in(client: Client, country: None) -> None:
    invited = invite(
        email="bo@alby.example",
        name="Bo Berg",
        organisation=small.organisation("0101"),
        role=Role.SIGNER,
        by=system_user(),
        goes_to="/tabeller/",
    )
    assertRedirects(follow(client, link_in_mail()), "/tabeller/")
    assert get_user(client) == invited.user


def test_a_mail_scanner_that_visits_the_link_uses_nothing_up(client: Client, respondent: User) -> None:
    ask(client, respondent.email)
    path = link_in_mail()
    for _ in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    follow(client, path)
    assert get_user(client) == respondent


def test_a_link_is_over_when_it_is_used(client: Client, respondent: User) -> None:
    ask(client, respondent.email)
    path = link_in_mail()
    follow(client, path)

    another = Client()
    assertContains(another.get(path), OVER, status_code=404)
    assertContains(follow(another, path), OVER, status_code=404)
    assert not get_user(another).is_authenticated


def test_a_used_link_leads_on_whom_it_signed_in_and_nobody_else(
    client: Client, respondent: User, colleague: User
) -> None:
    ask(client, respondent.email, "/tabeller/")
    path = link_in_mail()
    follow(client, path)
    assertRedirects(client.get(path), "/tabeller/")
    assertRedirects(follow(client, path), "/tabeller/")
    client.force_login(colleague)
    assertContains(client.get(path), OVER, status_code=404)


def test_used_expired_tampered_and_missing_links_look_the_same(client: Client, respondent: User) -> None:
    ask(client, respondent.email)
    path = link_in_mail()
    pages = [client.get(address).content for address in ("/logga-in/lank/", path + "x", path[:-1])]
    SignInLink.objects.update(expires_at="2020-01-01T00:00:00Z")
    pages.append(client.get(path).content)
    SignInLink.objects.update(expires_at="2090-01-01T00:00:00Z", used_at="2030-01-01T00:00:00Z")
    pages.append(client.get(path).content)
    texts = {page.decode().partition("<main")[2] for page in pages}
    assert len(texts) == 1
    assert OVER in texts.pop()


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client: Client, respondent: User) -> None:
    answers = []
    for email in (respondent.email, "ingen@example.invalid", system_user().email):
        response = ask(client, email)
        answers.append((response.status_code, response["Location"], response.content))
    assert len(set(answers)) == 1
    assertContains(
        client.get("/logga-in/skickad/"), "Om adressen finns hos oss har vi skickat en länk till den."
    )


def test_the_answer_is_the_same_when_too_many_are_asked_for(client: Client, respondent: User) -> None:
    answers = {ask(client, respondent.email)["Location"] for _ in range(8)}
    assert answers == {"/logga-in/skickad/"}
    call_command("worker", "--once")
    assert len(outbox.outbox) == 5


def test_what_is_no_address_is_told(client: Client, db: None) -> None:
    page = ask(client, "anna")
    assertContains(page, '<a href="#id_email">Skriv adressen i formen namn@exempel.se.</a>', html=True)
    assertContains(page, "<title>Fel: Skicka en inloggningslänk – Samsvar</title>", html=True)
    assert not SignInRequest.objects.exists()


@pytest.mark.parametrize("address", ["https://example.invalid/", "//example.invalid/", "/" + "a" * 300])
def test_nobody_is_sent_to_a_strangers_site(client: Client, respondent: User, address: str) -> None:
    ask(client, respondent.email, address)
    assertRedirects(follow(client, link_in_mail()), "/", fetch_redirect_response=False)


def test_a_link_signs_in_its_own_person_whoever_was_signed_in(
    client: Client, respondent: User, colleague: User
) -> None:
    ask(client, respondent.email)
    client.force_login(colleague)
    before = client.session.session_key
    follow(client, link_in_mail())
    assert get_user(client) == respondent
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("behind_proxy", "headers", "ip"),
    [
        (False, {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "192.0.2.7"),
        (True, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 198.51.100.1"}, "198.51.100.1"),
        (True, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "<script>"}, None),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
    ],
    ids=["direct", "behind a proxy", "nonsense", "IPv6 by its network"],
)
def test_who_asks_is_counted_by_an_address_that_cant_be_made_up(
    client: Client, db: None, settings: Settings, behind_proxy: bool, headers: dict[str, str], ip: str | None
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    ask(client, "anna@example.invalid", **headers)
    assert SignInRequest.objects.get().ip == ip


def test_the_request_log_has_no_token(
    client: Client, respondent: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    ask(client, respondent.email)
    path = link_in_mail()
    client.get(path)
    follow(client, path)
    token = path.partition("?nyckel=")[2]
    assert not any(token in repr(vars(record)) for record in caplog.records if record.name != "django.db")


def test_the_page_of_a_link_is_kept_by_no_cache(client: Client, respondent: User) -> None:
    ask(client, respondent.email)
    assert "no-store" in client.get(link_in_mail())["Cache-Control"]
