"""A NUL, which PostgreSQL can't store, in whatever a browser sends: it is taken out, and nothing breaks."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Role, User
from questionnaires.answers import Chosen, Text
from questionnaires.models import Comment, Explanation, Step, Submission
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk
from tests.pages.reading import signed_in

TYPED = "Vi\x00 hinner \x00inte"


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


@pytest.fixture
def per(desk: Desk) -> Client:
    return desk.client(desk.per)


def own(desk: Desk, page: str) -> str:
    return f"/svar/{desk.member.pk}/{desk.key}/{page}"


@pytest.mark.parametrize("by_itself", [True, False], ids=["autosaved", "saved"])
def test_an_answer_is_kept_without_it(desk: Desk, anna: Client, by_itself: bool) -> None:
    desk.save({"projekt": Chosen("ja")}, desk.anna)
    address = desk.autosave if by_itself else desk.address("arbete")
    sent = {"exempel": TYPED, "exempel:v": "0.", "pro\x00jekt": "ja", "\x00": "\x00"}
    assert anna.post(address, sent).status_code in (200, 302)
    assert desk.answers()["exempel"] == Text("Vi hinner inte")


def test_a_choice_with_it_is_that_choice(desk: Desk, anna: Client) -> None:
    anna.post(desk.autosave, {"projekt": "j\x00a", "projekt:v": "0.\x00"})
    assert desk.answers() == {"projekt": Chosen("ja")}


def test_an_explanation_a_name_and_a_title_are_kept_without_it(desk: Desk, per: Client) -> None:
    small.answered("0101", personer=None)
    signed = {"signed_name": "Per\x00 Ask", "signed_title": "ch\x00ef", "submit": "1"}
    per.post(own(desk, "kontrollera/"), {**signed, "forklara-left_empty-personer": TYPED})
    assert Explanation.objects.get().text == "Vi hinner inte"
    submission = Submission.objects.get()
    assert (submission.signed_name, submission.signed_title) == ("Per Ask", "chef")


def test_a_comment_is_kept_without_it(desk: Desk, anna: Client) -> None:
    anna.post(own(desk, "kommentarer/"), {"text": TYPED, "cell": "projekt\x00"})
    assert Comment.objects.get().text == "Vi hinner inte"


def test_a_reason_is_kept_without_it(desk: Desk, anna: Client) -> None:
    anna.post(own(desk, "avsta/"), {"reason": TYPED})
    assert Step.objects.get().reason == "Vi hinner inte"


def test_a_reason_of_nothing_else_is_no_reason(desk: Desk, anna: Client) -> None:
    assert "Skriv varför." in anna.post(own(desk, "avsta/"), {"reason": "\x00"}).content.decode()


def test_people_are_kept_without_it(desk: Desk, anna: Client, administrator: User) -> None:
    anna.post(own(desk, "kollegor/bjud-in/"), {"name": "Ulla\x00 Ek", "email": "ulla.ek@exa\x00mple.se"})
    ulla = User.objects.get(email="ulla.ek@example.se")
    assert ulla.name == "Ulla Ek"
    facts = {"name": "Ulla Alm\x00", "email": ulla.email, "phone": "\x00070", "language": "sv"}
    signed_in(administrator).post(f"/personer/{ulla.pk}/", facts)
    ulla.refresh_from_db()
    assert (ulla.name, ulla.phone) == ("Ulla Alm", "070")


def test_a_search_finds_what_is_asked_for_without_it(desk: Desk, administrator: User) -> None:
    assert "Anna Ek" in signed_in(administrator).get("/personer/?sok=an\x00na").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/svar/?organisation=\x00", "/logga-in/lank/?nyckel=%00", "/svar/%00/", "/tabeller/2030/filer/%00"],
)
def test_an_address_with_it_breaks_nothing(desk: Desk, anna: Client, address: str) -> None:
    assert anna.get(address).status_code == 404


def test_a_sign_in_with_it_is_answered_as_any_other(desk: Desk) -> None:
    client = Client()
    asked = client.post("/logga-in/skicka-lank/", {"email": "anna\x00.ek@example.invalid"})
    assert asked.status_code == 302
    wrong = client.post("/logga-in/", {"username": "anna.ek@example.invalid\x00", "password": "\x00"})
    assert wrong.status_code == 200


def test_a_cookie_with_it_is_nobodys(desk: Desk) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "\x00" * 32
    assert client.get("/svar/").status_code == 302


def test_a_file_with_it_in_its_name_is_kept_under_another(desk: Desk) -> None:
    small.publish(
        "region-2030",
        old="  - key: utbildning\n",
        new="  - {key: plan, type: file, text: Bifoga planen.}\n  - key: utbildning\n",
    )
    rolf = signed_in(small.person("Rolf Gran", Role.SIGNER, "01"))
    file = SimpleUploadedFile("pl\x00an.pdf", b"%PDF-1.7\n\x00", content_type="application/pdf")
    address = f"/svar/{small.member('01').pk}/region-2030/del/styrning/"
    assert rolf.post(address, {"plan:v": "0.", "plan:file": file}).status_code == 302
    assert small.response("region-2030", "01").attachments.get().name.endswith(".pdf")
