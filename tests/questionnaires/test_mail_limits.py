"""Nobody gets more than they should, whatever people do on whichever days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.jobs import give_reminders
from questionnaires.models import Deadline, Extension, Reminder, ReminderGiven, Response, Round, State
from questionnaires.rules import Refused
from questionnaires.selectors.deadlines import due_day
from questionnaires.selectors.reminding import MADE_UP_FOR
from questionnaires.services import responses, review
from questionnaires.services.reminders import remind_members
from questionnaires.services.rounds import close_round
from records.models import Mail
from tests import country as small
from tests.clock import SWEDEN
from tests.examples import examples

KEY = "kommun-2030"
CODES = ("0101", "0102")
DAYS = (-14, -3, 0, 2)
FINISHED = (State.SUBMITTED, State.IN_REVIEW, State.APPROVED, State.DECLINED)

ACTIONS = (
    "morning",
    "morning",
    "by hand",
    "submit",
    "return",
    "approve",
    "reopen",
    "decline",
    "resume",
    "close",
)
MOVES = ("extend", "earlier day")


@dataclass
class Country:
    """Two kommuner with two people in common, one of whom answers for both, through a number of days."""

    coordinator: User
    now: datetime

    def do(self, action: str, code: str) -> None:
        round_ = Round.objects.get()
        if action == "morning":
            give_reminders({"round": round_.pk}, lambda *_: None)()  # type: ignore[arg-type]  # no job
        elif action == "by hand":
            remind_members(members=[small.member(each) for each in CODES], key=KEY, by=self.coordinator)
        elif action == "close":
            close_round(year=small.YEAR, by=system_user())
        elif action == "extend":
            until = timezone.localdate() + timedelta(days=5)
            facts: dict[str, Any] = {"until": until, "reason": "Sjukdom", "at": self.now, "by": system_user()}
            Extension.objects.update_or_create(member=small.member(code), key=KEY, defaults=facts)
        elif action == "earlier day":
            rss = small.organisation("rss-norr")
            day = timezone.localdate() + timedelta(days=3)
            Deadline.objects.update_or_create(round=round_, key=KEY, rss=rss, defaults={"day": day})
        else:
            self._step(action, small.response(KEY, code))

    def _step(self, action: str, response: Response) -> None:
        by, reason = system_user(), {"reason": "Se över."}
        if action == "submit":
            if response.state == State.NOT_STARTED:
                response = small.answered(response.respondent.code)
            responses.submit_response(response=response, signed_name="Per Ask", by=by)
        elif action == "return":
            review.return_response(response=response, **reason, by=by)
        elif action == "approve":
            review.approve_response(response=response, by=by)
        elif action == "reopen":
            review.reopen_response(response=response, **reason, by=by)
        elif action == "decline":
            responses.decline_response(response=response, **reason, by=by)
        else:
            responses.resume_response(response=response, by=by)


@pytest.fixture
def people(respondent: User, colleague: User, coordinator: User) -> None:
    """Anna and Per answer for Alby, Anna for Berga too; the round reminds on DAYS."""
    small.person("Anna Ek", Role.RESPONDENT, "0102")
    round_ = Round.objects.get()
    round_.reminders.all().delete()
    Reminder.objects.bulk_create(Reminder(round=round_, days=days) for days in DAYS)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sequence=st.lists(
        st.tuples(st.sampled_from((*ACTIONS, *MOVES)), st.sampled_from(CODES), st.integers(0, 4)),
        max_size=25,
    )
)
@pytest.mark.django_db
def test_one_reminder_a_person_organisation_and_day_and_none_to_who_has_no_more_to_do(
    people: None, coordinator: User, sequence: list[tuple[str, str, int]]
) -> None:
    with transaction.atomic():
        now = datetime(2031, 3, 14, 7, tzinfo=SWEDEN)
        world = Country(coordinator, now)
        for action, code, days in sequence:
            now += timedelta(days=days, minutes=7)
            world.now = now
            with patch.object(timezone, "now", lambda at=now: at):
                _act_and_check(world, action, code)
        transaction.set_rollback(True)


def _act_and_check(world: Country, action: str, code: str) -> None:
    before = set(Mail.objects.filter(kind__startswith="reminder").values_list("pk", flat=True))
    states = {each: _state(each) for each in CODES}
    is_open = Round.objects.get().state == "open"
    try:
        with transaction.atomic():
            world.do(action, code)
    except Refused:
        return
    new = Mail.objects.filter(kind__startswith="reminder").exclude(pk__in=before)
    today = timezone.localdate()
    if action not in ("morning", "by hand"):
        assert not new
    kommuner = {small.organisation(code).pk: code for code in CODES}
    for mail in new.filter(organisation_number__in=kommuner):
        written_to = kommuner[mail.organisation_number or 0]
        assert states[written_to] not in FINISHED
        assert is_open or (action == "by hand" and states[written_to] in (State.RETURNED, State.REOPENED))
        assert _is_worth_saying(written_to, today) or action == "by hand"
        last_day = due_day(small.member(written_to), KEY).last
        assert mail.kind == ("reminder_after" if today > last_day else "reminder_before")
    _check_once_a_day()


def _state(code: str) -> str:
    found = Response.objects.filter(respondent=small.member(code), key=KEY).first()
    return found.state if found else State.NOT_STARTED


def _is_worth_saying(code: str, today: date) -> bool:
    last_day = due_day(small.member(code), KEY).last
    away = [(today - last_day - timedelta(days=each)) for each in DAYS]
    return any(timedelta(0) <= each <= MADE_UP_FOR for each in away)


def _check_once_a_day() -> None:
    given = [(number, each.day, each.key) for each in ReminderGiven.objects.all() for number in each.mails]
    people = dict(Mail.objects.values_list("pk", "to"))
    organisations = dict(Mail.objects.values_list("pk", "organisation_number"))
    times = Counter((people[number], organisations[number], day, key) for number, day, key in given)
    assert not times or max(times.values()) == 1
    assert len(given) == Mail.objects.filter(kind__startswith="reminder").count()
