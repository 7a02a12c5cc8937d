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
from questionnaires.cell_tally import CellTally
from questionnaires.question_types import (
    TYPES,
    AnswerLine,
    Problem,
    ProblemCode,
    Problems,
    QuestionType,
    type_of,
)
from questionnaires.questions import Cell, Choice, Column, Item, Question
from questionnaires.sentences import SENTENCES, explain

STARTED = (
    Choice("initierat", "Initierat"),
    Choice("forstarkt", "Förstärkt"),
    Choice("nej", "Varken initierat eller förstärkt", negative=True),
)
PLAN = Question(
    "plan",
    "single_choice",
    "Finns en plan?",
    required=True,
    choices=(Choice("ja", "Ja"), Choice("annat", "Annat", specify=True)),
)
GROUPS = Question(
    "malgrupper",
    "multiple_choice",
    "Vilka målgrupper?",
    max_choices=2,
    choices=(
        Choice("barn", "Barn och unga"),
        Choice("aldre", "Äldre"),
        Choice("annan", "Annan målgrupp", specify=True),
        Choice("ingen", "Ingen särskild", exclusive=True),
    ),
)
EFFORTS = Question(
    "insatser",
    "choice_grid",
    "Vilka insatser?",
    required=True,
    choices=STARTED,
    items=(Item("npo", "NPÖ"), Item("annat", "Andra insatser", specify=True)),
)
FIELDS = Question(
    "inriktningar",
    "tick_grid",
    "Inom vilka inriktningar?",
    items=(Item("akut", "Akutsjukvård"), Item("annan", "Annan inriktning", specify=True)),
    columns=(Column("bidrag", "Ekonomiskt bidrag"), Column("grundlon", "Bibehållen grundlön")),
)
SHARE = Question(
    "andel",
    "number",
    "Hur stor andel?",
    unit="procent",
    min=Decimal(0),
    max=Decimal(100),
    decimals=1,
    special=(Choice("kan_inte_uppskattas", "Kan inte uppskattas"),),
)
NURSES = Question(
    "antal",
    "number_list",
    "Hur många sjuksköterskor?",
    required=True,
    items=(Item("vt", "Våren"), Item("ar", "Hela året", required=False)),
)
EXAMPLE = Question("exempel", "long_text", "Ge exempel.")
NAME = Question("namn", "short_text", "Vad heter planen?")
DOCUMENT = Question("dokument", "file", "Bifoga planen.", required=True)
NOTE = Question("not", "note", "Nästa del handlar om samverkan.")


def cell_of(question: Question, row: int = 0) -> Cell:
    return type_of(question).cells(question)[row]


def read(question: Question, *lines: tuple[str, str, str], row: int = 0) -> Answer | Problems | None:
    """What a cell's lines (item, value, text) read as; the first is line 2 of its file."""
    numbered = [AnswerLine(number, *line) for number, line in enumerate(lines, start=2)]
    return type_of(question).read_lines(cell_of(question, row), numbered)


def errors(question: Question, *lines: tuple[str, str, str], row: int = 0) -> list[str]:
    found = read(question, *lines, row=row)
    assert isinstance(found, Problems), found
    return [f"rad {each.line}: {explain(each.problem)}" for each in found.found]


def lacks(question: Question, answer: Answer | None, row: int = 0) -> list[str]:
    return [explain(problem) for problem in type_of(question).lacks(cell_of(question, row), answer)]


def problems(question: Question, answer: Answer, row: int = 0) -> list[str]:
    return [explain(problem) for problem in type_of(question).problems(cell_of(question, row), answer)]


def show(question: Question, answer: Answer, row: int = 0) -> str:
    return type_of(question).show(cell_of(question, row), answer)


def tally(question: Question, answer: Answer | Absence, row: int = 0) -> CellTally:
    return type_of(question).tally(cell_of(question, row), answer)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (PLAN, ["plan"]),
        (GROUPS, ["malgrupper"]),
        (EFFORTS, ["insatser.npo", "insatser.annat"]),
        (FIELDS, ["inriktningar.akut", "inriktningar.annan"]),
        (NURSES, ["antal.vt", "antal.ar"]),
        (SHARE, ["andel"]),
        (DOCUMENT, ["dokument"]),
        (NOTE, []),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_a_row_is_a_cell_but_a_set_of_choices_is_one(question: Question, names: list[str]) -> None:
    assert [cell.name for cell in type_of(question).cells(question)] == names


@pytest.mark.parametrize(
    ("question", "addresses"),
    [
        (PLAN, {"": "plan"}),
        (GROUPS, dict.fromkeys(["barn", "aldre", "annan", "ingen"], "malgrupper")),
        (EFFORTS, {"npo": "insatser.npo", "annat": "insatser.annat"}),
        (
            FIELDS,
            {
                "akut/bidrag": "inriktningar.akut",
                "akut/grundlon": "inriktningar.akut",
                "annan/bidrag": "inriktningar.annan",
                "annan/grundlon": "inriktningar.annan",
            },
        ),
        (NURSES, {"vt": "antal.vt", "ar": "antal.ar"}),
        (EXAMPLE, {"": "exempel"}),
        (NOTE, {}),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_a_file_reaches_a_cell_by_its_item(question: Question, addresses: dict[str, str]) -> None:
    found = type_of(question).addresses(question)
    assert {item: cell.name for item, cell in found.items()} == addresses


@pytest.mark.parametrize(
    ("question", "row", "lines", "answer"),
    [
        (PLAN, 0, [("", "ja", "")], Chosen("ja")),
        (PLAN, 0, [("", "annat", "Färdplan")], Chosen("annat", "Färdplan")),
        (PLAN, 0, [("", "ja", "  ")], Chosen("ja")),
        (GROUPS, 0, [("aldre", "1", ""), ("barn", "1", "")], ChosenSet(("barn", "aldre"))),
        (GROUPS, 0, [("annan", "1", "Nyanlända")], ChosenSet(("annan",), {"annan": "Nyanlända"})),
        (EFFORTS, 0, [("npo", "forstarkt", "")], Chosen("forstarkt")),
        (EFFORTS, 1, [("annat", "initierat", "Digital fotvård")], Chosen("initierat", "Digital fotvård")),
        (FIELDS, 0, [("akut/grundlon", "1", ""), ("akut/bidrag", "1", "")], Ticked(("bidrag", "grundlon"))),
        (FIELDS, 1, [("annan/bidrag", "1", "")], Ticked(("bidrag",))),
        (
            FIELDS,
            1,
            [("annan/bidrag", "1", "Hud"), ("annan/grundlon", "1", "Hud")],
            Ticked(("bidrag", "grundlon"), "Hud"),
        ),
        (
            FIELDS,
            1,
            [("annan/bidrag", "1", ""), ("annan/grundlon", "1", "Hud")],
            Ticked(("bidrag", "grundlon"), "Hud"),
        ),
        (SHARE, 0, [("", "kan_inte_uppskattas", "")], Special("kan_inte_uppskattas")),
        (NURSES, 0, [("vt", "71", "")], Number(Decimal("71"))),
        (EXAMPLE, 0, [("", "", "Första raden.\nAndra raden.")], Text("Första raden.\nAndra raden.")),
        (NAME, 0, [("", "", "Färdplan 2030")], Text("Färdplan 2030")),
        (DOCUMENT, 0, [("", "", "plan.pdf")], File("plan.pdf")),
    ],
)
def test_lines_are_read_as_an_answer(
    question: Question, row: int, lines: list[tuple[str, str, str]], answer: Answer
) -> None:
    assert read(question, *lines, row=row) == answer


@pytest.mark.parametrize("question", [EXAMPLE, NAME, DOCUMENT], ids=lambda question: question.type)
@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_is_no_answer(question: Question, text: str) -> None:
    assert read(question, ("", "", text)) is None


@pytest.mark.parametrize("text", ["71.5", "12.0", "0", "0.10", "-3", "999999999999"])
def test_a_number_keeps_the_decimals_it_was_given(text: str) -> None:
    answer = read(Question("q", "number", "?", decimals=6), ("", text, ""))
    assert isinstance(answer, Number)
    assert str(answer.number) == text


@pytest.mark.parametrize(
    "text",
    ["", "abc", "nan", "Infinity", "1e3", "1 000", " 1", "1,5", "1.", ".5", "+1", "٣", "1" * 13, "1_0"],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    assert errors(NURSES, ("vt", text, "")) == [
        f"rad 2: “{text}” är inget tal. Skriv siffror, med punkt före decimaler."
    ]


def test_a_refused_number_says_what_may_stand_instead() -> None:
    assert errors(SHARE, ("", "vet ej", "")) == [
        "rad 2: “vet ej” är inget tal. Skriv siffror, med punkt före decimaler eller kan_inte_uppskattas."
    ]


@pytest.mark.parametrize(
    ("question", "row", "lines", "expected"),
    [
        (
            PLAN,
            0,
            [("", "kanske", "")],
            ["rad 2: “kanske” är inget av frågans svarsalternativ, som är: ja, annat."],
        ),
        (
            PLAN,
            0,
            [("", "", "Färdplan")],
            ["rad 2: Värdet saknas. Skriv något av: ja, annat. Ta bort raden om frågan är obesvarad."],
        ),
        (PLAN, 0, [("", "ja", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort “Oj”."]),
        (EFFORTS, 0, [("npo", "nej", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort “Oj”."]),
        (
            GROUPS,
            0,
            [("barn", "0", ""), ("aldre", "ja", "")],
            [
                "rad 2: Det som är valt har värdet 1, inte “0”. Ta bort raden om det inte är valt.",
                "rad 3: Det som är valt har värdet 1, inte “ja”. Ta bort raden om det inte är valt.",
            ],
        ),
        (
            GROUPS,
            0,
            [("barn", "1", ""), ("ingen", "1", "")],
            ["rad 3: “Ingen särskild” kan inte kombineras med andra svar. Välj bara det eller ta bort det."],
        ),
        (
            GROUPS,
            0,
            [("barn", "1", ""), ("aldre", "1", ""), ("annan", "1", "")],
            ["rad 2: 3 svar är valda. Välj högst 2."],
        ),
        (
            GROUPS,
            0,
            [("barn", "1", ""), ("aldre", "1", "Oj")],
            ["rad 3: Till det här svaret hör ingen text. Ta bort “Oj”."],
        ),
        (
            FIELDS,
            1,
            [("annan/bidrag", "1", "Hud"), ("annan/grundlon", "1", "Öron")],
            ["rad 3: Raden i rutnätet har två olika texter, “Hud” och “Öron”. Skriv samma text."],
        ),
        (
            FIELDS,
            0,
            [("akut/bidrag", "1", ""), ("akut/grundlon", "1", "Oj")],
            ["rad 3: Till det här svaret hör ingen text. Ta bort “Oj”."],
        ),
        (SHARE, 0, [("", "-0.1", "")], ["rad 2: −0,1 är för litet. Det ska vara minst 0."]),
        (SHARE, 0, [("", "100.1", "")], ["rad 2: 100,1 är för stort. Det får vara högst 100."]),
        (SHARE, 0, [("", "50.25", "")], ["rad 2: 50,25 har för många decimaler. Det får ha högst 1."]),
        (NURSES, 0, [("vt", "71.5", "")], ["rad 2: 71,5 har för många decimaler. Det får ha högst 0."]),
        (NURSES, 0, [("vt", "7", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort “Oj”."]),
        (
            EXAMPLE,
            0,
            [("", "ja", "")],
            ["rad 2: Frågan besvaras i kolumnen text. Lämna värdet tomt i stället för “ja”."],
        ),
        (NAME, 0, [("", "", "En\nTvå")], ["rad 2: Svaret ska stå på en rad. Ta bort radbrytningen."]),
        (DOCUMENT, 0, [("", "", "a\nb")], ["rad 2: Svaret ska stå på en rad. Ta bort radbrytningen."]),
        (
            EXAMPLE,
            0,
            [("", "", "a\x00b")],
            ["rad 2: Texten innehåller styrtecken som inte går att visa. Skriv om den."],
        ),
        (
            PLAN,
            0,
            [("", "annat", "a\x1b[0m")],
            ["rad 2: Texten innehåller styrtecken som inte går att visa. Skriv om den."],
        ),
    ],
)
def test_lines_that_are_wrong_are_explained_one_by_one(
    question: Question, row: int, lines: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert errors(question, *lines, row=row) == expected


def test_every_problem_of_a_cell_is_found_at_once() -> None:
    lines = [("barn", "1", "Oj"), ("aldre", "x", ""), ("ingen", "1", "")]
    assert errors(GROUPS, *lines) == [
        "rad 3: Det som är valt har värdet 1, inte “x”. Ta bort raden om det inte är valt.",
        "rad 4: “Ingen särskild” kan inte kombineras med andra svar. Välj bara det eller ta bort det.",
        "rad 2: Till det här svaret hör ingen text. Ta bort “Oj”.",
    ]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            GROUPS,
            ChosenSet(("vuxna",)),
            "“vuxna” är inget av frågans svarsalternativ, som är: barn, aldre, annan, ingen.",
        ),
        (
            GROUPS,
            ChosenSet(("barn",), {"annan": "Nyanlända"}),
            "Till det här svaret hör ingen text. Ta bort “Nyanlända”.",
        ),
        (FIELDS, Ticked(("lon",)), "“lon” är ingen av frågans kolumner, som är: bidrag, grundlon."),
        (
            SHARE,
            Special("vet_ej"),
            "“vet_ej” går inte att svara i stället för ett tal. Det som går är: kan_inte_uppskattas.",
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
    assert lacks(question, answer, row=row) == [f"Skriv vad “{about}” gäller."]


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
        "“ungefär hälften” kan inte läsas som ett svar på frågan. Rätta eller ta bort det."
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
