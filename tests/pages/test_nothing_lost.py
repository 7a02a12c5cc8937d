"""What was typed is never lost, whatever became of the session, the lock or the comment: without JavaScript."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import Role
from questionnaires.answers import Chosen, File, Number, Text
from questionnaires.models import Comment, Side, Thread
from questionnaires.services.comments import close_comment, start_comment
from questionnaires.services.responses import submit_response
from questionnaires.services.review import return_response
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk, page_of
from tests.pages.test_accessibility import in_every_look

Open = Callable[..., Page]
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def window(loud_window: Open) -> Open:
    return loud_window


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def returned(desk: Desk) -> Thread:
    """Alby's answers, sent back with a question about one of them."""
    small.submitted("0101")
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    thread = start_comment(
        response=desk.response, cell="insatser.team", text="Vilka team?", side=Side.RECEIVER, by=karin
    )
    return_response(response=desk.response, reason="Se över.", by=karin)
    return thread


def words(html: bytes) -> str:
    return " ".join(html.decode().split())


def test_what_somebody_signed_out_posts_is_handed_back(desk: Desk) -> None:
    sent = {
        "projekt": "ja",
        "projekt:v": "0.",
        "version": "1",
        "save": "1",
        "csrfmiddlewaretoken": "x",
        "annat": "y",
    }
    page = Client().post(desk.address("arbete"), sent, headers=HERE)
    html = words(page.content)
    assert page.status_code == 403
    assert "Logga in för att spara det du skrev" in html
    assert '<textarea name="projekt" hidden> ja</textarea>' in html
    assert '<textarea name="projekt:v" hidden> 0.</textarea>' in html
    assert "annat" not in html
    assert "no-store" in page.headers["Cache-Control"]


def test_only_what_was_posted_from_here_is_handed_back(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.anna)
    sent = {"projekt": "ja", "projekt:v": "0."}
    strangers = client.post(desk.address("arbete"), sent, headers={"Origin": "https://example.invalid"})
    assert "Sidan hann bli för gammal" in words(strangers.content)
    assert "<textarea" not in words(strangers.content)
    assert "Spara det du skrev" in words(client.post(desk.address("arbete"), sent, headers=HERE).content)
    assert client.post("/logga-in/", {"password": "hemligt"}, headers=HERE).status_code == 403
    assert "hemligt" not in words(client.post("/logga-in/", {"password": "hemligt"}, headers=HERE).content)
    assert desk.answers() == {}


def test_a_comment_written_by_somebody_signed_out_is_handed_back_too(desk: Desk) -> None:
    address = f"/svar/{desk.member.pk}/{desk.key}/kommentarer/"
    page = Client().post(address, {"cell": "insatser", "text": "Hej\r\npå er"}, headers=HERE)
    assert '<textarea name="text" hidden> Hej på er</textarea>' in words(page.content)
    assert '<textarea name="cell" hidden> insatser</textarea>' in words(page.content)


@pytest.mark.parametrize(
    ("page", "sent", "button"),
    [
        ("avsta/", {"reason": "Vi hinner inte."}, "Avstå från att svara"),
        ("invand/", {"text": "Talet är fel."}, "Skicka invändningen"),
        ("kollegor/", {"del-arbete": "7"}, "Spara uppdelningen"),
        ("kollegor/bjud-in/", {"name": "Nils Alm", "email": "nils@alby.se"}, "Bjud in"),
    ],
)
def test_what_is_written_on_the_other_pages_is_handed_back_with_their_own_button(
    desk: Desk, page: str, sent: dict[str, str], button: str
) -> None:
    address = f"/svar/{desk.member.pk}/{desk.key}/{page}"
    signed_out = words(Client().post(address, sent | {"annat": "y"}, headers=HERE).content)
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.anna)
    expired = words(client.post(address, sent, headers=HERE).content)
    for name, value in sent.items():
        assert f'<textarea name="{name}" hidden> {value}</textarea>' in signed_out
        assert f'<textarea name="{name}" hidden> {value}</textarea>' in expired
    assert "annat" not in signed_out
    assert f'name="save" value="1">{button}</button>' in expired
    stranger = client.post(address, sent, headers={"Origin": "https://example.invalid"})
    assert "<textarea" not in words(stranger.content)


def test_what_is_typed_where_the_answers_are_checked_is_handed_back_and_sends_nothing_in(desk: Desk) -> None:
    small.answered("0101", personer=None)
    address = f"/svar/{desk.member.pk}/{desk.key}/kontrollera/"
    typed = {
        "forklara-left_empty-personer": "Vi räknar inte.",
        "signed_name": "Per Ask",
        "signed_title": "chef",
    }
    page = Client().post(address, typed | {"submit": "1", "seen": "x"}, headers=HERE)
    html = words(page.content)
    for name, value in typed.items():
        assert f'<textarea name="{name}" hidden> {value}</textarea>' in html
    assert 'name="submit"' not in html
    assert "no-store" in page.headers["Cache-Control"]
    again = words(desk.client(desk.per).post(address, typed | {"save": "1"}, follow=True).content)
    assert "Det du skrev är sparat. Svaren är inte inlämnade ännu." in again
    assert "Vi räknar inte.</textarea>" in again
    assert 'value="chef"' in again
    assert not desk.response.submissions.exists()


def test_a_page_made_for_somebody_else_is_saved_in_nobodys_name_unasked(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("antal")).content) | {"personer": ["7"]}
    per = desk.client(desk.per)
    told = per.post(desk.autosave, page)
    assert told.status_code == 409
    assert "Sidan öppnades av någon annan än Per Ask, som är inloggad nu." in told.json()["refused"]
    shown = per.post(desk.address("antal"), page)
    assert desk.answers() == {}
    again = page_of(shown.content)
    assert again["personer"] == ["7"]
    per.post(desk.address("antal"), again)
    assert [*desk.answers()] == ["personer"]


def test_a_reply_is_sent_by_whichever_button_saves_the_page(desk: Desk, anna: Client) -> None:
    thread = returned(desk)
    page = page_of(anna.get(desk.address("arbete")).content)
    assert page[f"samtal:{thread.pk}"] == [""]
    onward = anna.post(
        desk.address("arbete"), page | {f"samtal:{thread.pk}": ["De mobila."], "next": ["1"]}, follow=True
    )
    assert Comment.objects.filter(thread=thread).last().text == "De mobila."  # type: ignore[union-attr]  # it is there
    assert "Kommentaren är skickad." in words(onward.content)


def test_an_empty_reply_is_asked_for_and_not_sent(desk: Desk, anna: Client) -> None:
    thread = returned(desk)
    page = page_of(anna.get(desk.address("arbete")).content)
    answer = anna.post(desk.address("arbete"), page | {"reply": [str(thread.pk)]})
    assert f'<a href="#samtal-{thread.pk}-svar">Kommentar – Skriv en kommentar först.</a>' in words(
        answer.content
    )
    assert Comment.objects.filter(thread=thread).count() == 1


def test_a_reply_to_a_thread_closed_meanwhile_stays_on_the_page(desk: Desk, anna: Client) -> None:
    thread = returned(desk)
    page = page_of(anna.get(desk.address("arbete")).content)
    close_comment(thread=thread, side=Side.RECEIVER, by=Comment.objects.get(thread=thread).by)
    answer = anna.post(
        desk.address("arbete"), page | {f"samtal:{thread.pk}": ["De mobila."], "projekt": ["nej"]}
    )
    assert "Samtalet är avslutat." in words(answer.content)
    assert page_of(answer.content)[f"samtal:{thread.pk}"] == ["De mobila."]
    assert desk.answers()["projekt"] == Chosen("nej")


def test_a_thread_of_another_kommun_gets_no_reply(desk: Desk, anna: Client) -> None:
    returned(desk)
    stina = small.person("Stina Alm", Role.SIGNER, "0201")
    other = start_comment(response=small.response("kommun-2030", "0201"), text="Hej", side=Side.OWN, by=stina)
    anna.post(desk.address("arbete"), {f"samtal:{other.pk}": "Hej"})
    assert Comment.objects.filter(thread=other).count() == 1


def test_who_sent_the_answers_in_meanwhile_is_told_with_what_can_be_done(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({**small.KOMMUN_ANSWERS}, desk.per)
    submit_response(response=desk.response, signed_name="Per Ask", by=desk.per)
    told = anna.post(desk.autosave, page | {"projekt": ["ja"]}).json()
    assert told["refused"].startswith("Inte sparat. Per Ask lämnade in kl. ")
    assert "Den som undertecknar hos er kan ta tillbaka det." in told["todo"]
    assert "så att du kan kopiera det" in told["todo"]
    assert "Per Ask lämnade in kl. " in words(
        anna.post(desk.address("arbete"), page | {"projekt": ["ja"]}).content
    )


def test_a_refused_file_is_said_not_to_be_saved_and_the_rest_to_be(desk: Desk, anna: Client) -> None:
    small.publish(
        "kommun-2030",
        old="- key: antal\n",
        new="- key: planer\n  title: Planer\n  questions:\n  - {key: plan, type: file, text: Bifoga planen.}\n"
        "  - {key: mal, type: short_text, text: Vilket mål har ni?}\n- key: antal\n",
    )
    wrong = {"plan:v": "0.", "plan:file": SimpleUploadedFile("plan.exe", b"MZ"), "mal": "Nära", "mal:v": "0."}
    html = words(anna.post(desk.address("planer"), wrong).content)
    assert "Filen är inte sparad</h2>" in html
    assert "Svaren är sparade som du skrev dem" not in html
    assert "De andra svaren är sparade.</p>" in html
    sent = {"plan:v": "0.", "plan:file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7")}
    anna.post(desk.address("planer"), sent)
    wrong = {"plan:v": "1.", "plan:file": SimpleUploadedFile("plan.exe", b"MZ")}
    assert "Filen som fanns förut ligger kvar." in words(anna.post(desk.address("planer"), wrong).content)
    assert desk.answers() == {"plan": File("plan.pdf", 1), "mal": Text("Nära")}


def test_one_row_of_a_grid_is_emptied_by_its_own_button(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej"), "insatser.kontakt": Chosen("nej")}, desk.anna)
    done = anna.post(desk.address("arbete"), {"clear": "insatser.team"})
    assert desk.answers() == {"insatser.kontakt": Chosen("nej")}
    assert done.headers["Location"].startswith(f"{desk.address('arbete')}?vid=insatser&gjort=")


def test_undoing_tells_at_the_question_what_was_undone_and_what_was_left(desk: Desk, anna: Client) -> None:
    done = anna.post(desk.address("arbete"), {"fill_now": "insatser"}).headers["Location"]
    html = words(anna.get(done).content)
    question = html.index('id="fraga-insatser"')
    assert question < html.index('id="gjort"') < html.index("</h2>", question)
    desk.save({"insatser.team": Chosen("forstarkt")}, desk.per)
    undo = {"undo": done.rpartition("=")[2], "vid": "insatser"}
    back = anna.post(desk.address("arbete"), undo, follow=True)
    html = words(back.content)
    assert "2 svar är som förut. 1 svar har ändrats sedan dess och är kvar." in html
    assert html.index('id="fraga-insatser"') < html.index("2 svar är som förut.")
    assert back.redirect_chain[0][0] == f"{desk.address('arbete')}?vid=insatser"


def test_a_saved_page_is_shown_at_the_question_that_was_answered(desk: Desk, anna: Client) -> None:
    sent = {"personer": "7", "personer:v": "0.", "save": "1"}
    page = anna.post(desk.address("antal"), sent, follow=True)
    html = words(page.content)
    assert html.index('id="fraga-personer"') < html.index("<p>Sparat kl. ")


def test_ones_own_answer_in_another_window_is_called_ones_own(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.team": Chosen("nej")}, desk.anna)
    html = words(anna.post(desk.address("arbete"), page | {"insatser.team": ["initierat"]}).content)
    assert 'Du svarade <b lang="sv">Varken eller</b> i ett annat fönster kl. ' in html
    assert 'Här svarade du <b lang="sv">Initierat</b>.' in html
    assert "Du har svarat olika i två fönster.</h2>" in html
    assert "Behåll svaret från det andra fönstret" in html


def test_long_answers_in_conflict_are_shortened_and_can_be_read_whole(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"projekt": Chosen("ja"), "exempel": Text("a" * 600)}, desk.per)
    html = words(
        anna.post(desk.address("arbete"), page | {"projekt": ["ja"], "exempel": ["b" * 600]}).content
    )
    assert f'<b lang="sv">{"a" * 159}…</b>' in html
    assert f'<p class="said" lang="sv">{"a" * 600}</p></details>' in html


# ---- In a browser without JavaScript ----


def sign_in(page: Page, desk: Desk) -> None:
    """By password, as a person does, so that the form's token becomes another."""
    desk.anna.set_password("ett långt lösenord")
    desk.anna.save()
    page.get_by_label("E-post").fill(desk.anna.email)
    page.get_by_label("Lösenord").fill("ett långt lösenord")
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/svar/")


@pytest.mark.journey
def test_somebody_signed_out_signs_in_in_another_tab_and_saves_what_was_typed(
    window: Open, office: Desk
) -> None:
    page = window(office.anna, javascript=False)
    page.goto(office.address("antal"))
    page.get_by_role("textbox", name="Hur många personer?").fill("12")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("h1")).to_have_text("Logga in för att spara det du skrev")
    assert office.answers() == {}
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Logga in (öppnas i en ny flik)").click()
    sign_in(opened.value, office)
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.locator("h1")).to_have_text("Spara det du skrev")
    page.get_by_role("button", name="Spara nu").click()
    expect(page.get_by_role("textbox", name="Hur många personer?")).to_have_value("12")
    expect(page.locator("#gjort")).to_contain_text("Sparat kl. ")
    expect(page.locator("#gjort")).to_be_focused()
    assert office.answers() == {"personer": Number(12)}  # type: ignore[arg-type]  # equal to its Decimal


@pytest.mark.journey
def test_a_signer_whose_session_has_ended_signs_in_and_sends_in_what_was_typed(
    window: Open, office: Desk
) -> None:
    small.answered("0101", personer=None)
    page = window(office.anna, javascript=False)
    small.person("Anna Ek", Role.SIGNER, "0101")
    page.goto(f"/svar/{office.member.pk}/{office.key}/kontrollera/")
    page.get_by_role("textbox", name="Förklara").fill("Vi räknar inte.")
    page.get_by_label("Din titel").fill("chef")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lämna in för Alby").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Logga in (öppnas i en ny flik)").click()
    sign_in(opened.value, office)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Spara nu").click()
    expect(page.get_by_label("Din titel")).to_have_value("chef")
    assert not office.response.submissions.exists()
    page.get_by_role("button", name="Lämna in för Alby").click()
    expect(page.locator("h1")).to_have_text("Kvittens för inlämning 1")


@pytest.mark.journey
def test_what_is_handed_back_is_accessible(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("antal"))
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page.locator("h1")).to_have_text("Logga in för att spara det du skrev")
    assert in_every_look(page) == []
