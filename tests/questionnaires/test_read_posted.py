from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Answer, Chosen, ChosenSet, File, Invalid, Number, Special, Text, Ticked
from questionnaires.question_types import TYPES, type_of
from questionnaires.questions import Choice, Item, Question
from tests.questionnaires.question_samples import (
    DOCUMENT,
    EFFORTS,
    EXAMPLE,
    FIELDS,
    GROUPS,
    NAME,
    NOTE,
    NURSES,
    PLAN,
    SHARE,
    cell_of,
)

SAMPLES = (PLAN, GROUPS, EFFORTS, FIELDS, SHARE, NURSES, EXAMPLE, NAME, DOCUMENT)
ANNAT = 1  # the row of EFFORTS and FIELDS that asks for a text


def posted(question: Question, row: int = 0, **controls: str | list[str]) -> Answer | None:
    """What a cell's controls read as: `own` is the cell's own, `text__annan` is text:annan."""
    given = {
        "" if name == "own" else name.replace("__", ":"): [value] if isinstance(value, str) else value
        for name, value in controls.items()
    }
    return type_of(question).read_posted(cell_of(question, row), given)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1249", "1249"),
        ("1 249", "1249"),
        ("1\u00a0249", "1249"),
        ("1\u202f249", "1249"),
        ("12 345 678", "12345678"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 249,50", "1249.50"),
        (" 7 ", "7"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert posted(SHARE, own=typed) == Number(Decimal(number))


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "12 34",
        "1,249.5",
        "12,",
        ",5",
        "1e3",
        "cirka 5",
        "5 %",
        "1 2",
        "1234567890123",
        "--1",
        "½",
        "٣",
    ],
)
def test_what_is_no_number_is_kept_as_typed(typed: str) -> None:
    assert posted(SHARE, own=typed) == Invalid(typed)


def test_a_text_hidden_beside_a_negative_choice_is_no_part_of_the_answer() -> None:
    assert posted(EFFORTS, ANNAT, own="initierat", text="Fotvård") == Chosen("initierat", "Fotvård")
    assert posted(EFFORTS, ANNAT, own="nej", text="Fotvård") == Chosen("nej")


def test_a_special_answer_stands_instead_of_a_number() -> None:
    assert posted(SHARE, special="kan_inte_uppskattas") == Special("kan_inte_uppskattas")


def test_a_special_answer_and_a_number_together_are_no_answer_but_are_kept() -> None:
    assert posted(SHARE, own="12", special="kan_inte_uppskattas") == Invalid("12 / Kan inte uppskattas")


def test_what_stands_for_both_is_read_the_same_again() -> None:
    both = "12 / Kan inte uppskattas"
    assert posted(SHARE, own=both) == Invalid(both)


def test_a_special_answer_that_the_question_lacks_is_kept_as_posted() -> None:
    assert posted(SHARE, special="vet_ej") == Invalid("vet_ej")


def test_a_choice_is_read_with_the_text_that_it_asks_for() -> None:
    assert posted(PLAN, own="annat", text__annat=" Avtal ") == Chosen("annat", "Avtal")


def test_a_text_beside_a_choice_that_asks_for_none_is_left_out() -> None:
    assert posted(PLAN, own="ja", text__annat="Avtal") == Chosen("ja")


def test_a_choice_that_the_question_lacks_is_kept_as_posted() -> None:
    assert posted(PLAN, own="kanske") == Invalid("kanske")


def test_a_grid_has_one_text_a_row() -> None:
    assert posted(EFFORTS, ANNAT, own="initierat", text="Fotvård") == Chosen("initierat", "Fotvård")


def test_a_choice_of_a_grid_that_asks_for_a_text_has_the_rows_text() -> None:
    grid = Question(
        "g", "choice_grid", "?", choices=(Choice("annat", "Annat", specify=True),), items=(Item("a", "A"),)
    )
    assert posted(grid, own="annat", text="Vad") == Chosen("annat", "Vad")


def test_several_choices_are_read_in_the_questionnaires_order() -> None:
    several = posted(GROUPS, own=["annan", "barn"], text__annan="Nyanlända", text__ingen="?")
    assert several == ChosenSet(("barn", "annan"), {"annan": "Nyanlända"})


def test_an_exclusive_choice_with_others_is_kept_for_the_person_to_mend() -> None:
    assert posted(GROUPS, own=["barn", "ingen"]) == ChosenSet(("barn", "ingen"))


def test_unknown_ticks_are_kept_as_posted() -> None:
    assert posted(GROUPS, own=["barn", "katter"]) == Invalid("barn, katter")
    assert posted(FIELDS, own=["bidrag", "katter"]) == Invalid("bidrag, katter")


def test_the_ticks_of_a_row_are_read_with_its_text() -> None:
    assert posted(FIELDS, ANNAT, own="bidrag", text="Smärta") == Ticked(("bidrag",), "Smärta")


def test_a_rows_text_without_ticks_is_kept() -> None:
    assert posted(FIELDS, ANNAT, text="Smärta") == Ticked((), "Smärta")


def test_lines_end_in_one_way_and_what_cant_be_stored_is_left_out() -> None:
    assert posted(EXAMPLE, own="  ett\r\ntvå\rtre\x00 \n") == Text("ett\ntvå\ntre")


def test_a_file_that_was_shown_is_read() -> None:
    assert posted(DOCUMENT, own="plan.pdf", attachment="3") == File("plan.pdf", 3)


def test_a_note_reads_nothing() -> None:
    assert TYPES["note"].cells(NOTE) == ()


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.type)
def test_empty_controls_are_no_answer(question: Question) -> None:
    assert posted(question) is None
    assert posted(question, own="  ", text="", special=[]) is None


CONTROLS = st.sampled_from(["", "text", "text:annan", "text:annat", "special", "remove", "attachment", "v"])
VALUES = st.lists(
    st.text(max_size=6)
    | st.sampled_from(
        ["ja", "annat", "barn", "annan", "ingen", "initierat", "bidrag", "12", "1 249,5", "\x00"]
    )
    | st.just("kan_inte_uppskattas"),
    max_size=3,
)


@given(st.sampled_from(SAMPLES), st.dictionaries(CONTROLS, VALUES, max_size=4))
def test_whatever_is_posted_is_read_and_then_shown_and_read_the_same(
    question: Question, controls: dict[str, list[str]]
) -> None:
    kind, cell = type_of(question), cell_of(question, -1)
    answer = kind.read_posted(cell, controls)
    shown = {} if answer is None else kind.to_posted(cell, answer)
    again = kind.read_posted(cell, shown)
    if isinstance(answer, Invalid) and not shown:
        assert again is None  # no radio button shows a choice that isn't there
    else:
        assert again == answer


@pytest.mark.parametrize("question", SAMPLES, ids=lambda question: question.type)
@pytest.mark.parametrize("answer", [Chosen("x"), Text("x"), Number(Decimal(1)), Ticked(("x",)), Invalid("x")])
def test_an_answer_of_another_kind_is_shown_without_trouble(question: Question, answer: Answer) -> None:
    kind, cell = type_of(question), cell_of(question)
    kind.read_posted(cell, kind.to_posted(cell, answer))


def test_the_samples_are_of_every_type_that_asks() -> None:
    assert {question.type for question in SAMPLES} == set(TYPES) - {"note"}
