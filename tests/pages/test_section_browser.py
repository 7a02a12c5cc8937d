"""A section in a real browser: by keyboard, without JavaScript, on a phone, and with axe in every state."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid, Number
from tests.pages import answering
from tests.pages.answering import GRID, Desk
from tests.pages.site import PHONE
from tests.pages.test_accessibility import faults, in_every_look

pytestmark = pytest.mark.journey

Open = Callable[..., Page]


@pytest.fixture
def largest(office: Desk) -> Desk:
    """The shipped questionnaire, with its grid of 29 rows."""
    return answering.desk_2023()


def saved(page: Page) -> None:
    expect(page.locator("#sparat")).to_have_text(re.compile("^Sparat kl. "))


def test_the_largest_grid_is_filled_by_keyboard_alone(window: Open, largest: Desk) -> None:
    page = window(largest.anna)
    page.goto(largest.address("narvard"))
    page.locator("#rubrik").click()
    page.keyboard.press("Tab")
    rows = len(largest.response.questionnaire.definition.question(GRID).items)
    for row in range(rows):
        expect(page.locator(f"#q1r{row + 1}_1")).to_be_focused()
        page.keyboard.press("Space")
        for _press in range(row % 3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    expect(page.get_by_label("Skriv vad ”Andra områden/arbetssätt” gäller")).to_be_focused()
    page.keyboard.type("Digital fotvård")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ta bort svaren")).to_be_focused()
    saved(page)
    answers = [each for name, each in largest.answers().items() if name.startswith(GRID)]
    keys = ("initierat", "forstarkt", "nej")
    assert [getattr(each, "choice", "") for each in answers] == [keys[row % 3] for row in range(rows)]
    assert largest.answers()[f"{GRID}.annat"] == Chosen("forstarkt", "Digital fotvård")


def test_tab_goes_from_row_to_row_past_what_is_answered_already(window: Open, largest: Desk) -> None:
    page = window(largest.anna)
    page.goto(largest.address("narvard"))
    for row in (1, 2, 3):
        page.locator(f"#q1r{row}_2").check()
    page.locator("#rubrik").click()
    for row in (1, 2, 3):
        page.keyboard.press("Tab")
        expect(page.locator(f"#q1r{row}_2")).to_be_focused()
        page.keyboard.press("Space")
    for row in (2, 1):
        page.keyboard.press("Shift+Tab")
        expect(page.locator(f"#q1r{row}_2")).to_be_focused()
    saved(page)
    assert [*largest.answers().values()] == [Chosen("forstarkt")] * 3


def test_without_javascript_a_row_is_emptied_by_its_button_by_keyboard(window: Open, office: Desk) -> None:
    office.save({"insatser.team": Chosen("nej")}, office.anna)
    page = window(office.anna, javascript=False)
    page.goto(office.address("arbete"))
    page.get_by_role("radio", name="Mobila team Varken eller").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Ta bort svaret: Mobila team")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()
    assert office.answers() == {}


def test_the_rest_of_a_grid_is_filled_after_asking_and_undone(window: Open, largest: Desk) -> None:
    page = window(largest.anna)
    page.goto(largest.address("narvard"))
    page.locator("#q1r1_1").check()
    fill = page.get_by_role(
        "button", name="Svara ”Varken initierat eller förstärkt” på alla kvarvarande (28)"
    )
    expect(fill).to_be_visible()
    fill.click()
    expect(page.locator("h1")).to_have_text("Vill du svara ”Varken initierat eller förstärkt” på 28 rader?")
    assert in_every_look(page) == []
    page.get_by_role("button", name="Ja, svara ”Varken initierat eller förstärkt”").click()
    expect(page.locator("#q1r29_3")).to_be_checked()
    assert len(largest.answers()) == 29
    assert in_every_look(page) == []
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator("#q1r29_3")).not_to_be_checked()
    assert [*largest.answers().values()] == [Chosen("initierat")]


def test_the_questionnaire_is_answered_without_javascript(window: Open, office: Desk) -> None:
    page = window(office.anna, javascript=False)
    page.goto(office.address("arbete"))
    for row in ("Fast kontakt", "Mobila team", "Annat"):
        page.get_by_role("radio", name=f"{row} Initierat").check()
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_label("Skriv vad ”Annat” gäller").fill("Fotvård")
    page.get_by_role("textbox", name="Ge exempel.").fill("Ett\nTvå")
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.get_by_label("Barn").check()
    page.get_by_role("textbox", name="Hur många personer?").fill("1 2x")
    page.get_by_role("textbox", name="Hur många personer?").press("Enter")
    page.wait_for_selector(".box-wrong:focus")
    assert page.title() == "Fel: Antal – Samsvar"
    assert faults_without_script(page) == []
    page.get_by_role("link", name="Fråga 5 – ”1 2x”").click()
    expect(page.get_by_role("textbox", name="Hur många personer?")).to_be_focused()
    assert office.answers()["insatser.annat"] == Chosen("initierat", "Fotvård")
    assert office.answers()["grupper"] == ChosenSet(("barn",))
    assert office.answers()["personer"] == Invalid("1 2x")


def test_nobody_is_told_that_answers_are_saved_by_themselves_where_they_arent(
    window: Open, office: Desk
) -> None:
    def says(page: Page, told: str, untold: str) -> None:
        # A browser's own text: of a noscript only what is shown.
        expect(page.locator("main")).to_contain_text(told, use_inner_text=True)
        expect(page.locator("main")).not_to_contain_text(untold, use_inner_text=True)

    here = ("Svaren sparas medan du svarar.", "Svaren sparas när du trycker på ”Spara”")
    tasks = ("Allt sparas medan du svarar.", "Spara varje del innan du lämnar den.")
    for javascript, order in ((True, 1), (False, -1)):
        page = window(office.anna, javascript=javascript)
        page.goto(office.address("arbete"))
        says(page, *here[::order])
        page.get_by_role("link", name="Tillbaka till delarna").click()
        says(page, *tasks[::order])


def faults_without_script(page: Page) -> list[str]:
    """Whether the page scrolls sideways can't be asked without script; its heading can."""
    heading = page.locator("h1").inner_text()
    return [] if heading in page.title() else [page.title()]


def test_each_row_is_a_card_with_large_choices_on_a_phone(window: Open, largest: Desk) -> None:
    page = window(largest.anna, viewport=PHONE)
    page.goto(largest.address("narvard"))
    choice = page.locator("label", has=page.locator("#q1r1_2"))
    expect(choice).to_contain_text("Förstärkt")
    box = choice.bounding_box()
    assert box
    assert box["height"] >= 44
    assert faults(page) == []
    choice.click()
    saved(page)
    assert largest.answers() == {f"{GRID}.digitala_vard_och_omsorgsbesok": Chosen("forstarkt")}


def test_enter_after_copying_saves_and_undoes_nothing(window: Open, office: Desk) -> None:
    before = answering.with_last_time(office)
    page = window(office.anna)
    page.goto(office.address("antal"))
    page.get_by_role("button", name="Kopiera svaren från 2029 till det som är obesvarat").click()
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()
    page.get_by_role("textbox", name="Hur många personer?").fill("7")
    page.get_by_role("textbox", name="Hur många personer?").press("Enter")
    saved(page)
    assert office.answers() == {"grupper": before["grupper"], "personer": Number(Decimal(7))}


def test_last_times_answer_is_offered_while_there_is_none(window: Open, office: Desk) -> None:
    answering.with_last_time(office)
    page = window(office.anna)
    page.goto(office.address("antal"))
    copy = page.get_by_role("button", name="Kopiera svaret från 2029 : Hur många personer?")
    number = page.get_by_role("textbox", name="Hur många personer?")
    expect(copy).to_be_visible()
    number.fill("7")
    expect(copy).to_be_hidden()
    number.fill("")
    expect(copy).to_be_visible()


def test_a_rows_one_long_word_stays_whole_on_a_phone(window: Open, largest: Desk) -> None:
    page = window(largest.anna, viewport=PHONE)
    page.goto(largest.address("narvard"))
    page.locator("#q1r1_1").check()
    words = page.get_by_text("Utskrivningsprocessen").bounding_box()
    line = page.get_by_text("Fast vårdkontakt").bounding_box()
    assert words
    assert line
    assert words["height"] == line["height"]


@pytest.mark.parametrize("section", ["arbete", "antal"])
def test_a_section_is_accessible_empty_with_last_time_and_with_errors(
    window: Open, office: Desk, section: str
) -> None:
    page = window(office.anna)
    page.goto(office.address(section))
    assert in_every_look(page) == []
    answering.with_last_time(office)
    wrong: dict[str, Answer | None] = {
        "personer": Invalid("abc"),
        "grupper": ChosenSet(("barn", "ingen")),
        "projekt": Chosen("ja"),
    }
    office.save(wrong, office.anna)
    page.goto(office.address(section))
    assert in_every_look(page) == []
    page.get_by_role("button", name="English").click()
    assert faults(page) == []


def test_who_changed_what_is_accessible(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(f"{office.address('arbete')}andringar/insatser/")
    assert in_every_look(page) == []
    office.save({"insatser.team": Chosen("nej")}, office.per)
    page.reload()
    assert in_every_look(page) == []


def test_every_section_of_the_shipped_questionnaire_is_accessible(window: Open, largest: Desk) -> None:
    page = window(largest.anna)
    for section in largest.response.questionnaire.definition.sections:
        page.goto(largest.address(section.key))
        assert in_every_look(page) == [], section.key
