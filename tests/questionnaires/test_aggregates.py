"""What an RSS hands on: counted by hand, frozen, kept in versions, sent in with its own answers."""

from decimal import Decimal

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, ChosenSet, Invalid, Number, Special, Text
from questionnaires.models import Aggregate, AggregateVersion, Response, State, Step
from questionnaires.rules import Refused
from questionnaires.services.aggregates import (
    accept_aggregate,
    reopen_aggregate,
    return_aggregate,
    start_aggregate_review,
    submit_aggregate,
)
from questionnaires.services.responses import save_answers, submit_response, take_back_response
from questionnaires.services.review import approve_response, reopen_response, return_response
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents

KEY = "kommun-2030"


def aggregate(code: str = "rss-norr") -> Aggregate:
    return Aggregate.objects.get(rss=small.member(code))


def own(code: str = "rss-norr") -> Response:
    return small.response("rss-2030", code)


def counted(version: AggregateVersion) -> list[tuple[str, int]]:
    """Which submissions a version counts: kommun and number."""
    return [
        (each.submission.response.respondent.code, each.submission.number)
        for each in version.counted_submissions.order_by("submission__response__respondent__code")
    ]


def test_an_aggregate_is_what_a_recount_by_hand_gives(country: None) -> None:
    small.approved("0101")
    small.approved(
        "0102",
        insatser__kontakt=Chosen("nej"),
        insatser__annat=Chosen("nej"),
        projekt=Chosen("ja"),
        exempel=Text("Trygg hemgång"),
        grupper=ChosenSet(("aldre",)),
        personer=Number(Decimal("71.5")),
    )
    small.approved("0103", grupper=None, personer=Special("kan_inte_uppskattas"))
    # In another RSS.
    small.approved("0201")

    version = small.reported("rss-norr")

    version.refresh_from_db()
    assert version.tallies == {
        KEY: {
            "respondents": 3,
            "cells": {
                "exempel": {"answered": 1, "not_asked": 2},
                "grupper": {"answered": 2, "not_answered": 1, "chosen": {"aldre": 2, "barn": 1}},
                "insatser.annat": {"answered": 3, "chosen": {"forstarkt": 2, "nej": 1}},
                "insatser.kontakt": {"answered": 3, "chosen": {"initierat": 2, "nej": 1}},
                "insatser.team": {"answered": 3, "chosen": {"nej": 3}},
                "personer": {
                    "answered": 3,
                    "special": {"kan_inte_uppskattas": 1},
                    "numbers": 2,
                    "total": "84.0",
                },
                "projekt": {"answered": 3, "chosen": {"ja": 1, "nej": 2}},
            },
        }
    }
    assert version.counted == {KEY: 3}
    assert counted(version) == [("0101", 1), ("0102", 1), ("0103", 1)]
    assert version.number == 1


def test_only_what_is_approved_is_counted(country: None) -> None:
    small.approved("0101")
    small.answered("0102")
    small.submitted("0103")

    assert counted(small.reported("rss-norr")) == [("0101", 1)]


def test_what_was_returned_isnt_counted(country: None) -> None:
    return_response(response=small.submitted("0101"), reason="Se över", by=system_user())
    assert counted(small.reported("rss-norr")) == []


def test_the_old_submission_of_what_is_reopened_counts_until_it_is_sent_in_again(country: None) -> None:
    response = small.approved("0101")
    reopen_response(response=response, reason="Rätta", by=system_user())
    small.save(KEY, "0101", {"personer": Number(Decimal(99))})

    version = small.reported("rss-norr")

    assert counted(version) == [("0101", 1)]
    assert version.tallies[KEY]["cells"]["personer"]["total"] == "12.5"


def test_a_correction_that_was_taken_back_never_counts(country: None) -> None:
    response = small.approved("0101")
    reopen_response(response=response, reason="Rätta", by=system_user())
    small.save(KEY, "0101", {"personer": Number(Decimal(99))})
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    take_back_response(response=response, by=system_user())

    version = small.reported("rss-norr")

    assert counted(version) == [("0101", 1)]
    assert version.tallies[KEY]["cells"]["personer"]["total"] == "12.5"


def test_a_correction_counts_when_it_is_approved_and_not_before(country: None) -> None:
    response = small.approved("0101")
    reopen_response(response=response, reason="Rätta", by=system_user())
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    assert counted(small.reported("rss-norr")) == []

    reopen_aggregate(aggregate=aggregate(), reason="Alby", by=system_user())
    approve_response(response=response, by=system_user())

    assert counted(small.reported("rss-norr")) == [("0101", 2)]


def test_the_order_in_which_kommuner_are_approved_doesnt_matter(country: None) -> None:
    submitted = [small.submitted("0101"), small.submitted("0102", personer=None), small.submitted("0103")]
    for response in reversed(submitted):
        approve_response(response=response, by=system_user())
    last_first = small.reported("rss-norr")
    reopen_aggregate(aggregate=aggregate(), reason="Igen", by=system_user())
    for response in submitted:
        reopen_response(response=response, reason="Igen", by=system_user())
        submit_response(response=response, signed_name="Anna Ek", by=system_user())
        approve_response(response=response, by=system_user())

    first_first = small.reported("rss-norr")

    assert counted(first_first) == [("0101", 2), ("0102", 2), ("0103", 2)]
    assert first_first.tallies == last_first.tallies


def test_a_version_stays_as_it_was_sent_in_and_the_next_is_kept_beside_it(country: None) -> None:
    response = small.approved("0101")
    small.reported("rss-norr")
    first = AggregateVersion.objects.filter(number=1).values().get()
    reopen_aggregate(aggregate=aggregate(), reason="Alby ska rätta", by=system_user())
    reopen_response(response=response, reason="Rätta", by=system_user())
    small.save(KEY, "0101", {"personer": Number(Decimal(13))})
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    approve_response(response=response, by=system_user())

    second = small.reported("rss-norr", plan="nej")

    assert AggregateVersion.objects.filter(number=1).values().get() == first
    assert first["tallies"][KEY]["cells"]["personer"]["total"] == "12.5"
    assert second.number == 2
    assert second.tallies[KEY]["cells"]["personer"]["total"] == "13"
    one = AggregateVersion.objects.get(number=1)
    assert (counted(one), counted(second)) == ([("0101", 1)], [("0101", 2)])
    assert one.own.get().answers == {"handlingsplan": {"choice": "ja"}}
    assert second.own.get().answers == {"handlingsplan": {"choice": "nej"}}


def test_the_rss_own_answers_go_with_its_aggregate_through_every_step(
    coordinator: User, officer: User
) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)
    states = []

    def note() -> None:
        states.append((str(aggregate().state), str(own().state)))

    submit_aggregate(rss=small.member("rss-norr"), signed_name="Karin Björk", by=coordinator)
    note()
    start_aggregate_review(aggregate=aggregate(), by=officer)
    note()
    return_aggregate(aggregate=aggregate(), reason="Planen?", by=officer)
    note()
    submit_aggregate(rss=small.member("rss-norr"), signed_name="Karin Björk", by=coordinator)
    accept_aggregate(aggregate=aggregate(), by=officer)
    note()
    reopen_aggregate(aggregate=aggregate(), reason="Fel plan", by=officer)
    note()

    assert states == [
        ("submitted", "submitted"),
        ("in_review", "in_review"),
        ("returned", "returned"),
        ("accepted", "accepted"),
        ("reopened", "reopened"),
    ]
    reasons = Step.objects.exclude(reason="").order_by("pk").values_list("action", "reason")
    assert list(reasons) == [("return", "Planen?")] * 2 + [("reopen", "Fel plan")] * 2


def test_the_same_again_is_no_change(coordinator: User) -> None:
    small.approved("0101")
    version = small.reported("rss-norr")
    before = contents()

    again, is_news = submit_aggregate(rss=small.member("rss-norr"), signed_name="Karin Björk", by=coordinator)

    assert (again, is_news) == (version, False)
    assert contents() == before


def test_the_same_again_is_no_change_also_when_it_has_been_accepted(country: None) -> None:
    small.reported("rss-norr")
    accept_aggregate(aggregate=aggregate(), by=system_user())
    assert not submit_aggregate(rss=small.member("rss-norr"), signed_name="K", by=system_user())[1]


def test_what_is_sent_in_and_would_now_be_another_is_refused(country: None) -> None:
    submit_aggregate(rss=small.member("rss-norr"), signed_name="K", without_own=True, by=system_user())
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    before = contents()

    with pytest.raises(Refused) as refused:
        submit_aggregate(rss=small.member("rss-norr"), signed_name="K", by=system_user())

    assert str(refused.value) == (
        "Sammanställningen är redan inlämnad och skulle nu bli en annan. En nationell handläggare kan låsa upp den "
        "för en ny version."
    )
    assert contents() == before


def test_own_answers_that_are_missing_stop_it_unless_it_is_marked(coordinator: User) -> None:
    rss = small.member("rss-norr")
    before = contents()
    with pytest.raises(
        Refused, match=r"^RSS eget svar saknas på: rss-2030\. Fyll i det, eller lämna in utan\.$"
    ):
        submit_aggregate(rss=rss, signed_name="Karin Björk", by=coordinator)
    assert contents() == before

    version, is_news = submit_aggregate(rss=rss, signed_name="Karin Björk", without_own=True, by=coordinator)

    assert (is_news, version.without_own, version.own.count()) == (True, True, 0)


def test_an_rss_that_has_its_own_answers_isnt_marked_as_without(country: None) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    version, _news = submit_aggregate(
        rss=small.member("rss-norr"), signed_name="K", without_own=True, by=system_user()
    )
    assert (version.without_own, version.own.count()) == (False, 1)


def test_own_answers_that_fall_short_stop_it(country: None) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Invalid("vet inte")})
    before = contents()
    with pytest.raises(Refused, match=r"^Fråga 1: ”vet inte” kan inte läsas"):
        submit_aggregate(rss=small.member("rss-norr"), signed_name="K", without_own=True, by=system_user())
    assert contents() == before


def test_an_rss_without_kommuner_reports_nobodys_tally_and_its_own_answers(country: None) -> None:
    version = small.reported("rss-tom")
    assert version.tallies == {KEY: {"respondents": 0, "cells": {}}}
    assert version.counted == {KEY: 0}
    assert version.own.get().answers == {"handlingsplan": {"choice": "ja"}}


@pytest.mark.parametrize("name", ["", " "])
def test_an_aggregate_is_signed_also_without_own_answers(country: None, name: str) -> None:
    with pytest.raises(Refused, match=r"^Skriv namnet på den som lämnar in\.$"):
        submit_aggregate(rss=small.member("rss-tom"), signed_name=name, without_own=True, by=system_user())


@pytest.mark.parametrize("who", ["respondent", "colleague", "stranger", "officer", "administrator"])
def test_only_its_coordinator_sends_in_an_aggregate(
    country: None, request: pytest.FixtureRequest, who: str
) -> None:
    by: User = request.getfixturevalue(who)
    small.reported("rss-norr")
    # Nor is anybody else told whether it would be the same again.
    for code in ("rss-norr", "rss-ass"):
        before = contents()
        with pytest.raises(Refused, match="Du har inte behörighet"):
            submit_aggregate(rss=small.member(code), signed_name=by.name, without_own=True, by=by)
        assert contents() == before


def test_another_rss_coordinator_and_her_own_kommuner_have_no_say(country: None) -> None:
    foreign = small.person("Ulf Ström", Role.COORDINATOR, "rss-ass")
    with pytest.raises(Refused, match=r"för RSS Norr\.$"):
        submit_aggregate(rss=small.member("rss-norr"), signed_name="Ulf", without_own=True, by=foreign)


def test_nothing_is_counted_otherwise_once_the_rss_has_sent_in_until_an_officer_opens_its_report(
    coordinator: User, colleague: User, officer: User
) -> None:
    approved, waiting = small.approved("0101"), small.submitted("0102")
    small.reported("rss-norr")
    locked = (
        r"^RSS har lämnat in sin sammanställning \(Inlämnad\)\. En nationell handläggare kan låsa upp den för en ny "
        r"version\.$"
    )

    with pytest.raises(Refused, match=locked):
        reopen_response(response=approved, reason="Rätta", by=coordinator)
    with pytest.raises(Refused, match=locked):
        approve_response(response=waiting, by=coordinator)
    take_back_response(response=waiting, by=colleague_of("0102"))
    waiting = small.submitted("0102")

    reopen_aggregate(aggregate=aggregate(), reason="Alby och Berga", by=officer)
    reopen_response(response=approved, reason="Rätta", by=coordinator)
    approve_response(response=waiting, by=coordinator)
    assert small.response(KEY, "0102").state == State.APPROVED


def colleague_of(code: str) -> User:
    return small.person("Bo Berg", Role.SIGNER, code)


def test_kommuner_of_another_rss_are_not_locked(country: None) -> None:
    small.reported("rss-norr")
    assert small.approved("0201").state == State.APPROVED


def test_in_a_closed_round_the_rss_changes_what_the_officer_has_opened(
    coordinator: User, officer: User
) -> None:
    kommun = small.approved("0101")
    submit_aggregate(rss=small.member("rss-norr"), signed_name="K", without_own=True, by=coordinator)
    close_round(year=2030, by=officer)
    with pytest.raises(Refused, match=r"^Insamlingen 2030 är stängd\."):
        small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)

    reopen_aggregate(aggregate=aggregate(), reason="Eget svar saknas", by=officer)
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)
    reopen_response(response=kommun, reason="Rätta", by=coordinator)
    save_answers(response=kommun, answers={"projekt": Chosen("ja")}, by=colleague_of("0101"))
    version, _news = submit_aggregate(rss=small.member("rss-norr"), signed_name="K", by=coordinator)

    assert (version.number, version.without_own, version.own.count()) == (2, False, 1)
    assert own().state == State.SUBMITTED


def test_in_a_closed_round_an_aggregate_that_nobody_has_opened_isnt_sent_in(coordinator: User) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    close_round(year=2030, by=system_user())
    with pytest.raises(Refused, match=r"^Insamlingen 2030 är stängd\."):
        submit_aggregate(rss=small.member("rss-norr"), signed_name="K", by=coordinator)


def test_a_failing_step_leaves_neither_version_nor_submission(
    country: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.approved("0101")
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    before = contents()
    monkeypatch.setattr("questionnaires.services.steps.record_event", failing)

    with pytest.raises(OSError, match="disk"):
        submit_aggregate(rss=small.member("rss-norr"), signed_name="K", by=system_user())

    assert contents() == before


def failing(**_details: object) -> None:
    raise OSError("disk")


def test_sending_in_leaves_an_event_for_the_aggregate_and_one_for_the_own_answers(coordinator: User) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    submit_aggregate(rss=small.member("rss-norr"), signed_name="Karin Björk", by=coordinator)

    events = Event.objects.filter(by_number=coordinator.pk, verb="submit").order_by("pk")
    rss = small.organisation("rss-norr").pk
    assert [(each.subject_kind, each.organisation_number, each.round_year) for each in events] == [
        ("response", rss, 2030),
        ("aggregate", rss, 2030),
    ]
