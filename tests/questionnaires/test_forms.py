"""Random questionnaires, drawn, answered, saved and read again; and two people at one grid at once."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
import yaml
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer
from questionnaires.conditions import parse_condition
from questionnaires.definition import Definition, parse_definition
from questionnaires.forms.condition_data import condition_data, value_data
from questionnaires.forms.pattern import pattern_of, slot_mark
from questionnaires.question_types import type_of
from questionnaires.services.publishing import publish_questionnaire
from tests import country as small
from tests.examples import examples
from tests.pages.answering import Desk, Posted, desk_2030, page_of

WORDS = st.text("abcåäö <>&\"'{}%[]|", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
FLAG = st.booleans()
NUMBERS = count(1)


def parts(**more: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    """One to four choices, items or columns with keys of their own."""
    part = st.fixed_dictionaries({"text": WORDS, **more})
    return st.lists(part, min_size=1, max_size=4).map(
        lambda found: [{"key": f"k{number}", **each} for number, each in enumerate(found)]
    )


CHOICES = parts(specify=FLAG, negative=FLAG)
QUESTIONS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "single_choice": {"choices": CHOICES, "required": FLAG, "help": WORDS},
    "multiple_choice": {"choices": parts(specify=FLAG, exclusive=FLAG)},
    "choice_grid": {"choices": CHOICES, "items": parts(specify=FLAG)},
    "tick_grid": {"columns": parts(), "items": parts(specify=FLAG)},
    "number": {"special": parts(), "decimals": st.integers(0, 2), "unit": WORDS},
    "number_list": {"items": parts(required=FLAG), "special": parts()},
    "short_text": {"required": FLAG},
    "long_text": {"help": WORDS},
    "file": {},
    "note": {},
}
QUESTION = st.sampled_from(sorted(QUESTIONS)).flatmap(
    lambda kind: st.fixed_dictionaries({"type": st.just(kind), "text": WORDS, **QUESTIONS[kind]})
)


def document(questions: Sequence[dict[str, Any]], key: str) -> dict[str, Any]:
    numbered = [{"key": f"q{number}", **question} for number, question in enumerate(questions)]
    section = {"key": "del", "title": "Delen", "questions": numbered}
    return {"key": key, "year": 2030, "respondents": "kommun", "title": "Enkät", "sections": [section]}


def publish(questions: Sequence[dict[str, Any]]) -> Definition:
    key = f"slump{next(NUMBERS)}"
    source = yaml.safe_dump(document(questions, key), allow_unicode=True)
    definition = parse_definition(source, file="slump.yaml")
    publish_questionnaire(definition=definition, source=source, by=system_user())
    return definition


TYPED = st.text("ab12,. \n<&\"'åäö", max_size=8) | st.sampled_from(["1 249", "12,5", "abc", "k0"])
KEYS = st.lists(st.sampled_from(["k0", "k1", "k2", "k3"]), max_size=3, unique=True)


@st.composite
def answered(draw: st.DrawFn, definition: Definition, shown: Posted) -> Posted:
    """The page with anything done to its controls that a browser can do."""
    page = dict(shown)
    for cell in definition.cells:
        name, kind = cell.name, cell.question.type
        if kind == "file":
            continue
        if kind in ("single_choice", "choice_grid"):
            page[name] = draw(KEYS)[:1]
        elif kind in ("multiple_choice", "tick_grid"):
            page[name] = draw(KEYS)
        else:
            typed = draw(TYPED)
            page[name] = [typed if kind == "long_text" else typed.replace("\n", "")]
        for control in [each for each in shown if each.startswith(f"{name}:text")]:
            page[control] = [draw(TYPED).replace("\n", "")]
        if cell.question.special:
            page[f"{name}:special"] = draw(KEYS)[:1]
    return page


def meant(definition: Definition, page: Posted) -> dict[str, Answer]:
    """What the page's controls say, read cell by cell."""
    found = {}
    for cell in definition.cells:
        controls = {name[len(cell.name) + 1 :]: each for name, each in page.items() if is_of(name, cell.name)}
        if (answer := type_of(cell.question).read_posted(cell, controls)) is not None:
            found[cell.name] = answer
    return found


def is_of(control: str, cell: str) -> bool:
    return control == cell or control.startswith(f"{cell}:")


SLOW = settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(questions=st.lists(QUESTION, min_size=1, max_size=5), data=st.data())
def test_any_questionnaire_is_drawn_answered_saved_and_shown_as_it_was_answered(
    questions: list[dict[str, Any]], data: st.DataObject, respondent: User
) -> None:
    definition = publish(questions)
    desk = Desk(respondent, respondent, small.member("0101"), definition.key)
    client = desk.client(respondent)
    address = desk.address("del")
    page = data.draw(answered(definition, page_of(client.get(address).content)))
    expected = meant(definition, page)

    assert client.post(address, page).status_code == 302
    assert desk.answers() == expected

    shown = page_of(client.get(address).content)
    assert meant(definition, shown) == meant(definition, page_after(definition, expected))
    before = desk.response.cells
    client.post(address, shown)
    assert desk.response.cells == before


def page_after(definition: Definition, answers: dict[str, Answer]) -> Posted:
    """The controls that show these answers."""
    return {
        f"{name}:{control}" if control else name: list(values)
        for name, answer in answers.items()
        for control, values in type_of(definition.cell(name).question)
        .to_posted(definition.cell(name), answer)
        .items()
    }


ROWS = ("insatser.kontakt", "insatser.team", "insatser.annat", "projekt")
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.sampled_from(["open", "post", "autosave"]),
        st.sampled_from(ROWS),
        st.sampled_from(["initierat", "forstarkt", "nej"]),
    ),
    max_size=12,
)


@SLOW
@given(steps=STEPS)
def test_two_people_at_one_grid_lose_nothing_however_they_take_turns(
    steps: list[tuple[int, str, str, str]], country: None
) -> None:
    desk = desk_2030()
    desk.save(dict.fromkeys(ROWS), system_user())
    address = desk.address("arbete")
    clients = [desk.client(desk.anna), desk.client(desk.per)]
    pages = [page_of(client.get(address).content) for client in clients]
    for who, action, row, choice in steps:
        if action == "open":
            pages[who] = page_of(clients[who].get(address).content)
            continue
        shown = dict(pages[who])
        sent = {**shown, row: ["ja" if row == "projekt" else choice]}
        before = desk.answers()
        if action == "post":
            html = clients[who].post(address, sent)
            is_refused = html.status_code == 200
            pages[who] = page_of(html.content if is_refused else clients[who].get(address).content)
            refused = f"{row}:now" in pages[who]
        else:
            refused = save_one(clients[who], desk, sent, row, pages[who])
        check_nothing_lost(shown, sent, row, before, desk.answers(), refused)


def save_one(client: Client, desk: Desk, sent: Posted, row: str, page: Posted) -> bool:
    """One row as the page's script saves it; whether it was refused as a conflict."""
    told = client.post(desk.autosave, {name: each for name, each in sent.items() if is_of(name, row)}).json()
    page[row], page[f"{row}:v"] = sent[row], [told["cells"][row]["token"]]
    return bool(told["cells"][row]["conflict"])


def check_nothing_lost(
    shown: Posted, sent: Posted, row: str, before: dict[str, Answer], after: dict[str, Answer], refused: bool
) -> None:
    """What the person changed is saved, or refused with a conflict; all that the person didn't touch stands."""
    touched = {name for name in ROWS if sent.get(name) != shown.get(name)} | {row}
    assert {name: after.get(name) for name in ROWS if name not in touched} == {
        name: before.get(name) for name in ROWS if name not in touched
    }
    if refused:
        assert after.get(row) == before.get(row)
    elif sent.get(row) != shown.get(row):
        assert getattr(after[row], "choice", None) == sent[row][0]


def test_a_pattern_is_filled_where_its_slots_are_and_keeps_its_defaults() -> None:
    pattern = pattern_of(f"<p>{slot_mark('a value ')} och {slot_mark('b value ', '–')}</p>")
    assert pattern.fill({"a value ": "1"}) == "<p>1 och –</p>"


def test_a_condition_is_told_to_the_page_as_data() -> None:
    condition = parse_condition("not (a == 'ja' or b.c in (1.5, 'vet')) and d contains 'x'")
    assert condition_data(condition) == {
        "and": [
            {
                "not": {
                    "or": [
                        {"cell": "a", "is": "==", "to": ["ja"]},
                        {"cell": "b.c", "is": "in", "to": [{"number": "1.5"}, "vet"]},
                    ]
                }
            },
            {"cell": "d", "is": "contains", "to": ["x"]},
        ]
    }


@pytest.mark.parametrize("name", [*small.KOMMUN_ANSWERS, "saknas"])
def test_what_a_condition_compares_with_is_plain_data(name: str) -> None:
    expected = {
        "insatser.kontakt": "initierat",
        "insatser.team": "nej",
        "insatser.annat": "forstarkt",
        "projekt": "nej",
        "grupper": ["barn", "aldre"],
        "personer": {"number": "12.5"},
        "saknas": None,
    }
    assert value_data(small.KOMMUN_ANSWERS.get(name)) == expected[name]
