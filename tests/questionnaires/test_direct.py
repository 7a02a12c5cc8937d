"""Counts that an RSS enters itself: read, and checked against each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.counts.direct import KOMMUNER, as_posted, read_counts
from questionnaires.counts.tally import Tally, sum_tallies, tally_answers
from questionnaires.definition import parse_definition
from questionnaires.question_types.cell_tally import CellTally
from tests.country import SMALL
from tests.questionnaires.test_tally import ANSWERS
from tests.questionnaires.test_tally import DEFINITION as EVERY_TYPE

DEFINITION = parse_definition(
    (SMALL / "kommun-2030.yaml").read_text(encoding="utf-8"), file="kommun-2030.yaml"
)

# What 7 of 9 kommuner say.
ENTERED = {
    KOMMUNER: "7",
    "insatser.kontakt:val.initierat": "3",
    "insatser.kontakt:val.forstarkt": " 2 ",
    "projekt:val.ja": "4",
    "projekt:val.nej": "3",
    "exempel:svar": "2",
    "exempel:fick-inte-fragan": "3",
    "grupper:svar": "5",
    "grupper:val.barn": "4",
    "grupper:val.aldre": "2",
    "grupper:val.ingen": "1",
    "personer:summa": "1 200,5",
    "personer:tal": "3",
    "personer:sarskilt.kan_inte_uppskattas": "2",
}


def changed(control: str, value: str) -> list[tuple[str, str]]:
    found = read_counts(DEFINITION, ENTERED | {control: value}, most=9)
    assert (found.tally is None) == bool(found.problems)
    return [(each.name, each.sentence) for each in found.problems]


def test_what_is_entered_becomes_a_tally() -> None:
    assert read_counts(DEFINITION, ENTERED, most=9).tally == Tally(
        7,
        {
            "insatser.kontakt": CellTally(
                answered=5, not_answered=2, chosen={"initierat": 3, "forstarkt": 2}
            ),
            "insatser.team": CellTally(not_answered=7),
            "insatser.annat": CellTally(not_answered=7),
            "projekt": CellTally(answered=7, chosen={"ja": 4, "nej": 3}),
            "exempel": CellTally(answered=2, not_answered=2, not_asked=3),
            "grupper": CellTally(answered=5, not_answered=2, chosen={"barn": 4, "aldre": 2, "ingen": 1}),
            "personer": CellTally(
                answered=5,
                not_answered=2,
                special={"kan_inte_uppskattas": 2},
                numbers=3,
                total=Decimal("1200.5"),
            ),
        },
    )


@pytest.mark.parametrize(
    ("control", "value", "where", "sentence"),
    [
        (KOMMUNER, "", KOMMUNER, "Skriv hur många kommuner som räknas, minst 1."),
        (KOMMUNER, "tolv", KOMMUNER, "Skriv hur många kommuner som räknas, minst 1."),
        (KOMMUNER, "10", KOMMUNER, "Ni har 9 kommuner. Fler kan inte räknas."),
        ("projekt:val.ja", "-1", "projekt:val.ja", "”-1” är inget antal. Skriv ett heltal, 0 eller mer."),
        ("projekt:val.ja", "1,5", "projekt:val.ja", "”1,5” är inget antal. Skriv ett heltal, 0 eller mer."),
        ("projekt:val.ja", "8", "projekt:val.ja", "8 är fler än de 7 kommuner som räknas."),
        (
            "projekt:val.ja",
            "5",
            "projekt:val.ja",
            "Svaren är tillsammans 8, fler än de 7 kommuner som räknas.",
        ),
        (
            "insatser.kontakt:val.nej",
            "3",
            "insatser.kontakt:val.initierat",
            "Svaren är tillsammans 8, fler än de 7 kommuner som räknas.",
        ),
        (
            "exempel:fick-inte-fragan",
            "6",
            "exempel:svar",
            "Svaren är tillsammans 8, fler än de 7 kommuner som räknas.",
        ),
        ("grupper:val.barn", "6", "grupper:val.barn", "6 är fler än de 5 kommuner som har svarat."),
        (
            "grupper:svar",
            "",
            "grupper:val.barn",
            "4 är fler än de 0 kommuner som har svarat.",
        ),
        (
            "grupper:val.ingen",
            "2",
            "grupper:svar",
            "”Ingen” kan inte kombineras med andra svar: tillsammans med ”Barn” blir det 6, fler än de 5 kommuner som "
            "har svarat.",
        ),
        (
            "grupper:svar",
            "7",
            "grupper:svar",
            "",
        ),
        ("personer:summa", "många", "personer:summa", "”många” är inget tal. Skriv siffror."),
        ("personer:summa", "", "personer:summa", "Skriv summan av de 3 kommunernas tal."),
        ("personer:tal", "", "personer:tal", "Skriv hur många kommuner summan kommer från."),
        ("personer:tal", "6", "personer:summa", "Svaren är tillsammans 8, fler än de 7 kommuner som räknas."),
        ("personer:summa", "-1", "personer:summa", "Summan är för liten: 3 kommuner har angett minst 0 var."),
        (
            "personer:summa",
            "3000,5",
            "personer:summa",
            "Summan är för stor: 3 kommuner har angett högst 1\u00a0000 var.",
        ),
        ("personer:summa", "1,25", "personer:summa", "1,25 har för många decimaler. Det får ha högst 1."),
    ],
)
def test_what_cant_be_is_refused_and_says_which(control: str, value: str, where: str, sentence: str) -> None:
    assert changed(control, value) == ([(where, sentence)] if sentence else [])


def test_who_has_answered_has_chosen_something() -> None:
    posted = {KOMMUNER: "7", "grupper:svar": "3", "grupper:val.barn": "2"}
    found = read_counts(DEFINITION, posted, most=7)
    assert [each.sentence for each in found.problems] == [
        "3 kommuner har svarat, men svaren är bara 2 tillsammans. Varje kommun som har svarat har valt minst ett."
    ]


def test_nobody_chooses_more_than_the_question_allows() -> None:
    posted = {KOMMUNER: "3", "grupper:svar": "3"} | {
        f"grupper:val.{key}": "3" for key in ("barn", "aldre", "annan")
    }
    found = read_counts(DEFINITION, posted, most=3)
    assert [each.sentence for each in found.problems] == [
        "Svaren är 9 tillsammans. 3 kommuner kan välja högst 2 svar var."
    ]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    posted = ENTERED | {"projekt:val.ja": "x", "grupper:val.barn": "6", "personer:tal": ""}
    found = read_counts(DEFINITION, posted, most=9)
    assert [each.name for each in found.problems] == ["projekt:val.ja", "grupper:val.barn", "personer:tal"]


@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_the_counts_of_any_answers_can_be_entered_and_give_the_same_tally(
    answers: list[dict[str, object]],
) -> None:
    together = sum_tallies(tally_answers(EVERY_TYPE, each) for each in answers)  # type: ignore[arg-type]  # all are
    found = read_counts(EVERY_TYPE, as_posted(EVERY_TYPE, together), most=len(answers))
    assert (found.problems, found.tally) == ((), together)


@given(
    st.dictionaries(
        st.sampled_from([*as_posted(DEFINITION, Tally.empty()), "finns-inte:val.x"]),
        st.integers(-1, 9).map(str) | st.text(max_size=5),
    )
)
def test_whatever_is_entered_is_a_tally_or_says_why_not(posted: dict[str, str]) -> None:
    found = read_counts(DEFINITION, posted, most=9)
    assert all(each.sentence for each in found.problems)
    if found.tally is None:
        assert found.problems
        return
    for counts in found.tally.cells.values():
        assert counts.respondents == found.tally.respondents == found.kommuner <= 9
        assert max([*counts.chosen.values(), 0]) <= counts.answered
