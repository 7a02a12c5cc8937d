"""The way in by a link in a mail: made for a person, sent to her address, used once.

What somebody asks for on the page is only noted, and answered alike for every address; whether it is anybody's is
looked up by a job afterwards, so that neither the answer nor the time it takes tells who has an account.
"""

import base64
import hashlib
import logging
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import SignInLink, SignInRequest, User
from accounts.selectors import SYSTEM_EMAIL
from records.jobs import Progress, Store
from records.mail import page_address, write_mail
from records.services import Actor, ask_for_job, record_event

logger = logging.getLogger(__name__)

LINK_LASTS = timedelta(minutes=30)
INVITATION_LASTS = timedelta(days=14)
# How many links may be asked for to one address, and from one place (an office shares one), within WINDOW.
MOST_TO_AN_ADDRESS = 5
MOST_FROM_A_PLACE = 40
WINDOW = timedelta(minutes=30)
KEPT = timedelta(days=1)
LONGEST_PATH = 200


def make_link(*, user: User, lasts: timedelta, by: Actor, goes_to: str = "") -> SignInLink:
    """A link for a person to send in a mail: write_mail(secret=str(link.pk), until=link.expires_at).

    goes_to: the path of the page that it leads to; the start page without it.
    """
    seed = secrets.token_hex(32)
    link = SignInLink.objects.create(
        user=user,
        email=user.email,
        seed=seed,
        token_hash=_hash(_token(seed)),
        goes_to=_path(goes_to),
        expires_at=timezone.now() + lasts,
    )
    record_event(verb="sign_in_link_made", subject=link, by=by, details={"user": user.pk})
    return link


def link_address(reference: str) -> str:
    """The address that a mail leads to (settings.MAIL_SECRET): the token stands in the query, which no log has."""
    seed = SignInLink.objects.values_list("seed", flat=True).get(pk=int(reference))
    return page_address(reverse("sign_in_link")) + "?" + urlencode({"nyckel": _token(seed)})


def find_link(token: str) -> SignInLink | None:
    """The link, where it can still be used; None for one that is used, expired, or none at all."""
    return _usable(token).select_related("user").first()


def spent_link(token: str) -> SignInLink | None:
    """A link of ours, whether or not it can still be used: it signs nobody in, and tells where it led."""
    return SignInLink.objects.filter(token_hash=_hash(token)).first()


@transaction.atomic
def use_link(token: str) -> SignInLink | None:
    """Uses the link up, and returns it; None where it can't be used. Of two at the same time one gets it."""
    link = find_link(token)
    # By its number alone: of an update that also asks about its person, PostgreSQL would let both through.
    if link is None or not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        return None
    record_event(verb="sign_in_by_link", subject=link, by=link.user)
    return link


def request_link(*, email: str, ip: str | None, goes_to: str = "") -> None:
    """Notes that somebody asks for a link, and lets a job see to it, unless it was asked for too often.

    The same work for every address, whether it is anybody's or not.
    """
    now = timezone.now()
    SignInRequest.objects.filter(at__lt=now - KEPT).delete()
    request = SignInRequest.objects.create(email=email.strip().lower(), ip=ip, goes_to=_path(goes_to))
    # Noted before counting: of many at the same time no more than allowed find themselves within the limit.
    recent = SignInRequest.objects.filter(at__gt=now - WINDOW)
    to_address = recent.filter(email=request.email).count()
    from_place = recent.filter(ip=ip).count() if ip else 0
    if to_address > MOST_TO_AN_ADDRESS or from_place > MOST_FROM_A_PLACE:
        logger.warning("A sign-in link was asked for too often (request %s).", request.pk)
        return
    ask_for_job(kind="sign_in_link", arguments={"request": request.pk}, by=_Nobody())


def send_link(arguments: dict[str, Any], progress: Progress) -> Store:
    """The job: where the address is somebody's, a link to it is made and a mail written."""

    def store() -> dict[str, Any]:
        request = SignInRequest.objects.filter(pk=arguments["request"]).first()
        user = _who(request.email) if request else None
        if request is None or user is None:
            return {}
        link = make_link(user=user, lasts=LINK_LASTS, by=user, goes_to=request.goes_to)
        minutes = int(LINK_LASTS.total_seconds() // 60)
        write_mail(
            kind="sign_in_link",
            to=user.email,
            name=user.name,
            language=user.language,
            context={"minutes": minutes},
            by=user,
            user=user.pk,
            until=link.expires_at,
            secret=str(link.pk),
        )
        return {}

    return store


class _Nobody:
    """Who asks for a link: nobody whom we know yet."""

    pk = None
    name = "–"


def _who(email: str) -> User | None:
    return User.objects.filter(email=email, is_active=True).exclude(email=SYSTEM_EMAIL).first()


def _usable(token: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token),
        used_at=None,
        expires_at__gt=timezone.now(),
        user__is_active=True,
        user__email=F("email"),
    )


def _token(seed: str) -> str:
    """256 bits that follow from the seed for who has the SECRET_KEY, and for nobody else."""
    digest = salted_hmac("accounts.sign_in_links", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _path(address: str) -> str:
    """Where one of our paths is meant; it is checked once more when somebody is sent there."""
    return address if len(address) <= LONGEST_PATH else ""
