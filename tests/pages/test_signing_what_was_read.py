"""Nobody sends in what has changed since it was read, and nobody twice."""

import re
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number
from questionnaires.models import Response, State, Submission
from questionnaires.rules import Refused
from questionnaires.services.corrections import follow_correction
from questionnaires.services.responses import decline_response, resume_response, submit_response
from questionnaires.services.rounds import close_round
from tests import country as small
from tests.pages.reading import signed_in, words
from tests.pages.test_check_and_sign import SIGNED, address, seen, send

pytestmark = pytest.mark.django_db


def test_answers_that_changed_since_they_were_read_arent_sent_in(colleague: User) -> None:
    read = seen(small.answered("0101"))
    anna = small.person("Anna Ek", Role.RESPONDENT, "0101")
    small.save(
        "kommun-2030",
        "0101",
        {"personer": Number(Decimal(14)), "insatser.team": Chosen("forstarkt")},
        by=anna,
    )
    _, said = send(colleague, small.response("kommun-2030", "0101"), seen=read, signed_title="chef")
    assert (
        "Inget lämnades in Svaren har ändrats sedan du öppnade sidan. Läs igenom dem igen innan du lämnar in. "
        "Anna Ek ändrade 2 svar, senast kl."
    ) in said
    assert re.search(r"senast kl\. \d\d\.\d\d: Fråga 1, Fråga 5", said)
    assert re.search(r"5\. Hur många personer\? Ändra : fråga 5 14 Ändrat av Anna Ek kl\. \d\d\.\d\d", said)
    assert Response.objects.get().state == State.DRAFT


def test_what_was_empty_when_it_was_read_isnt_sent_in_once_a_colleague_has_answered(colleague: User) -> None:
    decline_response(response=small.response("kommun-2030", "0101"), reason="Hinner inte.", by=colleague)
    resume_response(response=small.response("kommun-2030", "0101"), by=colleague)
    client = signed_in(colleague)
    page = client.get(address(small.response("kommun-2030", "0101"))).content.decode()
    read = page.partition('name="seen" value="')[2].partition('"')[0]
    response = small.answered("0101")
    said = words(client.post(address(response), SIGNED | {"seen": read}).content)
    assert "Inget lämnades in Svaren har ändrats sedan du öppnade sidan." in said
    assert not Submission.objects.exists()


def test_answers_that_went_on_to_a_corrected_questionnaire_since_they_were_read_arent_sent_in(
    colleague: User,
) -> None:
    response = small.answered("0101")
    read = seen(response)
    corrected = small.publish("kommun-2030", old="Arbetet", new="Vårt arbete")
    follow_correction(response=response, questionnaire=corrected, by=colleague)
    with pytest.raises(Refused, match="Svaren har ändrats sedan du öppnade sidan"):
        submit_response(response=response, signed_name="Per Ask", seen=read, by=colleague)


def test_name_and_title_stay_when_the_answers_have_changed(colleague: User) -> None:
    read = seen(small.answered("0101"))
    small.answered("0101", personer=Number(Decimal(14)))
    response = small.response("kommun-2030", "0101")
    page = signed_in(colleague).post(address(response), SIGNED | {"seen": read, "signed_title": "chef"})
    assertContains(page, 'value="chef"')
    assert not Submission.objects.exists()


def test_what_came_too_late_is_told_even_where_something_is_lacking(colleague: User) -> None:
    response = small.answered("0101", personer=None, insatser__team=None)
    close_round(year=2030, by=system_user())
    _, said = send(colleague, response, signed_title="")
    assert "Inget lämnades in Insamlingen 2030 är stängd" in said


def test_who_sends_in_twice_from_one_page_meets_the_receipt_and_no_error(colleague: User) -> None:
    response = small.answered("0101")
    client, first = send(colleague, response)
    _, second = send(colleague, response)
    assert first == second == f"/svar/{response.respondent_id}/kommun-2030/kvittens/1/"
    assert Submission.objects.count() == 1
    assertContains(client.get(second), "<strong>Svaret är inlämnat för Alby.</strong>")
