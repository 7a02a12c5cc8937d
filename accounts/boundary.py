"""Who can't have a role beside those that they have: nobody both works nationally and answers or coordinates.

National staff never handle a single kommun's answers (field guide), so nobody gives them a kommun's role either.
"""

from django.utils.translation import gettext as _

from accounts.models import Membership, OrganisationKind


class Across(ValueError):
    """A role across the boundary; the message says so to whoever wanted to give it."""

    def __init__(self, kind: str) -> None:
        super().__init__(across_sentence(kind))


def is_across(email: str, kind: str) -> bool:
    """Whether a role in an organisation of a kind would be across the boundary for the person of that e-mail."""
    theirs = Membership.objects.filter(user__email=email.strip().lower())
    if kind == OrganisationKind.NATIONAL:
        return theirs.exclude(organisation__kind=OrganisationKind.NATIONAL).exists()
    return theirs.filter(organisation__kind=OrganisationKind.NATIONAL).exists()


def across_sentence(kind: str) -> str:
    """Why somebody can't have a role in an organisation of a kind beside those that she has."""
    if kind == OrganisationKind.NATIONAL:
        return _(
            "Personen svarar eller samordnar redan för en organisation och kan då inte arbeta nationellt: den "
            "nationella nivån ser aldrig en enskild kommuns svar. Ta bort den rollen först, eller använd en annan "
            "e-postadress."
        )
    return _(
        "Personen arbetar nationellt och kan då inte svara eller samordna: den nationella nivån ser aldrig en enskild "
        "kommuns svar. Använd en annan e-postadress."
    )
