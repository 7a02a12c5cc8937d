"""A file's answer is what somebody sent along to that question, or nothing: it can't be named into being."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, File
from questionnaires.forms.posted import token
from questionnaires.rules import Refused
from questionnaires.services.in_place import enter_response
from questionnaires.services.responses import save_answers
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk, page_of

PLAN, SECOND, SECRET = File("plan.pdf", 1), File("plan 2.pdf", 2), b"%PDF-1.7 utkast"


@pytest.fixture
def desk(country: None) -> Desk:
    """Alby is asked for a plan and a map, and has answered nothing."""
    small.publish(
        "kommun-2030",
        old="- key: antal\n",
        new="- key: planer\n  title: Planer\n  questions:\n  - {key: plan, type: file, text: Bifoga planen.}\n"
        "  - {key: karta, type: file, text: Bifoga kartan.}\n- key: antal\n",
    )
    return answering.desk_2030()


def send(client: Client, desk: Desk, name: str = "plan.pdf", content: bytes = SECRET) -> bytes:
    """Sends a file along from a page that showed none; the page that is shown then."""
    sent = {"plan:v": "0.", "plan:file": SimpleUploadedFile(name, content)}
    return client.post(desk.address("planer"), sent, follow=True).content


def forged(desk: Desk, file: File, *, cell: str = "plan", **more: str) -> dict[str, str]:
    """What says that the page showed a file, whatever it showed."""
    shown = token(desk.response.questionnaire.definition.cell(cell), 2, file)
    number = {} if file.attachment is None else {f"{cell}:attachment": str(file.attachment)}
    return {cell: file.name, **number, f"{cell}:v": shown, "mine": cell, f"{cell}:now": "2", **more}


def in_place(desk: Desk) -> Client:
    """A coordinator answers in the place of Alby, which has sent a plan along and removed it."""
    anna = desk.client(desk.anna)
    send(anna, desk)
    anna.post(desk.address("planer"), {"clear_now": "plan"})
    assert desk.answers() == {}
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-norr")
    enter_response(response=desk.response, by=karin)
    return desk.client(karin)


def test_a_coordinator_in_place_cant_open_a_file_that_the_kommun_removed(desk: Desk) -> None:
    karin = in_place(desk)
    address = f"/svar/{desk.member.pk}/kommun-2030/bilaga/1/"
    for path in (desk.address("planer"), desk.autosave):
        karin.post(path, forged(desk, PLAN))
        assert desk.answers() == {}
    assert karin.get(address).status_code == 404


def test_a_file_is_taken_away_after_asking_and_undone(desk: Desk) -> None:
    anna = desk.client(desk.anna)
    page = send(anna, desk)
    assert b'name="clear" value="plan">Ta bort filen' in page
    asked = anna.post(desk.address("planer"), page_of(page) | {"clear": ["plan"]}, follow=True)
    assert "Vill du ta bort filen ”plan.pdf”?" in asked.content.decode()
    assert desk.answers() == {"plan": PLAN}
    done = anna.post(desk.address("planer"), {"clear_now": "plan"}).headers["Location"]
    assert desk.answers() == {}
    told = anna.get(done).content.decode()
    assert '<p>Filen ”plan.pdf” är borttagen. <button class="btn btn-plain" form="svar" name="undo"' in told
    back = anna.post(desk.address("planer"), {"undo": done.rpartition("=")[2], "vid": "plan"}, follow=True)
    assert desk.answers() == {"plan": PLAN}
    assert "plan.pdf</a>" in back.content.decode()


def test_only_the_file_that_was_asked_about_is_taken_away(desk: Desk) -> None:
    anna, per = desk.client(desk.anna), desk.client(desk.per)
    page = send(anna, desk)
    asked = anna.post(desk.address("planer"), page_of(page) | {"clear": ["plan"]}, follow=True).content
    seen = re.search(r'name="seen" value="(\d+)"', asked.decode())
    assert seen
    his = page_of(per.get(desk.address("planer")).content)
    per.post(desk.address("planer"), his | {"plan:file": SimpleUploadedFile("plan 2.pdf", SECRET)})
    again = anna.post(desk.address("planer"), {"clear_now": "plan", "seen": seen[1]}, follow=True)
    assert desk.answers() == {"plan": SECOND}
    assert "Svaret har ändrats sedan du fick frågan." in again.content.decode()
    assert "Vill du ta bort filen ”plan 2.pdf”?" in again.content.decode()


def test_a_file_that_is_gone_already_is_told_at_its_question(desk: Desk) -> None:
    anna = desk.client(desk.anna)
    page = page_of(send(anna, desk))
    anna.post(desk.address("planer"), {"clear_now": "plan"})
    stale = anna.post(desk.address("planer"), page | {"clear": ["plan"]}, follow=True)
    assert stale.redirect_chain[-1][0] == f"{desk.address('planer')}?vid=plan"
    assert "<p>Svaret är redan borttaget.</p>" in stale.content.decode()


@pytest.mark.parametrize("file", [File("plan.pdf", 7), File("annan.pdf", 1), File("plan.pdf")], ids=str)
def test_a_file_that_nobody_sent_along_is_no_answer(desk: Desk, file: File) -> None:
    anna = desk.client(desk.anna)
    send(anna, desk)
    anna.post(desk.address("planer"), forged(desk, file))
    assert desk.answers() == {"plan": PLAN}


def test_a_file_that_was_sent_along_to_one_question_doesnt_answer_another(desk: Desk) -> None:
    anna = desk.client(desk.anna)
    send(anna, desk)
    anna.post(desk.address("planer"), forged(desk, PLAN, cell="karta"))
    assert desk.answers() == {"plan": PLAN}


def test_of_two_who_send_a_file_along_each_chooses_which_stands(desk: Desk) -> None:
    anna, per = desk.client(desk.anna), desk.client(desk.per)
    send(anna, desk)
    page = send(per, desk, "plan 2.pdf", b"%PDF-1.7 annan")
    assert desk.answers() == {"plan": PLAN}
    assert 'Du svarade <b lang="sv">plan 2.pdf</b>.' in page.decode()

    again = per.post(desk.address("planer"), page_of(page))
    assert "Du svarade" in again.content.decode()
    assert desk.answers() == {"plan": PLAN}
    per.post(desk.address("planer"), page_of(again.content) | {"mine": ["plan"]})
    assert desk.answers() == {"plan": SECOND}


def test_a_coordinator_in_place_sends_files_along_herself(desk: Desk) -> None:
    karin = in_place(desk)
    page = page_of(karin.get(desk.address("planer")).content)
    sent = {"plan:v": page["plan:v"], "plan:file": SimpleUploadedFile("plan 2.pdf", SECRET)}
    assert karin.post(desk.address("planer"), sent).status_code == 302
    assert desk.answers() == {"plan": SECOND}
    assert karin.get(f"/svar/{desk.member.pk}/kommun-2030/bilaga/2/").status_code == 200


@pytest.mark.parametrize("code", ["0101", "0102"])
def test_no_answer_is_stored_that_names_anothers_file(desk: Desk, respondent: User, code: str) -> None:
    send(desk.client(desk.anna), desk)
    other: dict[str, Answer | None] = {"karta": PLAN} if code == "0101" else {"plan": PLAN}
    with pytest.raises(Refused, match=r"^Filen finns inte bland dem som har bifogats till frågan"):
        save_answers(response=small.response("kommun-2030", code), answers=other, by=system_user())
