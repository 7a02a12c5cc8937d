"""What somebody who answers is told of a response that can't be changed, and what reading it costs."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role, User
from accounts.services import add_member, system_user
from questionnaires.models import Round, Side
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import start_comment
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response, start_review
from questionnaires.services.rounds import close_round
from tests import country as small
from tests.pages.reading import signed_in
from tests.pages.test_task_list import address, response, tasks

pytestmark = pytest.mark.django_db


LOCKS = {
    "submitted": "Svaret är inlämnat. Den som undertecknar hos er kan ta tillbaka det. "
    "Det går tills granskningen har börjat. Fråga: Karin Björk, karin.björk@example.invalid",
    "in_review": "Svaret granskas. Samordnaren i RSS Norr kan öppna det igen. "
    "Det går tills sammanställningen är inlämnad. Fråga: Karin Björk, karin.björk@example.invalid",
    "approved": "Svaret är godkänt. Samordnaren i RSS Norr kan öppna det igen. "
    "Det går tills sammanställningen är inlämnad. Fråga: Karin Björk, karin.björk@example.invalid",
    "reported": "Svaret är godkänt. RSS Norr har lämnat in sin sammanställning, som ert svar ingår i. "
    "Först när Socialstyrelsen har låst upp den kan samordnaren öppna ert svar. "
    "Fråga: Karin Björk, karin.björk@example.invalid",
    "reported_before": "Svaret är inlämnat. Den som undertecknar hos er kan ta tillbaka det. "
    "Det går tills granskningen har börjat. RSS Norr lämnade in sin sammanställning innan ert svar var godkänt. "
    "Först när Socialstyrelsen har låst upp sammanställningen kan svaret räknas. "
    "Fråga: Karin Björk, karin.björk@example.invalid",
    "reported_in_review": "Svaret granskas. Samordnaren i RSS Norr kan öppna det igen. "
    "RSS Norr lämnade in sin sammanställning innan ert svar var godkänt. "
    "Först när Socialstyrelsen har låst upp sammanställningen kan svaret räknas. "
    "Fråga: Karin Björk, karin.björk@example.invalid",
    "closed_and_reported_before": "Svaret är inlämnat. "
    "RSS Norr lämnade in sin sammanställning innan ert svar var godkänt. "
    "Först när Socialstyrelsen har låst upp sammanställningen kan svaret räknas. "
    "Fråga: Karin Björk, karin.björk@example.invalid",
    "declined": "Ni har meddelat att ni avstår från att svara. Du eller en kollega kan återuppta svaret. "
    "Sista svarsdag är 31 mars 2031. Det går att svara senare om insamlingen inte har stängt.",
    "closed": "Insamlingen 2030 är stängd. Socialstyrelsen kan låsa upp sammanställningen från RSS Norr. "
    "Därefter kan samordnaren öppna inlämnade svar. Fråga: Karin Björk, karin.björk@example.invalid",
    "closed_and_returned": "Insamlingen 2030 är stängd. Samordnaren har öppnat ert svar, men Socialstyrelsen "
    "behöver också låsa upp sammanställningen från RSS Norr. "
    "Fråga: Karin Björk, karin.björk@example.invalid",
    "not_opened": "Insamlingen 2030 har inte öppnat ännu. Den öppnas av Socialstyrelsen. "
    "Den öppnar 1 november 2030.",
}


def bring_to(state: str, coordinator: User, respondent: User) -> None:
    """Alby's response in a state in which its answers can't be changed."""
    if state not in ("approved", "reported", "declined", "closed", "not_opened"):
        small.submitted("0101")
    if state.endswith("in_review"):
        start_review(response=response(), by=coordinator)
    if state in ("approved", "reported"):
        small.approved("0101")
    if "reported" in state:
        small.reported("rss-norr")
    if state == "declined":
        decline_response(response=response(), reason="Hinner inte.", by=respondent)
    if state == "closed_and_returned":
        return_response(response=response(), reason="Se över.", by=coordinator)
    if state.startswith("closed"):
        close_round(year=2030, by=system_user())
    if state == "not_opened":
        Round.objects.filter(year=2030).update(state="draft")


@pytest.mark.parametrize("state", LOCKS)
def test_what_is_locked_says_which_rule_who_can_open_it_and_until_when(
    respondent: User, coordinator: User, state: str
) -> None:
    bring_to(state, coordinator, respondent)
    assert LOCKS[state] in tasks(respondent)


def test_whoever_coordinates_too_isnt_told_to_ask_herself(
    respondent: User, coordinator: User, colleague: User
) -> None:
    bring_to("approved", coordinator, respondent)
    rss = small.organisation("rss-norr")
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=rss,
        role=Role.COORDINATOR,
        by=system_user(),
    )
    assert "Fråga: Karin Björk, karin.björk@example.invalid Delar" in tasks(respondent)
    Membership.objects.get(user=coordinator, organisation=rss).delete()
    assert "Fråga:" not in tasks(respondent)
    assert f"Fråga: {respondent.name}" in tasks(colleague)


def test_what_wasnt_approved_when_the_rss_reported_can_still_be_taken_back(
    respondent: User, coordinator: User, colleague: User
) -> None:
    bring_to("reported_before", coordinator, respondent)
    signed_in(colleague).post(address().replace("kommun-2030/", "kommun-2030/ta-tillbaka/"))
    assert response().state == "draft"


@pytest.mark.parametrize("state", LOCKS)
def test_a_locked_task_list_asks_the_database_at_most_ten_times(
    respondent: User, coordinator: User, state: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring_to(state, coordinator, respondent)
    client, path = signed_in(respondent), address()
    with django_assert_max_num_queries(10):
        client.get(path)


def test_a_returned_task_list_asks_the_database_at_most_ten_times(
    respondent: User, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    small.answered("0101", personer=None)
    assign_sections(response=response(), people={"arbete": [respondent]}, by=respondent)
    start_comment(
        response=response(), cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=coordinator
    )
    client, path = signed_in(respondent), address()
    with django_assert_max_num_queries(10):
        client.get(path)


def test_whoever_declined_and_why_is_shown(respondent: User, coordinator: User) -> None:
    bring_to("declined", coordinator, respondent)
    assert "Därför avstår ni Hinner inte. Anna Ek, " in tasks(respondent)
