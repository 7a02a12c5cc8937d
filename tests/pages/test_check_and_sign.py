"""The page that checks a response: every answer, what to correct and explain, and sending it in."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Invalid
from questionnaires.models import Response, Round, Side, State, Submission
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.review import return_response
from records.models import Event, Mail
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

SIGNED = {"submit": "1", "signed_name": "Per Ask", "signed_title": "förvaltningschef"}
EXPLAIN = "forklara-left_empty-personer"


def address(response: Response) -> str:
    return f"/svar/{response.respondent_id}/{response.key}/kontrollera/"


def seen(response: Response) -> str:
    return response.change_mark


def send(user: User, response: Response, **changes: str) -> tuple[Client, str]:
    """What comes of pressing the button: the words of the page, or where it leads."""
    client = signed_in(user)
    given = client.post(address(response), SIGNED | {"seen": seen(response)} | changes)
    return client, given["Location"] if given.status_code == 302 else words(given.content)


def newest() -> Submission:
    return Submission.objects.get(response__respondent__code="0101", response__key="kommun-2030")


def test_every_answer_stands_by_section_and_what_is_unanswered_is_marked(colleague: User) -> None:
    response = small.answered("0101", insatser__team=None, grupper=None)
    said = words(signed_in(colleague).get(address(response)).content)
    assert (
        "Arbetet 1. Vad har kommunen initierat eller förstärkt? Ändra : fråga 1 Fast kontakt Initierat "
        "Mobila team Inte besvarad ▲ Frågan behöver besvaras. Annat Förstärkt: Digitala möten "
        "2. Har projekt breddinförts under 2030? Ändra : fråga 2 Nej "
        "Antal 4. Vilka målgrupper? Ändra : fråga 4 Inte besvarad (frivillig) "
        "5. Hur många personer? Ändra : fråga 5 12,5"
    ) in said


def test_what_to_correct_is_listed_first_with_ways_to_where_it_is_answered(colleague: User) -> None:
    response = small.answered("0101", insatser__team=None, projekt=None, personer=Invalid("tolv"))
    page = signed_in(colleague).get(address(response))
    for where, text in (
        (
            "insatser.team",
            'Fråga 1, <span lang="sv">”Vad har kommunen initierat eller förstärkt?”</span>: En rad är obesvarad.',
        ),
        (
            "projekt",
            'Fråga 2, <span lang="sv">”Har projekt breddinförts under 2030?”</span>: Frågan behöver besvaras.',
        ),
        (
            "personer",
            "Fråga 5: ”tolv” kan inte läsas som ett svar på frågan. Rätta eller ta bort det.",
        ),
    ):
        button = f'<button class="btn btn-quiet" form="lamna-in" name="go" value="svar-{where}">'
        assertContains(page, f"<li>{button}{text}</button></li>", html=True)
    assertContains(page, "Du behöver rätta till följande")


def test_ways_on_lead_to_anchors_that_the_section_pages_have(colleague: User) -> None:
    response = small.answered("0101", insatser__team=None, projekt=None)
    client = signed_in(colleague)
    page = client.get(address(response)).content.decode()
    ways = re.findall('name="go" value="([^"]+)"', page)
    assert len(ways) == 6
    for way in ways:
        where, _, anchor = client.post(address(response), {"go": way})["Location"].partition("#")
        assertContains(client.get(where), f'id="{unquote(anchor)}"')


def test_what_is_typed_stays_whatever_way_leads_from_the_page(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    client = signed_in(colleague)
    typed = {"signed_name": "Per A. Ask", "signed_title": "chef", EXPLAIN: "Vi räknar inte."}
    for way, where in (("fraga-projekt", "del/arbete/#fraga-projekt"), ("", ""), ("finns-inte", "")):
        went = client.post(address(response), typed | {"go": way})
        assert went["Location"] == f"/svar/{response.respondent_id}/kommun-2030/{where}"
    page = client.get(address(response))
    for kept in ('value="Per A. Ask"', 'value="chef"', "Vi räknar inte.</textarea>"):
        assertContains(page, kept)


def test_a_page_that_is_only_opened_is_no_error_and_one_that_was_sent_is(colleague: User) -> None:
    response = small.answered("0101", projekt=None)
    client = signed_in(colleague)
    assertContains(
        client.get(address(response)), "<title>Kontrollera och lämna in – Samsvar</title>", html=True
    )
    page = client.post(address(response), SIGNED)
    assertContains(page, "<title>Fel: Kontrollera och lämna in – Samsvar</title>", html=True)
    assertContains(page, 'class="box box-wrong" tabindex="-1" autofocus')
    assert not Submission.objects.exists()


def test_a_page_from_before_a_colleague_explained_takes_nothing_away(
    colleague: User, respondent: User
) -> None:
    response = small.answered("0101", personer=None)
    per, anna = signed_in(colleague), signed_in(respondent)
    stood = {f"{EXPLAIN}:stod": ""}
    assertContains(anna.get(address(response)), f'name="{EXPLAIN}:stod" value=""')
    per.post(address(response), stood | {"explain": "1", EXPLAIN: "Vi räknar inte."})
    anna.post(address(response), stood | {"go": "fraga-projekt", EXPLAIN: ""})
    assertContains(anna.get(address(response)), "Vi räknar inte.</textarea>")
    told = anna.post(address(response), stood | {"explain": "1", EXPLAIN: "Finns ej."}, follow=True)
    assertContains(told, "En kollega har förklarat samma sak under tiden.")
    assertContains(told, "Vi räknar inte.\nFinns ej.</textarea>")
    _, said = send(colleague, response, **stood, **{EXPLAIN: "Pers sista ord."})
    assert "Inget lämnades in En kollega har förklarat samma sak under tiden." in said
    assert not Submission.objects.exists()


def test_a_signer_sends_in_under_name_and_title_and_meets_the_receipt(colleague: User) -> None:
    response = small.answered("0101")
    _, went = send(colleague, response)
    assert went == f"/svar/{response.respondent_id}/kommun-2030/kvittens/1/"
    submission = newest()
    assert (submission.signed_name, submission.signed_title) == ("Per Ask", "förvaltningschef")
    assert submission.submitted_by == colleague
    assert Response.objects.get(pk=response.pk).state == State.SUBMITTED


def test_only_what_can_be_sent_in_now_is_called_ready(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    client = signed_in(colleague)
    assertContains(client.get(address(response)), "Påbörjad")
    client.post(address(response), {"explain": "1", EXPLAIN: "Vi räknar inte."})
    assertContains(client.get(address(response)), "Klar att lämna in")


def test_the_signer_is_suggested_by_name(colleague: User) -> None:
    page = signed_in(colleague).get(address(small.answered("0101")))
    assertContains(page, 'name="signed_name" value="Per Ask"')


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_name": " "}, "Skriv ditt namn."),
        ({"signed_title": ""}, "Skriv din titel, till exempel förvaltningschef."),
    ],
)
def test_name_and_title_are_asked_for_and_what_was_typed_stays(
    colleague: User, changes: dict[str, str], sentence: str
) -> None:
    response = small.answered("0101")
    page = signed_in(colleague).post(address(response), SIGNED | changes)
    said = words(page.content)
    assert f"Du behöver rätta till följande {sentence}" in said
    assert f"Fel: {sentence}" in said
    kept = "Per Ask" if "signed_title" in changes else "förvaltningschef"
    assertContains(page, f'value="{kept}"')
    assert not Submission.objects.exists()


def test_a_finding_is_to_be_explained_before_sending_in(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    _, said = send(colleague, response)
    assert ("Du behöver förklara följande Fråga 5: Talet saknas. Skriv varför det inte går att ange.") in said
    _, went = send(colleague, response, **{EXPLAIN: "Vi räknar inte."})
    assert went.endswith("/kvittens/1/")
    assert newest().explanations == [{"cell": "personer", "code": "left_empty", "text": "Vi räknar inte."}]


def test_explanations_can_be_saved_for_later_and_stay_when_something_else_is_wrong(
    colleague: User, respondent: User
) -> None:
    response = small.answered("0101", personer=None)
    client = signed_in(respondent)
    client.post(address(response), {"explain": "1", EXPLAIN: "Vi räknar inte."})
    page = client.get(address(response))
    assertContains(page, "Förklaringarna är sparade.")
    assertContains(page, "Vi räknar inte.</textarea>")
    _, said = send(colleague, response, signed_title="", **{EXPLAIN: "Vi räknar aldrig."})
    assert "Vi räknar aldrig." in said


def test_somebody_who_doesnt_sign_asks_somebody_who_does(respondent: User, colleague: User) -> None:
    response = small.answered("0101")
    client = signed_in(respondent)
    page = client.get(address(response))
    assertContains(page, "Be Per Ask kontrollera och lämna in")
    assertNotContains(page, "Lämna in för Alby")
    client.post(address(response), {"ask": str(colleague.pk)})
    assertContains(
        client.get(address(response)), "Per Ask har fått ett mejl om att kontrollera och lämna in."
    )
    mail = Mail.objects.get(kind="signing_request")
    assert (mail.to, mail.subject) == (
        "per.ask@example.invalid",
        "Kontrollera och lämna in: Kommunernas enkät 2030",
    )
    assert "Anna Ek har arbetat med Kommunernas enkät 2030 för Alby" in mail.text
    assert f"http://localhost:8000{address(response)}" in mail.text
    assert Event.objects.get(verb="ask_signer").details == {"user": colleague.pk}


def test_a_signer_is_asked_once_a_day_and_the_page_says_when(
    respondent: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = small.answered("0101")
    client = signed_in(respondent)
    asked = words(client.post(address(response), {"ask": str(colleague.pk)}, follow=True).content)
    assert "Per Ask, per.ask@example.invalid Tillfrågad i dag kl. " in asked
    assert "Det går att fråga igen i morgon." in asked
    assert "Be Per Ask kontrollera" not in asked
    again = client.post(address(response), {"ask": str(colleague.pk)})
    assert "Det gick inte Per Ask är redan tillfrågad i dag. Du kan fråga igen i morgon." in words(
        again.content
    )
    assert Mail.objects.count() == 1
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    page = words(signed_in(respondent).get(address(response)).content)
    assert "Be Per Ask kontrollera och lämna in per.ask@example.invalid Tillfrågad i går kl. " in page
    signed_in(respondent).post(address(response), {"ask": str(colleague.pk)})
    assert Mail.objects.count() == 2


def test_somebody_else_than_a_signer_there_cant_be_asked(respondent: User, stranger: User) -> None:
    response = small.answered("0101")
    assert signed_in(respondent).post(address(response), {"ask": str(stranger.pk)}).status_code == 404
    assert not Mail.objects.exists()


def test_where_nobody_signs_that_is_said(respondent: User) -> None:
    said = words(signed_in(respondent).get(address(small.answered("0101"))).content)
    assert "Ingen kan underteckna för Alby ännu." in said


def test_a_respondent_who_sends_the_signers_form_is_refused(respondent: User) -> None:
    response = small.answered("0101")
    _, said = send(respondent, response)
    assert "Inget lämnades in Du har inte behörighet att göra det här för Alby." in said
    assert not Submission.objects.exists()


def test_late_is_said_before_and_marked_after(colleague: User) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Round.objects.filter(year=2030).update(opens=day - timedelta(days=9), deadline=day)
    response = small.answered("0101")
    assertContains(signed_in(colleague).get(address(response)), "märks som sent inlämnat")
    send(colleague, response)
    assert newest().is_late


def test_the_receipt_goes_by_mail_to_whoever_signed_and_holds_no_answers(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    send(colleague, response, **{EXPLAIN: "Hemlig förklaring"})
    mail = Mail.objects.get(kind="receipt")
    assert (mail.to, mail.subject) == (
        "per.ask@example.invalid",
        "Kvittens: Kommunernas enkät 2030 från Alby",
    )
    assert f"http://localhost:8000/svar/{response.respondent_id}/kommun-2030/kvittens/1/" in mail.text
    assert "undertecknad av Per Ask, förvaltningschef." in mail.text
    assert "Kvittensnummer: kommun-2030-0101-1" in mail.text
    assert not [each for each in ("Initierat", "Digitala möten", "Barn", "Hemlig") if each in mail.text]


def test_once_sent_in_the_answers_are_read_and_nothing_can_be_sent(colleague: User) -> None:
    response = small.answered("0101", personer=None)
    send(colleague, response, **{EXPLAIN: "Vi räknar inte."})
    page = signed_in(colleague).get(address(response))
    said = words(page.content)
    assert said.startswith("Era svar För Alby · ● Inlämnad")
    assert "Svaret är inlämnat." in said
    assert "Talet saknas. Förklaring: Vi räknar inte." in said
    assert "Skriv varför" not in said
    assertNotContains(page, "Ändra<")
    assertNotContains(page, 'id="lamna-in"')
    _, said = send(small.person("Siv Ask", Role.SIGNER, "0101"), response)
    assert "Svaret kan inte lämnas in: det har läget ”Inlämnad”." in said


def test_a_question_that_waits_for_an_answer_is_told_before_sending_in_and_keeps_nobody_from_it(
    colleague: User,
) -> None:
    response = small.submitted("0101")
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    thread = start_comment(
        response=response, cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=karin
    )
    return_response(response=response, reason="Se frågan.", by=system_user())
    response = small.response("kommun-2030", "0101")
    page = signed_in(colleague).get(address(response))
    said = words(page.content)
    assert "1 fråga till er väntar på svar: 1. Vad har kommunen initierat" in said
    assert "Inget saknas." not in said
    assertContains(page, f"/kommentarer/#samtal-{thread.pk}")
    answer_comment(thread=thread, text="De mobila.", side=Side.OWN, by=colleague)
    said = words(signed_in(colleague).get(address(response)).content)
    assert "väntar på svar" not in said
    assert "Inget saknas." in said


def test_what_is_returned_is_sent_in_again_as_the_next_number(colleague: User) -> None:
    response = small.answered("0101")
    send(colleague, response)
    return_response(response=response, reason="Stämmer antalet?", by=system_user())
    _, went = send(colleague, small.answered("0101"))
    assert went.endswith("/kvittens/2/")


def test_before_anything_is_answered_there_is_nothing_to_sign(colleague: User, respondent: User) -> None:
    where = f"/svar/{small.member('0101').pk}/kommun-2030/kontrollera/"
    for user in (colleague, respondent):
        client = signed_in(user)
        assertContains(client.get(where), "Ni har inte svarat på något än.")
        assert client.post(where, SIGNED)["Location"] == where.removesuffix("kontrollera/")
    assert not Response.objects.exists()


def test_a_stranger_finds_no_page_and_sends_nothing(stranger: User) -> None:
    response = small.answered("0101")
    client = signed_in(stranger)
    assert client.get(address(response)).status_code == 404
    assert client.post(address(response), SIGNED).status_code == 404
    assert not Submission.objects.exists()


def test_it_costs_at_most_ten_queries(
    colleague: User, respondent: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    response = small.answered("0101", personer=None)
    for user in (colleague, respondent):
        client = signed_in(user)
        with django_assert_max_num_queries(10):
            client.get(address(response))


def test_the_questionnaires_own_words_are_marked_as_swedish_on_an_english_page(colleague: User) -> None:
    response = small.answered("0101", projekt=None)
    client = signed_in(colleague)
    client.post("/sprak/", {"language": "en"})
    faults = client.get(address(response)).content.decode()
    said = 'Question 2, <span lang="sv">“Har projekt breddinförts under 2030?”</span>: The question needs an answer.'
    assert said in faults
    assert f'<span lang="sv">{response.questionnaire.definition.title}</span></a></li>' in faults
