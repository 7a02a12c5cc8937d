"""Inviting people, changing their roles, shutting them out; and whose people somebody sees to."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, Role, SignInLink, User
from accounts.selectors import contacts, coordinated_kommuner, everybody, organisations_to_staff, people_of
from accounts.services import change_person, change_role, invite, remove_member, set_active, system_user
from accounts.sign_in_links import LINK_LASTS, find_link, link_address, make_link
from records.models import Event, Mail
from tests import country as small
from tests.clock import Clock


def test_an_invitation_gives_a_role_and_writes_a_mail_with_a_link(country: None, coordinator: User) -> None:
    invited = invite(
        email="Bo.Berg@alby.example",
        name="Bo Berg",
        organisation=small.organisation("0101"),
        role=Role.SIGNER,
        by=coordinator,
    )

    membership, mail, link = invited.membership, Mail.objects.get(), SignInLink.objects.get()
    assert invited.is_written_to
    assert (membership.user.email, membership.role) == ("bo.berg@alby.example", "signer")
    assert (mail.kind, mail.to, mail.name, mail.language) == (
        "invitation",
        "bo.berg@alby.example",
        "Bo Berg",
        "sv",
    )
    assert (mail.user_number, mail.organisation_number) == (membership.user.pk, membership.organisation.pk)
    assert (mail.secret, mail.until) == (str(link.pk), link.expires_at)
    assert mail.subject == "Inbjudan till Samsvar – insamling och uppföljning"
    assert "Karin Björk har bjudit in dig att arbeta för Alby i Samsvar" in mail.text
    assert "gäller i 14 dagar och bara en gång" in mail.text
    assert (link.expires_at - link.made_at).days in (13, 14)
    event = Event.objects.get(verb="invite")
    assert (event.by_name, event.subject_number) == ("Karin Björk", membership.pk)


def again(person: User, code: str = "0101") -> bool:
    """Invites somebody to an organisation; whether that is by a mail."""
    invited = invite(
        email=person.email,
        name=person.name,
        organisation=small.organisation(code),
        role=Role.RESPONDENT,
        by=system_user(),
    )
    return invited.is_written_to


def test_a_hundred_invitations_in_a_day_are_one_mail_and_the_same_role(respondent: User) -> None:
    assert [again(respondent) for _ in range(100)] == [True, *[False] * 99]
    assert Membership.objects.filter(user=respondent).count() == 1
    assert (Mail.objects.count(), SignInLink.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="invite").count() == 1


def test_another_organisation_or_address_is_another_mail(respondent: User) -> None:
    assert again(respondent)
    assert again(respondent, "0102")
    change_person(user=respondent, name="Anna Ek", phone="", email="anna.ek@alby.example", by=system_user())
    assert again(respondent)
    assert [each.to for each in Mail.objects.order_by("pk")][-1] == "anna.ek@alby.example"


def test_of_the_invitations_to_an_organisation_the_newest_signs_in(
    respondent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    asked_for = make_link(user=respondent, lasts=LINK_LASTS, by=respondent)
    clock.set("2030-11-04 09:00")
    assert again(respondent)
    assert again(respondent, "0102")
    clock.set("2030-11-05 09:00")
    assert again(respondent)
    first, other, newest = SignInLink.objects.exclude(pk=asked_for.pk).order_by("pk")
    assert [signs_in(each) for each in (first, other, newest)] == [False, True, True]
    asked_for.refresh_from_db()
    assert asked_for.expires_at - asked_for.made_at > LINK_LASTS - timedelta(seconds=1)


def signs_in(link: SignInLink) -> bool:
    return find_link(link_address(str(link.pk)).partition("?nyckel=")[2]) is not None


def test_somebody_shut_out_is_not_invited(respondent: User, coordinator: User) -> None:
    set_active(user=respondent, active=False, by=coordinator)
    with pytest.raises(ValueError, match="deactivated"):
        invite(
            email=respondent.email,
            name="Anna Ek",
            organisation=small.organisation("0102"),
            role=Role.SIGNER,
            by=coordinator,
        )
    assert not Mail.objects.exists()
    assert respondent.memberships.count() == 1


def test_a_changed_role_takes_the_earlier_ones_place(respondent: User) -> None:
    changed = change_role(membership=respondent.memberships.get(), role=Role.SIGNER, by=system_user())

    assert list(respondent.memberships.all()) == [changed]
    assert changed.role == "signer"
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "member_added",
        "member_removed",
    ]


def test_the_same_role_is_no_change_and_a_foreign_one_is_refused(respondent: User) -> None:
    membership = respondent.memberships.get()
    events = Event.objects.count()
    assert change_role(membership=membership, role=Role.RESPONDENT, by=system_user()) == membership
    with pytest.raises(ValueError, match="no officer in a kommun"):
        change_role(membership=membership, role=Role.OFFICER, by=system_user())
    assert Event.objects.count() == events


def test_a_role_taken_away_leaves_the_person(respondent: User) -> None:
    membership = respondent.memberships.get()
    number = membership.pk
    remove_member(membership=membership, by=system_user())

    assert not Membership.objects.filter(user=respondent).exists()
    event = Event.objects.get(verb="member_removed")
    assert (event.subject_number, event.details) == (number, {"user": respondent.pk, "role": "respondent"})


def test_what_is_known_of_a_person_is_changed_with_the_fields_named_not_the_values(respondent: User) -> None:
    for changed in (True, False):
        is_other = change_person(
            user=respondent, name="Anna Ek", phone="036-1", language="en", by=system_user()
        )
        assert is_other is changed
    assert Event.objects.get(verb="person_changed").details == {"fields": ["language", "phone"]}


def test_shutting_out_and_letting_in_leave_an_event_each(respondent: User) -> None:
    for active in (False, False, True):
        set_active(user=respondent, active=active, by=system_user())
    verbs = Event.objects.filter(verb__startswith="person_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["person_deactivated", "person_activated"]


def test_the_people_of_an_organisation_are_its_active_ones(
    respondent: User, colleague: User, stranger: User
) -> None:
    assert [(each.user.name, each.role) for each in people_of(small.organisation("0101"))] == [
        ("Anna Ek", "respondent"),
        ("Per Ask", "signer"),
    ]
    set_active(user=colleague, active=False, by=system_user())
    assert [each.user.name for each in people_of(small.organisation("0101"))] == ["Anna Ek"]


def test_a_coordinator_sees_to_her_own_kommuner_and_nobody_else_does(
    coordinator: User, respondent: User, officer: User, region_signer: User
) -> None:
    assert {each.code for each in organisations_to_staff(coordinator)} == {"0101", "0102", "0103"}
    for other in (respondent, officer, region_signer, AnonymousUser()):
        assert not organisations_to_staff(other).exists()


def test_an_administrator_sees_to_all(administrator: User) -> None:
    codes = {each.code for each in organisations_to_staff(administrator)}
    assert {"0101", "0201", "01", "rss-norr", "national"} <= codes


def test_a_coordinator_who_has_left_sees_to_nobody(coordinator: User) -> None:
    coordinator.is_active = False
    assert not organisations_to_staff(coordinator).exists()


def test_a_kommun_without_contacts_is_among_them(coordinator: User, respondent: User, stranger: User) -> None:
    found = contacts(coordinated_kommuner(coordinator))
    assert [(each.kommun.name, [one.user.name for one in each.people]) for each in found] == [
        ("Alby", ["Anna Ek"]),
        ("Berga", []),
        ("Cedra", []),
    ]


def test_a_search_finds_by_name_address_and_organisation(
    respondent: User, colleague: User, stranger: User
) -> None:
    assert [each.name for each in everybody("alby")] == ["Anna Ek", "Per Ask"]
    assert [each.name for each in everybody("ask alby")] == ["Per Ask"]
    assert [each.name for each in everybody("stina.alm@")] == ["Stina Alm"]
    assert [each.name for each in everybody("")] == ["Anna Ek", "Per Ask", "Stina Alm"]
