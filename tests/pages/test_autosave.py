"""Each answer saved as it is changed: what the server tells, and what the page says when it can't be reached."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, Route, expect
from pytest_django import DjangoAssertNumQueries

from questionnaires.answers import Chosen, Invalid, Number, Special
from questionnaires.services.responses import decline_response
from tests.pages import answering
from tests.pages.answering import Desk
from tests.pages.site import violations

Open = Callable[..., Page]


@pytest.fixture
def window(loud_window: Open) -> Open:
    return loud_window


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def test_a_saved_cell_is_told_with_its_new_token(desk: Desk, anna: Client) -> None:
    told = anna.post(desk.autosave, {"projekt": "ja", "projekt:v": "0."}).json()
    assert told["saved"].startswith("Sparat kl. ")
    assert told["cells"]["projekt"] | {"token": ""} == {"token": "", "error": "", "read": "", "conflict": ""}
    again = anna.post(
        desk.autosave, {"projekt": "nej", "projekt:v": told["cells"]["projekt"]["token"]}
    ).json()
    assert again["cells"]["projekt"]["conflict"] == ""
    assert desk.answers() == {"projekt": Chosen("nej")}


def test_a_number_is_told_as_it_was_read(desk: Desk, anna: Client) -> None:
    told = anna.post(desk.autosave, {"personer": "1000", "personer:v": "0."}).json()
    assert told["cells"]["personer"]["read"] == "Läst som 1\u00a0000"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12.5", "Läst som 12,5"), ("12,5", ""), ("12", ""), ("1 000", ""), ("1\u00a0000", "")],
)
def test_a_decimal_point_is_told_as_a_comma(desk: Desk, anna: Client, typed: str, read: str) -> None:
    told = anna.post(desk.autosave, {"personer": typed, "personer:v": "0."}).json()
    assert told["cells"]["personer"]["read"] == read


def test_what_cant_be_read_is_saved_as_typed_and_told_with_its_error(desk: Desk, anna: Client) -> None:
    told = anna.post(desk.autosave, {"personer": "tolv", "personer:v": "0."}).json()
    assert told["cells"]["personer"]["error"] == (
        "<strong>Fel:</strong> ”tolv” kan inte läsas som ett svar på frågan. Rätta eller ta bort det. "
        "Skriv ett tal med siffror, till exempel 1 249 eller 12,5."
    )
    assert desk.answers() == {"personer": Invalid("tolv")}


def test_what_was_saved_without_being_answered_can_be_sent_again(desk: Desk, anna: Client) -> None:
    sent = {"projekt": "ja", "projekt:v": "0."}
    first = anna.post(desk.autosave, sent).json()
    assert anna.post(desk.autosave, sent).json()["cells"] == first["cells"]
    assert desk.response.changes.count() == 1


def test_a_locked_response_refuses_with_its_reason(desk: Desk, anna: Client) -> None:
    desk.save({}, desk.anna)
    decline_response(response=desk.response, reason="Hinner inte", by=desk.per)
    answer = anna.post(desk.autosave, {"projekt": "ja", "projekt:v": "0."})
    assert answer.status_code == 409
    assert answer.json()["refused"] == "Inte sparat. Ni har meddelat att ni avstår från att svara."
    assert answer.json()["todo"].startswith("Du eller en kollega kan återuppta svaret. ")


def test_who_lost_the_role_while_the_page_was_open_saves_nothing_and_learns_nothing(
    desk: Desk, anna: Client
) -> None:
    anna.get(desk.address("arbete"))
    desk.anna.memberships.all().delete()
    told = [
        anna.post(address, {"projekt": "ja", "projekt:v": "0."}).status_code
        for address in (desk.autosave, desk.address("arbete"))
    ]
    assert told == [404, 404]
    assert not desk.member.responses.exists()


def test_a_section_that_isnt_there_saves_nothing(desk: Desk, anna: Client) -> None:
    assert anna.post(desk.address("finns-inte"), {"projekt": "ja", "projekt:v": "0."}).status_code == 404
    assert not desk.member.responses.exists()


def test_an_address_for_saving_is_not_a_page(desk: Desk, anna: Client) -> None:
    assert anna.get(desk.autosave).status_code == 405


def test_saving_a_cell_takes_a_fixed_number_of_queries(
    desk: Desk, anna: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.save({"projekt": Chosen("ja")}, desk.anna)
    with django_assert_max_num_queries(12):  # ten, and the savepoint of the test's transaction
        anna.post(desk.autosave, {"insatser.team": "nej", "insatser.team:v": "0."})


# ---- A whole year that its terms refer to ----

YEAR_MISSING = "Talet för hela året saknas, och terminen är besvarad med ”Redovisas per år”. "
MEND_IT = "Skriv talet här eller ändra terminen."


@pytest.fixture
def region(country: None) -> Desk:
    return answering.region_by_year()


def test_a_whole_year_begins_to_lack_when_a_term_is_saved_and_no_longer_when_that_is_changed(
    region: Desk,
) -> None:
    signer = region.client(region.per)
    sent = {"utbildning.vt:special": "per_ar", "utbildning.vt:v": "0."}
    told = signer.post(region.autosave, sent).json()
    assert told["beside"] == {
        "utbildning.ar": {
            "error": f'<span class="lacks">{YEAR_MISSING}{MEND_IT}</span>',
            "fault": f"Hela 2030: {YEAR_MISSING}{MEND_IT}",
        }
    }
    token = told["cells"]["utbildning.vt"]["token"]
    told = signer.post(region.autosave, {"utbildning.vt": "3", "utbildning.vt:v": token}).json()
    assert told["beside"] == {"utbildning.ar": {"error": ""}}


def test_a_whole_year_that_is_emptied_is_told_as_lacking_itself(region: Desk) -> None:
    signer = region.client(region.per)
    region.save(
        {"utbildning.vt": Special("per_ar"), "utbildning.ar": Number(Decimal(7))},
        region.per,
    )
    page = answering.page_of(signer.get(region.address("styrning")).content)
    sent = {"utbildning.ar": "", "utbildning.ar:v": page["utbildning.ar:v"][0]}
    told = signer.post(region.autosave, sent).json()
    assert (told["beside"], told["cells"]["utbildning.ar"]["fault"]) == (
        {},
        f"Hela 2030: {YEAR_MISSING}{MEND_IT}",
    )


# ---- In a browser ----


def status(page: Page) -> str:
    return page.locator("#sparat").inner_text()


@pytest.mark.journey
def test_each_answer_is_saved_as_it_is_given_and_the_page_says_when(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    page.get_by_role("radio", name="Mobila team Förstärkt").check()
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    assert office.answers() == {"insatser.team": Chosen("forstarkt")}
    assert page.locator("#sparat").get_attribute("role") == "status"
    page.reload()
    expect(page.get_by_role("radio", name="Mobila team Förstärkt")).to_be_checked()


@pytest.mark.journey
def test_without_a_network_the_page_says_so_keeps_what_was_typed_and_saves_it_later(
    window: Open, office: Desk
) -> None:
    page = window(office.anna)
    page.goto(office.address("antal"))
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Hur många personer?").fill("12,5")
    page.get_by_role("textbox", name="Hur många personer?").press("Tab")
    expect(page.locator("#sparat")).to_have_text(
        "Inte sparat. Vi försöker igen. Dina svar finns kvar på sidan."
    )
    assert office.answers() == {}
    assert violations(page) == []
    page.context.set_offline(False)
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    expect(page.get_by_role("textbox", name="Hur många personer?")).to_have_value("12,5")
    assert [*office.answers()] == ["personer"]


@pytest.mark.journey
def test_a_server_that_fails_is_asked_again(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    answers = [503, 500]

    def fail_twice(route: Route) -> None:
        route.fulfill(status=answers.pop()) if answers else route.continue_()

    page.route("**/spara/", fail_twice)
    page.get_by_role("radio", name="Ja").check()
    expect(page.locator("#sparat")).to_contain_text("Inte sparat.")
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    assert office.answers() == {"projekt": Chosen("ja")}


@pytest.mark.journey
def test_an_answer_that_was_saved_but_not_acknowledged_is_no_conflict_with_oneself(
    window: Open, office: Desk
) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    lost = [True]

    def lose_the_answer(route: Route) -> None:
        if lost:
            lost.clear()
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/spara/", lose_the_answer)
    page.get_by_role("radio", name="Mobila team Initierat").check()
    expect(page.locator("#sparat")).to_contain_text("Inte sparat.")
    page.get_by_role("radio", name="Mobila team Förstärkt").check()
    expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
    expect(page.locator(".conflict")).to_have_count(0)
    assert office.answers() == {"insatser.team": Chosen("forstarkt")}


@pytest.mark.journey
def test_nothing_unsaved_is_left_without_a_warning(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    page.context.set_offline(True)
    page.get_by_role("radio", name="Ja").check()
    expect(page.locator("#sparat")).to_contain_text("Inte sparat.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Tillbaka till delarna").click(no_wait_after=True)
    expect(page.get_by_role("radio", name="Ja")).to_be_checked()
    assert asked == ["beforeunload"]


@pytest.mark.journey
def test_somebody_signed_out_is_told_and_loses_nothing(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("radio", name="Ja").check()
    expect(page.locator("#sparat")).to_contain_text("Inte sparat: du är inte inloggad längre.")
    expect(page.get_by_role("radio", name="Ja")).to_be_checked()


@pytest.mark.journey
def test_follow_up_questions_and_texts_open_at_once_and_are_announced(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("arbete"))
    follow_up = page.get_by_label("Ge exempel.")
    expect(follow_up).to_be_hidden()
    page.get_by_role("radio", name="Ja").check()
    expect(follow_up).to_be_visible()
    expect(page.locator("p.visually-hidden[role=status]")).to_have_text("Ny följdfråga: 3. Ge exempel.")
    page.get_by_role("radio", name="Annat Initierat").check()
    expect(page.get_by_label("Skriv vad ”Annat” gäller")).to_be_visible()
    page.get_by_role("radio", name="Annat Varken eller").check()
    expect(page.get_by_label("Skriv vad ”Annat” gäller")).to_be_hidden()
    page.get_by_role("radio", name="Nej").check()
    expect(follow_up).to_be_hidden()


@pytest.mark.journey
def test_what_excludes_the_rest_clears_it(window: Open, office: Desk) -> None:
    page = window(office.anna)
    page.goto(office.address("antal"))
    page.get_by_label("Barn").check()
    page.get_by_label("Ingen (utesluter de andra)").check()
    expect(page.get_by_label("Barn")).not_to_be_checked()
    page.get_by_label("Äldre").check()
    expect(page.get_by_label("Ingen (utesluter de andra)")).not_to_be_checked()
    page.get_by_role("textbox", name="Hur många personer?").fill("12")
    page.get_by_label("Kan inte uppskattas").check()
    expect(page.get_by_role("textbox", name="Hur många personer?")).to_have_value("")
    page.get_by_role("textbox", name="Hur många personer?").fill("1000")
    expect(page.get_by_label("Kan inte uppskattas")).not_to_be_checked()
    page.get_by_role("textbox", name="Hur många personer?").press("Tab")
    expect(page.get_by_text("Läst som 1 000")).to_be_visible()
