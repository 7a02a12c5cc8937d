"""A worker that is killed between the server's OK and our record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from records.models import Job, Mail, Schedule
from tests.smtp import running_post
from tests.workers import Start, manage, shared, wait_until, workers

pytestmark = pytest.mark.journey


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    path = tmp_path / "shared.sqlite3"
    manage(path, "migrate", "records", "--verbosity=0")
    with shared(path, django_db_blocker):
        yield path


@pytest.fixture
def start_worker(database: Path) -> Iterator[Start]:
    with workers(database) as start:
        yield start


def mails() -> Mail:
    return Mail.objects.using("shared").get()


def test_the_next_worker_sends_it_with_the_same_message_id_and_says_so(
    start_worker: Start, tmp_path: Path
) -> None:
    mail = Mail.objects.using("shared").create(
        kind="reminder",
        to="per.ask@alby.example",
        subject="Sista dag",
        text="Hej",
        message_id="<1@samsvar.example>",
    )
    job = Job.objects.using("shared").create(kind="mail_then_die", arguments={"mail": mail.pk})
    Schedule.objects.using("shared").create(
        key=f"mail:{mail.pk}",
        kind="mail",
        arguments={"mail": mail.pk},
        due_at=timezone.now(),
        job_number=job.pk,
    )
    with running_post() as post:
        more = {"EMAIL_URL": post.address, "DIARY": str(tmp_path / "diary")}
        killed = start_worker(**more)
        assert killed.wait(timeout=30) == -9
        assert [each["Message-ID"] for each in post.taken] == ["<1@samsvar.example>"]
        assert (mails().state, mails().sent_again) == ("waiting", False)

        second = start_worker(**more)
        wait_until(lambda: mails().state == "sent")
        second.terminate()
        second.wait(timeout=30)
        assert second.stderr is not None
        said = second.stderr.read()

    assert [each["Message-ID"] for each in post.taken] == ["<1@samsvar.example>"] * 2
    assert (mails().tries, mails().sent_again) == (2, True)
    assert f"Mail {mail.pk} may be sent again, as <1@samsvar.example>" in said
    assert not Schedule.objects.using("shared").exists()
