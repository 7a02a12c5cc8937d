"""A morning's reminders by real workers and a real mail server: killed in the middle, and two at once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from questionnaires.models import ReminderGiven
from records.models import Job, Mail, Schedule
from tests.smtp import Post, running_post
from tests.workers import Start, environment, shared, wait_until, workers

pytestmark = pytest.mark.journey

KOMMUNER = 40
# A round whose kommuner are to be reminded today, two people in each, as a schedule that is due knows.
PREPARE = f"""
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from accounts.models import Organisation, Role
from accounts.services import add_member, system_user
from questionnaires.models import FrameMember, Reminder, Round
from records.models import Schedule
from tests import country as small
small.make_country()
by, rss = system_user(), small.organisation("rss-norr")
round_ = Round.objects.get()
round_.opens, round_.deadline = timezone.localdate() - timedelta(days=30), timezone.localdate() + timedelta(days=3)
round_.save()
round_.reminders.all().delete()
Reminder.objects.create(round=round_, days=-3)
for number in range({KOMMUNER}):
    names = dict(name=f"K{{number}}", report_name=f"K{{number}}")
    kommun = Organisation.objects.create(kind="kommun", code=f"9{{number:03}}", rss=rss, **names)
    FrameMember.objects.create(
        round=round_, organisation=kommun, kind="kommun", code=kommun.code, rss=rss, **names
    )
    for role in (Role.RESPONDENT, Role.SIGNER):
        add_member(email=f"{{role}}{{number}}@kommun.example", name="Anna Ek", organisation=kommun, role=role, by=by)
Schedule.objects.filter(kind="reminders").update(due_at=timezone.now())
Schedule.objects.filter(kind="digests").delete()
print(round_.pk)
"""


@pytest.fixture
def database(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Prepared, and to be read by the test as the alias `shared`."""
    words = [sys.executable, "-c", PREPARE]
    subprocess.run(words, cwd=settings.BASE_DIR, env=environment(fresh_database), check=True)
    with shared(fresh_database, django_db_blocker):
        yield fresh_database


@pytest.fixture
def start_worker(database: str) -> Iterator[Start]:
    with workers(database) as start:
        yield start


def given() -> int:
    """How many organisations have been reminded."""
    return ReminderGiven.objects.using("shared").count()


def is_all_sent() -> bool:
    mails = Mail.objects.using("shared")
    return mails.filter(state="sent").count() == 2 * KOMMUNER and not mails.exclude(state="sent").exists()


def check_each_was_told_once(post: Post) -> None:
    """Everybody, once: in the outbox, and at the server but for what a mail says that it may have got twice."""
    everybody = {
        f"{role}{number}@kommun.example" for role in ("respondent", "signer") for number in range(KOMMUNER)
    }
    mails = Mail.objects.using("shared")
    assert Counter(mails.values_list("to", flat=True)) == dict.fromkeys(everybody, 1)
    written = [number for each in ReminderGiven.objects.using("shared") for number in each.mails]
    assert sorted(written) == sorted(mails.values_list("pk", flat=True))
    taken = Counter(post.recipients)
    assert set(taken) == everybody
    twice = {to for to, times in taken.items() if times > 1}
    assert twice <= set(mails.filter(sent_again=True).values_list("to", flat=True))


def test_killed_in_the_middle_of_a_morning_nobody_is_forgotten_and_nobody_told_twice(
    start_worker: Start,
) -> None:
    with running_post() as post:
        more = {"EMAIL_URL": post.address}
        for reminded in (3, 15, 30):
            worker = start_worker(**more)
            wait_until(lambda least=reminded: given() >= least)  # type: ignore[misc]  # the loop's own number
            worker.kill()
            worker.wait()
        # A job is tried three times; the next morning's goes on with what is left. This is that one.
        Job.objects.using("shared").filter(kind="reminders").update(attempts=1)
        start_worker(**more)
        start_worker(**more)
        wait_until(is_all_sent, seconds=60)
        check_each_was_told_once(post)
    assert given() == KOMMUNER
    subject = str(post.taken[0]["Subject"]).strip()
    assert subject.startswith("Påminnelse: lämna in Kommunernas enkät 2030 senast ")


def test_two_workers_with_the_same_morning_tell_everybody_once(start_worker: Start) -> None:
    schedule = Schedule.objects.using("shared").get(kind="reminders")
    for _ in range(2):
        Job.objects.using("shared").create(kind="reminders", arguments=schedule.arguments)
    schedule.delete()
    with running_post() as post:
        for _ in range(2):
            start_worker(EMAIL_URL=post.address)
        wait_until(is_all_sent, seconds=60)
        check_each_was_told_once(post)
    wait_until(lambda: not Job.objects.using("shared").exclude(state="done").exists())
    results = Job.objects.using("shared").filter(kind="reminders").values_list("result", flat=True)
    assert sum(result["organisations"] for result in results) == KOMMUNER
