"""Reviewing: what the RSS does with a kommun's response, and the national level with a region's."""

from collections.abc import Callable

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import Response, State, Step
from questionnaires.rules import Refused
from questionnaires.services.responses import save_answers, submit_response
from questionnaires.services.review import (
    accept_response,
    approve_response,
    reopen_response,
    return_response,
    start_review,
)
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents


def alby() -> Response:
    return small.response("kommun-2030", "0101")


def norr() -> Response:
    return small.response("region-2030", "01")


def test_the_coordinator_reviews_and_approves(coordinator: User) -> None:
    response = small.submitted("0101")

    start_review(response=response, by=coordinator)
    assert alby().state == State.IN_REVIEW
    approve_response(response=response, by=coordinator)
    assert alby().state == State.APPROVED

    assert [
        (each.verb, each.organisation_number) for each in Event.objects.filter(by_number=coordinator.pk)
    ] == [
        ("start_review", small.organisation("0101").pk),
        ("approve", small.organisation("0101").pk),
    ]


def test_a_return_carries_its_reason_and_opens_the_response(coordinator: User, respondent: User) -> None:
    response = small.submitted("0101")

    return_response(response=response, reason=" Stämmer 12,5 personer? ", by=coordinator)

    assert alby().state == State.RETURNED
    step = Step.objects.get(action="return")
    assert (step.source, step.target, step.reason, step.by) == (
        "submitted",
        "returned",
        "Stämmer 12,5 personer?",
        coordinator,
    )
    save_answers(response=response, answers={"projekt": Chosen("ja")}, by=respondent)
    assert alby().state == State.RETURNED


def test_the_events_of_a_return_dont_hold_its_reason(coordinator: User) -> None:
    return_response(response=small.submitted("0101"), reason="HEMLIGT SKÄL", by=coordinator)
    assert "HEMLIGT" not in repr(contents()["records_event"])


@pytest.mark.parametrize("step", [return_response, reopen_response])
def test_a_step_back_needs_a_reason(country: None, step: Callable[..., None]) -> None:
    response = small.submitted("0101") if step is return_response else small.approved("0101")
    before = contents()

    with pytest.raises(Refused, match=r"^Skriv varför\. Den som tar emot svaret behöver veta det\.$"):
        step(response=response, reason="  ", by=system_user())

    assert contents() == before


def test_an_approved_response_is_reopened_with_a_reason_and_sent_in_again(coordinator: User) -> None:
    response = small.approved("0101")

    reopen_response(response=response, reason="Fel kolumn", by=coordinator)
    assert alby().state == State.REOPENED
    submit_response(response=response, signed_name="Per Ask", by=system_user())
    assert alby().state == State.SUBMITTED
    approve_response(response=response, by=coordinator)

    assert alby().state == State.APPROVED
    assert alby().submissions.count() == 2


def test_an_approved_response_says_who_can_open_it(country: None, respondent: User) -> None:
    response = small.approved("0101")
    with pytest.raises(Refused) as refused:
        save_answers(response=response, answers={"projekt": Chosen("ja")}, by=respondent)
    assert str(refused.value) == (
        "Svaret kan inte ändras: det har läget ”Godkänd av RSS”. Samordnaren i RSS kan låsa upp det."
    )


def test_who_it_doesnt_concern_isnt_told_where_a_response_is(country: None, stranger: User) -> None:
    response = small.approved("0101")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: approve_response(response=response, by=stranger),
        lambda: save_answers(response=response, answers={}, by=stranger),
        lambda: accept_response(response=response, by=stranger),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match=r"^Du har inte behörighet att göra det här för Alby\.$"):
            attempt()


def test_another_rss_coordinator_has_no_say(country: None) -> None:
    foreign = small.person("Ulf Ström", Role.COORDINATOR, "rss-ass")
    response = small.submitted("0101")
    before = contents()

    attempts: tuple[Callable[[], object], ...] = (
        lambda: start_review(response=response, by=foreign),
        lambda: return_response(response=response, reason="Se över", by=foreign),
        lambda: approve_response(response=response, by=foreign),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="Du har inte behörighet"):
            attempt()

    assert contents() == before


def test_the_rss_of_the_frame_reviews_also_when_the_kommun_has_moved_since(coordinator: User) -> None:
    berga = small.organisation("0102")
    berga.rss = small.organisation("rss-ass")
    berga.save()
    foreign = small.person("Ulf Ström", Role.COORDINATOR, "rss-ass")
    response = small.submitted("0102")

    with pytest.raises(Refused, match="Du har inte behörighet"):
        approve_response(response=response, by=foreign)
    approve_response(response=response, by=coordinator)

    assert small.response("kommun-2030", "0102").state == State.APPROVED


def test_the_officer_accepts_a_region_and_opens_it_again(officer: User, region_signer: User) -> None:
    response = small.region_submitted("01")

    start_review(response=response, by=officer)
    accept_response(response=response, by=officer)
    assert norr().state == State.ACCEPTED
    reopen_response(response=response, reason="Fel år", by=officer)
    save_answers(response=response, answers={"uppdrag": Chosen("ja")}, by=region_signer)
    submit_response(response=response, signed_name="Rolf Gran", by=region_signer)

    assert norr().state == State.SUBMITTED
    assert norr().submissions.latest("number").number == 2


def test_the_officer_has_no_say_over_a_kommun(officer: User) -> None:
    response = small.submitted("0101")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: start_review(response=response, by=officer),
        lambda: return_response(response=response, reason="Se över", by=officer),
        lambda: approve_response(response=response, by=officer),
        lambda: accept_response(response=response, by=officer),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="Du har inte behörighet"):
            attempt()
    assert alby().state == State.SUBMITTED


def test_in_a_closed_round_approving_and_accepting_go_on(coordinator: User, officer: User) -> None:
    kommun, region = small.submitted("0101"), small.region_submitted("01")
    close_round(year=2030, by=system_user())

    approve_response(response=kommun, by=coordinator)
    accept_response(response=region, by=officer)

    assert (alby().state, norr().state) == (State.APPROVED, State.ACCEPTED)


def test_in_a_closed_round_what_the_officer_opens_can_be_changed_and_sent_in(
    officer: User, region_signer: User
) -> None:
    response = small.region_submitted("01")
    close_round(year=2030, by=system_user())

    return_response(response=response, reason="Se över", by=officer)
    save_answers(response=response, answers={"uppdrag": Chosen("ja")}, by=region_signer)
    submit_response(response=response, signed_name="Rolf Gran", by=region_signer)

    assert norr().state == State.SUBMITTED


@pytest.mark.parametrize("step", [start_review, return_response, accept_response, reopen_response])
def test_an_rss_own_answers_take_no_step_without_their_aggregate(
    officer: User, step: Callable[..., None]
) -> None:
    small.reported("rss-norr")
    reason = {"reason": "Se över"} if step in (return_response, reopen_response) else {}
    before = contents()

    with pytest.raises(Refused, match="följer den"):
        step(response=small.response("rss-2030", "rss-norr"), by=officer, **reason)

    assert contents() == before


def test_an_rss_own_answers_are_not_submitted_alone(coordinator: User) -> None:
    response = small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    with pytest.raises(
        Refused, match=r"^RSS eget svar hör ihop med sammanställningen av kommunernas svar och följer den\.$"
    ):
        submit_response(response=response, signed_name="Karin Björk", by=coordinator)
