"""More time for one organisation, and an RSS's own earlier day: who may give it, until when, and what it changes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.models import Deadline, Extension, Round
from questionnaires.rules import Refused
from questionnaires.selectors.deadlines import due_day, report_day
from questionnaires.services.extensions import end_extension, grant_extension
from questionnaires.services.rounds import close_round, mark_published
from questionnaires.services.rss_days import clear_rss_day, set_rss_day
from records.models import Event
from tests import country as small
from tests.database import contents

KEYS = {"01": "region-2030", "rss-norr": "rss-2030", "0101": "kommun-2030"}
# Everybody's last day.
LAST = date(2031, 3, 31)
WHO = ("respondent", "signer", "coordinator", "far coordinator", "region", "officer", "administrator")


def people() -> dict[str, User]:
    return {
        "respondent": small.person("Anna Ek", Role.RESPONDENT, "0101"),
        "signer": small.person("Per Ask", Role.SIGNER, "0101"),
        "coordinator": small.person("Karin Björk", Role.COORDINATOR, "rss-norr"),
        "far coordinator": small.person("Ulf Ström", Role.COORDINATOR, "rss-ass"),
        "region": small.person("Rolf Gran", Role.SIGNER, "01"),
        "officer": small.person("Nora Lind", Role.OFFICER),
        "administrator": small.person("Adam Sten", Role.ADMINISTRATOR),
    }


def grant(code: str, *, by: User, until: date = date(2031, 4, 15), reason: str = "Sjukdom") -> Extension:
    return grant_extension(member=small.member(code), key=KEYS[code], until=until, reason=reason, by=by)


@pytest.mark.parametrize(
    ("code", "givers"),
    [("01", {"officer"}), ("rss-norr", {"officer"}), ("0101", {"coordinator"})],
)
def test_only_whoever_receives_the_answers_gives_more_time_and_takes_it_back(
    country: None, code: str, givers: set[str]
) -> None:
    everybody = people()
    # So that the kommun's day isn't after its RSS's.
    grant("rss-norr", by=everybody["officer"], until=date(2031, 5, 1))
    given = set()
    for who in WHO:
        try:
            granted = grant(code, by=everybody[who])
        except Refused:
            continue
        given.add(who)
        for other in set(WHO) - givers:
            with pytest.raises(Refused):
                end_extension(extension=granted, by=everybody[other])
        end_extension(extension=granted, by=everybody[who])
    assert given == givers


def test_what_is_given_moves_the_last_day_and_is_logged_without_its_reason(officer: User) -> None:
    grant("01", by=officer)
    assert due_day(small.member("01"), "region-2030").last == date(2031, 4, 15)
    event = Event.objects.get(verb="extension_granted")
    assert (event.by_name, event.organisation_number) == ("Nora Lind", small.organisation("01").pk)
    assert event.details == {"questionnaire": "region-2030", "until": "2031-04-15"}

    end_extension(extension=Extension.objects.get(), by=officer)
    assert due_day(small.member("01"), "region-2030").last == LAST
    assert Event.objects.filter(verb="extension_ended").exists()


def test_given_again_is_another_day_in_place_of_the_first(officer: User) -> None:
    grant("01", by=officer)
    grant("01", by=officer, until=date(2031, 4, 8), reason="Räcker")
    assert [(each.until, each.reason) for each in Extension.objects.all()] == [(date(2031, 4, 8), "Räcker")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": LAST}, r"har redan till 31 mars 2031\. Välj en senare dag\."),
        ({"reason": "  "}, r"^Skriv varför\."),
    ],
)
def test_what_gives_no_time_or_no_reason_is_refused(
    officer: User, changes: dict[str, str], sentence: str
) -> None:
    was = contents()
    with pytest.raises(Refused, match=sentence):
        grant("01", by=officer, **changes)  # type: ignore[arg-type]  # one of its own arguments
    assert contents() == was


def test_a_day_that_has_passed_is_refused(officer: User) -> None:
    today = timezone.localdate()
    Round.objects.update(opens=today - timedelta(days=20), deadline=today - timedelta(days=9))
    with pytest.raises(Refused, match="Dagen har redan passerat"):
        grant("01", by=officer, until=today - timedelta(days=1))


def test_another_kinds_questionnaire_is_refused(officer: User) -> None:
    with pytest.raises(Refused, match="har inte fått den enkäten"):
        grant_extension(
            member=small.member("01"), key="rss-2030", until=date(2031, 4, 9), reason="x", by=officer
        )


def test_a_kommun_gets_no_more_time_than_its_rss_has(officer: User, coordinator: User) -> None:
    with pytest.raises(Refused, match=r"Alby kan få till 31 mars 2031"):
        grant("0101", by=coordinator)
    grant("rss-norr", by=officer, until=date(2031, 4, 20))
    assert report_day(small.member("rss-norr")) == date(2031, 4, 20)
    assert grant("0101", by=coordinator).until == date(2031, 4, 15)


def test_nothing_is_given_once_it_is_published(officer: User) -> None:
    close_round(year=2030, by=officer)
    granted = grant("01", by=officer)
    mark_published(year=2030, by=officer)
    for attempt in (lambda: grant("01", by=officer), lambda: end_extension(extension=granted, by=officer)):
        with pytest.raises(Refused, match="är publicerad"):
            attempt()


def test_an_rss_sets_an_earlier_day_for_its_own_kommuner_and_takes_it_away(coordinator: User) -> None:
    rss = small.member("rss-norr")
    assert set_rss_day(rss=rss, key="kommun-2030", day=date(2031, 3, 1), by=coordinator)
    assert not set_rss_day(rss=rss, key="kommun-2030", day=date(2031, 3, 1), by=coordinator)
    assert due_day(small.member("0101"), "kommun-2030").last == date(2031, 3, 1)
    assert due_day(small.member("0201"), "kommun-2030").last == LAST
    assert report_day(rss) == LAST

    assert clear_rss_day(rss=rss, key="kommun-2030", by=coordinator)
    assert not clear_rss_day(rss=rss, key="kommun-2030", by=coordinator)
    assert due_day(small.member("0101"), "kommun-2030").last == LAST
    verbs = Event.objects.filter(verb__startswith="rss_day").order_by("pk")
    assert [each.verb for each in verbs] == ["rss_day_set", "rss_day_cleared"]


def test_a_kommun_with_more_time_than_its_rss_day_has_it(coordinator: User) -> None:
    set_rss_day(rss=small.member("rss-norr"), key="kommun-2030", day=date(2031, 3, 1), by=coordinator)
    grant("0101", by=coordinator, until=date(2031, 3, 15))
    assert due_day(small.member("0101"), "kommun-2030").last == date(2031, 3, 15)


def test_the_officers_day_holds_where_it_has_become_the_earlier(country: None, coordinator: User) -> None:
    set_rss_day(rss=small.member("rss-norr"), key="kommun-2030", day=date(2031, 3, 1), by=coordinator)
    Deadline.objects.create(round=Round.objects.get(), key="kommun-2030", day=date(2031, 2, 1))
    assert due_day(small.member("0101"), "kommun-2030").last == date(2031, 2, 1)


@pytest.mark.parametrize(
    "who", ["respondent", "signer", "far coordinator", "region", "officer", "administrator"]
)
def test_nobody_else_sets_an_rss_day(country: None, who: str) -> None:
    by = people()[who]
    rss = small.member("rss-norr")
    with pytest.raises(Refused, match="behörighet"):
        set_rss_day(rss=rss, key="kommun-2030", day=date(2031, 3, 1), by=by)
    with pytest.raises(Refused, match="behörighet"):
        clear_rss_day(rss=rss, key="kommun-2030", by=by)


@pytest.mark.parametrize(
    ("day", "key", "sentence"),
    [
        (date(2031, 4, 1), "kommun-2030", r"efter enkätens sista svarsdag, 31 mars 2031\."),
        (date(2030, 10, 31), "kommun-2030", r"lämna in från och med 1 november 2030"),
        (date(2020, 1, 1), "kommun-2030", "Dagen har redan passerat"),
        (date(2031, 3, 1), "rss-2030", "Kommunerna har inte fått den enkäten"),
    ],
)
def test_an_rss_day_lies_between_the_opening_and_the_questionnaires_day(
    coordinator: User, day: date, key: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_rss_day(rss=small.member("rss-norr"), key=key, day=day, by=coordinator)


def test_an_rss_day_is_set_only_while_the_round_is_open(coordinator: User) -> None:
    close_round(year=2030, by=system_user())
    with pytest.raises(Refused, match="är inte öppen"):
        set_rss_day(rss=small.member("rss-norr"), key="kommun-2030", day=date(2031, 3, 1), by=coordinator)
