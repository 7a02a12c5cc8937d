"""What coordinators and officers typed is handed back, too, once nobody is signed in or the page is too old."""

import html
import re

import pytest
from django.test import Client

from accounts.models import Role, User
from questionnaires.models import DirectCounts, Side, Summary, Thread
from questionnaires.services.comments import start_comment
from questionnaires.services.responses import take_back_response
from tests import country as small
from tests.questionnaires.test_reporting import TWO

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}


def norr(page: str) -> str:
    return f"/samordna/{small.member('rss-norr').pk}/kommun-2030/{page}"


def held(page: str) -> dict[str, str]:
    """What a page that hands back holds, by name."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, flags=re.DOTALL)
    return {html.unescape(name): html.unescape(text) for name, text in found}


def expired(user: User, address: str, sent: dict[str, str]) -> str:
    """What somebody meets who sends a page from before she signed in again."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    response = client.post(address, sent, headers=HERE)
    assert response.status_code == 403
    return response.content.decode()


def test_a_page_of_counts_is_handed_back_and_saved_once_somebody_is_signed_in(coordinator: User) -> None:
    sent = TWO | {"read": "", "csrfmiddlewaretoken": "x"}
    page = Client().post(norr("antal/"), sent, headers=HERE)
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (403, True)
    assert "Logga in för att spara det du skrev" in page.content.decode()
    back = held(page.content.decode())
    assert back == TWO | {"read": ""}
    karin = Client()
    karin.force_login(coordinator)
    assert karin.post(norr("antal/"), back)["Location"] == norr("sammanstallning/")
    assert DirectCounts.objects.get().kommuner == 2


def test_a_page_of_counts_that_is_too_old_is_handed_back_with_its_button(coordinator: User) -> None:
    page = expired(coordinator, norr("antal/"), TWO | {"read": ""})
    assert held(page) == TWO | {"read": ""}
    assert '<button class="btn btn-primary" name="save" value="1">Spara antalen</button>' in page


def test_summaries_are_handed_back_with_their_marks(country: None, coordinator: User) -> None:
    small.approved("0101")
    sent = {
        "sammanfattning-insatser.annat": "Två har börjat.\r\nEn inte.",
        "sammanfattning-insatser.annat:v": "",
    }
    back = held(Client().post(norr("sammanstallning/"), sent, headers=HERE).content.decode())
    assert set(back) == set(sent)
    karin = Client()
    karin.force_login(coordinator)
    karin.post(norr("sammanstallning/"), back)
    assert Summary.objects.get().text.splitlines() == ["Två har börjat.", "En inte."]


@pytest.mark.parametrize(
    ("page", "sent", "button"),
    [
        (
            "ratta/projekt/",
            {"projekt": "nej", "projekt:v": "0.", "reason": "Fel kryss", "read": "1"},
            "Rätta svaret",
        ),
        ("begar-komplettering/", {"reason": "Se över talen."}, "Begär komplettering"),
        ("las-upp/", {"reason": "Fel år."}, "Lås upp"),
        ("kommentarer/", {"cell": "projekt", "text": "Hur många?"}, "Skicka"),
    ],
)
def test_what_is_written_to_a_kommun_is_handed_back(
    coordinator: User, page: str, sent: dict[str, str], button: str
) -> None:
    address = norr(f"{small.submitted('0101').respondent_id}/{page}")
    assert held(Client().post(address, sent | {"annat": "y"}, headers=HERE).content.decode()) == sent
    old = expired(coordinator, address, sent)
    assert held(old) == sent
    assert f">{button}</button>" in old
    strangers = Client().post(address, sent, headers={"Origin": "https://example.invalid"})
    assert strangers.status_code == 302


def test_what_an_officer_writes_is_handed_back_and_sent_once_she_is_signed_in(country: None) -> None:
    officer = small.person("Nora Lind", Role.OFFICER)
    region = small.response("region-2030", "01")
    start_comment(response=region, text="Hej", side=Side.RECEIVER, by=officer)
    address = f"/insamling/2030/svar/{region.respondent_id}/region-2030/kommentarer/"
    back = held(Client().post(address, {"cell": "", "text": "Och nu?"}, headers=HERE).content.decode())
    assert back == {"cell": "", "text": "Och nu?"}
    nora = Client()
    nora.force_login(officer)
    nora.post(address, back)
    assert Thread.objects.count() == 2


def test_what_an_officer_accepts_after_signing_in_anew_is_still_what_she_read(officer: User) -> None:
    response = small.region_submitted("01")
    address = f"/insamling/2030/svar/{response.respondent_id}/region-2030/steg/ta-emot/"
    back = held(expired(officer, address, {"read": "1", "csrfmiddlewaretoken": "x"}))
    assert back == {"read": "1"}
    take_back_response(response=response, by=small.person("Rolf Gran", Role.SIGNER, "01"))
    small.region_submitted("01")
    nora = Client()
    nora.force_login(officer)
    assert "Det har kommit en ny inlämning" in nora.post(address, back).content.decode()
