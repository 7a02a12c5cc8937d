import re
from pathlib import Path

import pytest

from questionnaires.answer_file import COLUMNS
from questionnaires.conditions import LONGEST
from questionnaires.definition import parse_definition
from questionnaires.definition.parser import QUESTIONNAIRE, RESPONDENTS, SECTION
from questionnaires.definition.question_reader import ATTRIBUTES, CHOICE
from questionnaires.question_types import TYPES, type_of
from tests.answer_files import read_answer_file

PAGE = Path("docs/questionnaire-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
KEYS = {*QUESTIONNAIRE.all, *SECTION.all, *ATTRIBUTES, *CHOICE.all}
WHOLE = parse_definition(EXAMPLES[0], file="exempel-2024.yaml")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_every_example_on_the_page_is_read_without_error(example: str) -> None:
    definition = parse_definition(example, file="exempel.yaml")
    assert "2024" in definition.title


def test_the_first_example_shows_every_type_and_every_key() -> None:
    assert {question.type for question in WHOLE.questions} == set(TYPES)
    keys = set(re.findall(r"(\w+):", EXAMPLES[0]))
    assert KEYS - keys == set()


@pytest.mark.parametrize("word", sorted({*KEYS, *TYPES, *RESPONDENTS, *COLUMNS}))
def test_every_key_type_and_column_is_explained_outside_the_examples(word: str) -> None:
    prose = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert f"`{word}`" in prose or f"`respondents: {word}`" in prose


@pytest.mark.parametrize("name", [name for name, kind in TYPES.items() if name != "note"])
def test_the_table_of_attributes_says_what_each_type_may_have_and_needs(name: str) -> None:
    tables = [[part.strip() for part in line.strip("|").split("|")] for line in PAGE.splitlines()]
    header, _line, *body = [row for row in tables if len(row) == 7]
    extra = TYPES[name].attributes - {"key", "type", "text", "help", "required", "show_if"}
    column = header.index(name) if name in header else None
    said = {
        key: row[column]
        for row in body
        if column is not None and row[column]
        for key in re.findall(r"`(\w+)`", row[0])
    }
    assert said == {key: "needed" if key in TYPES[name].needs else "may" for key in extra}


@pytest.mark.parametrize("name", [name for name in TYPES if name != "note"])
def test_the_table_of_comparisons_says_what_a_condition_can_do_with_each_type(name: str) -> None:
    rows = [
        line.strip("|").split("|")
        for line in PAGE.splitlines()
        if line.startswith(("| `==`", "| `contains`"))
    ]
    said = {
        operator.split(" ")[0]
        for comparisons, _literal, where in rows
        if f"`{name}`" in where
        for operator in re.findall(r"`([^`]+)`", comparisons)
    }
    assert said == TYPES[name].operators


def test_the_example_of_answers_is_read_against_the_first_questionnaire(tmp_path: Path) -> None:
    [example] = re.findall(r"^```csv\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    path = tmp_path / "exempel.csv"
    path.write_text(example, encoding="utf-8")
    habo, other = read_answer_file(path, WHOLE, known=["0680", "0682"])
    assert set(habo.answers) <= WHOLE.asked(habo.answers)
    lacking = [
        (cell.name, problem)
        for question in WHOLE.questions
        for cell, problem in type_of(question).question_lacks(question, habo.answers)
    ]
    assert lacking == []
    assert list(other.answers) == ["andel_heltid"]
    types = {WHOLE.cell(name).question.type for name in habo.answers}
    assert types == set(TYPES) - {"note"}


def test_the_page_gives_the_limits_that_hold() -> None:
    assert f"{LONGEST:,} characters" in PAGE
