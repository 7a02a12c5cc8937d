"""What a coordinator does with a submission: each step asks first, says what it leads to, and why it can't be taken."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import Side, Step, Thread, ThreadState
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.responses import take_back_response
from questionnaires.services.review import start_review
from tests import country as small
from tests.pages.reading import signed_in, words
from tests.pages.reviewing import address, alby, ask, read

pytestmark = pytest.mark.django_db


def post(client: Client, name: str, *more: object, **data: str) -> str:
    """The words of the page that posting leads to."""
    return words(client.post(address(name, *more), data, follow=True).content)


def test_reading_doesnt_begin_the_review_an_action_does(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    client.get(address())
    assert "kan Alby inte längre ta tillbaka sitt svar" in words(client.get(address("review_start")).content)
    assert alby().state == "submitted"
    assert "Granskningen har börjat." in post(client, "review_start")
    assert alby().state == "in_review"


def test_a_completion_is_asked_for_with_a_reason_and_the_open_questions(coordinator: User) -> None:
    small.submitted("0101")
    ask(coordinator)
    client = signed_in(coordinator)
    page = words(client.get(address("review_return")).content)
    assert "Öppna frågor som följer med" in page
    assert "Mobila team : Vilka team?" in page
    assert "Komplettering är begärd." in post(client, "review_return", reason="Se över antalet.")
    assert (alby().state, Step.objects.latest("pk").reason) == ("returned", "Se över antalet.")


def test_a_completion_without_a_reason_is_refused_where_it_is_written(coordinator: User) -> None:
    small.submitted("0101")
    html = signed_in(coordinator).post(address("review_return"), {"reason": " "}).content.decode()
    assert '<a href="#varfor">Skriv varför. Den som tar emot svaret behöver veta det.</a>' in html
    assert "<title>Fel: Begär komplettering" in html
    assert alby().state == "submitted"


def test_answered_questions_dont_go_along(coordinator: User, respondent: User) -> None:
    small.submitted("0101")
    answer_comment(
        thread=Thread.objects.get(pk=ask(coordinator)), text="De mobila.", side=Side.OWN, by=respondent
    )
    page = words(signed_in(coordinator).get(address("review_return")).content)
    assert "Inga öppna frågor följer med." in page


def test_what_was_read_is_approved(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    page = words(client.get(address("review_approve")).content)
    assert "Inlämning 1 från Alby räknas då in i er sammanställning." in page
    assert "räknas in i sammanställningen." in post(client, "review_approve", read="1")
    assert alby().state == "approved"


def test_what_has_come_since_isnt_approved_unread(coordinator: User) -> None:
    small.submitted("0101")
    take_back_response(response=alby(), by=system_user())
    small.submitted("0101")
    page = post(signed_in(coordinator), "review_approve", read="1")
    assert "Det har kommit en ny inlämning sedan du öppnade sidan." in page
    assert alby().state == "submitted"


def test_an_approved_answer_is_opened_with_a_reason(coordinator: User) -> None:
    small.approved("0101")
    client = signed_in(coordinator)
    assert "Lås upp" in words(client.get(address()).content)
    assert "Skriv varför." in post(client, "review_reopen", reason="")
    assert "Svaret är upplåst." in post(client, "review_reopen", reason="Antalet är fel.")
    assert alby().state == "reopened"


@pytest.mark.parametrize("name", ["review_start", "review_return", "review_approve", "review_reopen"])
def test_a_step_that_cant_be_taken_leads_back(coordinator: User, name: str) -> None:
    client = signed_in(coordinator)
    assert client.get(address(name))["Location"] == address()
    assert client.post(address(name), {"reason": "Hej"})["Location"] == address()
    small.answered("0101")
    assert "Det gick inte" in post(client, name, reason="Hej", read="1")
    assert alby().state == "draft"


def test_a_question_is_asked_at_a_row_and_stands_at_its_question(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    page = client.get(address("review_comments") + "?fraga=insatser").content.decode()
    assert '<option value="insatser.team" lang="sv">Mobila team</option>' in page
    sent = client.post(address("review_comments"), {"cell": "insatser.team", "text": "Vilka team?"})
    thread = Thread.objects.get()
    assert (sent["Location"], thread.cell) == (f"{address()}#samtal-{thread.pk}", "insatser.team")
    assert "Mobila team Öppen Karin Björk" in read(coordinator)


def test_a_kommun_is_written_to_freely_before_it_has_begun(coordinator: User) -> None:
    page = post(signed_in(coordinator), "review_comments", cell="", text="Hör av er vid frågor.")
    assert "Om hela svaret Öppen Karin Björk" in page
    assert "Hör av er vid frågor." in page


def test_the_kommuns_question_is_answered_and_ones_own_closed(coordinator: User, respondent: User) -> None:
    small.submitted("0101")
    own = ask(coordinator)
    theirs = start_comment(response=alby(), text="Räcker ett ungefärligt tal?", side=Side.OWN, by=respondent)
    client = signed_in(coordinator)
    assert "Ditt svar" in words(client.get(address()).content)
    assert "Ja." in post(client, "review_comment_answer", theirs.pk, text="Ja.")
    post(client, "review_comment_close", own)
    states = {each.pk: each.state for each in Thread.objects.all()}
    assert states == {own: ThreadState.CLOSED, theirs.pk: ThreadState.ANSWERED}
    assert "Bara den sida som började" in post(client, "review_comment_close", theirs.pk)


def test_an_empty_comment_is_mended_where_it_was_written(coordinator: User) -> None:
    small.submitted("0101")
    thread, client = ask(coordinator), signed_in(coordinator)
    new = client.post(address("review_comments"), {"cell": "insatser", "text": " "}).content.decode()
    assert '<a href="#ny-text">Skriv en kommentar först.</a>' in new
    answer = client.post(address("review_comment_answer", thread), {"text": ""}).content.decode()
    assert f'<a href="#svar-{thread}">Skriv en kommentar först.</a>' in answer


def test_a_thread_of_another_kommun_is_404(coordinator: User, stranger: User) -> None:
    other = start_comment(
        response=small.response("kommun-2030", "0201"), text="Hej", side=Side.OWN, by=stranger
    )
    client = signed_in(coordinator)
    for name in ("review_comment_answer", "review_comment_close"):
        assert client.post(address(name, other.pk), {"text": "Hej"}).status_code == 404


def test_once_begun_the_review_leads_on_to_approving(coordinator: User) -> None:
    small.submitted("0101")
    start_review(response=alby(), by=coordinator)
    html = signed_in(coordinator).get(address()).content.decode()
    assert f'<a class="btn btn-primary" href="{address("review_approve")}">Godkänn</a>' in html


@pytest.mark.parametrize("read", ["9" * 5000, "³", "-1", ""])
def test_a_number_that_no_page_sends_is_read_as_none(coordinator: User, read: str) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    assert client.post(address("review_mend", "projekt"), {"read": read}).status_code == 200
    assert client.post(address("review_approve"), {"read": read}).status_code == 302
