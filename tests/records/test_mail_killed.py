"""Workers that are killed while they send, and several that send at once."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from records.models import Event, Job, Mail, Schedule
from tests.smtp import Post, running_post
from tests.workers import Start, shared, wait_until, workers

pytestmark = pytest.mark.journey


@pytest.fixture
def database(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with shared(fresh_database, django_db_blocker):
        yield fresh_database


@pytest.fixture
def start_worker(database: str) -> Iterator[Start]:
    with workers(database) as start:
        yield start


def mails() -> QuerySet[Mail]:
    return Mail.objects.using("shared")


def write(number: int, kind: str = "mail") -> Mail:
    """What write_mail leaves: the mail, its job, and the schedule behind it."""
    mail = mails().create(
        kind="reminder",
        to=f"{number}@alby.example",
        subject="Sista dag",
        text="Hej",
        message_id=f"<{number}@samsvar.example>",
    )
    job = Job.objects.using("shared").create(kind=kind, arguments={"mail": mail.pk})
    Schedule.objects.using("shared").create(
        key=f"mail:{mail.pk}",
        kind="mail",
        arguments={"mail": mail.pk},
        due_at=timezone.now(),
        every=timedelta(hours=12),
        job_number=job.pk,
    )
    return mail


def times_taken(post: Post) -> Counter[str]:
    return Counter(str(each["Message-ID"]) for each in post.taken)


def test_the_next_worker_sends_it_with_the_same_message_id_and_says_so(
    start_worker: Start, tmp_path: Path
) -> None:
    mail = write(1, kind="mail_then_die")
    with running_post() as post:
        more = {"EMAIL_URL": post.address, "DIARY": str(tmp_path / "diary")}
        killed = start_worker(**more)
        assert killed.wait(timeout=30) == -9
        assert [each["Message-ID"] for each in post.taken] == ["<1@samsvar.example>"]
        assert (mails().get().state, mails().get().sent_again) == ("waiting", False)

        second = start_worker(**more)
        wait_until(lambda: mails().get().state == "sent")
        second.terminate()
        second.wait(timeout=30)
        assert second.stderr is not None
        said = second.stderr.read()

    assert [each["Message-ID"] for each in post.taken] == ["<1@samsvar.example>"] * 2
    assert (mails().get().tries, mails().get().sent_again) == (2, True)
    assert f"Mail {mail.pk} may be sent again, as <1@samsvar.example>" in said
    assert not Schedule.objects.using("shared").exists()


def test_whenever_workers_are_killed_no_mail_is_lost_and_what_came_twice_says_so(
    start_worker: Start,
) -> None:
    for number in range(12):
        write(number)
    with running_post() as post:
        for taken in (2, 5, 8):
            worker = start_worker(EMAIL_URL=post.address)
            wait_until(lambda most=taken: len(post.taken) >= most)  # type: ignore[misc]  # the loop's own number
            worker.kill()
        start_worker(EMAIL_URL=post.address)
        wait_until(lambda: not mails().exclude(state="sent").exists())

    taken_times = times_taken(post)
    assert set(taken_times) == {f"<{number}@samsvar.example>" for number in range(12)}
    twice = {name for name, times in taken_times.items() if times > 1}
    assert twice <= set(mails().filter(sent_again=True).values_list("message_id", flat=True))
    assert not Schedule.objects.using("shared").exists()


def test_two_workers_send_each_mail_once(start_worker: Start) -> None:
    for number in range(12):
        write(number)
    with running_post() as post:
        for _ in range(2):
            start_worker(EMAIL_URL=post.address)
        wait_until(lambda: not mails().exclude(state="sent").exists())

    assert times_taken(post) == {f"<{number}@samsvar.example>": 1 for number in range(12)}
    assert not mails().filter(sent_again=True).exists()


def test_two_workers_that_sweep_make_each_job_once(start_worker: Start) -> None:
    for number in range(20):
        Schedule.objects.using("shared").create(
            key=f"count:{number}", kind="count", arguments={"number": number}, due_at=timezone.now()
        )
    for _ in range(2):
        start_worker()
    counted = Event.objects.using("shared")
    wait_until(lambda: counted.count() >= 20 and not Schedule.objects.using("shared").exists())

    assert sorted(counted.values_list("subject_number", flat=True)) == list(range(20))
    assert Job.objects.using("shared").count() == 20
