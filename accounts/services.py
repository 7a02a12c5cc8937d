"""Every write about people and organisations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.boundary import Across, is_across
from accounts.models import (
    ROLES_OF_KIND,
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    SignInLink,
    User,
)
from accounts.organisation_files import OrganisationLine
from accounts.people_file import PersonLine
from accounts.selectors import SYSTEM_EMAIL
from accounts.sign_in_links import INVITATION_LASTS, make_link
from records.mail import write_mail
from records.services import record_event


def system_user() -> User:
    """The user that commands act as; nobody can sign in as it."""
    user = User.objects.filter(email=SYSTEM_EMAIL).first()
    return user or User.objects.create_user(SYSTEM_EMAIL, name="Samsvar")


@transaction.atomic
def load_organisations(*, lines: Iterable[OrganisationLine], by: User) -> tuple[int, int]:
    """Makes or updates organisations from checked lines; returns how many were new and how many changed.

    What a file lacks stays: an organisation that has answered is never taken away by a file.
    """
    known = {(each.kind, each.code): each for each in Organisation.objects.select_related("rss")}
    new: list[Organisation] = []
    changed: list[Organisation] = []
    for line in lines:
        organisation = known.get((line.kind, line.code))
        if organisation is None:
            organisation = Organisation(kind=line.kind, code=line.code)
            _fill(organisation, line, known)
            organisation.save()
            known[(line.kind, line.code)] = organisation
            new.append(organisation)
        elif _fill(organisation, line, known):
            organisation.save()
            changed.append(organisation)
    for organisation in new:
        record_event(verb="organisation_added", subject=organisation, by=by, organisation=organisation.pk)
    for organisation in changed:
        record_event(verb="organisation_changed", subject=organisation, by=by, organisation=organisation.pk)
    return len(new), len(changed)


def _fill(
    organisation: Organisation, line: OrganisationLine, known: dict[tuple[str, str], Organisation]
) -> bool:
    """Sets the line's facts; whether any was another."""
    facts = {
        "name": line.name,
        "report_name": line.report_name,
        "lan_code": line.lan_code,
        "lan_name": line.lan_name,
        "rss": known[(OrganisationKind.RSS, line.rss)] if line.rss else None,
    }
    changed = any(getattr(organisation, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(organisation, name, value)
    return changed


def national_organisation() -> Organisation:
    """The agency that runs the collection, named by the settings."""
    agency, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.NATIONAL,
        code="national",
        defaults={"name": settings.AGENCY_NAME, "report_name": settings.AGENCY_NAME},
    )
    return agency


@transaction.atomic
def add_member(*, email: str, name: str, organisation: Organisation, role: Role, by: User) -> Membership:
    """Gives a person a role in an organisation, making the person where the e-mail is new.

    Raises ValueError for a role that there isn't in that kind of organisation, and Across for somebody who would both
    work nationally and answer or coordinate.
    """
    _check_role(role, organisation)
    user = User.objects.get_or_make(email, name=name)
    # One at a time: of two roles that come together neither is given across the other.
    User.objects.select_for_update().get(pk=user.pk)
    if is_across(user.email, organisation.kind):
        raise Across(organisation.kind)
    membership, new = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"given_by": by}
    )
    membership.user, membership.organisation = user, organisation  # at hand, not to be read again
    if new:
        record_event(
            verb="member_added",
            subject=membership,
            by=by,
            organisation=organisation.pk,
            details={"user": user.pk, "role": role},
        )
    return membership


def _check_role(role: Role, organisation: Organisation) -> None:
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise ValueError(f"no {role} in a {organisation.kind}")


@dataclass(frozen=True)
class Invited:
    """is_written_to: whether a mail goes to her; not where the address had one about the organisation today."""

    membership: Membership
    is_written_to: bool

    @property
    def user(self) -> User:
        return self.membership.user


@transaction.atomic
def invite(
    *, email: str, name: str, organisation: Organisation, role: Role, by: User, goes_to: str = ""
) -> Invited:
    """Gives a person a role, and sends her a mail with a link that signs her in, once, within 14 days.

    Again on another day: another mail, with the only link to the organisation that still signs her in; no more than
    one mail a day goes to an address about an organisation. goes_to: the path that the link leads to.
    Whether `by` may is the caller's to ask (organisations_to_staff, or a colleague's own organisation).
    Raises ValueError as add_member does, and for somebody deactivated.
    """
    membership = add_member(email=email, name=name, organisation=organisation, role=role, by=by)
    user = membership.user
    if not user.is_active:
        raise ValueError("a deactivated person can't be invited")
    link = _invitation_link(user, organisation, by=by, goes_to=goes_to)
    if link is None:
        return Invited(membership, is_written_to=False)
    write_mail(
        kind="invitation",
        to=user.email,
        name=user.name,
        language=user.language,
        context={"by": by.name, "organisation": organisation.name, "days": INVITATION_LASTS.days},
        by=by,
        organisation=organisation.pk,
        user=user.pk,
        until=link.expires_at,
        secret=str(link.pk),
    )
    record_event(verb="invite", subject=membership, by=by, organisation=organisation.pk)
    return Invited(membership, is_written_to=True)


def _invitation_link(user: User, organisation: Organisation, *, by: User, goes_to: str) -> SignInLink | None:
    """A link that invites her to an organisation, in place of those before it; None for one more the same day."""
    # One at a time: of two invitations that come together one is written.
    User.objects.select_for_update().get(pk=user.pk)
    before = Invitation.objects.filter(email=user.email, organisation=organisation)
    if before.filter(day=timezone.localdate()).exists():
        return None
    earlier = SignInLink.objects.filter(user=user, invitation__organisation=organisation, used_at=None)
    earlier.filter(expires_at__gt=timezone.now()).update(expires_at=timezone.now())
    link = make_link(user=user, lasts=INVITATION_LASTS, by=by, goes_to=goes_to)
    Invitation.objects.create(
        link=link, organisation=organisation, email=user.email, day=timezone.localdate()
    )
    return link


@transaction.atomic
def load_people(*, lines: Iterable[PersonLine], by: User) -> tuple[int, int, int]:
    """Makes or updates people and gives them roles; how many people were new, how many changed, how many roles.

    What a file lacks stays: roles, an empty phone's earlier number, and that somebody is deactivated.
    """
    national_organisation()
    organisations = {(each.kind, each.code): each for each in Organisation.objects.all()}
    known = set(User.objects.values_list("email", flat=True))
    new, changed = set[str](), set[str]()
    before = Membership.objects.count()
    for line in lines:
        where = (line.kind, line.code or "national")
        membership = add_member(
            email=line.email, name=line.name, organisation=organisations[where], role=line.role, by=by
        )
        user = membership.user
        is_other = change_person(user=user, name=line.name, phone=line.phone or user.phone, by=by)
        if line.email not in known:
            new.add(line.email)
        elif is_other:
            changed.add(line.email)
    return len(new), len(changed), Membership.objects.count() - before


@transaction.atomic
def change_person(
    *, user: User, name: str, phone: str, by: User, email: str | None = None, language: str | None = None
) -> bool:
    """Sets what is known of a person; whether anything was another. Without an e-mail or language: as before.

    The event names the fields, not the values. Links that were sent to an earlier address sign nobody in.
    """
    facts = {
        "name": name,
        "phone": phone,
        "email": email or user.email,
        "language": language or user.language,
    }
    other = sorted(field for field, value in facts.items() if getattr(user, field) != value)
    if other:
        for field in other:
            setattr(user, field, facts[field])
        user.save(update_fields=other)
        record_event(verb="person_changed", subject=user, by=by, details={"fields": other})
    return bool(other)


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User) -> Membership:
    """Gives a person another role in the same organisation, in place of this one.

    Raises ValueError for a role that there isn't in that kind of organisation.
    """
    organisation = membership.organisation
    if role == membership.role:
        return membership
    _check_role(role, organisation)
    changed = add_member(
        email=membership.user.email, name=membership.user.name, organisation=organisation, role=role, by=by
    )
    remove_member(membership=membership, by=by)
    return changed


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Takes a role from a person, who stays as a person."""
    record_event(
        verb="member_removed",
        subject=membership,
        by=by,
        organisation=membership.organisation_id,
        details={"user": membership.user_id, "role": membership.role},
    )
    membership.delete()


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Shuts a person out, at once and from every page, or lets her in again. What she did stays hers."""
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        record_event(verb="person_activated" if active else "person_deactivated", subject=user, by=by)


@transaction.atomic
def lead_links_home(*, paths: Collection[str], by: User) -> int:
    """Sign-in links that lead to pages that are no more, below one of these paths, lead to the start page; how many."""
    leading = [
        link.pk
        for link in SignInLink.objects.exclude(goes_to="").filter(used_at=None)
        if any(link.goes_to.startswith(path) for path in paths)
    ]
    return SignInLink.objects.filter(pk__in=leading).update(goes_to="")
