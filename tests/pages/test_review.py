"""A coordinator reads a kommun's answers: the newest submission, what it is read beside, and nothing of a draft."""

from decimal import Decimal

import pytest

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen, Number
from questionnaires.services.explanations import save_explanations
from questionnaires.services.responses import decline_response, submit_response, take_back_response
from questionnaires.services.review import approve_response
from tests import country as small
from tests.pages.answering import desk_2030, with_last_time
from tests.pages.reading import signed_in
from tests.pages.reviewing import address, alby, ask, read, send_back

pytestmark = pytest.mark.django_db


def test_every_answer_stands_in_its_questionnaires_words(coordinator: User) -> None:
    small.submitted("0101")
    page = read(coordinator)
    assert page.startswith("Alby: Kommunernas enkät 2030 RSS Norr · ● Inlämnad Inlämning 1,")
    assert "Fast kontakt Initierat" in page
    assert "Annat Förstärkt: Digitala möten" in page
    assert "2. Har projekt breddinförts under 2030? Svar Nej" in page
    assert "12,5" in page


def test_a_grid_is_a_table_with_its_rows_and_columns_named(coordinator: User) -> None:
    small.submitted("0101")
    html = signed_in(coordinator).get(address()).content.decode()
    assert '<th scope="col">Delfråga</th><th scope="col">Svar</th><th scope="col">Anmärkning</th>' in html
    assert '<th scope="row" lang="sv">Mobila team</th>' in html


def test_what_wasnt_asked_is_left_out(coordinator: User) -> None:
    small.submitted("0101")
    assert "Ge exempel." not in read(coordinator)


def test_last_times_answers_stand_beside(coordinator: User) -> None:
    with_last_time(desk_2030())
    small.submitted("0101", insatser__kontakt=Chosen("forstarkt"))
    page = read(coordinator)
    assert "Delfråga Svar Svar 2029 Anmärkning" in page
    assert "Fast kontakt Förstärkt Initierat" in page


def test_what_is_odd_stands_with_the_kommuns_explanation(coordinator: User) -> None:
    with_last_time(desk_2030())
    response = small.answered("0101", personer=Number(Decimal(80)))
    save_explanations(
        response=response, texts={("personer", "changed_much"): "Två enheter till."}, by=system_user()
    )
    submit_response(response=alby(), signed_name="Per Ask", by=system_user())
    page = read(coordinator)
    remark = "▲ Förra gången var svaret 12,5, nu är det 80. Förklaring: Två enheter till."
    assert f"Svar 80 Svar 2029 12,5 Anmärkning {remark}" in page


def twice(coordinator: User) -> None:
    small.submitted("0101")
    send_back(coordinator)
    small.submitted("0101", insatser__team=Chosen("forstarkt"), personer=Number(Decimal(14)))


def test_what_has_changed_since_the_submission_before_is_marked(coordinator: User) -> None:
    twice(coordinator)
    page = read(coordinator)
    assert "Inlämning 2," in page
    assert "Mobila team Förstärkt ✎ Ändrat , förut: Varken eller" in page.replace("Ändrat,", "Ändrat ,")
    assert "Alla frågor 4 Ändrade frågor 2 Frågor med anmärkning 0" in page


def test_only_what_has_changed_can_be_shown(coordinator: User) -> None:
    twice(coordinator)
    page = read(coordinator, query="?visa=andrade")
    assert "Mobila team Förstärkt" in page
    assert "Fast kontakt" not in page
    assert "Har projekt breddinförts" not in page


def test_only_what_there_is_a_remark_on_can_be_shown(coordinator: User) -> None:
    small.submitted("0101")
    ask(coordinator)
    page = read(coordinator, query="?visa=anmarkningar")
    assert "Mobila team Varken eller 1 öppet samtal" in page
    assert "Fast kontakt Initierat" not in page
    assert "Har projekt breddinförts" not in page


def test_an_earlier_submission_can_still_be_read(coordinator: User) -> None:
    twice(coordinator)
    page = read(coordinator, "review_submission", 1)
    assert "Det här är en äldre inlämning. Visa den senaste" in page
    assert "Mobila team Varken eller" in page


def test_the_history_says_who_did_what_when_and_why(coordinator: User, colleague: User) -> None:
    submit_response(response=small.answered("0101"), signed_name="Per Ask", by=colleague)
    send_back(coordinator)
    history = read(coordinator).partition("Historik")[2]
    first, _, second = history.partition("Inlämnad")
    assert "Komplettering begärd" in first
    assert "Karin Björk Se över antalet." in first
    assert "Per Ask" in second


SECRET = Chosen("forstarkt", "Hemligt arbetssätt")


@pytest.mark.parametrize("state", ["draft", "declined", "taken back"])
def test_a_draft_shows_how_far_it_has_come_and_no_answer(coordinator: User, state: str) -> None:
    response = small.answered("0101", insatser__annat=SECRET)
    if state == "declined":
        decline_response(response=response, reason="Hinner inte.", by=system_user())
    if state == "taken back":
        submit_response(response=response, signed_name="Per Ask", by=system_user())
        take_back_response(response=alby(), by=system_user())
    page = read(coordinator)
    assert "Hemligt" not in page
    assert "Mobila team" not in page
    if state == "declined":
        assert "Kommunen har meddelat att den avstår från att svara." in page
        assert "Hinner inte." in page
    else:
        assert "6 av 6 svar är ifyllda. Kommunen svarar nu. Svaren visas här först" in page


def test_a_kommun_that_hasnt_begun_can_be_written_to(coordinator: User) -> None:
    page = read(coordinator)
    assert "Kommunen har inte börjat svara." in page
    assert "Fyll i åt kommunen Skriv till kommunen Påminn kommunen" in page


def test_while_the_kommun_completes_the_submission_stands_as_it_was(coordinator: User) -> None:
    small.submitted("0101")
    send_back(coordinator)
    small.save("kommun-2030", "0101", {"insatser.annat": SECRET})
    page = read(coordinator)
    assert "Här är svaret som det senast lämnades in." in page
    assert "Digitala möten" in page
    assert "Hemligt" not in page


def test_a_submission_that_was_taken_back_isnt_read(coordinator: User) -> None:
    small.submitted("0101")
    send_back(coordinator)
    small.submitted("0101")
    take_back_response(response=alby(), by=system_user())
    assert signed_in(coordinator).get(address("review_submission", 2)).status_code == 404
    assert signed_in(coordinator).get(address("review_submission", 1)).status_code == 200


@pytest.mark.parametrize("who", ["officer", "administrator", "respondent", "region_signer"])
@pytest.mark.parametrize("name", ["review", "review_comments", "review_return", "review_approve"])
def test_nobody_else_reads_it(request: pytest.FixtureRequest, who: str, name: str) -> None:
    by = request.getfixturevalue(who)
    small.submitted("0101")
    assert signed_in(by).get(address(name)).status_code == 404
    assert signed_in(by).post(address(name), {"reason": "Hej", "text": "Hej"}).status_code == 404


def test_another_rss_coordinator_reads_nothing_by_any_address(country: None) -> None:
    other = small.person("Ulf Ström", Role.COORDINATOR, "rss-ass")
    small.submitted("0101")
    client = signed_in(other)
    assert client.get(address()).status_code == 404
    assert client.get(address(rss="rss-ass")).status_code == 404
    assert client.get(address(rss="rss-ass", code="0201")).status_code == 200


def test_a_page_says_why_nothing_can_be_approved(coordinator: User) -> None:
    small.submitted("0101")
    approve_response(response=small.submitted("0102"), by=coordinator)
    small.reported("rss-norr")
    page = read(coordinator)
    assert "Ni har lämnat in sammanställningen, och den är låst." in page
    assert "Be om att få låsa upp" in page
    assert "Godkänn" not in page
