"""Adding an organisation to a round's frame, and taking one out of it. The frame is what tables count shares of."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind, User
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    DirectCounts,
    FrameAction,
    FrameChange,
    FrameMember,
    Response,
    Round,
    RoundState,
    Summary,
)
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.services.rounds import FRAMED_KINDS, framed, locked_round
from records.services import record_event


@transaction.atomic
def add_to_frame(*, round_: Round, organisation: Organisation, reason: str, by: User) -> FrameMember:
    """Lets an organisation answer in a round, with the name, län and RSS that it has now.

    Raises Refused without a reason, for one that is in the frame already or is of a kind that isn't asked, for a kommun
    whose RSS isn't in it, and in a published round.
    """
    found = _changeable(round_, reason, by)
    names = {"name": organisation.name}
    if organisation.kind not in FRAMED_KINDS:
        raise Refused(_("%(name)s är inte en region, RSS eller kommun.") % names)
    if found.frame.filter(organisation=organisation).exists():
        raise Refused(_("%(name)s är redan med i insamlingen.") % names)
    if organisation.rss_id and not found.frame.filter(organisation=organisation.rss_id).exists():
        raise Refused(_("Lägg till kommunens RSS först: %(name)s svarar genom den.") % names)
    added = framed(round_=found, organisation=organisation)
    added.save()
    _note(FrameAction.ADDED, added, reason, by)
    return added


@transaction.atomic
def remove_from_frame(*, member: FrameMember, reason: str, by: User) -> None:
    """Takes out an organisation of which there is nothing in the round yet; its extensions and reminders go with it.

    Raises Refused without a reason, and as check_removable does.
    """
    _changeable(member.round, reason, by)
    # Locked first: nobody begins to answer while we look.
    found = FrameMember.objects.select_for_update(of=("self",)).select_related("round").get(pk=member.pk)
    check_removable(member=found, by=by)
    _note(FrameAction.REMOVED, found, reason, by)
    found.delete()


def check_removable(*, member: FrameMember, by: User) -> None:
    """Raises Refused where an organisation can't be taken out of the frame now, whatever the reason.

    For anybody but an officer, and in a published round. For a region or an RSS that has answered, declined or asked;
    an RSS that has kommuner, or has begun its report. For every kommun of an RSS where one has, or which has counted
    them: a refusal tells an officer nothing of one kommun, and no count is of more kommuner than there are.
    """
    check_may_run_rounds(by=by)
    _check_unpublished(member.round)
    if member.kind == OrganisationKind.KOMMUN:
        _check_none_begun(member)
        return
    if Response.objects.filter(respondent=member).exists():
        raise Refused(
            _(
                "%(name)s har redan svarat, avstått eller ställt en fråga i insamlingen. Det ska finnas kvar, så "
                "%(name)s kan inte tas bort."
            )
            % {"name": member.name}
        )
    if member.kind == OrganisationKind.RSS:
        _check_empty(member)


def _changeable(round_: Round, reason: str, by: User) -> Round:
    check_may_run_rounds(by=by)
    found = locked_round(round_)
    _check_unpublished(found)
    if not reason.strip():
        raise Refused(_("Skriv varför."))
    return found


def _check_unpublished(round_: Round) -> None:
    if round_.state == RoundState.PUBLISHED:
        raise Refused(_("Insamlingen %(year)s är publicerad. Dess ram kan inte ändras.") % {"year": round_})


def _check_none_begun(kommun: FrameMember) -> None:
    """Raises Refused where any kommun of the RSS has begun, or the RSS has counted them, now or in a version."""
    kommuner = FrameMember.objects.filter(round=kommun.round_id, rss=kommun.rss_id)
    rss = FrameMember.objects.get(round=kommun.round_id, organisation=kommun.rss_id)
    has_begun = (
        Response.objects.filter(respondent__in=kommuner).exists()
        or DirectCounts.objects.filter(rss=rss).exists()
        or AggregateVersion.objects.filter(aggregate__rss=rss).exists()
    )
    if has_begun:
        raise Refused(
            _(
                "I %(rss)s har någon redan börjat svara, avstått eller ställt en fråga. Då kan ingen av kommunerna tas "
                "bort. En kommun som inte svarar räknas som ”Saknas svar”."
            )
            % {"rss": rss.name}
        )


def _check_empty(rss: FrameMember) -> None:
    names = {"name": rss.name}
    if FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id).exists():
        raise Refused(_("%(name)s har kommuner i insamlingen. Ta bort dem först.") % names)
    if any(model.objects.filter(rss=rss).exists() for model in (Aggregate, Summary, DirectCounts)):
        raise Refused(_("%(name)s har börjat på sin rapport och kan inte tas bort.") % names)


def _note(action: FrameAction, member: FrameMember, reason: str, by: User) -> None:
    """The change with its reason, and an Event of the round's: the tables' denominators are others now."""
    change = FrameChange.objects.create(
        round=member.round,
        organisation=member.organisation,
        action=action,
        reason=reason.strip(),
        at=timezone.now(),
        by=by,
    )
    record_event(
        verb=f"frame_{action}",
        subject=change,
        by=by,
        year=member.round.counted_year,
        details={"organisation": member.organisation_id},
    )
