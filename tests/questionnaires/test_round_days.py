"""A round's days: what may be set when, what they mean for those who answer, and that a round opens by itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import Deadline, Round, RoundState
from questionnaires.round_days import RoundDays, a_year_later, day_faults
from questionnaires.rules import Refused
from questionnaires.selectors.deadlines import days_of, due_day
from questionnaires.services.copying import copy_round
from questionnaires.services.responses import submit_response
from questionnaires.services.round_days import change_round_days
from questionnaires.services.rounds import close_round, mark_published, reopen_round, start_round
from records.jobs import run_next
from records.models import Event, Job, Schedule
from records.schedules import make_due_jobs
from tests import country as small
from tests.database import contents

TODAY = timezone.localdate
KINDS = {"kommun": "kommun", "region": "region", "rss": "rss"}
PLAN = {"opens": date(2031, 1, 10), "deadline": date(2031, 3, 31)}


def the_round() -> Round:
    return Round.objects.get(year=2030)


def a_draft(*, days: int = 5) -> Round:
    opens = TODAY() + timedelta(days=days)
    return copy_round(
        source=2030, year=2033, opens=opens, deadline=opens + timedelta(days=90), by=system_user()
    )


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"deadline": date(2031, 1, 9)}, ["deadline"]),
        ({"submit_from": date(2031, 1, 10)}, []),
        ({"submit_from": date(2031, 1, 9)}, ["submit_from"]),
        ({"submit_from": date(2031, 4, 1)}, ["submit_from"]),
        ({"last_days": {"region": date(2031, 3, 31)}}, []),
        ({"last_days": {"region": date(2031, 4, 1)}}, ["region"]),
        ({"last_days": {"region": date(2031, 1, 9)}}, ["region"]),
        ({"submit_from": date(2031, 2, 1), "last_days": {"region": date(2031, 1, 31)}}, ["region"]),
        # The RSS's day is before the one that kommuner have from the round.
        ({"last_days": {"rss": date(2031, 3, 1)}}, ["kommun"]),
        ({"last_days": {"rss": date(2031, 3, 1), "kommun": date(2031, 3, 2)}}, ["kommun"]),
        ({"last_days": {"rss": date(2031, 3, 1), "kommun": date(2031, 3, 1)}}, []),
        ({"last_days": {"rss": date(2031, 3, 1), "kommun": date(2031, 2, 1)}}, []),
    ],
)
def test_days_come_in_order_and_kommuner_not_after_their_rss(
    changes: dict[str, Any], faults: list[str]
) -> None:
    found = day_faults(RoundDays(**{**PLAN, **changes}), KINDS)
    assert [fault.place for fault in found] == faults


def test_next_years_days_are_proposed_a_year_later() -> None:
    days = RoundDays(date(2027, 11, 1), date(2028, 3, 31), date(2028, 2, 29), {"rss": date(2028, 3, 1)})
    later = RoundDays(date(2028, 11, 1), date(2029, 3, 31), date(2029, 2, 28), {"rss": date(2029, 3, 1)})
    assert a_year_later(days) == later


def test_an_officer_sets_the_days_of_an_open_round_and_the_log_tells_which(officer: User) -> None:
    before = the_round()
    days = RoundDays(before.opens, date(2031, 4, 30), date(2031, 1, 15), {"kommun-2030": date(2031, 2, 28)})

    assert change_round_days(round_=before, days=days, by=officer)

    assert days_of(the_round()) == days
    assert due_day(small.member("0101"), "kommun-2030").last == date(2031, 2, 28)
    event = Event.objects.get(verb="round_days_changed")
    assert (event.by_name, event.round_year) == ("Nora Lind", 2030)
    assert event.details == {
        "submit_from": [None, "2031-01-15"],
        "deadline": ["2031-03-31", "2031-04-30"],
        "kommun-2030": [None, "2031-02-28"],
    }


def test_a_questionnaires_own_day_can_be_taken_away_again(officer: User) -> None:
    own = the_round()
    change_round_days(
        round_=own,
        days=RoundDays(own.opens, own.deadline, None, {"region-2030": date(2031, 2, 1)}),
        by=officer,
    )
    change_round_days(round_=own, days=RoundDays(own.opens, own.deadline), by=officer)
    assert not Deadline.objects.exists()


def test_the_same_days_again_are_no_change(officer: User) -> None:
    assert not change_round_days(round_=the_round(), days=days_of(the_round()), by=officer)
    assert not Event.objects.filter(verb="round_days_changed").exists()


def closed() -> None:
    close_round(year=2030, by=system_user())


def published() -> None:
    closed()
    mark_published(year=2030, by=system_user())


@pytest.mark.parametrize(
    ("before", "changes", "sentence"),
    [
        (closed, {}, "är stängd"),
        (published, {}, "är stängd"),
        (lambda: None, {"opens": date(2030, 12, 1)}, "har redan öppnat"),
        (lambda: None, {"deadline": date(2030, 10, 1)}, "före den dag då insamlingen öppnar"),
    ],
)
def test_what_cant_be_set_is_refused_and_nothing_changes(
    officer: User, before: Callable[[], None], changes: dict[str, Any], sentence: str
) -> None:
    before()
    was = contents()
    days = RoundDays(**{"opens": date(2030, 11, 1), "deadline": date(2031, 3, 31), **changes})
    with pytest.raises(Refused, match=sentence):
        change_round_days(round_=the_round(), days=days, by=officer)
    assert contents() == was


def test_only_an_officer_runs_rounds(
    respondent: User, coordinator: User, region_signer: User, administrator: User
) -> None:
    was = contents()
    days = days_of(the_round())
    for person in (respondent, coordinator, region_signer, administrator):
        for attempt in (
            lambda by: change_round_days(round_=the_round(), days=days, by=by),
            lambda by: close_round(year=2030, by=by),
            lambda by: reopen_round(year=2030, reason="Fel", by=by),
            lambda by: start_round(year=2030, by=by),
            lambda by: mark_published(year=2030, by=by),
            lambda by: copy_round(
                source=2030, year=2031, opens=TODAY(), deadline=TODAY() + timedelta(days=9), by=by
            ),
        ):
            with pytest.raises(Refused, match=r"^Bara en nationell handläggare"):
                attempt(person)
    assert contents() == was


def test_nobody_submits_before_the_first_day_and_the_sentence_names_it(
    officer: User, colleague: User
) -> None:
    tomorrow = TODAY() + timedelta(days=1)
    Round.objects.update(opens=TODAY(), submit_from=tomorrow, deadline=tomorrow)
    saved = small.answered("0101")

    with pytest.raises(Refused, match=r"^Det går att lämna in från och med \d+ \w+ \d{4}\."):
        submit_response(response=saved, signed_name="Per Ask", by=colleague)

    Round.objects.update(submit_from=TODAY())
    assert submit_response(response=saved, signed_name="Per Ask", by=colleague).number == 1


def test_an_rss_reports_no_earlier_either(officer: User) -> None:
    tomorrow = TODAY() + timedelta(days=1)
    Round.objects.update(opens=TODAY(), submit_from=tomorrow, deadline=tomorrow)
    with pytest.raises(Refused, match="Det går att lämna in från och med"):
        small.reported("rss-norr")


def test_a_closed_round_is_opened_again_with_a_reason(officer: User) -> None:
    close_round(year=2030, by=officer)
    with pytest.raises(Refused, match=r"^Skriv varför insamlingen öppnas igen\.$"):
        reopen_round(year=2030, reason=" ", by=officer)

    assert reopen_round(year=2030, reason=" Stängd för tidigt. ", by=officer).state == RoundState.OPEN
    event = Event.objects.get(verb="round_reopened")
    assert (event.by_name, event.details) == ("Nora Lind", {"reason": "Stängd för tidigt."})


@pytest.mark.parametrize("before", [lambda: None, published], ids=["open", "published"])
def test_only_a_closed_round_is_opened_again(officer: User, before: Callable[[], None]) -> None:
    before()
    with pytest.raises(Refused, match=r"Den ska vara: Stängd\."):
        reopen_round(year=2030, reason="Fel", by=officer)


def test_a_draft_opens_by_itself_when_its_day_begins(country: None) -> None:
    draft = a_draft(days=5)
    planned = Schedule.objects.get(kind="open_round")
    assert timezone.localtime(planned.due_at).isoformat().startswith(f"{draft.opens}T00:00:00")

    Schedule.objects.filter(kind="open_round").update(due_at=timezone.now())
    Round.objects.filter(pk=draft.pk).update(opens=TODAY())
    make_due_jobs(most=10)
    run_next()

    assert Round.objects.get(pk=draft.pk).state == RoundState.OPEN
    assert Job.objects.get(kind="open_round").result == {"opened": True}
    assert Event.objects.filter(verb="round_opened", round_year=2033).count() == 1


def test_a_job_that_comes_too_early_opens_nothing(country: None) -> None:
    draft = a_draft()
    Schedule.objects.filter(kind="open_round").update(due_at=timezone.now())
    make_due_jobs(most=10)
    run_next()
    assert Round.objects.get(pk=draft.pk).state == RoundState.DRAFT


def test_a_draft_whose_opening_is_moved_opens_then(officer: User) -> None:
    draft = a_draft(days=5)
    later = draft.opens + timedelta(days=3)
    change_round_days(round_=draft, days=RoundDays(later, draft.deadline), by=officer)
    planned = Schedule.objects.get(kind="open_round")
    assert timezone.localtime(planned.due_at).date() == later


def test_a_draft_opened_by_hand_opens_today_and_once(officer: User) -> None:
    a_draft()
    opened = start_round(year=2033, by=officer)
    assert (opened.state, opened.opens) == (RoundState.OPEN, TODAY())
    assert not Schedule.objects.filter(kind="open_round").exists()


def test_opening_tells_everybody_and_plans_the_reminders(officer: User) -> None:
    a_draft()
    assert not Job.objects.exists()
    opened = start_round(year=2033, by=officer)
    assert [each.kind for each in Job.objects.all()] == ["round_opened"]
    planned = Schedule.objects.filter(arguments={"round": opened.pk}).order_by("kind")
    assert [each.kind for each in planned] == ["digests", "reminders"]


def test_a_copy_takes_the_days_that_it_is_given(country: None) -> None:
    opens = TODAY() + timedelta(days=5)
    made = copy_round(
        source=2030,
        year=2033,
        opens=opens,
        submit_from=opens + timedelta(days=10),
        deadline=opens + timedelta(days=90),
        last_days={"kommun-2030": opens + timedelta(days=60)},
        by=system_user(),
    )
    assert days_of(made) == RoundDays(
        opens,
        opens + timedelta(days=90),
        opens + timedelta(days=10),
        {"kommun-2033": opens + timedelta(days=60)},
    )
