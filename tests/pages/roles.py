"""What each role meets at an address."""

from dataclasses import dataclass

from django.test import Client

from accounts.models import User
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
    if "{alby}" in row.address:
        alby = small.response("kommun-2030", "0101")
        thread = start_comment(response=alby, text="Hej", by=cast.respondent)
        numbers |= {"alby": alby.respondent_id, "thread": thread.pk}
    for name, code in (("norr", "rss-norr"), ("ass", "rss-ass"), ("region", "01")):
        if f"{{{name}}}" in row.address:
            numbers[name] = small.member(code).pk
    if "{theirs}" in row.address:
        answers = small.response("region-2030", "01")
        numbers["theirs"] = start_comment(response=answers, text="Hej", by=cast.officer).pk
    response = getattr(client, row.method)(row.address.format(**numbers))
    return int(response.status_code)
