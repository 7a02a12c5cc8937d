"""The settings of worker processes that the tests start: the product's, with the tests' handlers."""

from surveyapp.settings import *  # noqa: F403 - the product's settings and two changes
from surveyapp.settings import DATABASES, JOB_HANDLERS, env

JOB_HANDLERS = JOB_HANDLERS | {
    kind: f"tests.records.handlers.{kind}"
    for kind in (
        "add",
        "be_outside_a_transaction",
        "be_silent",
        "break_down",
        "break_down_while_storing",
        "count",
        "count_slowly",
        "lose_the_job",
        "mail_then_die",
        "meet",
        "refuse",
    )
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # How long a worker waits for the write lock.
    DATABASES["default"]["OPTIONS"]["timeout"] = env.float("LOCK_SECONDS", default=20)
