from decimal import Decimal

import pytest

from questionnaires.answers import Answer, Chosen, ChosenSet, Invalid, Number, Text, Ticked
from questionnaires.conditions import parse_condition
from questionnaires.definition import Choice, Column, Item, Question, parse_definition
from tests.questionnaires.definition_texts import (
    COUNT,
    EFFORTS,
    FIELDS,
    GROUPS,
    NOTE,
    PLAN,
    SHIPPED,
    TEXT,
    parse,
)


@pytest.mark.parametrize(
    ("name", "questions", "cells"),
    [("kommun-2023", 15, 65), ("region-2023", 53, 137), ("rss-2023", 8, 8), ("region-2020", 1, 4)],
)
def test_the_shipped_questionnaires_are_read_whole(name: str, questions: int, cells: int) -> None:
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    definition = parse_definition(text, file=f"{name}.yaml")
    assert definition.key == name
    assert (len(definition.questions), len(definition.cells)) == (questions, cells)


def test_a_question_keeps_everything_it_says() -> None:
    definition = parse(
        PLAN,
        """\
  - key: antal
    type: number_list
    text: Hur många {year}?
    help: Räkna personer {year}.
    required: true
    unit: personer
    min: 0
    max: 99.5
    decimals: 1
    show_if: plan == 'ja'
    special:
    - {key: vet_ej, text: 'Vet ej {year}'}
    items:
    - {key: vt, text: 'VT {year}'}
    - {key: ar, text: 'Hela {year}', required: false}
""",
    )
    assert definition.question("antal") == Question(
        key="antal",
        type="number_list",
        text="Hur många 2024?",
        help="Räkna personer 2024.",
        required=True,
        items=(Item("vt", "VT 2024"), Item("ar", "Hela 2024", required=False)),
        unit="personer",
        min=Decimal(0),
        max=Decimal("99.5"),
        decimals=1,
        special=(Choice("vet_ej", "Vet ej 2024"),),
        show_if=parse_condition("plan == 'ja'"),
    )
    assert definition.question("antal").line == 18
    assert definition.question("plan").choices == (Choice("ja", "Ja"), Choice("nej", "Nej"))


def test_choices_columns_and_rows_keep_their_flags() -> None:
    definition = parse(
        """\
  - key: grupper
    type: multiple_choice
    text: Vilka?
    max_choices: 2
    choices:
    - {key: annan, text: Annan, specify: true}
    - {key: ingen, text: Ingen, exclusive: true, negative: true}
  - key: kryss
    type: tick_grid
    text: Vilka?
    items:
    - {key: akut, text: Akut, specify: true}
    columns:
    - {key: bidrag, text: 'Bidrag {year}'}
"""
    )
    groups, fields = definition.questions
    assert groups.choices == (
        Choice("annan", "Annan", specify=True),
        Choice("ingen", "Ingen", exclusive=True, negative=True),
    )
    assert groups.max_choices == 2
    assert fields.items == (Item("akut", "Akut", specify=True),)
    assert fields.columns == (Column("bidrag", "Bidrag 2024"),)


def test_cells_and_questions_are_found_by_name_and_stand_in_order() -> None:
    definition = parse(PLAN, NOTE, EFFORTS)
    assert [question.key for question in definition.questions] == ["plan", "upplysning", "insatser"]
    assert [cell.name for cell in definition.cells] == ["plan", "insatser.npo", "insatser.sip"]
    cell = definition.cell("insatser.sip")
    assert (cell.question.key, cell.item, cell.text) == ("insatser", Item("sip", "SIP"), "SIP")
    with pytest.raises(KeyError):
        definition.cell("insatser")
    with pytest.raises(KeyError):
        definition.question("insatser.sip")


SAME = """\
# En annan ordning, samma enkät.
title: Enkät 2024
year: 2024
respondents: kommun
sections:
- title: Del ett
  questions:
  - text: 'Finns en plan?'
    required: false
    type: single_choice
    choices:
    - text: Ja
      key: ja
    - {key: nej, text: Nej, specify: false}
    key: plan
  key: ett
reported_by: rss
key: kommun-2024
"""


def test_two_files_that_ask_the_same_are_equal() -> None:
    assert parse(PLAN) == parse_definition(SAME, file="en annan.yaml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Finns en plan?", "Finns en strategi?"),
        ("required: false", "required: true"),
        ("{key: nej, text: Nej, specify: false}", "{key: nej, text: Nej, specify: true}"),
        ("key: kommun-2024", "key: kommun-2025"),
        ("title: Del ett", "title: Del två"),
        ("reported_by: rss", ""),
    ],
)
def test_two_files_that_ask_something_else_are_not_equal(old: str, new: str) -> None:
    assert old in SAME
    assert parse(PLAN) != parse_definition(SAME.replace(old, new), file="enkät.yaml")


ASKED = parse(
    PLAN,
    TEXT + "    show_if: plan == 'ja'\n",
    "  - {key: mer, type: long_text, text: Mer?, show_if: exempel != 'nej'}\n",
    EFFORTS + "    show_if: plan == 'nej'\n",
    "  - {key: npo, type: short_text, text: Vad?, show_if: insatser.npo == 'ja' or plan == 'ja'}\n",
)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, {"plan"}),
        ({"plan": Chosen("ja")}, {"plan", "exempel", "npo"}),
        ({"plan": Chosen("ja"), "exempel": Text("x")}, {"plan", "exempel", "mer", "npo"}),
        ({"plan": Chosen("nej")}, {"plan", "insatser.npo", "insatser.sip"}),
        (
            {"plan": Chosen("nej"), "insatser.npo": Chosen("ja")},
            {"plan", "insatser.npo", "insatser.sip", "npo"},
        ),
        ({"plan": Invalid("kanske")}, {"plan"}),
    ],
)
def test_a_question_is_asked_when_its_condition_is_met(answers: dict[str, Answer], asked: set[str]) -> None:
    assert ASKED.asked(answers) == asked


def test_what_stands_in_a_hidden_question_opens_no_other() -> None:
    answers: dict[str, Answer] = {
        "plan": Chosen("nej"),
        "exempel": Text("från när planen fanns"),
        "insatser.npo": Chosen("nej"),
    }
    assert ASKED.asked(answers) == {"plan", "insatser.npo", "insatser.sip"}


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ("grupper contains 'barn'", {"grupper": ChosenSet(("barn",))}),
        ("kryss.akut contains 'bidrag'", {"kryss.akut": Ticked(("bidrag",))}),
        ("antal >= 1.5", {"antal": Number(Decimal("1.50"))}),
        ("antal in (1, 'vet_ej')", {"antal": Number(Decimal(1))}),
        ("insatser.npo in ('ja')", {"insatser.npo": Chosen("ja")}),
    ],
)
def test_a_condition_can_ask_for_every_kind_of_answer(condition: str, answers: dict[str, Answer]) -> None:
    last = f'  - {{key: sist, type: short_text, text: Vad?, show_if: "{condition}"}}\n'
    definition = parse(GROUPS, EFFORTS, FIELDS, COUNT, last)
    assert "sist" in definition.asked(answers)
    assert "sist" not in definition.asked({})
