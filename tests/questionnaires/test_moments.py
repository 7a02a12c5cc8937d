"""When something happened, as somebody reads it now."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from questionnaires.templatetags.moments import moment

NOW = datetime(2030, 3, 2, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2030, 3, 2, 8, 12, tzinfo=UTC), "i dag kl. 09.12"),
        # 00.30 in Sweden, the evening before in UTC.
        (datetime(2030, 3, 1, 23, 30, tzinfo=UTC), "i dag kl. 00.30"),
        (datetime(2030, 3, 1, 15, 40, tzinfo=UTC), "i går kl. 16.40"),
        (datetime(2030, 2, 28, 22, 59, tzinfo=UTC), "28 februari 2030"),
        (datetime(2029, 3, 2, 11, 0, tzinfo=UTC), "2 mars 2029"),
    ],
)
def test_the_nearest_days_are_told_as_such(at: datetime, said: str) -> None:
    assert moment(at) == said


def test_a_list_of_changes_has_the_time_of_other_days_too() -> None:
    assert moment(datetime(2030, 2, 27, 8, 5, tzinfo=UTC), "time") == "27 februari 2030 kl. 09.05"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2030, 3, 2, 8, 12, tzinfo=UTC), "today at 09:12"),
        (datetime(2030, 3, 1, 15, 40, tzinfo=UTC), "yesterday at 16:40"),
        (datetime(2030, 2, 27, 8, 5, tzinfo=UTC), "27 February 2030 at 09:05"),
    ],
)
def test_days_and_times_of_day_are_written_the_british_way_in_english(at: datetime, said: str) -> None:
    with translation.override("en"):
        assert moment(at, "time") == said
