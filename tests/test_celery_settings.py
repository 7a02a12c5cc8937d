"""What Celery must be set to so that no job is lost, and who knows that there is a broker at all."""

from pathlib import Path

import pytest

from surveyapp import tasks
from surveyapp.celery import app

ROOT = Path(__file__).resolve().parent.parent


def test_a_message_is_kept_until_its_job_is_done_and_taken_one_at_a_time() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["unacked_restore_throttle"] == 1


def test_no_message_is_handed_out_again_while_its_job_may_still_run() -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit


def test_messages_are_json_and_jobs_never_run_in_the_page() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_always_eager is False
    assert app.conf.result_backend is None


@pytest.mark.django_db
@pytest.mark.parametrize(("waiting", "sent"), [(0, [100]), (99, [100]), (100, [])])
def test_the_sweeper_lets_a_long_queue_be(
    monkeypatch: pytest.MonkeyPatch, waiting: int, sent: list[int]
) -> None:
    asked: list[int] = []

    def send(*, most: int) -> int:
        asked.append(most)
        return 0

    monkeypatch.setattr(tasks, "waiting_messages", lambda: waiting)
    monkeypatch.setattr(tasks, "send_due_jobs", send)

    tasks.sweep()

    assert asked == sent


def test_one_place_knows_whether_there_is_a_broker() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for app_ in ("reading", "records", "accounts", "questionnaires", "exports", "surveyapp")
        for path in (ROOT / app_).rglob("*.py")
        if any(
            name in path.read_text(encoding="utf-8") for name in ("settings.JOB_SENDER", "settings.REDIS_URL")
        )
    }
    # The wiring: Celery's own settings, and the address that tells how the broker is.
    assert knowing == {"records/sending.py", "surveyapp/celery.py", "surveyapp/health.py"}
