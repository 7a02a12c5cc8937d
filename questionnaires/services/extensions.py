"""More time for one organisation: a region or an RSS asks the national level, a kommun its RSS."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from questionnaires.models import Extension, FrameMember, Round, RoundState
from questionnaires.rules import Refused, check_may_extend
from questionnaires.selectors.deadlines import due_day, report_day
from questionnaires.selectors.holding import hold_round
from records.services import record_event


@transaction.atomic
def grant_extension(*, member: FrameMember, key: str, until: date, reason: str, by: User) -> Extension:
    """Gives an organisation until a day to answer a questionnaire, in place of what it was given before.

    Nothing that comes in until then is late. Raises Refused for somebody who may not, without a reason, for a day that
    has passed or gives no more time, for a kommun a day after its RSS's own last, and in a published round.
    """
    check_may_extend(member, by=by)
    _check_round(member)
    _check_asked(member, key)
    if not reason.strip():
        raise Refused(_("Skriv varför. Den som får mer tid ser skälet."))
    _check_day(member, key, until)
    granted, _is_new = Extension.objects.update_or_create(
        member=member,
        key=key,
        defaults={"until": until, "reason": reason.strip(), "at": timezone.now(), "by": by},
    )
    _note("extension_granted", granted, by, until=until.isoformat())
    return granted


@transaction.atomic
def end_extension(*, extension: Extension, by: User) -> None:
    """Takes an extension back: the ordinary last day holds again. What has come in keeps the mark that it got.

    Raises Refused for somebody who may not, and in a published round.
    """
    check_may_extend(extension.member, by=by)
    _check_round(extension.member)
    _note("extension_ended", extension, by)
    extension.delete()


def _check_round(member: FrameMember) -> None:
    hold_round(member.pk)
    if Round.objects.filter(pk=member.round_id, state=RoundState.PUBLISHED).exists():
        raise Refused(_("Insamlingen %(year)s är publicerad.") % {"year": member.round})


def _check_asked(member: FrameMember, key: str) -> None:
    if not member.round.questionnaires.filter(key=key, respondents=member.kind).exists():
        raise Refused(_("%(name)s har inte fått den enkäten.") % {"name": member.name})


def _check_day(member: FrameMember, key: str, until: date) -> None:
    ordinary = due_day(member, key).ordinary
    if until <= ordinary:
        raise Refused(
            _("%(name)s har redan till %(day)s. Välj en senare dag.")
            % {"name": member.name, "day": date_format(ordinary, "j F Y")}
        )
    if until < timezone.localdate():
        raise Refused(_("Dagen har redan passerat. Välj i dag eller senare."))
    last = _report_day(member)
    if last is not None and until > last:
        raise Refused(
            _("%(name)s kan få till %(day)s: då ska RSS lämna in sin rapport.")
            % {"name": member.name, "day": date_format(last, "j F Y")}
        )


def _report_day(member: FrameMember) -> date | None:
    """The last day of the report that a kommun's answer is a part of; None for others."""
    if member.kind != OrganisationKind.KOMMUN:
        return None
    rss = FrameMember.objects.select_related("round").get(round=member.round_id, organisation=member.rss_id)
    return report_day(rss)


def _note(verb: str, extension: Extension, by: User, **details: str) -> None:
    member = extension.member
    record_event(
        verb=verb,
        subject=extension,
        by=by,
        organisation=member.organisation_id,
        year=member.round.counted_year,
        details={"questionnaire": extension.key, **details},
    )
