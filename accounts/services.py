"""Every write about people and organisations."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from accounts.models import ROLES_OF_KIND, Membership, Organisation, OrganisationKind, Role, User
from accounts.organisation_files import OrganisationLine
from accounts.selectors import SYSTEM_EMAIL
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

    Raises ValueError for a role that there isn't in that kind of organisation.
    """
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise ValueError(f"no {role} in a {organisation.kind}")
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or User.objects.create_user(email, name=name)
    membership, new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if new:
        record_event(
            verb="member_added",
            subject=membership,
            by=by,
            organisation=organisation.pk,
            details={"user": user.pk, "role": role},
        )
    return membership
