"""The outbox, against a real SMTP server."""

import copy
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from records.mail import undeliverable, write_mail
from records.models import Job, Mail, Schedule
from records.services import Actor
from tests.smtp import OK, Post, free_port, running_post

pytestmark = pytest.mark.django_db

TO = "per.ask@alby.example"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A server, and the product told to send by it."""
    with running_post() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        settings.DEFAULT_FROM_EMAIL = "Samsvar <noreply@samsvar.example>"
        yield post


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [Path(__file__).with_name("templates")]
    settings.SITE_ADDRESS = "https://samsvar.example"
    settings.AGENCY_NAME = "Myndigheten"
    settings.MAIL_SECRET = "tests.records.test_mail.reveal"


def reveal(reference: str) -> str:
    return f"hemlighet {reference}"


def write(by: Actor, **changes: Any) -> Mail:
    """A reminder to Per; `changes` are write_mail's."""
    values = {
        "kind": "reminder",
        "to": TO,
        "name": "Per Ask",
        "language": "sv",
        "context": {"title": "Enkät & svar", "days": 3},
        **changes,
    }
    return write_mail(by=by, **values)


def work() -> Mail:
    """What a worker does now; returns the only mail."""
    call_command("worker", "--once")
    return Mail.objects.get()


def let_time_pass() -> None:
    """Until the next try of every mail."""
    Schedule.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_mail_is_sent_once_with_what_was_written(anna: Actor, post: Post) -> None:
    written = write(anna, organisation=12, user=7)

    mail = work()
    let_time_pass()
    work()

    assert (mail.state, mail.tries, mail.sent_again, mail.reason) == ("sent", 1, False, "")
    assert mail.sent_at is not None
    assert (mail.organisation_number, mail.user_number, mail.by_number) == (12, 7, 7)
    assert post.recipients == [TO]
    message = post.taken[0]
    assert message["Subject"] == "Sista dag för Enkät & svar"
    assert message["To"] == "Per Ask <per.ask@alby.example>"
    assert message["From"] == "Samsvar <noreply@samsvar.example>"
    assert message["Message-ID"] == written.message_id
    assert written.message_id.endswith("@samsvar.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().splitlines() == [
        "Hej Per Ask,",
        "",
        "Enkät & svar: 3",
        "[[secret]]",
        "Myndigheten",
    ]
    assert not Schedule.objects.exists()


def test_a_mail_speaks_its_recipients_language(anna: Actor) -> None:
    mail = write(anna, language="en")
    assert mail.subject == "Last day for Enkät & svar"
    assert mail.text.startswith("Dear Per Ask,")


def test_a_mail_is_written_in_the_transaction_of_what_causes_it(anna: Actor) -> None:
    with transaction.atomic():
        write(anna)
        transaction.set_rollback(True)
    assert (Mail.objects.count(), Job.objects.count(), Schedule.objects.count()) == (0, 0, 0)


def test_writing_a_mail_takes_three_queries(
    anna: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        write(anna)


def test_a_secret_is_in_the_mail_that_leaves_and_nowhere_else(anna: Actor, post: Post) -> None:
    write(anna, secret="17")

    mail = work()

    assert "hemlighet 17" in post.taken[0].get_content()
    assert "[[secret]]" in mail.text
    assert "hemlighet" not in mail.text


def test_names_with_line_breaks_make_no_headers_of_their_own(anna: Actor, post: Post) -> None:
    context = {"title": "Enkät\r\nBcc: alla@example.invalid", "days": 3}
    write(anna, name="Per\r\nBcc: alla@example.invalid", context=context)

    work()

    assert post.taken[0]["Bcc"] is None
    assert post.taken[0]["Subject"] == "Sista dag för Enkät"
    assert post.recipients == [TO]


def test_a_refused_recipient_is_not_tried_again_and_the_servers_words_are_kept(
    anna: Actor, post: Post
) -> None:
    post.refuses[TO] = "550 5.1.1 No such user here"
    write(anna)

    mail = work()
    let_time_pass()
    work()

    assert (mail.state, mail.reason, mail.tries) == ("rejected", "550 5.1.1 No such user here", 1)
    assert post.taken == []
    assert not Schedule.objects.exists()
    assert undeliverable([TO, "anna.ek@alby.example"]) == {TO: "550 5.1.1 No such user here"}


def test_an_address_that_works_again_is_no_longer_shown_as_refused(anna: Actor, post: Post) -> None:
    post.refuses[TO] = "550 5.1.1 No such user here"
    write(anna)
    work()
    post.refuses.clear()
    write(anna)
    call_command("worker", "--once")

    assert undeliverable([TO]) == {}


def test_a_message_that_is_refused_for_ever_is_told_like_a_refused_recipient(anna: Actor, post: Post) -> None:
    post.to_data = "554 5.7.1 Message refused"
    write(anna)
    mail = work()
    assert (mail.state, mail.reason) == ("rejected", "554 5.7.1 Message refused")


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_what_is_refused_for_now_is_sent_later_with_the_same_message_id(
    anna: Actor, post: Post, where: str
) -> None:
    if where == "recipient":
        post.refuses[TO] = "450 4.2.1 Try later"
    else:
        post.to_data = "450 4.2.1 Try later"
    written = write(anna)

    mail = work()
    assert (mail.state, mail.reason, mail.tries) == ("waiting", "450 4.2.1 Try later", 1)
    post.refuses.clear()
    post.to_data = OK
    work()
    assert post.taken == []  # it isn't time yet
    let_time_pass()
    mail = work()

    assert (mail.state, mail.tries, mail.sent_again) == ("sent", 2, False)
    assert [each["Message-ID"] for each in post.taken] == [written.message_id]


def test_tries_come_with_longer_and_longer_between_them_and_never_end(
    anna: Actor, settings: Settings, post: Post
) -> None:
    settings.EMAIL_PORT = free_port()  # nobody is there
    write(anna)
    delays = []
    for _ in range(8):
        before = timezone.now()
        mail = work()
        delays.append(round((Schedule.objects.get().due_at - before).total_seconds() / 60))
        let_time_pass()

    assert delays == [1, 5, 15, 60, 240, 720, 720, 720]
    assert (mail.state, mail.tries, mail.handed_at) == ("waiting", 8, None)
    assert "Connection refused" in mail.reason
    settings.EMAIL_PORT = post.port
    assert work().state == "sent"


def test_a_mail_whose_jobs_all_fail_unexpectedly_still_gets_another(
    anna: Actor, settings: Settings, post: Post
) -> None:
    settings.EMAIL_BACKEND = "no.such.module"
    write(anna)
    mail = work()
    assert Job.objects.get().state == "failed"
    assert mail.state == "waiting"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    let_time_pass()

    assert work().state == "sent"
    assert Job.objects.count() == 2


def test_a_mail_is_not_sent_when_it_is_of_no_use_any_more(anna: Actor, post: Post) -> None:
    write(anna, until=timezone.now() - timedelta(seconds=1))

    mail = work()

    assert (mail.state, mail.tries, post.taken) == ("expired", 0, [])
    assert not Schedule.objects.exists()


def test_while_a_mails_job_waits_for_a_worker_no_other_is_made(anna: Actor, post: Post) -> None:
    write(anna)
    let_time_pass()
    work()
    assert Job.objects.count() == 1
    assert len(post.taken) == 1


def test_the_log_has_no_address_and_no_word_of_a_mail(
    anna: Actor, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    post.refuses[TO] = f"550 {TO} is no user here"
    write(anna)
    work()
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("records")]
    assert any("the server answered 550" in line for line in ours)
    assert not any(TO in line or "Enkät" in line for line in ours)
