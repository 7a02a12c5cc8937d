"""The task list: what there is to do, who does it, and what may be done with the whole response."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen, ChosenSet, Invalid
from questionnaires.models import Response, Side, State
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import start_comment
from questionnaires.services.explanations import save_explanations
from questionnaires.services.responses import take_back_response
from questionnaires.services.review import approve_response, return_response, start_review
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


def address(name: str = "task_list", *more: object) -> str:
    return reverse(name, args=(small.member("0101").pk, "kommun-2030", *more))


def tasks(user: User) -> str:
    return words(signed_in(user).get(address()).content)


def response() -> Response:
    return small.response("kommun-2030", "0101")


def test_every_part_is_listed_with_how_far_it_has_come(respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    assert "Delar Arbetet 1 av 5 besvarade ◐ Påbörjad Antal 0 av 2 besvarade ○ Inte påbörjad " in tasks(
        respondent
    )


def test_a_part_that_lacks_nothing_is_done(respondent: User) -> None:
    small.answered("0101")
    assert "Arbetet 4 av 4 besvarade ✓ Klar Antal 2 av 2 besvarade ✓ Klar" in tasks(respondent)


@pytest.mark.parametrize(
    "answer", [{"personer": Invalid("abc")}, {"grupper": ChosenSet(("barn", "ingen"))}], ids=["typed", "rule"]
)
def test_a_part_with_an_answer_that_cant_be_is_to_be_corrected(
    respondent: User, answer: dict[str, Any]
) -> None:
    small.save("kommun-2030", "0101", answer, by=respondent)
    assert "besvarade ▲ Behöver rättas" in tasks(respondent)


def test_what_is_missing_stands_with_the_way_to_it(respondent: User) -> None:
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    page = signed_in(respondent).get(address()).content
    assert (
        "3 svar saknas eller behöver rättas innan enkäten kan lämnas in: Arbetet : 3 Kontrollera svaren"
        in words(page)
    )
    assert f'href="{address("section", "arbete")}"' in page.decode()


def test_answers_that_lack_nothing_lead_to_sending_in(respondent: User) -> None:
    small.answered("0101")
    page = tasks(respondent)
    assert "◕ Klar att lämna in" in page
    assert "Alla obligatoriska frågor är besvarade. Kontrollera och lämna in" in page


def test_answers_that_lack_an_explanation_lead_to_where_it_is_given(respondent: User) -> None:
    small.answered("0101", personer=None)
    page = tasks(respondent)
    assert "◐ Påbörjad" in page
    assert (
        "Alla obligatoriska frågor är besvarade. 1 svar behöver förklaras innan enkäten kan lämnas in. "
        "Förklara och lämna in" in page
    )
    said = {("personer", "left_empty"): "Vi räknar inte."}
    save_explanations(response=response(), texts=said, by=respondent)
    assert "◕ Klar att lämna in" in tasks(respondent)


def test_who_has_taken_on_a_part_stands_by_it(respondent: User, colleague: User) -> None:
    assign_sections(response=response(), people={"arbete": [colleague, respondent]}, by=respondent)
    assert "Arbetet Anna Ek, Per Ask 0 av 4 besvarade" in tasks(respondent)


def test_what_is_returned_says_why_on_top_and_what_was_changed_since(
    respondent: User, coordinator: User
) -> None:
    return_response(response=small.submitted("0101"), reason="Se över projekten.", by=coordinator)
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=respondent)
    page = tasks(respondent)
    assert page.index("Svaret behöver kompletteras Se över projekten. Karin Björk") < page.index("Delar")
    assert (
        "Ändrat sedan ni lämnade in Fråga Förut Nu 2. Har projekt breddinförts under 2030? Nej Ja Inlämnat"
        in page
    )


def test_a_question_from_the_coordinator_waits_on_top(respondent: User, coordinator: User) -> None:
    start_comment(
        response=response(), cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=coordinator
    )
    assert (
        "1 fråga till er väntar på svar: "
        "1. Vad har kommunen initierat eller förstärkt? – Mobila team" in tasks(respondent)
    )


def test_a_part_with_an_open_question_isnt_simply_done(respondent: User, coordinator: User) -> None:
    response_ = small.answered("0101")
    start_comment(
        response=response_, cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=coordinator
    )
    page = signed_in(respondent).get(address()).content.decode()
    assert "Arbetet 4 av 4 besvarade 1 fråga från samordnaren" in words(page.encode())
    assert "Antal 2 av 2 besvarade ✓ Klar" in words(page.encode())
    assert 'del/arbete/#fraga-insatser">1 fråga från samordnaren</a>' in page


def test_what_is_left_when_nothing_more_is_needed_is_called_voluntary(respondent: User) -> None:
    small.answered("0101", grupper=None)
    page = tasks(respondent)
    assert "5 av 6 svar är ifyllda. Resten är frivilligt." in page
    assert "Antal 1 av 2 besvarade, resten är frivilligt ✓ Klar" in page


def test_what_has_to_be_explained_isnt_called_voluntary(respondent: User) -> None:
    small.answered("0101", personer=None)
    assert "frivilligt" not in tasks(respondent)


def test_what_lacks_is_counted_in_answers_however_much_each_lacks(respondent: User) -> None:
    small.answered("0101", grupper=ChosenSet(("barn", "aldre", "annan")))
    assert "1 svar saknas eller behöver rättas innan enkäten kan lämnas in: Antal : 1" in tasks(respondent)


def test_a_signer_is_told_that_she_can_take_it_back(colleague: User) -> None:
    small.submitted("0101")
    assert "Svaret är inlämnat. Du kan ta tillbaka det." in tasks(colleague)


@pytest.mark.parametrize("page", ["submission", "comments", "colleagues"])
def test_what_was_sent_in_and_said_asks_the_database_at_most_ten_times(
    respondent: User, coordinator: User, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    small.submitted("0101", projekt=Chosen("ja"))
    for cell in ("insatser.team", "projekt", ""):
        start_comment(response=response(), cell=cell, text="Vilka?", side=Side.RECEIVER, by=coordinator)
    client, path = signed_in(respondent), address(page, *([2] if page == "submission" else []))
    with django_assert_max_num_queries(10):
        client.get(path)


def test_a_region_is_told_of_the_national_level(region_signer: User) -> None:
    sent = small.region_submitted("01")
    start_review(response=sent, by=system_user())
    page = words(
        signed_in(region_signer).get(reverse("task_list", args=(sent.respondent_id, "region-2030"))).content
    )
    assert "Svaret granskas. En nationell handläggare på Socialstyrelsen kan öppna det igen." in page


def test_a_signer_takes_a_submission_back(colleague: User) -> None:
    small.submitted("0101")
    client = signed_in(colleague)
    assert "Ta tillbaka det som är inlämnat" in tasks(colleague)
    assert client.get(address("take_back")).status_code == 200
    page = client.post(address("take_back"), follow=True)
    assert response().state == State.DRAFT
    assert "Svaret är tillbakataget och går att ändra." in words(page.content)
    assert "Inlämning 1" in words(page.content)
    assert "Tillbakatagen" in words(page.content)


def test_a_respondent_who_isnt_a_signer_isnt_offered_to_take_back(respondent: User) -> None:
    small.submitted("0101")
    assert "Ta tillbaka" not in tasks(respondent)
    assert signed_in(respondent).get(address("take_back"))["Location"] == address()
    refused = signed_in(respondent).post(address("take_back"))
    assert "Du har inte behörighet att göra det här för Alby." in words(refused.content)
    assert response().state == State.SUBMITTED


def test_declining_asks_why(respondent: User) -> None:
    client = signed_in(respondent)
    refused = client.post(address("decline"), {"reason": " "})
    assert "Skriv varför." in words(refused.content)
    assert refused.content.decode().count("<title>Fel: Avstå från att svara") == 1
    assert response().state == State.NOT_STARTED


def test_an_organisation_declines_and_resumes(respondent: User) -> None:
    client = signed_in(respondent)
    page = client.post(address("decline"), {"reason": "Vi hinner inte."}, follow=True)
    assert words(page.content).count("avstår från att svara") == 1
    assert 'role="status"' not in page.content.decode()
    assert response().steps.get(action="decline").reason == "Vi hinner inte."
    page = client.post(address("resume"), follow=True)
    assert "Nu går det att svara igen." in words(page.content)
    assert response().state == State.DRAFT


def test_an_action_that_came_too_late_says_so(respondent: User) -> None:
    small.submitted("0101")
    page = signed_in(respondent).post(address("decline"), {"reason": "Vi hinner inte."})
    assert "Det gick inte Svaret kan inte markeras som avstår: det har läget ”Inlämnad”." in words(
        page.content
    )
    assert '<form method="post">' not in page.content.decode()
    assert "Tillbaka till delarna" in words(page.content)


def test_an_action_that_lacks_something_can_be_tried_again(respondent: User) -> None:
    page = signed_in(respondent).post(address("decline"), {"reason": ""})
    assert "Det gick inte" in words(page.content)
    assert '<button class="btn btn-primary">Avstå från att svara</button>' in page.content.decode()


def test_sharing_out_is_saved_as_ticked(respondent: User, colleague: User) -> None:
    client = signed_in(respondent)
    page = client.post(
        address("colleagues"), {"del-arbete": [colleague.pk], "del-antal": [respondent.pk]}, follow=True
    )
    assert "Uppdelningen är sparad." in words(page.content)
    assert "Arbetet Per Ask 0 av" in words(page.content)
    assert (
        f'name="del-arbete" value="{colleague.pk}" checked'
        in client.get(address("colleagues")).content.decode()
    )


def test_a_page_from_before_a_colleague_shared_out_takes_nothing_from_her(
    respondent: User, colleague: User
) -> None:
    anna, per = signed_in(respondent), signed_in(colleague)
    per.post(address("colleagues"), {"del-arbete": [respondent.pk]})
    had = f'name="del-arbete:hade" value="{respondent.pk}"'
    assert had in anna.get(address("colleagues")).content.decode()
    per.post(address("colleagues"), {"del-arbete": [respondent.pk], "del-antal": [colleague.pk]})
    page = anna.post(address("colleagues"), {"del-arbete:hade": [respondent.pk]}, follow=True)
    said = words(page.content)
    assert "Arbetet 0 av" in said
    assert "Antal Per Ask 0 av" in said


def test_a_colleague_is_invited_and_answers_for_the_organisation(respondent: User) -> None:
    client, siv_hall = signed_in(respondent), {"name": "Siv Hall", "email": "siv.hall@example.invalid"}
    page = client.post(address("colleague_invite"), siv_hall, follow=True)
    assert "En inbjudan med en länk skickas till siv.hall@example.invalid." in words(page.content)
    again = client.post(address("colleague_invite"), siv_hall, follow=True)
    assert "siv.hall@example.invalid har redan fått en inbjudan i dag." in words(again.content)
    siv = User.objects.get(email="siv.hall@example.invalid")
    assert signed_in(siv).get(address()).status_code == 200


def test_an_invitation_without_an_address_is_mended_on_the_page(respondent: User) -> None:
    page = signed_in(respondent).post(address("colleague_invite"), {"name": "Siv Hall", "email": "siv"})
    assert "Skriv en hel e-postadress, till exempel anna.ek@kommunen.se." in words(page.content)
    assert 'value="Siv Hall"' in page.content.decode()
    assert not User.objects.filter(name="Siv Hall").exists()


def test_somebody_shut_out_isnt_invited(respondent: User, colleague: User) -> None:
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    page = signed_in(respondent).post(
        address("colleague_invite"), {"name": "Per Ask", "email": colleague.email}
    )
    assert "Adressen är avstängd." in words(page.content)


ADDRESSES = (
    ("task_list",),
    ("section", "arbete"),
    ("submission", 1),
    ("colleagues",),
    ("comments",),
    ("take_back",),
    ("decline",),
    ("resume",),
)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "officer", "administrator", "region_signer"])
@pytest.mark.parametrize("named", ADDRESSES, ids=lambda named: named[0])
def test_a_stranger_meets_404(
    respondent: User, request: pytest.FixtureRequest, who: str, named: tuple[object, ...]
) -> None:
    small.submitted("0101")
    path = address(str(named[0]), *named[1:])
    client = signed_in(request.getfixturevalue(who))
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_an_organisations_own_questionnaires_are_all_it_has(respondent: User) -> None:
    client, member = signed_in(respondent), small.member("0101").pk
    assert client.get(f"/svar/{member}/region-2030/").status_code == 404
    assert client.get(f"/svar/{member}/kommun-2029/").status_code == 404
    assert client.get("/svar/999999/kommun-2030/").status_code == 404


def test_whoever_follows_a_link_signs_in_and_comes_back(country: None) -> None:
    path = address()
    assert Client().get(path)["Location"] == f"/logga-in/?next={path}"


def test_looking_begins_nothing(respondent: User) -> None:
    tasks(respondent)
    assert not Response.objects.exists()


def test_a_submission_is_read_with_its_answers_and_who_signed(respondent: User) -> None:
    small.submitted("0101")
    page = words(signed_in(respondent).get(address("submission", 1)).content)
    assert f"Inlämnad {timezone.localdate().day} " in page
    assert "av Anna Ek" in page
    assert (
        "1. Vad har kommunen initierat eller förstärkt? Fast kontakt Initierat Mobila team Varken eller"
        in page
    )
    assert "Annat Förstärkt: Digitala möten" in page


def test_a_second_submission_tells_what_differs_from_the_first(respondent: User, coordinator: User) -> None:
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    small.submitted("0101", projekt=Chosen("ja"))
    page = words(signed_in(respondent).get(address("submission", 2)).content)
    assert "Ändrat sedan inlämning 1 Fråga Förut Nu 2. Har projekt breddinförts under 2030? Nej Ja" in page


def test_what_was_taken_back_is_passed_over_when_submissions_are_compared(respondent: User) -> None:
    take_back_response(response=small.submitted("0101"), by=system_user())
    small.submitted("0101", projekt=Chosen("ja"))
    client = signed_in(respondent)
    assert "Ändrat sedan" not in words(client.get(address("submission", 2)).content)
    assert "Inlämningen är tillbakatagen och räknas inte." in words(
        client.get(address("submission", 1)).content
    )


def test_a_submission_that_there_isnt_is_404(respondent: User) -> None:
    small.submitted("0101")
    client = signed_in(respondent)
    assert [client.get(address("submission", number)).status_code for number in (0, 1, 2)] == [404, 200, 404]


def test_an_approved_response_still_shows_its_submission(respondent: User) -> None:
    approve_response(response=small.submitted("0101"), by=system_user())
    assert "Visa svaret" in tasks(respondent)
