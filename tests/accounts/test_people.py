"""People, their roles, and what the database holds true about organisations."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.selectors import has_role, has_role_at, is_officer, is_system, roles_of
from accounts.services import add_member, national_organisation, system_user
from records.models import Event
from tests import country as small


def test_a_role_makes_the_person_and_leaves_an_event(country: None) -> None:
    alby = small.organisation("0101")

    membership = add_member(
        email=" Anna.Ek@Alby.example ",
        name="Anna Ek",
        organisation=alby,
        role=Role.RESPONDENT,
        by=system_user(),
    )

    assert (membership.user.email, membership.user.name) == ("anna.ek@alby.example", "Anna Ek")
    assert not membership.user.has_usable_password()
    event = Event.objects.get(verb="member_added")
    assert (event.organisation_number, event.details) == (
        alby.pk,
        {"user": membership.user.pk, "role": "respondent"},
    )


def test_the_same_role_again_is_no_change(country: None) -> None:
    small.person("Anna Ek", Role.RESPONDENT, "0101")
    small.person("Anna Ek", Role.RESPONDENT, "0101")

    assert Membership.objects.count() == 1
    assert Event.objects.filter(verb="member_added").count() == 1


def test_somebody_may_have_several_roles(country: None) -> None:
    small.person("Anna Ek", Role.RESPONDENT, "0101")
    anna = small.person("Anna Ek", Role.SIGNER, "01")

    assert [(each.organisation.code, each.role) for each in roles_of(anna)] == [
        ("0101", "respondent"),
        ("01", "signer"),
    ]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.OFFICER, "0101"),
        (Role.COORDINATOR, "0101"),
        (Role.COORDINATOR, "01"),
        (Role.SIGNER, "rss-norr"),
        (Role.ADMINISTRATOR, "rss-norr"),
        (Role.RESPONDENT, ""),
    ],
)
def test_a_role_that_there_isnt_in_such_an_organisation_is_refused(
    country: None, role: Role, code: str
) -> None:
    with pytest.raises(ValueError, match=f"no {role} in a"):
        small.person("Anna Ek", role, code)
    assert not User.objects.filter(name="Anna Ek").exists()


def test_who_has_left_has_no_role(officer: User) -> None:
    officer.is_active = False
    officer.save()

    assert roles_of(officer) == ()
    assert not is_officer(officer)
    assert not has_role(officer, Role.OFFICER, kind=OrganisationKind.NATIONAL)
    assert not has_role_at(officer, (Role.OFFICER,), national_organisation())


def test_who_hasnt_signed_in_has_no_role() -> None:
    assert roles_of(AnonymousUser()) == ()
    assert not is_officer(AnonymousUser())


def test_a_role_counts_in_its_own_organisation_only(respondent: User) -> None:
    both = (Role.RESPONDENT, Role.SIGNER)
    assert has_role_at(respondent, both, small.organisation("0101"))
    assert not has_role_at(respondent, both, small.organisation("0102"))
    assert not has_role_at(respondent, (Role.SIGNER,), small.organisation("0101"))


def test_there_is_one_system_user_and_nobody_can_sign_in_as_it(db: None) -> None:
    assert system_user() == system_user()
    assert is_system(system_user())
    assert not system_user().has_usable_password()


def test_an_administrator_is_no_officer(administrator: User) -> None:
    assert not is_officer(administrator)


def test_people_are_found_by_e_mail_whatever_its_capitals(respondent: User) -> None:
    assert User.objects.get_by_natural_key("Anna.EK@example.invalid ") == respondent


@pytest.mark.parametrize(
    ("kind", "code", "rss"),
    [
        ("kommun", "0999", ""),
        ("region", "09", "rss-norr"),
        ("rss", "rss-under", "rss-norr"),
        ("kommun", "0101", "rss-norr"),
    ],
    ids=["a kommun without RSS", "a region with one", "an RSS with one", "a code twice"],
)
def test_the_database_refuses_an_organisation_that_cant_be(
    country: None, kind: str, code: str, rss: str
) -> None:
    through = small.organisation(rss) if rss else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind=kind, code=code, name="X", report_name="X", rss=through)
