"""What each role meets at an address."""

from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client

from accounts.models import User
from questionnaires.models import Side
from questionnaires.services.comments import start_comment
from records.models import Job
from tests import country as small
from tests.pages.country import Cast

ROLES = ("nobody", "respondent", "coordinator", "region", "officer", "administrator")
EVERYBODY = (200, 200, 200, 200, 200, 200)
OFFICER = (404, 404, 404, 404, 200, 404)
OFFICER_GOES_ON = (404, 404, 404, 404, 302, 404)
ADMINISTRATOR = (404, 404, 404, 404, 404, 200)
ADMINISTRATOR_GOES_ON = (404, 404, 404, 404, 404, 302)
STAFFS = (404, 404, 200, 404, 404, 200)
STAFFS_GOES_ON = (404, 404, 302, 404, 404, 302)
NOBODY = (404, 404, 404, 404, 404, 404)
ALL_GO_ON = (302, 302, 302, 302, 302, 302)


# Alby's own: nobody signs in and comes back, a stranger learns nothing.
OWN = (302, 200, 404, 404, 404, 404)
OWN_GOES_ON = (302, 302, 404, 404, 404, 404)
ONLY_SIGN_IN = (302, 404, 404, 404, 404, 404)
OWN_POSTS_ONLY = (302, 405, 405, 405, 405, 405)
# RSS Norr's coordinators' own.
RSS = (302, 404, 200, 404, 404, 404)
RSS_GOES_ON = (302, 404, 302, 404, 404, 404)


@dataclass(frozen=True)
class Row:
    """An address under its url pattern's name. {job} stands for a workbook's job, {other} for one of another kind.

    {person} is the respondent, {role} her role in the coordinator's kommun, {far_role} one outside that RSS.
    {alby} is the respondent's organisation in the frame of 2030, {thread} a thread of its own. {norr} is the
    coordinator's RSS in that frame, {ass} another, {region} Region Norr, {theirs} an officer's thread on its response.
    """

    name: str
    address: str
    answers: tuple[int, ...]
    method: str = "get"


@dataclass(frozen=True)
class Visits:
    """What the rows' addresses name, made once, and each role signed in once."""

    numbers: dict[str, int]
    cookies: dict[str, SimpleCookie]
    client: Client

    def statuses(self, row: Row) -> tuple[int, ...]:
        """What each role is answered with at a row's address, by a site that no other has visited."""
        return tuple(self._status(row, role) for role in ROLES)

    def _status(self, row: Row, role: str) -> int:
        self.client.cookies = deepcopy(self.cookies[role])
        with transaction.atomic():
            response = getattr(self.client, row.method)(row.address.format(**self.numbers))
            transaction.set_rollback(True)
        return int(response.status_code)


def make_visits(cast: Cast) -> Visits:
    return Visits(
        numbers=_numbers(cast),
        cookies={role: _cookies(getattr(cast, role, None)) for role in ROLES},
        client=Client(),
    )


def _numbers(cast: Cast) -> dict[str, int]:
    alby = small.response("kommun-2030", "0101")
    region = small.response("region-2030", "01")
    return {
        "job": Job.objects.create(kind="workbook", arguments={"year": 2030}).pk,
        "other": Job.objects.create(kind="letter", arguments={"year": 2030}).pk,
        "person": cast.respondent.pk,
        "role": cast.respondent.memberships.get().pk,
        "far_role": cast.region.memberships.get().pk,
        "alby": alby.respondent_id,
        "thread": start_comment(response=alby, text="Hej", side=Side.OWN, by=cast.respondent).pk,
        "norr": small.member("rss-norr").pk,
        "ass": small.member("rss-ass").pk,
        "region": region.respondent_id,
        "theirs": start_comment(response=region, text="Hej", side=Side.RECEIVER, by=cast.officer).pk,
    }


def _cookies(user: User | None) -> SimpleCookie:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.cookies
