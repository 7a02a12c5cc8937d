"""A clock that a test sets."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

SWEDEN = ZoneInfo("Europe/Stockholm")


class Clock:
    """What the product takes for the time: Swedish, until it is set anew. The database keeps its own."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def set(self, moment: str) -> datetime:
        """ "2031-03-17 07:00" """
        now = datetime.fromisoformat(moment).replace(tzinfo=SWEDEN)
        self._patch.setattr(timezone, "now", lambda: now)
        return now
