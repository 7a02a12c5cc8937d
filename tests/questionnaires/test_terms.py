"""Terms and the whole year in one number list: what can be answered where, and what then has to be."""

from decimal import Decimal
from pathlib import Path

import pytest

from questionnaires.answers import Answer, Invalid, Number, Special
from questionnaires.checks import shortcomings
from questionnaires.definition import Definition, parse_definition
from questionnaires.documents.blank import blank_sections
from questionnaires.forms.filling import error_of
from questionnaires.progress import progress_of
from questionnaires.question_types import type_of
from questionnaires.question_types.numbers import offered_specials
from questionnaires.sentences import explain
from tests.questionnaires.definition_texts import errors

REGION = Path("questionnaires/definitions/region-2023.yaml")
ONLY_YEAR = Special("redovisas_per_ar")
UNKNOWN = Special("kan_inte_uppskattas")
QUESTION = "utbildningsforman_antal"


@pytest.fixture(scope="module")
def region() -> Definition:
    return parse_definition(REGION.read_text(encoding="utf-8"), file=REGION.name)


def grants(spring: Answer, autumn: Answer, year: Answer | None) -> dict[str, Answer]:
    zero = Number(Decimal(0))
    answers: dict[str, Answer] = {f"{QUESTION}.bidrag_{term}": zero for term in ("vt", "ht")}
    answers |= {f"{QUESTION}.grundlon_vt": spring, f"{QUESTION}.grundlon_ht": autumn}
    return answers | ({f"{QUESTION}.grundlon_ar": year} if year else {})


def lacking(definition: Definition, answers: dict[str, Answer]) -> list[tuple[str, str]]:
    return [
        (each.cell.removeprefix(f"{QUESTION}."), explain(each.problem))
        for each in shortcomings(definition, answers)
        if each.cell.startswith(QUESTION)
    ]


@pytest.mark.parametrize("autumn", [ONLY_YEAR, Number(Decimal(3)), UNKNOWN])
def test_a_term_given_for_the_whole_year_needs_the_years_number(region: Definition, autumn: Answer) -> None:
    assert lacking(region, grants(ONLY_YEAR, autumn, None)) == [
        (
            "grundlon_ar",
            "Talet för hela året saknas, och terminen är besvarad med ”Redovisas endast för hela året”. "
            "Skriv talet här eller ändra terminen.",
        )
    ]


@pytest.mark.parametrize("year", [Number(Decimal(105)), UNKNOWN])
def test_the_years_number_or_that_it_cant_be_told_is_enough(region: Definition, year: Answer) -> None:
    assert lacking(region, grants(ONLY_YEAR, ONLY_YEAR, year)) == []


def test_terms_with_numbers_of_their_own_need_none_for_the_year(region: Definition) -> None:
    assert lacking(region, grants(Number(Decimal(1)), UNKNOWN, None)) == []


def test_a_years_number_that_cant_be_read_is_one_fault(region: Definition) -> None:
    ((cell, said),) = lacking(region, grants(ONLY_YEAR, ONLY_YEAR, Invalid("femhundra")))
    assert (cell, said.partition(".")[0]) == (
        "grundlon_ar",
        "”femhundra” kan inte läsas som ett svar på frågan",
    )


def test_a_missing_year_is_something_left_to_answer_and_nothing_to_mend(region: Definition) -> None:
    parts = progress_of(region, grants(ONLY_YEAR, ONLY_YEAR, None)).parts
    part = next(each for each in parts if any(q.key == QUESTION for q in each.section.questions))
    assert part.state == "started"


def test_only_a_term_can_be_given_for_the_whole_year(region: Definition) -> None:
    offered = {
        cell.name.rpartition("_")[2]: [special.key for special in offered_specials(cell)]
        for cell in type_of(region.question(QUESTION)).cells(region.question(QUESTION))
    }
    both, one = ["kan_inte_uppskattas", "redovisas_per_ar"], ["kan_inte_uppskattas"]
    assert offered == {"vt": both, "ht": both, "ar": one}
    answered = grants(ONLY_YEAR, ONLY_YEAR, ONLY_YEAR)
    assert lacking(region, answered)[0] == (
        "grundlon_ar",
        "”redovisas_per_ar” går inte att svara i stället för ett tal. Det som går är: kan_inte_uppskattas.",
    )


def test_the_blank_questionnaire_says_where_it_can_be_answered_so(region: Definition) -> None:
    questions = [each for section in blank_sections(region) for each in section.questions]
    (how,) = [each.how for each in questions if each.form == "numbers"]
    assert "”Kan inte uppskattas”, ”Redovisas endast för hela året” (om en termin)." in how
    assert how.endswith(" Raderna för hela året behövs bara om terminerna redovisas för hela året.")


def test_a_questionnaire_without_a_row_for_the_year_cant_have_numbers_given_for_it() -> None:
    question = """\
  - key: antal
    type: number_list
    text: Hur många?
    special:
    - {key: per_ar, text: Per år, whole_year: true}
    items:
    - {key: vt, text: Våren}
    - {key: ht, text: Hösten}
"""
    assert any(
        "”whole_year” förutsätter rader för en termin och för hela året" in e for e in errors(question)
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12,5 / Kan inte uppskattas", "Välj antingen talet eller Kan inte uppskattas."),
        ("tolv / Kan inte uppskattas", "Välj antingen talet eller Kan inte uppskattas."),
        (
            "Kan inte uppskattas / Redovisas endast för hela året",
            "Välj bara ett av svaren: Kan inte uppskattas; Redovisas endast för hela året.",
        ),
    ],
)
def test_a_number_and_a_special_answer_are_a_choice_between_the_two(
    region: Definition, typed: str, said: str
) -> None:
    answers = grants(Invalid(typed), UNKNOWN, None)
    assert error_of(region.cell(f"{QUESTION}.grundlon_vt"), answers[f"{QUESTION}.grundlon_vt"]) == said
    assert lacking(region, answers) == [("grundlon_vt", said)]


def test_a_sentence_repeats_only_the_beginning_of_what_was_typed(region: Definition) -> None:
    said = error_of(region.cell(f"{QUESTION}.grundlon_vt"), Invalid("x" * 3000))
    assert said.startswith(f"”{'x' * 79}…” kan inte läsas som ett svar på frågan.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9999999999999999", "9999999999999999 är för stort. Det får vara högst 999 999 999 999."),
        ("−9999999999999999", "−9999999999999999 är för litet. Det ska vara minst 0."),
        ("1,12345678", "1,12345678 har för många decimaler. Det får ha högst 1."),
    ],
)
def test_a_number_longer_than_any_that_is_kept_is_told_so(region: Definition, typed: str, said: str) -> None:
    told = error_of(region.cell(f"{QUESTION}.grundlon_vt"), Invalid(typed))
    assert told.replace("\u00a0", " ") == said
