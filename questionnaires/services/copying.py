"""Making a year's round from an earlier year's."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.definition import parse_definition
from questionnaires.models import Questionnaire, Round, RoundState
from questionnaires.rules import Refused
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.rounds import make_round
from reading.errors import FileErrors
from records.services import record_event


@transaction.atomic
def copy_round(*, source: int, year: int, opens: date, deadline: date, by: User) -> Round:
    """Makes the round of `year` with the questionnaires that `source` last asked; the earlier round is untouched.

    Only the year changes: in the questionnaires' keys, and wherever their texts say {year}. Questions keep their
    keys. The frame is the organisations as they are now. It is open from the day it opens; before that a draft.
    Raises Refused where there is no such source or already such a round, and for days in the wrong order.
    """
    earlier = Round.objects.of_year(source).first()
    if earlier is None:
        raise Refused(_("Det finns ingen insamling för %(year)s.") % {"year": source})
    if Round.objects.of_year(year).exists():
        raise Refused(_("Det finns redan en insamling för %(year)s.") % {"year": year})
    if deadline < opens:
        raise Refused(_("Sista svarsdag ligger före den dag då insamlingen öppnar."))
    asked = newest_questionnaires(earlier)
    if not asked:
        raise Refused(_("Insamlingen %(year)s har inga enkäter att kopiera.") % {"year": source})
    state = RoundState.OPEN if opens <= timezone.localdate() else RoundState.DRAFT
    made = make_round(year=year, state=state, opens=opens, deadline=deadline)
    copied = [_copy(each, source=source, year=year, by=by) for each in asked]
    record_event(
        verb="round_copied",
        subject=made,
        by=by,
        year=year,
        details={"from": source, "questionnaires": [each.key for each in copied]},
    )
    return made


def newest_questionnaires(round_: Round) -> tuple[Questionnaire, ...]:
    """The newest version of each of a round's questionnaires, by key."""
    versions = round_.questionnaires.order_by("key", "version")
    return tuple({each.key: each for each in versions}.values())


def _copy(questionnaire: Questionnaire, *, source: int, year: int, by: User) -> Questionnaire:
    key = _key_of(questionnaire.key, source=source, year=year)
    text = _with_line("year", str(year), _with_line("key", key, questionnaire.source))
    try:
        definition = parse_definition(text, file=f"{key}.yaml")
    except FileErrors as errors:
        raise _not_copied(questionnaire) from errors
    if (definition.key, definition.year) != (key, year):
        raise _not_copied(questionnaire)
    return publish_questionnaire(definition=definition, source=text, by=by)[0]


def _key_of(key: str, *, source: int, year: int) -> str:
    """kommun-2023 → kommun-2026; a key without the year gets the new one at its end."""
    stem = key.removesuffix(str(source))
    return f"{stem}{year}" if stem != key else f"{key}-{year}"


def _with_line(name: str, value: str, text: str) -> str:
    """The text with the line of one of a questionnaire's own keys replaced, comment and all."""
    return re.sub(rf"^{name}:.*$", f"{name}: {value}", text, count=1, flags=re.MULTILINE)


def _not_copied(questionnaire: Questionnaire) -> Refused:
    return Refused(
        _("Enkäten %(key)s går inte att kopiera: skriv dess key och year på var sin rad utan indrag.")
        % {"key": questionnaire.key}
    )
