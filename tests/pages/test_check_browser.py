"""Checking, signing, the receipt and the blank questionnaire in a browser: axe in every state, focus, no script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from questionnaires.answers import Answer, Chosen
from questionnaires.services.responses import submit_response
from tests import country as small
from tests.pages import answering
from tests.pages.answering import Desk
from tests.pages.site import PHONE
from tests.pages.test_accessibility import faults, in_every_look

pytestmark = pytest.mark.journey

Open = Callable[..., Page]


def own(office: Desk, page: str) -> str:
    return f"/svar/{office.member.pk}/{office.key}/{page}"


def answer(office: Desk, **changes: Answer | None) -> None:
    small.answered("0101", **changes)


def check_in_english_too(page: Page) -> list[str]:
    found = in_every_look(page)
    page.get_by_role("button", name="English").click()
    return found + [f"in English: {fault}" for fault in faults(page)]


def sent_in(office: Desk, by: User) -> None:
    answer(office)
    submit_response(response=office.response, signed_name="Per Ask", signed_title="chef", by=by)


@pytest.mark.parametrize("who", ["anna", "per"])
def test_the_page_is_accessible_with_and_without_faults(window: Open, office: Desk, who: str) -> None:
    page = window(getattr(office, who))
    page.goto(own(office, "kontrollera/"))
    assert in_every_look(page) == []
    answer(office, personer=None, projekt=None, insatser__team=None)
    page.reload()
    assert in_every_look(page) == []
    answer(office)
    page.reload()
    assert check_in_english_too(page) == []


def test_the_largest_questionnaire_is_accessible(window: Open, office: Desk) -> None:
    largest = answering.desk_2023()
    rows = largest.response.questionnaire.definition.question("utbildning_insatser").items
    largest.save({f"utbildning_insatser.{row.key}": Chosen("nej") for row in rows}, by=largest.anna)
    page = window(largest.per)
    page.goto(own(largest, "kontrollera/"))
    expect(page.get_by_label("Alla 6 rader har samma svar")).to_be_visible()
    assert in_every_look(page) == []


def test_what_is_wrong_takes_focus_and_each_link_leads_to_its_control(window: Open, office: Desk) -> None:
    answer(office, personer=None, projekt=None)
    page = window(office.per)
    page.goto(own(office, "kontrollera/"))
    page.get_by_role("button", name="Lämna in för Alby").click()
    expect(page).to_have_title("Fel: Kontrollera och lämna in – Samsvar")
    expect(page.locator(".box-wrong")).to_be_focused()
    assert in_every_look(page) == []
    page.get_by_role("link", name="Skriv din titel").click()
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Fråga 5: Talet saknas").click()
    expect(page).to_have_url(re.compile(r"#forklara-left_empty-personer$"))
    page.get_by_role("button", name="Fråga 2, ”Har projekt breddinförts").click()
    expect(page).to_have_url(re.compile(r"/del/arbete/#svar-projekt$"))
    expect(page.locator("#svar-projekt")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_an_opened_page_lists_its_faults_first_and_takes_no_focus(
    window: Open, office: Desk, javascript: bool
) -> None:
    answer(office, personer=None, projekt=None)
    page = window(office.per, javascript=javascript)
    page.goto(own(office, "kontrollera/"))
    expect(page).to_have_title("Kontrollera och lämna in – Samsvar")
    expect(page.locator("h1 + .whose + [aria-hidden] + .box-wrong h2")).to_have_text(
        "Du behöver rätta till följande"
    )
    expect(page.locator(":focus")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()


def test_answers_that_changed_meanwhile_are_told_first_and_take_focus(window: Open, office: Desk) -> None:
    answer(office)
    page = window(office.per)
    page.goto(own(office, "kontrollera/"))
    office.save({"projekt": Chosen("ja")}, office.anna)
    page.get_by_label("Din titel").fill("förvaltningschef")
    page.get_by_role("button", name="Lämna in för Alby").click()
    expect(page.locator("h1 + .whose + [aria-hidden] + .box-wrong")).to_be_focused()
    expect(page.locator(".box-wrong")).to_contain_text("Svaren har ändrats sedan du öppnade sidan.")
    assert in_every_look(page) == []


def test_a_signer_goes_from_the_answers_to_the_receipt_without_javascript_on_a_phone(
    window: Open, office: Desk
) -> None:
    answer(office, personer=None)
    page = window(office.per, javascript=False, viewport=PHONE)
    page.goto(own(office, "kontrollera/"))
    page.get_by_role("textbox", name="Förklara").fill("Vi räknar inte.")
    page.get_by_label("Din titel").fill("förvaltningschef")
    page.get_by_role("button", name="Lämna in för Alby").click()
    expect(page.locator("h1")).to_have_text("Kvittens för inlämning 1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner kvittens (PDF)").click()
    assert download.value.suggested_filename == "kvittens-kommun-2030-0101-1.pdf"


def test_enter_in_the_signature_sends_in(window: Open, office: Desk) -> None:
    answer(office)
    page = window(office.per)
    page.goto(own(office, "kontrollera/"))
    page.get_by_label("Din titel").press("Enter")
    expect(page.locator(".box-wrong")).to_contain_text("Skriv din titel")
    page.get_by_label("Din titel").fill("förvaltningschef")
    page.get_by_label("Din titel").press("Enter")
    expect(page.locator("h1")).to_have_text("Kvittens för inlämning 1")


def test_a_second_click_sends_nothing_twice(window: Open, office: Desk) -> None:
    page = window(office.anna)
    posts: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            posts.append(route.request.url)
            page.wait_for_timeout(500)
        route.continue_()

    page.route("**/kommentarer/", slowly)
    page.goto(own(office, "kommentarer/"))
    page.get_by_label("Kommentar").fill("Gäller det hela året?")
    page.evaluate(
        """() => {
        const button = document.querySelector("main form .btn-primary");
        button.click();
        setTimeout(() => button.click(), 200);
        }"""
    )
    expect(page.get_by_text("Gäller det hela året?")).to_have_count(1)
    page.wait_for_timeout(300)
    assert len(posts) == 1


def test_the_receipt_and_the_locked_answers_are_accessible(window: Open, office: Desk) -> None:
    sent_in(office, office.per)
    page = window(office.per)
    page.goto(own(office, "kontrollera/"))
    assert in_every_look(page) == []
    page.goto(own(office, "kvittens/1/"))
    assert check_in_english_too(page) == []


def test_the_blank_questionnaire_is_accessible_and_keeps_its_tables_on_paper(
    window: Open, office: Desk
) -> None:
    largest = answering.desk_2023()
    page = window(largest.anna)
    page.goto(own(largest, "tom/"))
    assert check_in_english_too(page) == []
    page.emulate_media(media="print")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    expect(page.get_by_role("link", name="Download as PDF")).to_be_hidden()


def test_it_holds_at_four_hundred_percent(window: Open, office: Desk) -> None:
    answer(office, personer=None, projekt=None)
    # 1,280 pixels at 400 %.
    page = window(office.per, viewport={"width": 320, "height": 256})
    for where in ("kontrollera/", "tom/"):
        page.goto(own(office, where))
        assert faults(page) == []
