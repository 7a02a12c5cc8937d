"""Adding an organisation to a round's frame, and taking one out of it. The frame is what tables count shares of."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, OrganisationKind, User
from questionnaires.models import (
    Aggregate,
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
    """Takes out an organisation that hasn't begun to answer; its extensions and reminders go with it.

    Raises Refused without a reason, for one that has begun or declined, an RSS that still has kommuner or has begun
    its report, a kommun that its RSS has counted itself, and in a published round.
    """
    _changeable(member.round, reason, by)
    # Locked first: nobody begins to answer while we look.
    found = FrameMember.objects.select_for_update(of=("self",)).select_related("round").get(pk=member.pk)
    _check_silent(found)
    if found.kind == OrganisationKind.RSS:
        _check_empty(found)
    if found.kind == OrganisationKind.KOMMUN:
        _check_not_counted(found)
    _note(FrameAction.REMOVED, found, reason, by)
    found.delete()


def _changeable(round_: Round, reason: str, by: User) -> Round:
    check_may_run_rounds(by=by)
    found = locked_round(round_)
    if found.state == RoundState.PUBLISHED:
        raise Refused(_("Insamlingen %(year)s är publicerad. Dess ram kan inte ändras.") % {"year": found})
    if not reason.strip():
        raise Refused(_("Skriv varför."))
    return found


def _check_silent(member: FrameMember) -> None:
    """Raises Refused where the organisation has answered anything, or said that it won't, or asked a question."""
    if Response.objects.filter(respondent=member).exists():
        raise Refused(_("%(name)s har börjat svara och kan inte tas bort.") % {"name": member.name})


def _check_empty(rss: FrameMember) -> None:
    names = {"name": rss.name}
    if FrameMember.objects.filter(round=rss.round_id, rss=rss.organisation_id).exists():
        raise Refused(_("%(name)s har kommuner i insamlingen. Ta bort dem först.") % names)
    if any(model.objects.filter(rss=rss).exists() for model in (Aggregate, Summary, DirectCounts)):
        raise Refused(_("%(name)s har börjat på sin rapport och kan inte tas bort.") % names)


def _check_not_counted(kommun: FrameMember) -> None:
    """Raises Refused where the RSS has entered counts of so many of its kommuner that this one is among them."""
    left = FrameMember.objects.filter(round=kommun.round_id, rss=kommun.rss_id).count() - 1
    counts = DirectCounts.objects.filter(rss__round=kommun.round_id, rss__organisation=kommun.rss_id)
    if counts.filter(kommuner__gt=left).exists():
        raise Refused(
            _("%(name)s ingår i antal som RSS själv har fyllt i, och kan inte tas bort.")
            % {"name": kommun.name}
        )


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
