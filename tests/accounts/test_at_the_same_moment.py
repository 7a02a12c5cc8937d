"""Two people, or one twice, at the same moment on PostgreSQL: a link is used once, and a new person is one."""

import pytest

from accounts.models import Membership, Role, User
from accounts.services import invite, system_user
from accounts.sign_in_links import LINK_LASTS, link_address, make_link, use_link
from records.models import Event
from tests import country as small
from tests.engines.meanwhile import meanwhile, played

pytestmark = pytest.mark.journey


def link_used_twice() -> object:
    small.make_country()
    anna = small.person("Anna Ek", Role.RESPONDENT, "0101")
    link = make_link(user=anna, lasts=LINK_LASTS, by=anna)
    token = link_address(str(link.pk)).partition("?nyckel=")[2]
    told = meanwhile(lambda: use_link(token), lambda: use_link(token))
    return [told, Event.objects.filter(verb="sign_in_by_link").count()]


def test_of_two_who_use_a_link_at_the_same_moment_one_is_let_in(server_database: str) -> None:
    assert played(server_database, link_used_twice) == ["None", 1]


def invite_ny(role: Role) -> str:
    invited = invite(
        email="Ny@example.invalid",
        name="Ny Lind",
        organisation=small.organisation("0101"),
        role=role,
        by=system_user(),
    )
    return invited.membership.role


def invited_twice() -> object:
    small.make_country()
    told = meanwhile(lambda: invite_ny(Role.RESPONDENT), lambda: invite_ny(Role.SIGNER))
    people = User.objects.filter(email="ny@example.invalid")
    return [
        told,
        people.count(),
        sorted(Membership.objects.filter(user__in=people).values_list("role", flat=True)),
    ]


def test_who_is_invited_by_two_at_the_same_moment_is_one_person_with_both_roles(server_database: str) -> None:
    assert played(server_database, invited_twice) == ["signer", 1, ["respondent", "signer"]]
