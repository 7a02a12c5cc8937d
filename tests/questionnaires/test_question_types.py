from collections.abc import Callable
from decimal import Decimal

import pytest

from questionnaires.answers import (
    Answer,
    Chosen,
    ChosenSet,
    File,
    Number,
    Special,
    Text,
    Ticked,
)
from questionnaires.question_types import (
    type_of,
)
from questionnaires.questions import Question
from questionnaires.sentences import explain
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
    errors,
    read,
)


@pytest.mark.parametrize(
    ("question", "answer", "most"),
    [
        (EXAMPLE, Text, "20\u00a0000"),
        (NAME, Text, "500"),
        (PLAN, lambda text: Chosen("annat", text), "500"),
        (GROUPS, lambda text: ChosenSet(("annan",), {"annan": text}), "500"),
        (EFFORTS, lambda text: Chosen("initierat", text), "500"),
        (FIELDS, lambda text: Ticked(("bidrag",), text), "500"),
    ],
    ids=lambda value: value.type if isinstance(value, Question) else "",
)
def test_a_text_has_a_longest_length(question: Question, answer: Callable[[str], Answer], most: str) -> None:
    cell = type_of(question).cells(question)[-1]
    fits = "å" * int(most.replace("\u00a0", ""))
    assert type_of(question).problems(cell, answer(fits)) == ()
    (problem,) = type_of(question).problems(cell, answer(fits + "å"))
    assert problem.code == "too_long"
    assert explain(problem).endswith(f"Korta den till högst {most} tecken.")


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
        f"rad 2: ”{text}” är inget tal. Skriv siffror, med punkt före decimaler."
    ]


def test_a_refused_number_says_what_may_stand_instead() -> None:
    assert errors(SHARE, ("", "vet ej", "")) == [
        "rad 2: ”vet ej” är inget tal. Skriv siffror, med punkt före decimaler eller kan_inte_uppskattas."
    ]


@pytest.mark.parametrize(
    ("question", "row", "lines", "expected"),
    [
        (
            PLAN,
            0,
            [("", "kanske", "")],
            ["rad 2: ”kanske” är inget av frågans svarsalternativ, som är: ja, annat."],
        ),
        (
            PLAN,
            0,
            [("", "", "Färdplan")],
            ["rad 2: Värdet saknas. Skriv något av: ja, annat. Ta bort raden om frågan är obesvarad."],
        ),
        (PLAN, 0, [("", "ja", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort ”Oj”."]),
        (EFFORTS, 0, [("npo", "nej", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort ”Oj”."]),
        (
            GROUPS,
            0,
            [("barn", "0", ""), ("aldre", "ja", "")],
            [
                "rad 2: Det som är valt har värdet 1, inte ”0”. Ta bort raden om det inte är valt.",
                "rad 3: Det som är valt har värdet 1, inte ”ja”. Ta bort raden om det inte är valt.",
            ],
        ),
        (
            GROUPS,
            0,
            [("barn", "1", ""), ("ingen", "1", "")],
            ["rad 3: ”Ingen särskild” kan inte kombineras med andra svar. Välj bara det eller ta bort det."],
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
            ["rad 3: Till det här svaret hör ingen text. Ta bort ”Oj”."],
        ),
        (
            FIELDS,
            1,
            [("annan/bidrag", "1", "Hud"), ("annan/grundlon", "1", "Öron")],
            ["rad 3: Raden i rutnätet har två olika texter, ”Hud” och ”Öron”. Skriv samma text."],
        ),
        (
            FIELDS,
            0,
            [("akut/bidrag", "1", ""), ("akut/grundlon", "1", "Oj")],
            ["rad 3: Till det här svaret hör ingen text. Ta bort ”Oj”."],
        ),
        (SHARE, 0, [("", "-0.1", "")], ["rad 2: −0,1 är för litet. Det ska vara minst 0."]),
        (SHARE, 0, [("", "100.1", "")], ["rad 2: 100,1 är för stort. Det får vara högst 100."]),
        (SHARE, 0, [("", "50.25", "")], ["rad 2: 50,25 har för många decimaler. Det får ha högst 1."]),
        (NURSES, 0, [("vt", "71.5", "")], ["rad 2: 71,5 har för många decimaler. Det får ha högst 0."]),
        (NURSES, 0, [("vt", "7", "Oj")], ["rad 2: Till det här svaret hör ingen text. Ta bort ”Oj”."]),
        (
            EXAMPLE,
            0,
            [("", "ja", "")],
            ["rad 2: Frågan besvaras i kolumnen text. Lämna värdet tomt i stället för ”ja”."],
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
        "rad 3: Det som är valt har värdet 1, inte ”x”. Ta bort raden om det inte är valt.",
        "rad 4: ”Ingen särskild” kan inte kombineras med andra svar. Välj bara det eller ta bort det.",
        "rad 2: Till det här svaret hör ingen text. Ta bort ”Oj”.",
    ]
