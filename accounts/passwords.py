"""The way in by a password: how often one may guess, and what is kept of it."""

import logging
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import PasswordTry, User
from accounts.services import system_user
from records.services import record_event

logger = logging.getLogger(__name__)

# How many wrong passwords may be tried for one address, and from one place (an office shares one), within WINDOW.
MOST_FOR_AN_ADDRESS = 10
MOST_FROM_A_PLACE = 40
WINDOW = timedelta(minutes=30)
KEPT = timedelta(days=1)
# As the database keeps it; what is longer is nobody's.
LONGEST_EMAIL = 254


class TooManyTries(Exception):
    """Too many wrong passwords. until: when one may try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def try_password(*, email: str, password: str, ip: str | None) -> User | None:
    """Whose address and password it is; None where they don't belong together, or to nobody who may sign in.

    The same work for every address, whether it is anybody's or not. Raises TooManyTries.
    """
    tried = _note(email.strip().lower()[:LONGEST_EMAIL], ip)
    # In no transaction: a password is slow to check, and others would wait.
    user = authenticate(username=email, password=password)
    if not isinstance(user, User):
        _note_lock(tried)
        return None
    with transaction.atomic():
        PasswordTry.objects.filter(email=tried.email).delete()
        record_event(verb="sign_in_by_password", subject=user, by=user)
    return user


def _note(email: str, ip: str | None) -> PasswordTry:
    """Keeps that a password is tried, until it turns out to be the right one. Raises TooManyTries."""
    PasswordTry.objects.filter(at__lt=timezone.now() - KEPT).delete()
    # Noted before counting, and seen by others at once: of many at the same time no more than allowed go on.
    tried = PasswordTry.objects.create(email=email, ip=ip)
    until = [one.at + WINDOW for tries, most in _limits(tried).values() for one in tries[most : most + 1]]
    if until:
        tried.delete()
        raise TooManyTries(max(until))
    return tried


def _note_lock(tried: PasswordTry) -> None:
    """An Event where this was the last try allowed. It doesn't say for whom: the address may be nobody's."""
    for limit, (tries, most) in _limits(tried).items():
        if tries.count() == most:
            logger.warning("Too many wrong passwords for one %s (try %s).", limit, tried.pk)
            record_event(verb="sign_in_locked", subject=tried, by=system_user(), details={"for_one": limit})


def _limits(tried: PasswordTry) -> dict[str, tuple[QuerySet[PasswordTry], int]]:
    """What is counted → the tries of late like this one, the newest first, and how many are allowed."""
    recent = PasswordTry.objects.filter(at__gt=timezone.now() - WINDOW).order_by("-at", "-pk")
    limits = {"address": (recent.filter(email=tried.email), MOST_FOR_AN_ADDRESS)}
    if tried.ip is not None:
        limits["place"] = (recent.filter(ip=tried.ip), MOST_FROM_A_PLACE)
    return limits
