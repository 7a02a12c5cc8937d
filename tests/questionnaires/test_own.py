"""What somebody who answers for an organisation reads of it, and how far it has come."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from accounts.selectors import held_roles
from accounts.services import add_member, system_user
from questionnaires.answers import Chosen, Invalid, Number
from questionnaires.models import Response
from questionnaires.offers import available_actions
from questionnaires.progress import progress_of
from questionnaires.selectors.respondent.own import OwnResponse, own_response, own_response_locked
from questionnaires.services.approving import approve_aggregates
from questionnaires.services.responses import decline_response
from questionnaires.services.review import reopen_response, return_response, start_review
from questionnaires.services.rounds import close_round
from tests import country as small

pytestmark = pytest.mark.django_db


def own(user: User) -> OwnResponse:
    return own_response(user, small.member("0101").pk, "kommun-2030")


def test_a_response_that_nobody_has_begun_is_there_to_read_and_not_kept(respondent: User) -> None:
    found = own(respondent)
    assert found.response._state.adding
    assert (found.response.state, found.can_edit) == ("not_started", True)
    assert found.deadline == date(2031, 3, 31)
    assert not Response.objects.exists()


def test_a_begun_response_is_shown_on_the_newest_version_and_stays_where_it_is(respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    small.publish("kommun-2030", old="title: ", new="title: Ny ")
    shown = own(respondent)
    assert (shown.questionnaire.version, shown.is_ahead) == (2, True)
    assert small.response("kommun-2030", "0101").questionnaire.version == 1


def test_a_response_that_is_sent_in_keeps_the_version_that_it_was_given_to(respondent: User) -> None:
    small.submitted("0101")
    small.publish("kommun-2030", old="title: ", new="title: Ny ")
    assert own(respondent).questionnaire.version == 1


def test_a_response_that_nobody_has_begun_is_to_the_newest_version(respondent: User) -> None:
    small.publish("kommun-2030", old="title: ", new="title: Ny ")
    assert own(respondent).questionnaire.version == 2


@pytest.mark.parametrize("who", ["stranger", "coordinator", "region_signer", "officer", "administrator"])
def test_a_stranger_finds_nothing(country: None, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(Http404):
        own(request.getfixturevalue(who))


def test_a_save_reads_all_it_needs_in_two_questions_and_locks_the_answer(respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    number = small.member("0101").pk
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        found = own_response_locked(respondent, number, "kommun-2030")
        assert (found.member.round.year, found.definition.key, found.can_edit) == (2030, "kommun-2030", True)
    # Where others can write at the same time, the round is held first.
    *held, response, roles = [each["sql"] for each in asked]
    assert len(held) == connection.features.has_select_for_update
    assert "questionnaires_response" in response
    assert "accounts_membership" in roles
    assert ("FOR UPDATE OF" in response) == connection.features.has_select_for_update


@pytest.mark.parametrize("look", [own_response, own_response_locked])
@pytest.mark.parametrize(
    ("member", "key"), [(1000, "kommun-2030"), (2**64, "kommun-2030"), (None, "region-2030")]
)
def test_what_isnt_asked_of_anybody_isnt_found(
    respondent: User, look: Callable[..., OwnResponse], member: int | None, key: str
) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    number = small.member("0101").pk
    with transaction.atomic(), pytest.raises(Http404):
        look(respondent, number if member is None else number + member, key)


def test_the_roles_that_somebody_holds_are_each_organisations(respondent: User, coordinator: User) -> None:
    alby, rss = small.organisation("0101"), small.organisation("rss-norr")
    assert held_roles(respondent) == ((alby.pk, "respondent"),)
    assert held_roles(coordinator) == ((rss.pk, "coordinator"),)

    add_member(email=respondent.email, name="", organisation=alby, role=Role.SIGNER, by=system_user())
    assert set(held_roles(respondent)) == {(alby.pk, "respondent"), (alby.pk, "signer")}


def test_somebody_who_no_longer_works_here_holds_no_role(respondent: User) -> None:
    respondent.is_active = False
    assert held_roles(respondent) == ()


def test_somebody_who_has_been_shut_out_finds_nothing(respondent: User) -> None:
    respondent.is_active = False
    respondent.save()
    with pytest.raises(Http404):
        own(respondent)


def test_an_rss_own_answers_are_its_coordinators(coordinator: User) -> None:
    found = own_response(coordinator, small.member("rss-norr").pk, "rss-2030")
    assert (found.is_reported, found.can_edit, found.roles) == (True, True, frozenset({"coordinator"}))


@pytest.mark.parametrize("who", ["respondent", "stranger", "region_signer", "officer", "administrator"])
def test_nobody_else_finds_an_rss_own_answers(
    coordinator: User, request: pytest.FixtureRequest, who: str
) -> None:
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")}, by=coordinator)
    for reader in (request.getfixturevalue(who), small.person("Ove Å", Role.COORDINATOR, "rss-ass")):
        with pytest.raises(Http404):
            own_response(reader, small.member("rss-norr").pk, "rss-2030")


def test_an_rss_own_answers_that_are_sent_in_cant_be_taken_back(coordinator: User) -> None:
    small.reported("rss-norr")
    found = own_response(coordinator, small.member("rss-norr").pk, "rss-2030")
    assert found.actions == ()
    assert found.locked_because is not None
    assert found.locked_because.who == "En nationell handläggare på Socialstyrelsen kan öppna det igen."


def bring_to(state: str) -> None:
    """Alby's response, by the system's hand."""
    by = system_user()
    if state == "draft":
        small.answered("0101")
    if state in ("submitted", "in_review", "returned", "closed and returned"):
        small.submitted("0101")
    if state == "in_review":
        start_review(response=small.response("kommun-2030", "0101"), by=by)
    if state in ("approved", "reopened", "reported"):
        small.approved("0101")
    if state == "reopened":
        reopen_response(response=small.response("kommun-2030", "0101"), reason="Rätta", by=by)
    if "returned" in state:
        return_response(response=small.response("kommun-2030", "0101"), reason="Rätta", by=by)
    if state == "declined":
        decline_response(response=small.response("kommun-2030", "0101"), reason="Nej", by=by)
    if state == "reported":
        approve_aggregates(year=2030, without_own=True, by=by)
    if "closed" in state:
        close_round(year=2030, by=by)


STATES = (
    "not_started",
    "draft",
    "submitted",
    "in_review",
    "returned",
    "approved",
    "reopened",
    "declined",
    "reported",
    "closed",
    "closed and returned",
)


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.SIGNER])
@pytest.mark.parametrize("state", STATES)
def test_what_the_page_offers_is_what_the_rules_allow(country: None, state: str, role: Role) -> None:
    user = small.person("Anna Ek", role, "0101")
    bring_to(state)
    found = own(user)
    assert found.actions == available_actions(found.response, by=user)
    assert (found.locked_because is None) == found.can_edit


def test_a_colleague_in_two_roles_may_what_either_may(respondent: User) -> None:
    add_member(
        email=respondent.email,
        name=respondent.name,
        organisation=small.organisation("0101"),
        role=Role.SIGNER,
        by=system_user(),
    )
    small.submitted("0101")
    found = own(respondent)
    assert (sorted(found.roles), found.actions) == (["respondent", "signer"], ("take_back",))


def test_progress_is_counted_in_cells_that_are_asked(respondent: User) -> None:
    definition = own(respondent).definition
    hidden = progress_of(definition, {})
    shown = progress_of(definition, {"projekt": Chosen("ja"), "insatser.team": Chosen("nej")})
    assert [(part.section.key, part.answered, part.asked) for part in hidden.parts] == [
        ("arbete", 0, 4),
        ("antal", 0, 2),
    ]
    assert [(part.section.key, part.answered, part.asked) for part in shown.parts] == [
        ("arbete", 2, 5),
        ("antal", 0, 2),
    ]
    assert (shown.answered, shown.asked) == (2, 7)


def test_an_answer_that_is_hidden_again_counts_as_nothing(respondent: User) -> None:
    definition = own(respondent).definition
    assert progress_of(definition, {"exempel": Chosen("ja")}).answered == 0


def test_what_cant_be_read_isnt_answered_and_is_to_be_corrected(respondent: User) -> None:
    part = progress_of(own(respondent).definition, {"personer": Invalid("abc")}).parts[1]
    assert (part.answered, part.state) == (0, "wrong")


def test_a_part_whose_optional_questions_are_answered_in_part_is_done(respondent: User) -> None:
    part = progress_of(own(respondent).definition, {"personer": Number(Decimal(12))}).parts[1]
    assert (part.answered, part.asked, part.state) == (1, 2, "done")


def test_a_specification_that_is_missing_is_unfinished_and_not_wrong(respondent: User) -> None:
    part = progress_of(own(respondent).definition, {"insatser.annat": Chosen("initierat")}).parts[0]
    assert part.state == "started"


def test_nothing_is_complete_before_anything_is_answered(respondent: User) -> None:
    definition = own(respondent).definition
    complete = {cell: answer for cell, answer in small.KOMMUN_ANSWERS.items() if answer is not None}
    assert (progress_of(definition, {}).is_complete, progress_of(definition, complete).is_complete) == (
        False,
        True,
    )
