"""The receipt: who sent in what and when, what happens now, and the same as PDF with every answer."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import Response, Submission
from questionnaires.services.explanations import save_explanations
from questionnaires.services.responses import submit_response, take_back_response
from questionnaires.services.review import accept_response, return_response, start_review
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(colleague: User) -> Response:
    """Alby's answers, sent in by Per."""
    submit_response(
        response=small.answered("0101"), signed_name="Per Ask", signed_title="förvaltningschef", by=colleague
    )
    return small.response("kommun-2030", "0101")


def address(response: Response, number: int = 1) -> str:
    return f"/svar/{response.respondent_id}/{response.key}/kvittens/{number}/"


def text(client: Client, where: str) -> str:
    pages = PdfReader(BytesIO(client.get(where).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_number_time_and_who_and_what_happens_now(sent: Response, colleague: User) -> None:
    said = words(signed_in(colleague).get(address(sent)).content)
    assert said.startswith("Kvittens för inlämning 1 För Alby · ● Inlämnad")
    assert "Svaret är inlämnat för Alby. Enkät Kommunernas enkät 2030, version 1" in said
    assert "Kvittensnummer kommun-2030-0101-1 Inlämnad " in said
    assert "Undertecknad av Per Ask, förvaltningschef" in said
    assert (
        "Vad händer nu RSS Norr läser svaret och räknar in det i sin sammanställning, som lämnas till Socialstyrelsen. "
        "Behöver något kompletteras skickas svaret tillbaka med en förklaring."
    ) in said


def test_a_region_is_told_who_reads_its_answer(region_signer: User) -> None:
    response = small.region_submitted("01")
    said = words(signed_in(region_signer).get(address(response)).content)
    assert "Vad händer nu Socialstyrelsen läser svaret." in said


def test_it_can_be_taken_back_until_review_has_begun_and_only_by_a_signer(
    sent: Response, colleague: User, respondent: User
) -> None:
    assertContains(signed_in(colleague).get(address(sent)), "Ta tillbaka svaret")
    assertNotContains(signed_in(respondent).get(address(sent)), "Ta tillbaka svaret")
    start_review(response=sent, by=system_user())
    assertNotContains(signed_in(colleague).get(address(sent)), "Ta tillbaka svaret")


def test_late_is_marked(sent: Response, colleague: User) -> None:
    Submission.objects.update(is_late=True)
    assertContains(signed_in(colleague).get(address(sent)), "efter sista svarsdag")


def test_what_was_taken_back_says_so_and_promises_nothing(sent: Response, colleague: User) -> None:
    take_back_response(response=sent, by=colleague)
    said = words(signed_in(colleague).get(address(sent)).content)
    assert "Inlämningen är tillbakatagen och räknas inte." in said
    assert "Vad händer nu" not in said


def test_the_receipt_of_what_was_returned_stays_and_promises_nothing(sent: Response, colleague: User) -> None:
    return_response(response=sent, reason="Stämmer antalet?", by=system_user())
    said = words(signed_in(colleague).get(address(sent)).content)
    assert "Kvittensnummer kommun-2030-0101-1" in said
    assert "Vad händer nu" not in said


def test_once_it_is_received_it_says_so_and_not_that_it_will_be_read(region_signer: User) -> None:
    response = small.region_submitted("01")
    accept_response(response=response, by=system_user())
    said = words(signed_in(region_signer).get(address(response)).content)
    assert (
        "Vad händer nu Svaret är mottaget. En nationell handläggare på Socialstyrelsen kan öppna det" in said
    )
    assert "läser svaret" not in said


def test_the_receipt_of_an_earlier_version_leads_to_the_later_one(sent: Response, colleague: User) -> None:
    return_response(response=sent, reason="Stämmer antalet?", by=system_user())
    submit_response(response=sent, signed_name="Per Ask", by=colleague)
    client = signed_in(colleague)
    said = words(client.get(address(sent)).content)
    assert "Ni har lämnat in på nytt sedan dess: kvittens för inlämning 2" in said
    assert "Vad händer nu" not in said
    assert "Vad händer nu" in words(client.get(address(sent, 2)).content)
    assertContains(client.get(address(sent)), address(sent, 2))


def test_the_pdf_is_a_download_with_every_answer(sent: Response, colleague: User) -> None:
    client = signed_in(colleague)
    given = client.get(f"{address(sent)}kvittens.pdf")
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"] == 'attachment; filename="kvittens-kommun-2030-0101-1.pdf"'
    assert given["X-Content-Type-Options"] == "nosniff"
    said = text(client, f"{address(sent)}kvittens.pdf")
    for part in (
        "Kvittens: Kommunernas enkät 2030",
        "Annat Förstärkt: Digitala möten",
        "Barn; Äldre",
        "12,5",
    ):
        assert part in said


def test_the_pdf_is_the_same_bytes_whatever_happens_afterwards(sent: Response, colleague: User) -> None:
    client = signed_in(colleague)
    first = client.get(f"{address(sent)}kvittens.pdf").content
    return_response(response=sent, reason="Stämmer antalet?", by=system_user())
    small.answered("0101", projekt=Chosen("ja"))
    client.post("/sprak/", {"language": "en"})
    assert client.get(f"{address(sent)}kvittens.pdf").content == first


def test_strangers_coordinators_and_officers_get_no_receipt(
    sent: Response, stranger: User, coordinator: User, officer: User
) -> None:
    for user in (stranger, coordinator, officer):
        for where in (address(sent), f"{address(sent)}kvittens.pdf"):
            assert signed_in(user).get(where).status_code == 404


def test_it_costs_at_most_ten_queries(
    sent: Response, colleague: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(colleague)
    for where in (address(sent), f"{address(sent)}kvittens.pdf"):
        with django_assert_max_num_queries(10):
            client.get(where)


def test_an_explanation_stands_with_what_it_was_asked_about(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    texts = {("personer", "left_empty"): "Vi räknar inte.\nInte i år."}
    save_explanations(response=response, texts=texts, by=colleague)
    submit_response(response=response, signed_name="Per Ask", by=colleague)
    client = signed_in(colleague)
    page = client.get(f"/svar/{response.respondent_id}/kommun-2030/inlamning/1/")
    assertContains(page, "Vi räknar inte.<br>Inte i år.")
    told = "Talet saknas. Förklaring: Vi räknar inte. Inte i år."
    assert told in words(page.content)
    assert told in text(client, f"{address(response)}kvittens.pdf")
    client.post("/sprak/", {"language": "en"})
    assert told in text(client, f"{address(response)}kvittens.pdf")


def test_a_submission_that_was_replaced_leads_to_the_one_that_counts(
    sent: Response, colleague: User, coordinator: User
) -> None:
    where = f"/svar/{sent.respondent_id}/kommun-2030/inlamning"
    assertNotContains(signed_in(colleague).get(f"{where}/1/"), "Ersatt av")
    return_response(response=sent, reason="Se över.", by=coordinator)
    small.submitted("0101", projekt=Chosen("nej"))
    page = signed_in(colleague).get(f"{where}/1/")
    assertContains(page, f'<a href="{where}/2/">Ersatt av inlämning 2</a>')
    assertNotContains(signed_in(colleague).get(f"{where}/2/"), "Ersatt av")
