"""The earlier last day that an RSS sets for its own kommuner, so that it has time to put them together."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind, User
from questionnaires.models import Deadline, FrameMember, Round, RoundState
from questionnaires.rules import Refused, check_may_coordinate
from questionnaires.selectors.deadlines import days_of
from questionnaires.selectors.holding import hold_round
from records.services import record_event


@transaction.atomic
def set_rss_day(*, rss: FrameMember, key: str, day: date, by: User) -> bool:
    """Sets the last day of an RSS's kommuner for a questionnaire; whether it was another before.

    Raises Refused for anybody but its coordinators, in a round that isn't open, for a day that has passed or on which
    one may not submit yet, and one after the questionnaire's own.
    """
    _check_open(rss, by)
    _check_day(rss, key, day)
    found = Deadline.objects.filter(round=rss.round, key=key, rss=rss.organisation).first()
    if found is not None and found.day == day:
        return False
    changed, _is_new = Deadline.objects.update_or_create(
        round=rss.round, key=key, rss=rss.organisation, defaults={"day": day}
    )
    _note("rss_day_set", changed, rss, by, day=day.isoformat())
    return True


@transaction.atomic
def clear_rss_day(*, rss: FrameMember, key: str, by: User) -> bool:
    """Lets the officer's last day hold again; whether the RSS had its own. Raises Refused as set_rss_day does."""
    _check_open(rss, by)
    found = Deadline.objects.filter(round=rss.round, key=key, rss=rss.organisation).first()
    if found is None:
        return False
    _note("rss_day_cleared", found, rss, by)
    found.delete()
    return True


def _check_open(rss: FrameMember, by: User) -> None:
    check_may_coordinate(rss, by=by)
    hold_round(rss.pk)
    if not Round.objects.filter(pk=rss.round_id, state=RoundState.OPEN).exists():
        raise Refused(_("Insamlingen %(year)s är inte öppen.") % {"year": rss.round})


def _check_day(rss: FrameMember, key: str, day: date) -> None:
    if not rss.round.questionnaires.filter(key=key, respondents=OrganisationKind.KOMMUN).exists():
        raise Refused(_("Kommunerna har inte fått den enkäten."))
    days = days_of(rss.round)
    if day > days.last_day(key):
        raise Refused(
            _("Dagen kan inte ligga efter enkätens sista svarsdag, %(day)s.")
            % {"day": date_format(days.last_day(key), "j F Y")}
        )
    if day < timezone.localdate():
        raise Refused(_("Dagen har redan passerat. Välj i dag eller senare."))
    if day < days.first_day:
        raise Refused(
            _("Det går att lämna in från och med %(day)s. Välj den dagen eller en senare.")
            % {"day": date_format(days.first_day, "j F Y")}
        )


def _note(verb: str, deadline: Deadline, rss: FrameMember, by: User, **details: str) -> None:
    record_event(
        verb=verb,
        subject=deadline,
        by=by,
        organisation=rss.organisation_id,
        year=rss.round.counted_year,
        details={"questionnaire": deadline.key, **details},
    )
