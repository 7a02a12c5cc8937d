"""Who may do what: reads about people and organisations."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, Organisation, OrganisationKind, Role, User

SYSTEM_EMAIL = "system@samsvar.invalid"


def is_system(user: User) -> bool:
    """Whether this is the user that commands act as."""
    return user.email == SYSTEM_EMAIL


def roles_of(user: User | AnonymousUser) -> tuple[Membership, ...]:
    """A person's memberships with their organisations; nobody's are empty."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return tuple(user.memberships.select_related("organisation").order_by("organisation__name", "role"))


def is_officer(user: User | AnonymousUser) -> bool:
    """Whether somebody is a national officer."""
    return isinstance(user, User) and has_role(user, Role.OFFICER, kind=OrganisationKind.NATIONAL)


def has_role(user: User, role: Role, *, kind: OrganisationKind) -> bool:
    """Whether somebody has a role in any organisation of a kind."""
    return user.is_active and user.memberships.filter(role=role, organisation__kind=kind).exists()


def has_role_at(user: User, roles: tuple[Role, ...], organisation: Organisation) -> bool:
    """Whether somebody has one of these roles in this very organisation."""
    return user.is_active and user.memberships.filter(role__in=roles, organisation=organisation).exists()


def demo_people() -> tuple[Membership, ...]:
    """The demonstration's named people with their roles, in the order of the roles."""
    order = [role.value for role in Role]
    people = Membership.objects.filter(user__email__endswith="@demo.invalid").select_related(
        "user", "organisation"
    )
    return tuple(sorted(people, key=lambda member: (order.index(member.role), member.user.name)))
