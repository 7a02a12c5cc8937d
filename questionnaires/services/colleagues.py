"""Bringing more people of an organisation into its answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.selectors import has_role_at
from accounts.services import Invited, invite
from questionnaires.models import FrameMember
from questionnaires.rules import ANSWERING, Refused


@transaction.atomic
def invite_colleague(*, member: FrameMember, email: str, name: str, goes_to: str, by: User) -> Invited:
    """Lets a colleague answer for the organisation, and mails a link that leads to `goes_to`.

    Somebody who answers for it already gets the link alone; nobody is written to twice a day. Raises Refused for others
    than the organisation's own, and for somebody who has been shut out.
    """
    if not has_role_at(by, ANSWERING, member.organisation):
        raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})
    known = User.objects.filter(email=email.strip().lower()).first()
    if known and not known.is_active:
        raise Refused(_("Adressen är avstängd. Hör av dig till den som bjöd in dig om det är fel."))
    role = (
        Role.SIGNER if known and has_role_at(known, (Role.SIGNER,), member.organisation) else Role.RESPONDENT
    )
    return invite(email=email, name=name, organisation=member.organisation, role=role, by=by, goes_to=goes_to)
