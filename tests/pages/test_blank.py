"""The questionnaire before anything is filled in, to print."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from accounts.models import User
from questionnaires.models import Response
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


def address(query: str = "") -> str:
    return f"/svar/{small.member('0101').pk}/kommun-2030/tom/{query}"


def test_it_has_every_question_before_anybody_has_begun(respondent: User) -> None:
    said = words(signed_in(respondent).get(address()).content)
    for part in (
        "Kommunernas enkät 2030 Version 1. Använd den för att läsa och förbereda svaren. Svaren lämnas in på webben.",
        "1. Vad har kommunen initierat eller förstärkt? Frågan ska besvaras. Välj ett svar på varje rad.",
        "Fast kontakt ○ Initierat ○ Förstärkt ○ Varken eller Mobila team ○ Initierat ○ Förstärkt ○ Varken eller Annat",
        "3. Ge exempel. Besvaras om svaret på fråga 2 är ”Ja”.",
        "4. Vilka målgrupper? Välj högst 2 svar. ☐ Barn ☐ Äldre ☐ Annan Ange vad: ☐ Ingen",
        "5. Hur många personer? Skriv ett tal från 0 till 1000. Högst en decimal. Svar: antal ○ Kan inte uppskattas",
    ):
        assert part in said
    assert not Response.objects.exists()


def test_each_version_can_be_printed_and_the_one_that_is_answered_comes_unasked(respondent: User) -> None:
    small.submitted("0101")
    small.publish("kommun-2030", old="Ge exempel.", new="Ge två exempel.")
    client = signed_in(respondent)
    assertContains(client.get(address()), "Ge exempel.")
    assertContains(client.get(address("?version=2")), "Ge två exempel.")
    assertContains(client.get(address("?version=2")), "/tom/enkat.pdf?version=2")


def test_the_pdf_is_a_download_of_that_version(respondent: User) -> None:
    small.publish("kommun-2030", old="Ge exempel.", new="Ge två exempel.")
    given = signed_in(respondent).get(address("enkat.pdf?version=1"))
    assert given["Content-Disposition"] == 'attachment; filename="tom-enkat-kommun-2030-version-1.pdf"'
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(given.content)).pages)
    assert "Ge exempel." in said


def test_other_organisations_questionnaires_and_versions_are_not_found(
    stranger: User, respondent: User
) -> None:
    assert signed_in(stranger).get(address()).status_code == 404
    assert signed_in(stranger).get(address("enkat.pdf")).status_code == 404
    for query in ("?version=9", "?version=-1", "?version=²", "?version="):
        assert signed_in(respondent).get(address(query)).status_code == 404


def test_it_costs_at_most_ten_queries(
    respondent: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(respondent)
    for where in ("", "?version=1", "enkat.pdf"):
        with django_assert_max_num_queries(10):
            client.get(address(where))
