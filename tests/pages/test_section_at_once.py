"""Many answers of a section at once: filled, copied from last time, taken away, and undone."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from questionnaires.answers import Chosen, Number
from questionnaires.selectors.respondent.own import own_response
from questionnaires.views.respondent import at_once
from questionnaires.views.respondent.saving import part_of
from tests.pages import answering
from tests.pages.answering import Desk, page_of


@pytest.fixture
def desk(country: None) -> Desk:
    return answering.desk_2030()


@pytest.fixture
def anna(desk: Desk) -> Client:
    return desk.client(desk.anna)


def test_filling_the_rest_asks_first_and_can_be_undone(desk: Desk, anna: Client) -> None:
    page = page_of(anna.get(desk.address("arbete")).content) | {"insatser.team": ["initierat"]}
    asks = anna.post(desk.address("arbete"), page | {"fill": ["insatser"]})
    assert asks.headers["Location"] == f"{desk.address('arbete')}?fill=insatser"
    asked = anna.get(asks.headers["Location"]).content.decode()
    assert '<h1 id="rubrik">Vill du svara ”Varken eller” på 2 rader?</h1>' in asked
    assert desk.answers() == {"insatser.team": Chosen("initierat")}

    done = anna.post(desk.address("arbete"), {"fill_now": "insatser"})
    assert desk.answers() == {
        "insatser.kontakt": Chosen("nej"),
        "insatser.team": Chosen("initierat"),
        "insatser.annat": Chosen("nej"),
    }
    undo = re.search(r'name="undo" value="(\d+)"', anna.get(done.headers["Location"]).content.decode())
    assert undo
    anna.post(desk.address("arbete"), {"undo": undo[1]})
    assert desk.answers() == {"insatser.team": Chosen("initierat")}


def test_undoing_leaves_what_has_been_changed_since(desk: Desk, anna: Client) -> None:
    done = anna.post(desk.address("arbete"), {"fill_now": "insatser"})
    desk.save({"insatser.team": Chosen("forstarkt")}, desk.per)
    anna.post(desk.address("arbete"), {"undo": done.headers["Location"].rpartition("=")[2]})
    assert desk.answers() == {"insatser.team": Chosen("forstarkt")}


def test_nobody_undoes_what_a_colleague_did(desk: Desk, anna: Client) -> None:
    done = anna.post(desk.address("arbete"), {"fill_now": "insatser"})
    number = done.headers["Location"].rpartition("=")[2]
    per = desk.client(desk.per)
    per.post(desk.address("arbete"), {"undo": number})
    assert len(desk.answers()) == 3
    assert 'name="undo"' not in per.get(done.headers["Location"]).content.decode()


def test_where_all_that_was_asked_for_was_answered_meanwhile_there_is_nothing_to_undo(desk: Desk) -> None:
    desk.save({"insatser.team": Chosen("initierat")}, desk.anna)
    own = own_response(desk.anna, desk.member.pk, desk.key)
    desk.save({"insatser.kontakt": Chosen("forstarkt"), "insatser.annat": Chosen("forstarkt")}, desk.per)
    section = part_of(own, "arbete")
    assert at_once.act(own, section, QueryDict("fill_now=insatser")) is None


def test_a_chosen_answer_can_be_taken_away(desk: Desk, anna: Client) -> None:
    desk.save({"projekt": Chosen("ja")}, desk.anna)
    anna.post(desk.address("arbete"), {"clear": "projekt"})
    assert desk.answers() == {}


def test_taking_away_a_grids_answers_asks_first(desk: Desk, anna: Client) -> None:
    desk.save({"insatser.team": Chosen("nej"), "insatser.kontakt": Chosen("nej")}, desk.anna)
    asks = anna.post(desk.address("arbete"), {"clear": "insatser"})
    assert "Vill du ta bort 2 svar?" in anna.get(asks.headers["Location"]).content.decode()
    assert len(desk.answers()) == 2
    anna.post(desk.address("arbete"), {"clear_now": "insatser"})
    assert desk.answers() == {}


def test_a_section_is_copied_into_its_empty_cells_only(desk: Desk, anna: Client) -> None:
    before = answering.with_last_time(desk)
    desk.save({"insatser.kontakt": Chosen("nej")}, desk.anna)
    anna.post(desk.address("arbete"), {"copy": "*"})
    assert desk.answers() == {
        "insatser.kontakt": Chosen("nej"),
        **{name: before[name] for name in ("insatser.team", "insatser.annat", "projekt")},
    }


def test_one_question_is_copied_by_itself(desk: Desk, anna: Client) -> None:
    before = answering.with_last_time(desk)
    anna.post(desk.address("antal"), {"copy": "personer"})
    assert desk.answers() == {"personer": before["personer"]}


def test_nothing_left_to_copy_is_said(desk: Desk, anna: Client) -> None:
    answering.with_last_time(desk)
    desk.save({"personer": Number(Decimal(3))}, desk.per)
    page = anna.post(desk.address("antal"), {"copy": "personer"}, follow=True)
    assert "Inget kopierades. Det som kan kopieras är redan besvarat." in page.content.decode()
    assert desk.answers() == {"personer": Number(Decimal(3))}
