"""What looks odd in a response, so that an explanation is asked for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import Answer, Chosen, Invalid, Number, Special, Ticked
from questionnaires.checks import Finding, findings, is_large_change, shortcomings
from questionnaires.definition import Definition, parse_definition
from questionnaires.questions import Question
from questionnaires.sentences import explain_finding

SOURCE = """
key: prov-2030
year: 2030
respondents: region
title: Prov {year}
sections:
- key: s
  title: Allt
  questions:
  - key: rader
    type: choice_grid
    text: Vad har gjorts?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
    items:
    - {key: a, text: A}
    - {key: b, text: B}
    - {key: c, text: C}
    - {key: d, text: D}
    - {key: e, text: E}
    - {key: annat, text: Annat, specify: true}
  - key: kryss
    type: tick_grid
    text: Vad erbjuds?
    columns:
    - {key: bidrag, text: Bidrag}
    - {key: lon, text: Lön}
    items:
    - {key: a, text: A}
    - {key: b, text: B}
    - {key: c, text: C}
    - {key: d, text: D}
    - {key: e, text: E}
  - key: beviljade
    type: number_list
    text: Hur många har beviljats?
    required: true
    min: 0
    unit: personer
    special:
    - {key: kan_inte_uppskattas, text: Kan inte uppskattas}
    items:
    - {key: bidrag_vt, text: 'Bidrag, VT {year}'}
    - {key: bidrag_ht, text: 'Bidrag, HT {year}'}
    - {key: bidrag_ar, text: 'Bidrag, hela {year}', required: false}
  - key: raknas
    type: single_choice
    text: Räknas antalet?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
  - key: antal
    type: number
    text: Hur många?
    min: 0
    show_if: raknas == 'ja'
"""
DEFINITION = parse_definition(SOURCE, file="prov.yaml")
COUNTED: dict[str, Answer] = {"raknas": Chosen("ja"), "antal": Number(Decimal(5))}


def number(value: int | str) -> Number:
    return Number(Decimal(value))


def found(answers: dict[str, Answer], last_time: dict[str, Answer] | None = None) -> tuple[Finding, ...]:
    return findings(DEFINITION, answers, last_time or {})


def terms(spring: Answer, autumn: Answer, year: Answer) -> dict[str, Answer]:
    return {"beviljade.bidrag_vt": spring, "beviljade.bidrag_ht": autumn, "beviljade.bidrag_ar": year}


def counts(question: str = "antal") -> Question:
    return DEFINITION.question(question)


@pytest.mark.parametrize(("before", "now"), [(0, 0), (0, 1), (0, 2), (2, 0), (3, 7), (1000, 1200), (50, 72)])
def test_a_count_that_changes_as_counts_do_is_no_finding(before: int, now: int) -> None:
    assert not is_large_change(counts(), Decimal(before), Decimal(now))


@pytest.mark.parametrize(("before", "now"), [(0, 8), (8, 0), (100, 200), (200, 100), (10, 100), (0, 5000)])
def test_a_count_that_changes_more_than_that_is_one(before: int, now: int) -> None:
    assert is_large_change(counts(), Decimal(before), Decimal(now))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_change_is_as_large_in_one_direction_as_in_the_other(one: int, other: int) -> None:
    there = is_large_change(counts(), Decimal(one), Decimal(other))
    assert there == is_large_change(counts(), Decimal(other), Decimal(one))


@given(st.integers(0, 10**4), st.integers(0, 10**4), st.integers(0, 10**4))
def test_a_larger_change_upwards_is_never_less_of_a_finding(before: int, more: int, still_more: int) -> None:
    near, far = Decimal(before + more), Decimal(before + more + still_more)
    if is_large_change(counts(), Decimal(before), near):
        assert is_large_change(counts(), Decimal(before), far)


def test_shares_are_compared_by_percentage_points() -> None:
    share = parse_definition(SOURCE.replace("min: 0\n    show_if", "unit: procent\n    show_if"), file="x")
    question = share.question("antal")
    assert not is_large_change(question, Decimal("2"), Decimal("21.9"))
    assert is_large_change(question, Decimal("60"), Decimal("80"))


def test_a_large_change_says_both_numbers() -> None:
    (finding,) = found(COUNTED | {"antal": number(40)}, {"antal": number(4)})
    assert finding.key == ("antal", "changed_much")
    assert (
        explain_finding(finding) == "Förra gången var svaret 4, nu är det 40. Skriv vad skillnaden beror på."
    )


@pytest.mark.parametrize("before", [Special("kan_inte_uppskattas"), None])
def test_without_a_number_last_time_there_is_nothing_to_compare_with(before: Answer | None) -> None:
    assert found(COUNTED | {"antal": number(40)}, {"antal": before} if before else {}) == ()


def test_a_grid_answered_alike_all_through_is_one_finding_about_its_rows() -> None:
    answers: dict[str, Answer] = {f"rader.{row}": Chosen("nej") for row in "abcde"}
    (finding,) = found(answers | {"rader.annat": Chosen("ja", "Något")})
    assert finding.key == ("rader", "all_alike")
    assert finding.about == ("rader.a", "rader.b", "rader.c", "rader.d", "rader.e")
    assert explain_finding(finding) == "Alla 5 rader har samma svar, ”Nej”. Skriv varför det stämmer."


def test_a_grid_with_one_row_that_differs_or_is_empty_is_none() -> None:
    alike: dict[str, Answer] = {f"rader.{row}": Chosen("nej") for row in "abcd"}
    assert found(alike | {"rader.e": Chosen("ja")}) == ()
    assert found(alike) == ()


def test_ticks_that_are_alike_all_through_are_a_finding_and_no_ticks_are_none() -> None:
    ticked: dict[str, Answer] = {f"kryss.{row}": Ticked(("bidrag", "lon")) for row in "abcde"}
    (finding,) = found(ticked)
    assert finding.params == {"answer": "Bidrag; Lön", "count": "5"}
    assert found({f"kryss.{row}": Ticked(()) for row in "abcde"}) == ()


@pytest.mark.parametrize(
    ("spring", "autumn", "year", "said"),
    [
        (0, 0, 500, "Hela året är angett till 500 personer, men terminerna blir tillsammans 0 personer"),
        (
            110,
            120,
            500,
            "Hela året är angett till 500 personer, men terminerna blir tillsammans 230 personer",
        ),
        (5, 7, 7, "Hela året är angett till 7 personer, men terminerna blir tillsammans 12 personer"),
        (3, 7, 6, "Hela året är angett till 6 personer, men terminerna blir tillsammans 10 personer"),
    ],
)
def test_a_whole_year_that_isnt_the_sum_of_its_terms_is_asked_about(
    spring: int, autumn: int, year: int, said: str
) -> None:
    (finding,) = found(terms(number(spring), number(autumn), number(year)))
    assert finding.key == ("beviljade.bidrag_ar", "year_differs")
    assert finding.about == ("beviljade.bidrag_ar", "beviljade.bidrag_vt", "beviljade.bidrag_ht")
    assert explain_finding(finding) == (
        f"{said} ({spring} personer och {autumn} personer). "
        "Rätta det som är fel, eller skriv varför de skiljer sig."
    )


def test_a_whole_year_that_is_the_sum_of_its_terms_is_right() -> None:
    assert found(terms(number("71.5"), number(7), number("78.50"))) == ()


def test_a_whole_year_holds_the_one_term_that_has_a_number() -> None:
    autumn = Special("kan_inte_uppskattas")
    assert found(terms(number(7), autumn, number(8))) == ()
    (finding,) = found(terms(number(7), autumn, number(6)))
    assert finding.about == ("beviljade.bidrag_ar", "beviljade.bidrag_vt")
    assert explain_finding(finding) == (
        "Hela året (6 personer) är mindre än en av terminerna (7 personer). Skriv hur det går ihop."
    )


def test_a_number_that_cant_be_read_is_to_be_mended_and_not_explained() -> None:
    assert found({"raknas": Chosen("ja"), "antal": Invalid("12,5 / Kan inte uppskattas")}) == ()


@pytest.mark.parametrize("wrong", [number(-4), number("1.2345")])
def test_a_number_that_is_to_be_corrected_is_not_explained(wrong: Number) -> None:
    assert found(terms(number(110), wrong, number(500))) == ()
    assert found(terms(wrong, number(110), number(5))) == ()
    before = terms(number(110), number(1), number(111))
    assert found(terms(wrong, number(1), Special("kan_inte_uppskattas")), before) == ()


def test_what_is_wrong_comes_in_the_questionnaires_order() -> None:
    answers: dict[str, Answer] = {"beviljade.bidrag_vt": number(-4)}
    wrong = [each for each in shortcomings(DEFINITION, answers) if each.cell.startswith("beviljade.")]
    assert [(each.cell, each.problem.code) for each in wrong] == [
        ("beviljade.bidrag_vt", "too_small"),
        ("beviljade.bidrag_ht", "required"),
    ]


def test_an_optional_number_left_empty_is_asked_about_and_a_special_answer_is_enough() -> None:
    (finding,) = found({"raknas": Chosen("ja")})
    assert finding.key == ("antal", "left_empty")
    assert found({"raknas": Chosen("ja"), "antal": Special("vet_ej")}) == ()


def test_what_is_hidden_is_not_asked_about() -> None:
    assert found({"raknas": Chosen("nej"), "antal": number(900)}, {"antal": number(1)}) == ()


def test_a_row_that_is_free_in_a_required_question_needs_no_explanation() -> None:
    answers: dict[str, Answer] = {"beviljade.bidrag_vt": number(1), "beviljade.bidrag_ht": number(2)}
    assert found(answers) == ()


def test_the_shipped_questionnaires_give_findings_for_every_answer_without_failing() -> None:
    with open("questionnaires/definitions/region-2023.yaml", encoding="utf-8") as file:
        definition: Definition = parse_definition(file.read(), file="region-2023.yaml")
    empty = {each.cell for each in findings(definition, {}, {})}
    assert empty == {"andel_fast_lakarkontakt", "andel_fast_lakarkontakt_sabo"}
