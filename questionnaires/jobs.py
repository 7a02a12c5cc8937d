"""The background jobs of questionnaires: a round's opening, and its mails that nobody sends by hand."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import Round, RoundState
from questionnaires.notifications import opening_letters, wordings_of
from questionnaires.selectors.reminding import due_of, groups_to_remind, reminder_days
from questionnaires.services.digests import send_digests
from questionnaires.services.planning import end_round_mails
from questionnaires.services.reminders import remind_awaited
from questionnaires.services.rounds import start_round_when_due
from records.jobs import Progress
from records.mail import write_letters

Store = Callable[[], dict[str, Any]]


def open_round(arguments: dict[str, Any], progress: Progress) -> Store:
    """Opens a draft on its opening day. All of it is in what ends the job: it is opened once, or not at all."""
    number = int(arguments["round"])
    return lambda: {"opened": start_round_when_due(number=number, by=system_user())}


def write_opening(arguments: dict[str, Any], progress: Progress) -> Store:
    """Writes to everybody who should answer, in the transaction that ends the job: to all of them, once."""
    round_ = Round.objects.filter(pk=arguments["round"], state=RoundState.OPEN).first()
    if round_ is None:
        return lambda: {"mails": 0}
    by = User.objects.get(pk=arguments["by"])
    progress(0, 1, "Skriver")
    letters = opening_letters(round_, by=by)
    return lambda: {"mails": len(write_letters(letters, by=by))}


def give_reminders(arguments: dict[str, Any], progress: Progress) -> Store:
    """Reminds those whose day it is. Each organisation is a transaction of its own, which says that it is done.

    So it does its work as it goes, unlike other jobs: whoever takes it over goes on with those who are left, and one
    who has lost it reminds nobody twice.
    """
    round_ = _round_with_mails(arguments)
    if round_ is None:
        return partial(_end, arguments)
    days, wordings, by = reminder_days(round_), wordings_of(round_), system_user()
    told = 0
    groups = groups_to_remind(round_) if days and round_.state == RoundState.OPEN else ()
    for number, group in enumerate(groups):
        progress(number, len(groups), "Påminner")
        for each in due_of(group, days, timezone.localdate()):
            told += remind_awaited(each=each, wordings=wordings, by=by)
    return lambda: {"organisations": told}


def give_digests(arguments: dict[str, Any], progress: Progress) -> Store:
    """Writes the week's digest to the coordinators, in the transaction that ends the job."""
    round_ = _round_with_mails(arguments)
    if round_ is None:
        return partial(_end, arguments)
    progress(0, 1, "Sammanställer")
    return lambda: {"mails": send_digests(round_=round_, by=system_user())}


def _round_with_mails(arguments: dict[str, Any]) -> Round | None:
    """The round, unless it is gone or published, and has nothing more to tell."""
    return Round.objects.filter(pk=arguments["round"]).exclude(state=RoundState.PUBLISHED).first()


def _end(arguments: dict[str, Any]) -> dict[str, Any]:
    end_round_mails(number=arguments["round"], by=system_user())
    return {"state": "over"}
