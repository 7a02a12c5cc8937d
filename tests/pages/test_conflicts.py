"""Two colleagues at one section: they never overwrite each other, and choose where they differ."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from questionnaires.answers import Chosen
from tests.pages import answering
from tests.pages.answering import Desk, page_of
from tests.pages.test_accessibility import in_every_look

Open = Callable[..., Page]


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def conflicted(
    desk: Desk, anna: Client, *, mine: str = "initierat", theirs: str = "forstarkt"
) -> answering.Posted:
    """What Anna's page holds after she has saved a row that Per saved while it was open."""
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.team": Chosen(theirs)}, desk.per)
    answer = anna.post(desk.address("arbete"), page | {"insatser.team": [mine], "projekt": ["nej"]})
    assert answer.status_code == 200
    return page_of(answer.content)


def test_two_rows_of_one_grid_never_meet(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.kontakt": Chosen("forstarkt")}, desk.per)
    assert anna.post(desk.address("arbete"), page | {"insatser.team": ["nej"]}).status_code == 302
    assert desk.answers() == {"insatser.kontakt": Chosen("forstarkt"), "insatser.team": Chosen("nej")}


def test_a_conflict_shows_both_answers_who_and_when_and_saves_the_rest(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.team": Chosen("forstarkt")}, desk.per)
    html = anna.post(
        desk.address("arbete"), page | {"insatser.team": ["initierat"], "projekt": ["nej"]}
    ).content.decode()
    assert "<title>Fel: Arbetet – Samsvar</title>" in html
    assert 'Per Ask svarade <b lang="sv">Förstärkt</b> kl. ' in html
    assert 'Du svarade <b lang="sv">Initierat</b>.' in html
    assert "Behåll svaret från Per Ask" in html
    assert desk.answers() == {"insatser.team": Chosen("forstarkt"), "projekt": Chosen("nej")}
    assert page_of(html.encode())["insatser.team"] == ["initierat"]


def test_a_colleagues_answer_can_be_kept(desk: Desk, anna: Client) -> None:
    page = conflicted(desk, anna)
    assert anna.post(desk.address("arbete"), page | {"keep": ["insatser.team"]}).status_code == 302
    assert desk.answers()["insatser.team"] == Chosen("forstarkt")


def test_it_is_told_at_the_row_whose_answer_stands_and_not_that_anything_was_saved(
    desk: Desk, anna: Client
) -> None:
    page = conflicted(desk, anna)
    kept = anna.post(desk.address("arbete"), page | {"keep": ["insatser.team"]})
    assert kept.headers["Location"] == f"{desk.address('arbete')}?vid=insatser.team"
    html = anna.get(kept.headers["Location"]).content.decode()
    row = html[html.index('id="svar-insatser.team"') : html.index('id="svar-insatser.annat"')]
    assert '<tr class="beside">' in row
    assert "<p>Svaret från Per Ask står kvar.</p>" in row
    assert "<p>Sparat kl. " not in html
    again = anna.get(kept.headers["Location"]).content.decode()
    assert '<tr class="beside">' not in again


def test_what_else_was_saved_when_a_colleagues_answer_was_kept_is_told_too(desk: Desk, anna: Client) -> None:
    page = conflicted(desk, anna)
    kept = anna.post(
        desk.address("arbete"), page | {"keep": ["insatser.team"], "projekt": ["ja"]}, follow=True
    )
    html = kept.content.decode()
    assert "<p>Svaret från Per Ask står kvar.</p>" in html
    assert "<p>Sparat kl. " in html
    assert desk.answers() == {"insatser.team": Chosen("forstarkt"), "projekt": Chosen("ja")}


def test_ones_own_answer_can_be_saved_over_the_one_that_was_shown(desk: Desk, anna: Client) -> None:
    page = conflicted(desk, anna)
    assert anna.post(desk.address("arbete"), page | {"mine": ["insatser.team"]}).status_code == 302
    assert desk.answers()["insatser.team"] == Chosen("initierat")


def test_saving_again_without_choosing_overwrites_nothing(desk: Desk, anna: Client) -> None:
    page = conflicted(desk, anna)
    assert anna.post(desk.address("arbete"), page | {"save": ["1"]}).status_code == 200
    assert desk.answers()["insatser.team"] == Chosen("forstarkt")


def test_going_back_to_what_the_page_first_showed_is_a_choice_too(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej")}, desk.anna)
    page = conflicted(desk, anna)
    answer = anna.post(desk.address("arbete"), page | {"insatser.team": ["nej"]})
    assert 'Du svarade <b lang="sv">Varken eller</b>.' in answer.content.decode()
    assert desk.answers()["insatser.team"] == Chosen("forstarkt")

    mine = page_of(answer.content) | {"mine": ["insatser.team"]}
    assert anna.post(desk.address("arbete"), mine).status_code == 302
    assert desk.answers()["insatser.team"] == Chosen("nej")


def test_a_choice_taken_back_at_once_isnt_called_saved_over_a_colleagues(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej")}, desk.anna)
    page = page_of(anna.get(desk.address("arbete")).content)
    token = page["insatser.team:v"]
    desk.save({"insatser.team": Chosen("forstarkt")}, desk.per)

    def told(choice: str) -> dict[str, str]:
        posted = {"insatser.team": choice, "insatser.team:v": token}
        found: dict[str, str] = anna.post(desk.autosave, posted).json()["cells"]["insatser.team"]
        return found

    back = told("nej")
    assert 'Per Ask svarade <b lang="sv">Förstärkt</b> kl. ' in back["conflict"]
    assert [back["token"]] == token
    assert "Per Ask svarade" in told("initierat")["conflict"]
    assert desk.answers()["insatser.team"] == Chosen("forstarkt")


def test_a_third_answer_meanwhile_is_shown_too(desk: Desk, anna: Client) -> None:
    page = conflicted(desk, anna)
    desk.save({"insatser.team": Chosen("nej")}, desk.per)
    answer = anna.post(desk.address("arbete"), page | {"mine": ["insatser.team"]})
    assert answer.status_code == 200
    assert 'Per Ask svarade <b lang="sv">Varken eller</b> kl. ' in answer.content.decode()
    assert desk.answers()["insatser.team"] == Chosen("nej")


def test_the_same_answer_from_both_is_no_conflict(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.team": Chosen("nej")}, desk.per)
    assert anna.post(desk.address("arbete"), page | {"insatser.team": ["nej"]}).status_code == 302


def test_an_answer_taken_away_meanwhile_is_told(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej")}, desk.anna)
    page = page_of(anna.get(desk.address("arbete")).content)
    desk.save({"insatser.team": None}, desk.per)
    html = anna.post(desk.address("arbete"), page | {"insatser.team": ["initierat"]}).content.decode()
    assert "Per Ask tog bort svaret kl. " in html


def test_a_page_open_while_a_colleague_answered_everything_else_saves_its_own_answer(
    desk: Desk, anna: Client
) -> None:
    page = page_of(anna.get(desk.address("arbete")).content)
    others = {name: Chosen("nej") for name in ("insatser.kontakt", "insatser.annat", "projekt")}
    desk.save({**others}, desk.per)
    assert anna.post(desk.address("arbete"), page | {"insatser.team": ["initierat"]}).status_code == 302
    assert desk.answers() == {**others, "insatser.team": Chosen("initierat")}


def test_a_conflict_takes_a_fixed_number_of_queries(
    desk: Desk, anna: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = ("insatser.kontakt", "insatser.team", "insatser.annat")
    page = page_of(anna.get(desk.address("arbete")).content)
    for row in rows:
        desk.save({row: Chosen("forstarkt")}, desk.per)
    with django_assert_max_num_queries(12):  # ten, and the savepoint of the test's transaction
        anna.post(desk.address("arbete"), page | {row: ["initierat"] for row in rows})


# ---- In two browsers ----


@pytest.mark.journey
def test_two_browsers_on_two_rows_never_notice_each_other(window: Open, office: Desk) -> None:
    annas, pers = window(office.anna), window(office.per)
    for page in (annas, pers):
        page.goto(office.address("arbete"))
    annas.get_by_role("radio", name="Mobila team Initierat").check()
    pers.get_by_role("radio", name="Fast kontakt Förstärkt").check()
    for page in (annas, pers):
        expect(page.locator("#sparat")).to_contain_text("Sparat kl. ")
        page.get_by_role("button", name="Spara och fortsätt").click()
        page.wait_for_url(f"**{office.address('antal')}")
    assert office.answers() == {"insatser.team": Chosen("initierat"), "insatser.kontakt": Chosen("forstarkt")}


@pytest.mark.journey
def test_two_browsers_on_one_row_choose_between_their_answers(window: Open, office: Desk) -> None:
    annas, pers = window(office.anna), window(office.per)
    for page in (annas, pers):
        page.goto(office.address("arbete"))
    pers.get_by_role("radio", name="Mobila team Förstärkt").check()
    expect(pers.locator("#sparat")).to_contain_text("Sparat kl. ")
    annas.get_by_role("radio", name="Mobila team Initierat").check()
    conflict = annas.get_by_role("group", name="Ni har svarat olika")
    expect(conflict).to_contain_text("Per Ask svarade Förstärkt kl. ")
    expect(conflict).to_contain_text("Du svarade Initierat.")
    assert in_every_look(annas) == []
    assert office.answers() == {"insatser.team": Chosen("forstarkt")}
    annas.get_by_role("button", name="Spara mitt svar").click()
    expect(annas.get_by_role("group", name="Ni har svarat olika")).to_have_count(0)
    assert office.answers() == {"insatser.team": Chosen("initierat")}


@pytest.mark.journey
def test_a_conflict_is_accessible_and_solved_without_javascript(window: Open, office: Desk) -> None:
    annas = window(office.anna, javascript=False)
    annas.goto(office.address("arbete"))
    office.save({"insatser.team": Chosen("forstarkt")}, office.per)
    annas.get_by_role("radio", name="Mobila team Initierat").check()
    annas.get_by_role("button", name="Spara", exact=True).click()
    annas.get_by_role("link", name="Mobila team").click()
    annas.get_by_role("button", name="Behåll svaret från Per Ask").click()
    expect(annas.get_by_role("radio", name="Mobila team Förstärkt")).to_be_checked()
    expect(annas.locator("[id='svar-insatser.team'] #gjort")).to_have_text("Svaret från Per Ask står kvar.")
    expect(annas.locator("#gjort")).to_be_focused()
    expect(annas.locator("[id='svar-insatser.team']")).to_be_in_viewport()
    assert office.answers() == {"insatser.team": Chosen("forstarkt")}
