"""What a save reads in statements of its own is what the models say, column by column."""

from datetime import datetime

import pytest
from django.db import models, transaction
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from accounts.selectors import held_roles
from accounts.services import add_member, system_user
from questionnaires.answers import Chosen
from questionnaires.models import Response, Round
from questionnaires.selectors.locked_row import locked_row
from questionnaires.services.responses import save_answers
from tests import country as small


@pytest.fixture
def alby(country: None, respondent: User) -> Response:
    """Alby's response, begun, in a round with a day from which one may submit."""
    Round.objects.update(submit_from=F("opens"))
    response = small.response("kommun-2030", "0101")
    save_answers(response=response, answers={"projekt": Chosen("ja")}, by=respondent)
    return response


def beside(response: Response) -> tuple[models.Model, ...]:
    """A response and the rows that are read with it."""
    return response, response.respondent, response.respondent.round, response.questionnaire


def columns(row: models.Model) -> dict[str, object]:
    """Column → value, of all but points in time."""
    values = {field.attname: getattr(row, field.attname, None) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if not isinstance(value, datetime)}


@transaction.atomic
def read(response: Response) -> Response:
    found, newest = locked_row(response.respondent_id, response.key)
    assert found is not None
    assert newest == response.questionnaire_id
    return found


def test_everything_is_read_at_once_but_points_in_time(
    alby: Response, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expected = Response.objects.select_related("respondent__round", "questionnaire").get(pk=alby.pk)
    with transaction.atomic(), django_assert_num_queries(1):
        found, newest = locked_row(alby.respondent_id, alby.key)
    assert found is not None
    assert newest == alby.questionnaire_id
    left_out = [each.get_deferred_fields() for each in beside(found)]
    assert left_out == [{"changed_at"}, set(), set(), {"published_at"}]
    assert [columns(each) for each in beside(found)] == [columns(each) for each in beside(expected)]


def test_a_point_in_time_is_read_when_somebody_asks(alby: Response) -> None:
    assert read(alby).changed_at == Response.objects.get(pk=alby.pk).changed_at


def test_what_nobody_has_begun_or_is_asked_has_no_row(alby: Response) -> None:
    begun = alby.respondent_id
    with transaction.atomic():
        assert locked_row(begun, "region-2030") == (None, None)
        assert locked_row(begun + 1000, alby.key) == (None, None)
        assert locked_row(2**64, alby.key) == (None, None)


def test_the_roles_held_are_each_organisations(country: None, respondent: User, coordinator: User) -> None:
    alby, rss = small.organisation("0101"), small.organisation("rss-norr")
    assert held_roles(respondent) == ((alby.pk, "respondent"),)
    assert held_roles(coordinator) == ((rss.pk, "coordinator"),)

    add_member(email=respondent.email, name="", organisation=alby, role=Role.SIGNER, by=system_user())
    assert set(held_roles(respondent)) == {(alby.pk, "respondent"), (alby.pk, "signer")}


def test_somebody_who_no_longer_works_here_holds_none(respondent: User) -> None:
    respondent.is_active = False
    assert held_roles(respondent) == ()
