"""What a section's page says and does while its answers are saved, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, Route, expect
from pytest_django import Settings

from questionnaires.answers import Chosen, ChosenSet, Text
from questionnaires.services.colleagues import invite_colleague, uninvite_colleague
from questionnaires.services.responses import submit_response
from tests import country as small
from tests.pages import answering
from tests.pages.answering import GRID, Desk
from tests.pages.site import PHONE
from tests.pages.test_accessibility import in_every_look
from tests.pages.test_nothing_lost import returned, sign_in

pytestmark = pytest.mark.journey

Open = Callable[..., Page]
# A laptop's 1366 × 768 at 150 %.
LOW = {"width": 911, "height": 480}


@pytest.fixture
def window(loud_window: Open) -> Open:
    return loud_window


def opened(window: Open, desk: Desk, section: str, **options: object) -> Page:
    page = window(desk.anna, **options)
    page.goto(desk.address(section))
    return page


def status_is(page: Page, text: str) -> None:
    expect(page.locator("#sparat")).to_contain_text(text, timeout=20_000)


def warned(page: Page) -> list[str]:
    """What the browser asks before the page is left; everybody stays."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Tillbaka till delarna").click(no_wait_after=True)
    page.wait_for_timeout(300)
    return asked


def test_a_page_open_since_before_one_signed_out_and_in_again_saves(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    other = page.context.new_page()
    other.goto(office.address("antal"))
    other.locator("details.who summary").click()
    other.get_by_role("button", name="Logga ut").click()
    page.get_by_role("radio", name="Ja").check()
    status_is(page, "Inte sparat: du är inte inloggad längre.")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Logga in i en ny flik").click()
    sign_in(popup.value, office)
    status_is(page, "Sparat kl. ")
    assert office.answers() == {"projekt": Chosen("ja")}
    page.get_by_role("radio", name="Nej").check()
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.wait_for_url(f"**{office.address('antal')}")
    assert office.answers() == {"projekt": Chosen("nej")}


def test_whose_invitation_is_taken_back_is_told_that_nothing_is_saved_any_more(
    window: Open, office: Desk
) -> None:
    nils = invite_colleague(
        member=office.member, email="nils.alm@alby.example", name="Nils Alm", goes_to="", by=office.anna
    )
    page = window(nils.user)
    page.goto(office.address("arbete"))
    uninvite_colleague(membership=nils.user.memberships.get(), member=office.member, by=office.anna)
    page.get_by_role("radio", name="Ja").check()
    status_is(page, "Inte sparat: du kan inte svara här längre.")
    expect(page.locator("#laget")).to_contain_text("Det du skrev står kvar på sidan")
    assert page.title().startswith("Fel: ")
    assert office.answers() == {}


def test_a_token_that_is_lost_is_fetched_anew(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("radio", name="Ja").check()
    status_is(page, "Sparat kl. ")
    assert office.answers() == {"projekt": Chosen("ja")}


def test_a_reply_isnt_left_without_a_warning_and_is_sent_with_the_page(window: Open, office: Desk) -> None:
    thread = returned(office)
    page = opened(window, office, "arbete")
    page.get_by_label("Ert svar").fill("De mobila.")
    assert warned(page) == ["beforeunload"]
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page.locator("#gjort")).to_have_text("Kommentaren är skickad.")
    assert thread.comments.count() == 2


def test_an_undecided_conflict_isnt_left_without_a_warning(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    office.save({"insatser.team": Chosen("forstarkt")}, office.per)
    page.get_by_role("radio", name="Mobila team Initierat").check()
    status_is(page, "Någon annan har svarat annorlunda på samma fråga.")
    assert page.locator("#sparat").get_by_role("link").get_attribute("href") == "#svar-insatser.team"
    assert "Förstärkt" not in page.locator("#sparat").inner_text()
    assert page.title().startswith("Fel: ")
    assert warned(page) == ["beforeunload"]


@pytest.mark.parametrize("size", [LOW, PHONE], ids=["low", "phone"])
def test_what_became_of_the_answers_is_in_sight_wherever_one_is(
    window: Open, office: Desk, size: dict[str, int]
) -> None:
    largest = answering.desk_2023()
    page = opened(window, largest, "narvard", viewport=size)
    page.locator("#q1r1_1").check()
    status_is(page, "Sparat kl. ")
    bar = page.locator("#sparat").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= size["height"]
    assert bar["height"] < 60
    page.context.set_offline(True)
    page.locator("#q1r2_1").check()
    status_is(page, "Inte sparat.")
    expect(page.locator("#sparat")).to_be_in_viewport(ratio=1)
    for _press in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert focused <= page.evaluate("document.getElementById('sparat').getBoundingClientRect().top")
    assert in_every_look(page) == []


def test_answers_sent_in_meanwhile_are_told_once_with_what_can_be_done(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    office.save({**small.KOMMUN_ANSWERS}, office.per)
    submit_response(response=office.response, signed_name="Per Ask", by=office.per)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/spara/" in request.url else None)
    page.get_by_role("radio", name="Mobila team Initierat").check()
    status_is(page, "Inte sparat. Per Ask lämnade in kl. ")
    expect(page.locator("#laget")).to_contain_text("Den som undertecknar hos er kan ta tillbaka det.")
    expect(page.locator("#laget")).to_contain_text("så att du kan kopiera det")
    page.wait_for_timeout(2500)
    assert len(asked) == 1
    expect(page.get_by_role("radio", name="Mobila team Initierat")).to_be_checked()
    assert in_every_look(page) == []


def test_a_fault_is_told_once_the_field_is_left_and_moves_nothing_that_is_clicked(
    window: Open, office: Desk
) -> None:
    page = opened(window, office, "antal")
    field = page.get_by_role("textbox", name="Hur många personer?")
    field.click()
    page.keyboard.type("tolv")
    status_is(page, "Sparat kl. ")
    expect(page.locator("#q2_e")).to_be_empty()
    assert not page.title().startswith("Fel: ")
    special = page.get_by_label("Kan inte uppskattas")
    before = special.bounding_box()
    assert before
    page.mouse.move(before["x"] + 5, before["y"] + 5)
    page.keyboard.press("Shift")
    page.mouse.move(before["x"] + 6, before["y"] + 6)
    page.evaluate("document.activeElement.blur()")
    expect(page.locator("#q2_e")).to_contain_text("kan inte läsas")
    after = special.bounding_box()
    assert after
    assert abs(after["y"] - before["y"]) < 1
    status_is(page, "Ett svar behöver rättas")
    assert re.match(
        r"Sparat kl. \d\d.\d\d. Ett svar behöver rättas: Hur många personer\?: ”tolv” kan inte läsas",
        page.locator("#sparat").text_content() or "",
    )
    assert page.title() == "Fel: Antal – Samsvar"
    field.fill("12")
    field.press("Tab")
    expect(page.locator("#q2_e")).to_be_empty()
    assert page.title() == "Antal – Samsvar"


def test_a_click_that_leaves_a_faulty_field_lands_on_what_it_was_aimed_at(window: Open, office: Desk) -> None:
    page = opened(window, office, "antal")
    page.get_by_role("textbox", name="Hur många personer?").click()
    page.keyboard.type("tolv")
    status_is(page, "Sparat kl. ")
    save = page.locator("#fraga-personer").get_by_role("link", name="Visa ändringar")
    box = save.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.wait_for_timeout(400)
    assert save.bounding_box() == box
    expect(page.locator("#q2_e")).to_be_empty()
    page.mouse.up()
    page.wait_for_url("**/andringar/personer/")


def test_enter_and_spara_save_where_one_is(window: Open, office: Desk) -> None:
    page = opened(window, office, "antal", viewport=LOW)
    field = page.get_by_role("textbox", name="Hur många personer?")
    field.fill("12")
    page.evaluate("window.stays = true")
    before = field.bounding_box()
    field.press("Enter")
    status_is(page, "Sparat kl. ")
    expect(field).to_be_focused()
    assert field.bounding_box() == before
    page.get_by_role("button", name="Spara", exact=True).click()
    status_is(page, "Sparat kl. ")
    assert page.evaluate("window.stays")
    assert [*office.answers()] == ["personer"]


def test_a_row_is_emptied_by_keyboard_where_one_is(window: Open, office: Desk) -> None:
    largest = answering.desk_2023()
    page = opened(window, largest, "narvard")
    expect(page.locator("#q1r1_x, .row-clear").first).to_be_hidden()
    page.locator("#q1r1_2").check()
    expect(page.locator("#q1_h .keys")).to_contain_text("Delete tar bort svaret.")
    clear = page.get_by_role("button", name=re.compile("^Ta bort svaret: Digitala"))
    expect(clear).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.locator("#q1r1_2")).not_to_be_checked()
    expect(page.locator("#q1r1_1")).to_be_focused()
    expect(clear).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Svaret är borttaget.$"))).to_have_count(1)
    status_is(page, "Sparat kl. ")
    page.wait_for_timeout(400)
    assert [name for name in largest.answers() if name.startswith(GRID)] == []
    assert in_every_look(page) == []
    page.locator("#q1r1_1").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Ångra ?: Digitala"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#q1r1_2")).to_be_checked()
    expect(page.locator("#q1r1_2")).to_be_focused()
    expect(page.locator(".removed")).to_have_count(0)
    status_is(page, "Sparat kl. ")
    page.wait_for_timeout(400)
    assert [*largest.answers().values()] == [Chosen("forstarkt")]


def test_the_text_of_an_emptied_row_comes_back_with_its_answer(window: Open, office: Desk) -> None:
    office.save({"insatser.annat": Chosen("initierat", "Fotvård")}, office.anna)
    page = opened(window, office, "arbete")
    page.get_by_role("rowheader", name="Annat").hover()
    page.get_by_role("button", name="Ta bort svaret: Annat").click()
    status_is(page, "Sparat kl. ")
    expect(page.get_by_role("radio", name="Annat Initierat")).not_to_be_checked()
    page.wait_for_timeout(400)
    assert office.answers() == {}
    page.get_by_role("button", name=re.compile("^Ångra ?: Annat")).click()
    page.wait_for_timeout(800)
    status_is(page, "Sparat kl. ")
    assert office.answers() == {"insatser.annat": Chosen("initierat", "Fotvård")}


def test_a_fault_that_was_mended_while_a_conflict_stood_is_not_told_afterwards(
    window: Open, office: Desk
) -> None:
    page = opened(window, office, "antal")
    office.save({"grupper": ChosenSet(("barn",))}, office.per)
    page.get_by_label("Äldre").check()
    status_is(page, "Någon annan har svarat annorlunda på samma fråga.")
    field = page.get_by_role("textbox", name="Hur många personer?")
    field.fill("tolv")
    field.press("Tab")
    expect(page.locator("#q2_e")).to_contain_text("kan inte läsas")
    field.fill("12")
    field.press("Tab")
    expect(page.locator("#q2_e")).to_be_empty()
    page.get_by_label("Äldre").uncheck()
    page.get_by_label("Barn").check()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator("#sparat")).to_have_text(re.compile(r"^Sparat kl. \d\d.\d\d$"))


def test_who_went_on_without_a_network_is_led_on_once_it_is_back(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    page.context.set_offline(True)
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Spara och fortsätt").click()
    status_is(page, "Inte sparat.")
    page.context.set_offline(False)
    page.wait_for_url(f"**{office.address('antal')}")
    assert office.answers() == {"projekt": Chosen("ja")}


def test_who_answers_on_while_the_network_is_away_stays_and_is_told(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete")
    page.context.set_offline(True)
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Spara och fortsätt").click()
    status_is(page, "Inte sparat.")
    page.get_by_role("radio", name="Mobila team Initierat").check()
    page.context.set_offline(False)
    status_is(page, "Sidan är kvar eftersom du har ändrat något sedan du tryckte på knappen")
    assert {*office.answers()} == {"projekt", "insatser.team"}
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.wait_for_url(f"**{office.address('antal')}")


def test_what_is_answered_before_the_script_has_come_is_saved_too(window: Open, office: Desk) -> None:
    office.save({"projekt": Chosen("ja")}, office.anna)
    page, waiting = window(office.anna), list[Route]()
    page.route("**/answering/saving.js", lambda route: waiting.append(route))
    page.goto(office.address("arbete"), wait_until="commit")
    page.get_by_role("radio", name="Mobila team Initierat").check()
    page.get_by_role("textbox", name="Ge exempel.").fill("Ett")
    (script,) = waiting
    script.continue_()
    status_is(page, "Sparat kl. ")
    given = {"projekt": Chosen("ja"), "insatser.team": Chosen("initierat"), "exempel": Text("Ett")}
    assert office.answers() == given


def test_a_text_too_long_to_be_sent_stands_in_nobody_elses_way(
    window: Open, office: Desk, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
    office.save({"projekt": Chosen("ja")}, office.anna)
    page = opened(window, office, "arbete")
    # Both within one request, which is refused whole.
    page.get_by_role("textbox", name="Ge exempel.").evaluate(
        """(box) => {
            document.querySelector("[name='insatser.team'][value=initierat]").click();
            box.value = "a".repeat(3000000);
            box.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    status_is(page, "Ett svar är inte sparat.")
    expect(page.locator("#fraga-exempel .wrong")).to_contain_text("texten är för lång")
    assert office.answers()["insatser.team"] == Chosen("initierat")
    assert "exempel" not in office.answers()
    page.get_by_role("textbox", name="Ge exempel.").fill("Ett")
    status_is(page, "Sparat kl. ")
    expect(page.locator("#fraga-exempel .wrong")).to_be_empty()
    assert office.answers()["exempel"] == Text("Ett")


def test_whose_answer_stands_is_told_in_sight_at_the_row(window: Open, office: Desk) -> None:
    page = opened(window, office, "arbete", viewport=LOW)
    office.save({"insatser.annat": Chosen("nej")}, office.per)
    page.get_by_role("radio", name="Annat Initierat").check()
    page.get_by_role("button", name="Behåll svaret från Per Ask").click()
    told = page.locator("[id='svar-insatser.annat'] #gjort")
    expect(told).to_have_text("Svaret från Per Ask står kvar.")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport(ratio=1)
    assert in_every_look(page) == []


def test_a_whole_year_is_asked_for_at_its_row_as_soon_as_a_term_refers_to_it(
    window: Open, office: Desk
) -> None:
    region = answering.region_by_year()
    page = opened(window, region, "styrning")
    year = page.locator("[data-cell='utbildning.ar']")
    page.locator("[data-cell='utbildning.vt']").get_by_label("Redovisas per år").check()
    status_is(page, "Ett svar behöver rättas: Hela 2030: Talet för hela året saknas")
    expect(year.locator(".wrong")).to_have_text(re.compile("^Talet för hela året saknas"))
    assert not page.title().startswith("Fel: ")
    assert in_every_look(page) == []
    year.get_by_role("textbox").fill("7")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(year.locator(".wrong")).to_be_empty()
    expect(page.locator("#sparat")).to_have_text(re.compile(r"^Sparat kl\. \d\d\.\d\d$"))


def test_nobody_goes_on_without_a_refused_file_before_that_is_told(window: Open, office: Desk) -> None:
    small.publish(
        "kommun-2030",
        old="- key: antal\n",
        new="- key: planer\n  title: Planer\n  questions:\n  - {key: plan, type: file, text: Bifoga planen.}\n"
        "  - {key: mal, type: short_text, text: Vilket mål har ni?}\n- key: antal\n",
    )
    page = opened(window, office, "planer")
    refused = FilePayload(name="plan.exe", mimeType="application/octet-stream", buffer=b"MZ")
    page.get_by_label("Bifoga planen.").set_input_files(refused)
    status_is(page, "Filen är inte sparad. Vid frågan står varför.")
    page.get_by_role("textbox", name="Vilket mål har ni?").fill("Nära")
    onward = page.get_by_role("button", name="Spara och fortsätt")
    onward.click()
    status_is(page, "Filen är inte sparad. Välj en annan fil, eller tryck igen för att gå vidare utan den.")
    assert office.answers() == {"mal": Text("Nära")}
    expect(page).to_have_url(re.compile("/del/planer/$"))
    assert in_every_look(page) == []
    onward.click()
    page.wait_for_url(f"**{office.address('antal')}")
