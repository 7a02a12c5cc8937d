"""What an organisation answered last time."""

import pytest

from accounts.models import OrganisationKind
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.definition import parse_definition
from questionnaires.models import FrameMember, Questionnaire, Response
from questionnaires.selectors.last_time import last_time
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.responses import (
    response_to,
    save_answers,
    submit_response,
    take_back_response,
)
from tests import country as small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country(country: None) -> None:
    """The round of 2030; its answers are what "now" is."""


def submitted_in(year: int, projekt: str, *, key: str = "kommun", code: str = "0101") -> Response:
    """An organisation's answer to the kommun questionnaire of another year, under `key`-`year`."""
    source = (small.SMALL / "kommun-2030.yaml").read_text(encoding="utf-8")
    source = source.replace("kommun-2030", f"{key}-{year}").replace("year: 2030", f"year: {year}")
    definition = parse_definition(source, file="then.yaml")
    publish_questionnaire(definition=definition, source=source, by=system_user())
    response = response_to(
        questionnaire=Questionnaire.objects.get(key=f"{key}-{year}"),
        respondent=FrameMember.objects.get(code=code, round__year=year, kind=OrganisationKind.KOMMUN),
    )
    answers = small.KOMMUN_ANSWERS | {"projekt": Chosen(projekt)}
    save_answers(response=response, answers=answers, by=system_user())
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    return response


def found() -> tuple[int, object] | None:
    then = last_time(small.member("0101"), "kommun-2030")
    return (then.year, then.answers["projekt"]) if then else None


def test_the_first_time_there_is_none() -> None:
    assert found() is None


def test_it_is_the_nearest_earlier_year() -> None:
    submitted_in(2027, "nej")
    submitted_in(2029, "ja")
    submitted_in(2031, "nej")
    assert found() == (2029, Chosen("ja"))


def test_this_years_own_submission_is_not_last_time() -> None:
    small.submitted("0101")
    assert found() is None


def test_another_questionnaire_and_another_organisation_are_not_ones_own() -> None:
    submitted_in(2029, "ja", key="vardcentraler")
    submitted_in(2029, "ja", code="0102")
    assert found() is None


def test_what_was_taken_back_doesnt_count() -> None:
    submitted_in(2028, "nej")
    take_back_response(response=submitted_in(2029, "ja"), by=system_user())
    assert found() == (2028, Chosen("nej"))
