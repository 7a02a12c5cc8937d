"""A round's days: when it opens, from when one may submit, and the last day of each questionnaire."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.models import Deadline, Round, RoundState
from questionnaires.round_days import RoundDays, day_faults
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.services.rounds import locked_round, plan_opening
from records.services import record_event


@transaction.atomic
def change_round_days(*, round_: Round, days: RoundDays, by: User) -> bool:
    """Sets all of a round's days; whether any was another. Who has had more time keeps it.

    A questionnaire that `days` gives no last day of its own has the round's. Raises Refused for days in the wrong
    order, a round that is closed, and another opening day where it has opened already.
    """
    check_may_run_rounds(by=by)
    found = locked_round(round_)
    if found.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Refused(_("Insamlingen %(year)s är stängd. Dess dagar kan inte ändras.") % {"year": found})
    if found.state == RoundState.OPEN and days.opens != found.opens:
        raise Refused(
            _("Insamlingen %(year)s har redan öppnat. Öppningsdagen kan inte ändras.") % {"year": found}
        )
    respondents = dict(found.questionnaires.values_list("key", "respondents"))
    faults = day_faults(days, respondents)
    if faults:
        raise Refused("\n".join(fault.sentence for fault in faults))
    changed = _set_own(found, days) | _set_last_days(found, days.last_days)
    if changed:
        plan_opening(round_=found, by=by)
        record_event(
            verb="round_days_changed", subject=found, by=by, year=found.counted_year, details=changed
        )
    return bool(changed)


def _set_own(round_: Round, days: RoundDays) -> dict[str, list[str | None]]:
    """What was changed: its name → the day before and after."""
    changed = {}
    for name in ("opens", "submit_from", "deadline"):
        before, after = getattr(round_, name), getattr(days, name)
        if before != after:
            setattr(round_, name, after)
            changed[name] = [_iso(before), _iso(after)]
    round_.save(update_fields=["opens", "submit_from", "deadline"])
    return changed


def _set_last_days(round_: Round, last_days: Mapping[str, date]) -> dict[str, list[str | None]]:
    stored = {each.key: each for each in round_.deadlines.filter(rss__isnull=True)}
    changed = {}
    for key in sorted({*stored, *last_days}):
        before, after = stored[key].day if key in stored else None, last_days.get(key)
        if before == after:
            continue
        changed[key] = [_iso(before), _iso(after)]
        if after is None:
            stored[key].delete()
        else:
            Deadline.objects.update_or_create(round=round_, key=key, rss=None, defaults={"day": after})
    return changed


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
