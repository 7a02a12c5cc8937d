"""Who may do what: reads about people and organisations."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from records.prepared import Given, Prepared

SYSTEM_EMAIL = "system@samsvar.invalid"


def is_system(user: User) -> bool:
    """Whether this is the user that commands act as."""
    return user.email == SYSTEM_EMAIL


def roles_of(user: User | AnonymousUser) -> tuple[Membership, ...]:
    """A person's memberships with their organisations; nobody's are empty."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return tuple(_memberships(user=user.pk))


_memberships = Prepared(
    lambda: (
        Membership.objects.filter(user=Given("user"))
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )
)


def held_roles(user: User | AnonymousUser) -> tuple[tuple[int, str], ...]:
    """The same as organisations' numbers and roles alone, in no order: every save asks it while others wait."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return tuple(_roles(user=user.pk))


_roles = Prepared(
    lambda: Membership.objects.filter(user=Given("user")).values_list("organisation_id", "role")
)


def is_officer(user: User | AnonymousUser) -> bool:
    """Whether somebody is a national officer."""
    return isinstance(user, User) and has_role(user, Role.OFFICER, kind=OrganisationKind.NATIONAL)


def has_role(user: User, role: Role, *, kind: OrganisationKind) -> bool:
    """Whether somebody has a role in any organisation of a kind."""
    return user.is_active and user.memberships.filter(role=role, organisation__kind=kind).exists()


def has_role_at(user: User, roles: tuple[Role, ...], organisation: Organisation) -> bool:
    """Whether somebody has one of these roles in this very organisation."""
    return user.is_active and user.memberships.filter(role__in=roles, organisation=organisation).exists()


def people_of(organisation: Organisation) -> tuple[Membership, ...]:
    """The active people of an organisation with their roles, by name; somebody with two roles comes twice."""
    members = organisation.memberships.filter(user__is_active=True).select_related("user", "organisation")
    return tuple(members.order_by("user__name", "user_id", "role"))


def is_administrator(user: User | AnonymousUser) -> bool:
    """Whether somebody administers the tool."""
    return isinstance(user, User) and has_role(user, Role.ADMINISTRATOR, kind=OrganisationKind.NATIONAL)


def has_coordinator_role(user: User) -> bool:
    """Whether somebody coordinates an RSS, be it one without kommuner."""
    return has_role(user, Role.COORDINATOR, kind=OrganisationKind.RSS)


def coordinated_kommuner(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """The kommuner of the RSS that somebody coordinates, by name; nobody else has any."""
    if not isinstance(user, User) or not user.is_active:
        return Organisation.objects.none()
    mine = user.memberships.filter(role=Role.COORDINATOR, organisation__kind=OrganisationKind.RSS)
    kommuner = Organisation.objects.filter(
        kind=OrganisationKind.KOMMUN, rss__in=mine.values("organisation_id")
    )
    return kommuner.order_by("name")


def organisations_to_staff(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """The organisations whose people somebody may see to: all for an administrator, a coordinator's kommuner."""
    if is_administrator(user):
        return Organisation.objects.order_by("kind", "name")
    return coordinated_kommuner(user)


@dataclass(frozen=True)
class Contacts:
    """A kommun and its active people with their roles, by name."""

    kommun: Organisation
    people: tuple[Membership, ...]


def contacts(kommuner: QuerySet[Organisation]) -> tuple[Contacts, ...]:
    """The contacts of kommuner, also of those that have none."""
    members = Membership.objects.filter(user__is_active=True).select_related("user")
    people = Prefetch("memberships", members.order_by("user__name", "role"))
    return tuple(Contacts(each, tuple(each.memberships.all())) for each in kommuner.prefetch_related(people))


def everybody(search: str = "") -> QuerySet[User]:
    """All people but the system, by name, with their memberships; those whom the words of a search fit.

    Each word is to be found in the name, the e-mail or an organisation's name.
    """
    found = User.objects.exclude(email=SYSTEM_EMAIL)
    for word in search.split():
        organisation = Q(memberships__organisation__name__icontains=word)
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | organisation)
    members = Membership.objects.select_related("organisation").order_by("organisation__name", "role")
    return found.distinct().order_by("name", "pk").prefetch_related(Prefetch("memberships", members))


def demo_people() -> tuple[tuple[Membership, ...], ...]:
    """The demonstration's named people, each with all her roles, in the order of the roles."""
    order = [role.value for role in Role]
    found = Membership.objects.filter(user__email__endswith="@demo.invalid").select_related(
        "user", "organisation"
    )
    people: dict[int, list[Membership]] = {}
    for member in sorted(found, key=lambda each: (order.index(each.role), each.user.name)):
        people.setdefault(member.user_id, []).append(member)
    return tuple(map(tuple, people.values()))
