"""Runs background jobs until it is stopped, and makes jobs of schedules as they fall due."""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connections

from records.jobs import run_next
from records.schedules import make_due_jobs

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
# How often schedules are looked at, and how many are made jobs of at a time.
SWEEP_SECONDS = 5
MOST_SWEPT = 100


class Command(BaseCommand):
    help = "Utför bakgrundsjobb tills det stoppas (Ctrl-C eller SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="utför det som väntar och sluta sedan")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self.stopping = False
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._work(once=once)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _work(self, *, once: bool) -> None:
        swept = float("-inf")
        while not self.stopping:
            try:
                if time.monotonic() - swept > SWEEP_SECONDS:
                    make_due_jobs(most=MOST_SWEPT)
                    swept = time.monotonic()
                worked = run_next(stopping=lambda: self.stopping)
            except (OperationalError, InterfaceError):
                # Locked for long, or away for a moment. A job that was under way is claimed again in time.
                if once:
                    raise
                logger.warning("The database doesn't answer; trying again.", exc_info=True)
                connections.close_all()
                worked = False
            if worked:
                continue
            if once:
                return
            time.sleep(POLL_SECONDS)
