from decimal import Decimal
from typing import get_args

import pytest

from questionnaires.answers import (
    Absence,
    Answer,
    Chosen,
    ChosenSet,
    File,
    Invalid,
    Number,
    Special,
    Text,
    Ticked,
)
from questionnaires.question_types import (
    TYPES,
    Problem,
    ProblemCode,
    QuestionType,
    type_of,
)
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.questions import Cell, Question
from questionnaires.sentences import SENTENCES
from tests.questionnaires.question_samples import (
    DOCUMENT,
    EFFORTS,
    EXAMPLE,
    FIELDS,
    GROUPS,
    NAME,
    NURSES,
    PLAN,
    SHARE,
    cell_of,
    lacks,
    problems,
    show,
    tally,
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            GROUPS,
            ChosenSet(("vuxna",)),
            "”vuxna” är inget av frågans svarsalternativ, som är: barn, aldre, annan, ingen.",
        ),
        (
            GROUPS,
            ChosenSet(("barn",), {"annan": "Nyanlända"}),
            "Till det här svaret hör ingen text. Ta bort ”Nyanlända”.",
        ),
        (FIELDS, Ticked(("lon",)), "”lon” är ingen av frågans kolumner, som är: bidrag, grundlon."),
        (
            SHARE,
            Special("vet_ej"),
            "”vet_ej” går inte att svara i stället för ett tal. Det som går är: kan_inte_uppskattas.",
        ),
    ],
)
def test_an_answer_that_the_question_no_longer_has_is_a_problem(
    question: Question, answer: Answer, expected: str
) -> None:
    assert problems(question, answer) == [expected]


@pytest.mark.parametrize(
    "question", [PLAN, GROUPS, EFFORTS, FIELDS, SHARE, NURSES, EXAMPLE, NAME, DOCUMENT], ids=lambda q: q.type
)
def test_an_answer_of_another_sort_is_a_problem(question: Question) -> None:
    answer = Text("ett") if question.type in ("file", "number", "number_list") else Number(Decimal(1))
    other: Answer = Ticked(("x",)) if question.type != "tick_grid" else answer
    assert problems(question, other) == ["Svaret hör till en annan sorts fråga. Svara om på frågan."]


@pytest.mark.parametrize("question", [PLAN, EFFORTS, NURSES, DOCUMENT], ids=lambda question: question.type)
@pytest.mark.parametrize("answer", [None, Text(" "), ChosenSet(()), Ticked(())], ids=repr)
def test_a_required_question_lacks_its_answer(question: Question, answer: Answer | None) -> None:
    assert lacks(question, answer) == ["Frågan behöver besvaras."]


@pytest.mark.parametrize("question", [GROUPS, SHARE, EXAMPLE, NAME], ids=lambda question: question.type)
def test_a_question_that_is_not_required_can_be_left(question: Question) -> None:
    assert lacks(question, None) == []


def test_a_row_that_need_not_be_answered_can_be_left_in_a_required_list() -> None:
    assert lacks(NURSES, None, row=1) == []


@pytest.mark.parametrize(
    ("question", "row", "answer", "about"),
    [
        (PLAN, 0, Chosen("annat"), "Annat"),
        (GROUPS, 0, ChosenSet(("barn", "annan"), {"annan": " "}), "Annan målgrupp"),
        (EFFORTS, 1, Chosen("initierat"), "Andra insatser"),
        (FIELDS, 1, Ticked(("bidrag",)), "Annan inriktning"),
    ],
)
def test_what_asks_for_a_text_lacks_it(question: Question, row: int, answer: Answer, about: str) -> None:
    assert lacks(question, answer, row=row) == [f"Skriv vad ”{about}” gäller."]


@pytest.mark.parametrize(
    ("question", "row", "answer"),
    [
        (PLAN, 0, Chosen("annat", "Färdplan")),
        (PLAN, 0, Chosen("ja")),
        (GROUPS, 0, ChosenSet(("annan",), {"annan": "Nyanlända"})),
        (GROUPS, 0, ChosenSet(("barn",))),
        (EFFORTS, 1, Chosen("forstarkt", "Digital fotvård")),
        (EFFORTS, 1, Chosen("nej")),
        (FIELDS, 1, Ticked(("bidrag",), "Hud")),
    ],
)
def test_nothing_is_lacking_where_the_text_is_given_or_not_asked_for(
    question: Question, row: int, answer: Answer
) -> None:
    assert lacks(question, answer, row=row) == []


def test_what_was_typed_and_cannot_be_read_is_kept_but_cannot_be_submitted() -> None:
    typed = Invalid("ungefär hälften")
    assert problems(SHARE, typed) == []
    assert show(SHARE, typed) == "ungefär hälften"
    assert lacks(SHARE, typed) == [
        "”ungefär hälften” kan inte läsas som ett svar på frågan. Rätta eller ta bort det."
    ]


def required_fields() -> Question:
    return Question(
        "inriktningar", "tick_grid", "?", required=True, items=FIELDS.items, columns=FIELDS.columns
    )


def test_one_tick_anywhere_is_enough_for_a_required_tick_grid() -> None:
    question = required_fields()
    answers: dict[str, Answer] = {"inriktningar.akut": Ticked(("bidrag",))}
    assert type_of(question).question_lacks(question, answers) == ()


def test_a_required_tick_grid_without_ticks_lacks_one_answer_not_one_a_row() -> None:
    question = required_fields()
    answers: dict[str, Answer] = {"inriktningar.akut": Ticked(())}
    found = type_of(question).question_lacks(question, answers)
    assert found == ((cell_of(question), Problem("required")),)


def test_a_tick_grid_that_is_not_required_can_be_left() -> None:
    assert type_of(FIELDS).question_lacks(FIELDS, {}) == ()


def test_a_question_lacks_what_its_cells_lack() -> None:
    answers: dict[str, Answer] = {"insatser.annat": Chosen("initierat"), "plan": Chosen("ja")}
    found = type_of(EFFORTS).question_lacks(EFFORTS, answers)
    assert [(cell.name, problem.code) for cell, problem in found] == [
        ("insatser.npo", "required"),
        ("insatser.annat", "specify_missing"),
    ]


@pytest.mark.parametrize(
    ("question", "row", "answer", "shown"),
    [
        (PLAN, 0, Chosen("ja"), "Ja"),
        (PLAN, 0, Chosen("annat", "Färdplan"), "Annat: Färdplan"),
        (PLAN, 0, Chosen("borttagen"), "borttagen"),
        (
            GROUPS,
            0,
            ChosenSet(("barn", "annan"), {"annan": "Nyanlända"}),
            "Barn och unga; Annan målgrupp: Nyanlända",
        ),
        (EFFORTS, 1, Chosen("nej"), "Varken initierat eller förstärkt"),
        (FIELDS, 0, Ticked(("bidrag", "grundlon")), "Ekonomiskt bidrag; Bibehållen grundlön"),
        (FIELDS, 1, Ticked(("bidrag",), "Hud"), "Ekonomiskt bidrag: Hud"),
        (SHARE, 0, Number(Decimal("81.50")), "81,50 procent"),
        (SHARE, 0, Special("kan_inte_uppskattas"), "Kan inte uppskattas"),
        (NURSES, 0, Number(Decimal("1249")), "1\u00a0249"),
        (NURSES, 0, Number(Decimal("-0.7")), "−0,7"),
        (EXAMPLE, 0, Text("Mobila team"), "Mobila team"),
        (DOCUMENT, 0, File("plan.pdf"), "plan.pdf"),
    ],
)
def test_an_answer_is_shown_in_swedish_words(
    question: Question, row: int, answer: Answer, shown: str
) -> None:
    assert show(question, answer, row=row) == shown


@pytest.mark.parametrize(
    ("question", "answer", "counts"),
    [
        (PLAN, Chosen("annat", "Färdplan"), CellTally(answered=1, chosen={"annat": 1})),
        (EFFORTS, Chosen("nej"), CellTally(answered=1, chosen={"nej": 1})),
        (GROUPS, ChosenSet(("barn", "aldre")), CellTally(answered=1, chosen={"barn": 1, "aldre": 1})),
        (FIELDS, Ticked(("grundlon",)), CellTally(answered=1, chosen={"grundlon": 1})),
        (SHARE, Number(Decimal("71.5")), CellTally(answered=1, numbers=1, total=Decimal("71.5"))),
        (SHARE, Number(Decimal("0")), CellTally(answered=1, numbers=1)),
        (SHARE, Special("kan_inte_uppskattas"), CellTally(answered=1, special={"kan_inte_uppskattas": 1})),
        (EXAMPLE, Text("Mobila team"), CellTally(answered=1)),
        (DOCUMENT, File("plan.pdf"), CellTally(answered=1)),
        (GROUPS, ChosenSet(()), CellTally(not_answered=1)),
        (EXAMPLE, Text(" "), CellTally(not_answered=1)),
        (SHARE, Invalid("abc"), CellTally(not_answered=1)),
        (SHARE, Absence.NOT_ANSWERED, CellTally(not_answered=1)),
        (SHARE, Absence.NOT_ASKED, CellTally(not_asked=1)),
    ],
)
def test_an_answer_is_counted_as_what_it_is(
    question: Question, answer: Answer | Absence, counts: CellTally
) -> None:
    assert tally(question, answer) == counts


@pytest.mark.parametrize("absence", [Absence.NOT_RECEIVED, Absence.DECLINED])
def test_who_has_sent_in_nothing_is_never_tallied(absence: Absence) -> None:
    with pytest.raises(ValueError, match="plan: who has sent in nothing is not tallied"):
        tally(PLAN, absence)


def test_every_problem_has_a_sentence() -> None:
    assert set(SENTENCES) == set(get_args(ProblemCode))


def test_every_type_says_what_it_needs_among_what_it_may_have() -> None:
    assert [name for name, kind in TYPES.items() if not kind.needs <= kind.attributes] == []


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES.keys())
def test_a_type_never_shows_what_it_cannot_read_as_empty(kind: QuestionType) -> None:
    cell = Cell("q", Question("q", "number", "?"))
    for answer in (Chosen("a"), ChosenSet(("a",)), Ticked(("a",)), Number(Decimal(1)), Text("a"), File("a")):
        assert kind.show(cell, answer)
