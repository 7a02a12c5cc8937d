"""What each role meets at an address."""

from dataclasses import dataclass

from django.test import Client

from accounts.models import User
from records.models import Job
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


@dataclass(frozen=True)
class Row:
    """An address under its url pattern's name. {job} stands for a workbook's job, {other} for one of another kind.

    {person} is the respondent, {role} her role in the coordinator's kommun, {far_role} one outside that RSS.
    """

    name: str
    address: str
    answers: tuple[int, ...]
    method: str = "get"


def status(cast: Cast, row: Row, role: str) -> int:
    """The status that a role is answered with."""
    job = Job.objects.create(kind="workbook", arguments={"year": 2030})
    other = Job.objects.create(kind="letter", arguments={"year": 2030})
    client = Client()
    user: User | None = getattr(cast, role, None)
    if user is not None:
        client.force_login(user)
    numbers = {
        "job": job.pk,
        "other": other.pk,
        "person": cast.respondent.pk,
        "role": cast.respondent.memberships.get().pk,
        "far_role": cast.region.memberships.get().pk,
    }
    response = getattr(client, row.method)(row.address.format(**numbers))
    return int(response.status_code)
