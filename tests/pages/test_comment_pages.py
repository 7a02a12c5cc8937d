"""Comments on the pages: written and answered at the questions that they are about, by the two sides alone."""

import pytest
from django.urls import reverse

from accounts.models import User
from questionnaires.models import Side, Thread, ThreadState
from questionnaires.selectors.conversations import conversations
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.review import return_response
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


def address(name: str = "comments", *more: object) -> str:
    return reverse(name, args=(small.member("0101").pk, "kommun-2030", *more))


def asked(coordinator: User, cell: str = "insatser.team") -> Thread:
    return start_comment(
        response=small.response("kommun-2030", "0101"),
        cell=cell,
        text="Vilka team?",
        side=Side.RECEIVER,
        by=coordinator,
    )


def test_the_page_says_who_reads_it(respondent: User) -> None:
    page = words(signed_in(respondent).get(address()).content)
    assert "Det som skrivs här läses av er som svarar och av er samordnare i RSS, av ingen annan." in page


def test_a_comment_is_written_to_a_row(respondent: User) -> None:
    client = signed_in(respondent)
    page = client.get(address() + "?fraga=insatser.team")
    assert "Ny kommentar till en fråga 1. Vad har kommunen initierat eller förstärkt? – Mobila team" in words(
        page.content
    )
    sent = client.post(address(), {"cell": "insatser.team", "text": "Sedan 2019."})
    thread = Thread.objects.get()
    assert (sent["Location"], thread.cell) == (f"{address()}#samtal-{thread.pk}", "insatser.team")


def test_what_is_commented_leads_to_where_it_is_answered_while_it_can_be(
    respondent: User, coordinator: User
) -> None:
    client = signed_in(respondent)
    row = f'href="{address("section", "arbete")}#svar-insatser.team"'
    assert row in client.get(address() + "?fraga=insatser.team").content.decode()
    assert f'href="{address("section", "arbete")}#fraga-insatser"' in (
        client.get(address() + "?fraga=insatser").content.decode()
    )
    response = small.submitted("0101")
    asked(coordinator)
    assert row not in client.get(address()).content.decode()
    return_response(response=response, reason="Se frågan.", by=coordinator)
    assert row in client.get(address()).content.decode()


def test_a_comment_is_written_freely_to_the_coordinator(respondent: User) -> None:
    client = signed_in(respondent)
    page = client.post(address(), {"cell": "", "text": "Vi blir sena."}, follow=True)
    assert "Om hela svaret Öppen Anna Ek" in words(page.content)
    assert "Vi blir sena." in words(page.content)


def test_a_question_is_answered_where_it_stands(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    client = signed_in(respondent)
    assert "Ert svar" in words(client.get(address()).content)
    page = client.post(address("comment_answer", thread.pk), {"text": "De mobila."}, follow=True)
    assert "Mobila team Besvarad Karin Björk" in words(page.content)
    assert "De mobila." in words(page.content)


def test_a_thread_that_ones_own_side_began_is_closed(respondent: User) -> None:
    thread = start_comment(
        response=small.response("kommun-2030", "0101"), text="Får vi mer tid?", side=Side.OWN, by=respondent
    )
    page = signed_in(respondent).post(address("comment_close", thread.pk), follow=True)
    assert "Om hela svaret Avslutad" in words(page.content)


def test_the_coordinators_thread_isnt_closed_by_the_other_side(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    client = signed_in(respondent)
    assert "Avsluta samtalet" not in words(client.get(address()).content)
    page = client.post(address("comment_close", thread.pk))
    assert "Bara den sida som började samtalet kan avsluta det." in words(page.content)
    thread.refresh_from_db()
    assert thread.state == ThreadState.OPEN


def test_an_empty_comment_is_mended_on_the_page(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    client = signed_in(respondent)
    new = client.post(address(), {"cell": "insatser", "text": " "}).content.decode()
    assert '<a href="#ny-text">Skriv en kommentar först.</a>' in new
    assert "<title>Fel: Kommentarer" in new
    answer = client.post(address("comment_answer", thread.pk), {"text": ""}).content.decode()
    assert f'<a href="#svar-{thread.pk}">Skriv en kommentar först.</a>' in answer


def test_what_was_too_long_is_kept_where_it_was_written(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    page = signed_in(respondent).post(address("comment_answer", thread.pk), {"text": "a" * 5001})
    assert f'id="svar-{thread.pk}" name="text" rows="3">{"a" * 5001}</textarea>' in page.content.decode()


def test_what_somebody_writes_is_never_markup(respondent: User) -> None:
    page = signed_in(respondent).post(address(), {"cell": "", "text": "<b>Hej</b>"}, follow=True)
    assert "&lt;b&gt;Hej&lt;/b&gt;" in page.content.decode()


def test_a_submission_shows_threads_at_their_questions(respondent: User, coordinator: User) -> None:
    small.submitted("0101")
    asked(coordinator, "projekt")
    page = words(signed_in(respondent).get(address("submission", 1)).content)
    assert "2. Har projekt breddinförts under 2030? Nej 2. Har projekt breddinförts under 2030? Öppen" in page


@pytest.mark.parametrize("cell", ["finns_inte", "insatser.finns_inte"])
def test_a_question_that_there_isnt_is_404(respondent: User, cell: str) -> None:
    client = signed_in(respondent)
    assert client.get(f"{address()}?fraga={cell}").status_code == 404
    assert client.post(address(), {"cell": cell, "text": "Hej"}).status_code == 404


@pytest.mark.parametrize("name", ["comment_answer", "comment_close"])
def test_a_thread_of_another_organisation_is_404(
    respondent: User, stranger: User, coordinator: User, name: str
) -> None:
    other = start_comment(
        response=small.response("kommun-2030", "0201"), text="Hej", side=Side.OWN, by=stranger
    )
    assert signed_in(respondent).post(address(name, other.pk), {"text": "Hej"}).status_code == 404
    assert signed_in(stranger).post(address(name, asked(coordinator).pk), {"text": "Hej"}).status_code == 404
    assert signed_in(coordinator).post(address(name, other.pk), {"text": "Hej"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "administrator", "stranger", "region_signer"])
def test_nobody_else_reads_a_kommuns_comments(
    respondent: User, coordinator: User, request: pytest.FixtureRequest, who: str
) -> None:
    asked(coordinator)
    assert signed_in(request.getfixturevalue(who)).get(address()).status_code == 404


def test_each_side_reads_the_thread_as_its_own(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    answer_comment(thread=thread, text="De mobila.", side=Side.OWN, by=respondent)
    own, other = (conversations(thread.response, reader=side)[0] for side in (Side.OWN, Side.RECEIVER))
    assert [each.is_own for each in own.said] == [False, True]
    assert [each.is_own for each in other.said] == [True, False]
    assert (own.may_close, other.may_close) == (False, True)


def test_a_returned_section_shows_its_threads_at_their_questions_and_is_come_back_to(
    respondent: User, coordinator: User
) -> None:
    small.submitted("0101")
    thread = asked(coordinator)
    return_response(response=thread.response, reason="Se över.", by=coordinator)
    client, section = signed_in(respondent), address("section", "arbete")
    assert "Mobila team Öppen Karin Björk" in words(client.get(section).content)
    back = {"text": "De mobila.", "next": f"{section}#fraga-insatser"}
    answered = client.post(address("comment_answer", thread.pk), back)
    assert answered["Location"] == f"{section}#fraga-insatser"
    assert "De mobila." in words(client.get(section).content)
    assert "Karin Björk" not in words(client.get(address("section", "antal")).content)


def test_a_row_that_somebody_asks_about_is_marked_and_named_at_the_thread(
    respondent: User, coordinator: User
) -> None:
    small.answered("0101")
    thread = asked(coordinator)
    page = signed_in(respondent).get(address("section", "arbete")).content.decode()
    row = page.partition('id="svar-insatser.team"')[2].partition("</tbody>")[0]
    assert f'<a class="row-mark" href="#vid-{thread.pk}">Fråga till er</a>' in row
    assert page.count('class="row-mark"') == 1
    assert f'id="vid-{thread.pk}"' in page
    assert '<a href="#svar-insatser.team" lang="sv">Mobila team</a>' in page


def test_ones_own_comment_stands_at_its_question_before_anything_is_sent_in(respondent: User) -> None:
    start_comment(
        response=small.answered("0101"),
        cell="projekt",
        text="Räknas förstudier?",
        side=Side.OWN,
        by=respondent,
    )
    said = words(signed_in(respondent).get(address("section", "arbete")).content)
    assert "Kommentar Öppen Anna Ek" in said
    assert "Räknas förstudier?" in said


def test_nobody_is_sent_off_to_a_stranger(respondent: User, coordinator: User) -> None:
    thread = asked(coordinator)
    back = {"text": "De mobila.", "next": "https://example.invalid/"}
    answered = signed_in(respondent).post(address("comment_answer", thread.pk), back)
    assert answered["Location"] == f"{address()}#samtal-{thread.pk}"
