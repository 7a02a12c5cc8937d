"""The way in to everything that a national officer reads and does about a round."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import Membership, OrganisationKind, Role, User
from accounts.selectors import roles_of
from questionnaires.models import Round


@dataclass(frozen=True)
class Officer:
    """A national officer with all her memberships."""

    user: User
    memberships: tuple[Membership, ...] = field(repr=False)


def officer_of(user: User | AnonymousUser) -> Officer:
    """The officer that somebody is. Raises Http404 for everybody else."""
    memberships = roles_of(user)
    if not isinstance(user, User) or not make_an_officer(memberships):
        raise Http404
    return Officer(user, memberships)


def make_an_officer(memberships: Iterable[Membership]) -> bool:
    """Whether these are the memberships of a national officer."""
    return any(
        each.role == Role.OFFICER and each.organisation.kind == OrganisationKind.NATIONAL
        for each in memberships
    )


def round_named(slug: str) -> Round:
    """The round that an address names: "2026", or "2026-prov" for its trial. Raises Http404 where there is none."""
    year, _, trial = slug.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and trial in ("", "prov")):
        raise Http404
    found = Round.objects.filter(year=int(year), is_trial=trial == "prov").first()
    if found is None or found.slug != slug:
        raise Http404
    return found
