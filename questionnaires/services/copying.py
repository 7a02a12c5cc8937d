"""Making a year's round from an earlier year's."""

import re
from collections.abc import Mapping
from datetime import date
from json import dumps

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.definition import Definition, parse_definition
from questionnaires.definition.years import key_of_copy
from questionnaires.models import TRIAL_SUFFIX, TRIAL_TITLE, Deadline, Questionnaire, Round, RoundState
from questionnaires.round_days import RoundDays, day_faults
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.services.mail_texts import copy_mail_texts
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.rounds import begin_mails, make_round, plan_opening
from reading.errors import FileErrors
from records.services import record_event


@transaction.atomic
def copy_round(
    *,
    source: int,
    year: int,
    opens: date,
    deadline: date,
    by: User,
    submit_from: date | None = None,
    last_days: Mapping[str, date] | None = None,
) -> Round:
    """Makes the round of `year` with the questionnaires that `source` last asked; the earlier round is untouched.

    Only the year changes: in the questionnaires' keys, and wherever their texts say {year}. Questions keep their
    keys. The frame is the organisations as they are now. It is open from the day it opens; before that a draft, which
    opens by itself. submit_from: the first day on which one may submit. last_days: those of single questionnaires, by
    the key that `source` asks them under. Raises Refused where there is no such source or already such a round, and for
    days in the wrong order.
    """
    check_may_run_rounds(by=by)
    asked = _asked_in(source, copied_to=year)
    days = RoundDays(opens, deadline, submit_from, last_days or {})
    _check_days(days, asked)
    made = make_round(
        year=year, state=_first_state(opens), opens=opens, deadline=deadline, submit_from=submit_from
    )
    copies = {each.key: _copy(each, source=source, into=made, by=by) for each in asked}
    _set_last_days(made, {copies[key].key: day for key, day in days.last_days.items()})
    copy_mail_texts(source=asked[0].round, target=made, by=by)
    if made.state == RoundState.OPEN:
        begin_mails(round_=made, by=by)
    else:
        plan_opening(round_=made, by=by)
    record_event(
        verb="round_copied",
        subject=made,
        by=by,
        year=year,
        details={"from": source, "questionnaires": [each.key for each in copies.values()]},
    )
    return made


def _asked_in(source: int, *, copied_to: int) -> tuple[Questionnaire, ...]:
    """What an earlier round last asked. Raises Refused where there is nothing to copy, or already a copy."""
    earlier = Round.objects.of_year(source).first()
    if earlier is None:
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": source})
    if Round.objects.of_year(copied_to).exists():
        raise Refused(_("Det finns redan en insamling för %(year)s.") % {"year": copied_to})
    asked = newest_questionnaires(earlier)
    if not asked:
        raise Refused(_("Insamlingen %(year)s har inga enkäter att kopiera.") % {"year": source})
    return asked


def _check_days(days: RoundDays, asked: tuple[Questionnaire, ...]) -> None:
    faults = day_faults(days, {each.key: each.respondents for each in asked})
    if faults:
        raise Refused("\n".join(fault.sentence for fault in faults))


def _first_state(opens: date) -> RoundState:
    return RoundState.OPEN if opens <= timezone.localdate() else RoundState.DRAFT


def _set_last_days(round_: Round, last_days: Mapping[str, date]) -> None:
    Deadline.objects.bulk_create(Deadline(round=round_, key=key, day=day) for key, day in last_days.items())


def newest_questionnaires(round_: Round) -> tuple[Questionnaire, ...]:
    """The newest version of each of a round's questionnaires, by key."""
    versions = round_.questionnaires.select_related("round").order_by("key", "version")
    return tuple({each.key: each for each in versions}.values())


def title_of_copy(questionnaire: Questionnaire, *, source: int, year: int) -> str:
    """What a copy will be called; the same as now where it can't be copied."""
    try:
        return _copied(questionnaire, source=source, year=year)[0].title
    except Refused:
        return questionnaire.definition.title


def _copy(questionnaire: Questionnaire, *, source: int, into: Round, by: User) -> Questionnaire:
    definition, text = _copied(questionnaire, source=source, year=into.year)
    return publish_questionnaire(definition=definition, source=text, by=by, into=into)[0]


def _copied(questionnaire: Questionnaire, *, source: int, year: int) -> tuple[Definition, str]:
    """A questionnaire with another year, and its text. Raises Refused where the text is written otherwise."""
    key = key_of_copy(questionnaire.key, source=source, year=year)
    text = _with_line("year", str(year), _with_line("key", key, questionnaire.source))
    definition = _parsed(questionnaire, text, key=key, year=year)
    return definition, text


def _parsed(questionnaire: Questionnaire, text: str, *, key: str, year: int) -> Definition:
    """What a changed text says. Raises Refused where it doesn't say the key and the year that were written into it."""
    try:
        definition = parse_definition(text, file=f"{key}.yaml")
    except FileErrors as errors:
        raise _not_copied(questionnaire) from errors
    if (definition.key, definition.year) != (key, year):
        raise _not_copied(questionnaire)
    return definition


def copy_to_trial(*, questionnaire: Questionnaire, trial: Round, by: User) -> Questionnaire:
    """Publishes a questionnaire in its year's trial, under a key and a title of the trial's own, so that wherever it is
    named, in pages, mails and documents, it is marked. Raises Refused where its text is written otherwise.
    """
    key = f"{questionnaire.key}{TRIAL_SUFFIX}"
    title = dumps(f"{TRIAL_TITLE}{questionnaire.definition.title}", ensure_ascii=False)
    text = _with_line("title", title, _with_line("key", key, questionnaire.source))
    definition = _parsed(questionnaire, text, key=key, year=trial.year)
    return publish_questionnaire(definition=definition, source=text, by=by, into=trial)[0]


def _with_line(name: str, value: str, text: str) -> str:
    """The text with the line of one of a questionnaire's own keys replaced, comment and all."""
    return re.sub(rf"^{name}:.*$", lambda _match: f"{name}: {value}", text, count=1, flags=re.MULTILINE)


def _not_copied(questionnaire: Questionnaire) -> Refused:
    return Refused(
        _("Enkäten %(key)s går inte att kopiera: skriv dess key, year och title på var sin rad utan indrag.")
        % {"key": questionnaire.key}
    )
