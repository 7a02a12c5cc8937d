"""Bringing more people of an organisation into its answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.boundary import across_sentence, is_across
from accounts.models import Membership, Role, User
from accounts.selectors import has_role_at
from accounts.services import Invited, invite, remove_member
from questionnaires.models import Assignment, FrameMember
from questionnaires.rules import ANSWERING, Refused, can_uninvite


@transaction.atomic
def invite_colleague(*, member: FrameMember, email: str, name: str, goes_to: str, by: User) -> Invited:
    """Lets a colleague answer for the organisation, and mails a link that leads to `goes_to`.

    Somebody who answers for it already gets the link alone; nobody is written to twice a day. Raises Refused for others
    than the organisation's own, for somebody who has been shut out, and for national staff.
    """
    if not has_role_at(by, ANSWERING, member.organisation):
        raise Refused(_("Du har inte behörighet att göra det här för %(name)s.") % {"name": member.name})
    known = User.objects.filter(email=email.strip().lower()).first()
    if known and not known.is_active:
        raise Refused(_("Adressen är avstängd. Hör av dig till den som bjöd in dig om det är fel."))
    if is_across(email, member.kind):
        raise Refused(across_sentence(member.kind))
    role = (
        Role.SIGNER if known and has_role_at(known, (Role.SIGNER,), member.organisation) else Role.RESPONDENT
    )
    return invite(email=email, name=name, organisation=member.organisation, role=role, by=by, goes_to=goes_to)


@transaction.atomic
def uninvite_colleague(*, membership: Membership, member: FrameMember, by: User) -> None:
    """Takes back an invitation, and what the colleague had taken on: she no longer reads or answers anything here.

    Raises Refused for anybody but the one who invited her, and for a signer, whom others than colleagues appointed.
    """
    if not can_uninvite(membership, by=by):
        raise Refused(
            _("Bara den som bjöd in %(person)s kan ta tillbaka inbjudan.") % {"person": membership.user.name}
        )
    Assignment.objects.filter(response__respondent=member, user=membership.user_id).delete()
    remove_member(membership=membership, by=by)
