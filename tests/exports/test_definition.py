from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from exports.definition import ReportDefinition, parse_report, read_report
from reading.errors import FileErrors
from tests.exports.collection_2023 import REPORT, definition
from tests.exports.small_world import questionnaire

COUNTS = """\
year: 2030
tables:
- id: one
  sheet: Ett
  kind: item_counts
  title: En tabell
  questionnaire: small-region
  question: efforts
  header: Insats
  columns:
  - header: Antal
    choices: [started, strengthened]
    show: count
  last: [other]
"""


def errors_of(read: Callable[[], object]) -> list[str]:
    with pytest.raises(FileErrors) as raised:
        read()
    return [str(error) for error in raised.value.errors]


def errors_in(text: str) -> list[str]:
    return errors_of(lambda: parse_report(dedent(text), file="tables.yaml"))


def check(text: str) -> list[str]:
    report = parse_report(text, file="tables.yaml")
    return errors_of(lambda: report.check_against({"small-region": questionnaire("region")}))


def table(kind: str, keys: str) -> str:
    head = f"year: 2030\ntables:\n- id: one\n  sheet: Ett\n  title: En tabell\n  kind: {kind}\n"
    return head + "".join(f"  {line}\n" for line in dedent(keys).strip().splitlines())


def test_the_reports_definitions_agree_with_its_questionnaires() -> None:
    report = read_report(REPORT)
    keys = ("region-2020", "region-2023", "kommun-2023")
    report.check_against({key: definition(key) for key in keys})
    assert sorted(report.questionnaires) == sorted(keys)
    assert len(report.tables) == 16


def test_a_definition_doesnt_depend_on_where_its_lines_stand() -> None:
    assert parse_report("# A remark\n\n" + COUNTS, file="other.yaml") == parse_report(
        COUNTS, file="tables.yaml"
    )


def test_an_unknown_key_is_refused_with_its_line_table_and_what_may_be_meant() -> None:
    assert errors_in(COUNTS.replace("  title:", "  titel:")) == [
        "tables.yaml, rad 3 (tabell one): Nyckeln ”title” saknas. Lägg till den.",
        "tables.yaml, rad 6 (tabell one): Nyckeln ”titel” är okänd. Menade du ”title”?",
    ]


def test_every_error_of_a_file_is_told_at_once() -> None:
    text = COUNTS.replace("show: count", "show: counts").replace("header: Insats", "header: 12")
    assert errors_in(text.replace("  last: [other]", "  last: other\n  last: [other]\n  sorting: count")) == [
        "tables.yaml, rad 9 (tabell one): ”header” ska vara en text men är ”12”. Sätt citattecken "
        "runt texten.",
        "tables.yaml, rad 13 (tabell one): ”show” är ”counts” men ska vara något av: count, percent. "
        "Menade du ”count”?",
        "tables.yaml, rad 15 (tabell one): Nyckeln ”last” står två gånger. Ta bort den ena.",
        "tables.yaml, rad 16 (tabell one): Nyckeln ”sorting” är okänd. Menade du ”sort”?",
    ]


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    assert errors_in(COUNTS.replace("item_counts", "pie")) == [
        "tables.yaml, rad 5 (tabell one): ”kind” är ”pie” men ska vara något av: item_counts, "
        "answer_distribution, organisation_rows, indicator_overview, worked_example."
    ]


def test_a_table_without_a_kind_is_refused() -> None:
    assert errors_in(COUNTS.replace("  kind: item_counts\n", "")) == [
        "tables.yaml, rad 3 (tabell one): Nyckeln ”kind” saknas. Lägg till den."
    ]


def test_ids_and_sheets_are_used_once() -> None:
    second = COUNTS[COUNTS.index("- id") :].replace("sheet: Ett", "sheet: ETT")
    assert errors_in(COUNTS + second) == [
        "tables.yaml, rad 15 (tabell one): Tabellen ”one” finns redan på rad 3. Välj ett annat namn.",
        "tables.yaml, rad 16 (tabell one): Bladet ”ETT” finns redan på rad 4. Välj ett annat namn.",
    ]


@pytest.mark.parametrize("table_id", ["Text 1", "åtta", "a/b", "-a", "a--b"])
def test_an_id_is_fit_for_a_file_name_and_an_address(table_id: str) -> None:
    assert errors_in(COUNTS.replace("id: one", f"id: '{table_id}'")) == [
        f"tables.yaml, rad 3 (tabell {table_id}): ”{table_id}” kan inte vara id. Skriv små bokstäver (a–z), siffror "
        "och bindestreck."
    ]


@pytest.mark.parametrize("sheet", ["Tabell: 1", "Innehåll", "metod", "x" * 32])
def test_a_sheet_has_a_name_that_a_workbook_can_have(sheet: str) -> None:
    assert errors_in(COUNTS.replace("sheet: Ett", f"sheet: '{sheet}'")) == [
        f"tables.yaml, rad 4 (tabell one): ”{sheet}” kan inte vara namn på ett blad. Skriv högst 31 tecken utan "
        "[]:*?/\\, och inte Innehåll eller Metod."
    ]


@pytest.mark.parametrize("text", ["", "- one", "text"])
def test_a_file_that_is_no_report_is_refused(text: str) -> None:
    assert errors_in(text) == ["tables.yaml, rad 1: Filen ska ha nycklarna year och tables."]


def test_a_report_needs_a_year_and_tables() -> None:
    assert errors_in("year: nästa\ntables: []\n") == [
        "tables.yaml, rad 1: ”year” ska vara ett heltal, 2000 eller större, men är ”nästa”.",
        "tables.yaml, rad 2: ”tables” är tom. Skriv minst en rad.",
    ]


def test_a_file_that_isnt_there_or_isnt_utf8_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("year: 2030\ntitle: Är\n".encode("latin-1"))
    assert errors_of(lambda: read_report(latin)) == [
        "latin.yaml, rad 2: Filen är inte UTF-8. Spara om den som UTF-8."
    ]
    assert errors_of(lambda: read_report(tmp_path / "no.yaml")) == [
        f"no.yaml: Filen finns inte: {tmp_path / 'no.yaml'}."
    ]


def test_a_question_that_doesnt_exist_is_refused_with_what_may_be_meant() -> None:
    assert check(COUNTS.replace("question: efforts", "question: effort")) == [
        "tables.yaml, rad 8 (tabell one): Frågan ”effort” finns inte i small-region. Menade du ”efforts”?"
    ]


def test_a_question_of_another_type_is_refused_with_the_types_that_fit() -> None:
    assert check(COUNTS.replace("question: efforts", "question: story")) == [
        "tables.yaml, rad 8 (tabell one): Frågan ”story” är av typen long_text. Här kan stå choice_grid, tick_grid, "
        "multiple_choice."
    ]


def test_unknown_choices_and_items_are_each_refused_with_their_line() -> None:
    text = COUNTS.replace("[started, strengthened]", "[started, strenghtened]").replace("[other]", "[annat]")
    assert check(text) == [
        "tables.yaml, rad 12 (tabell one): Svarsalternativet ”strenghtened” finns inte. Menade du ”strengthened”?",
        "tables.yaml, rad 14 (tabell one): Raden ”annat” finns inte. Det som finns är: teams, visits, plans, other.",
    ]


def test_a_column_of_a_tick_grid_names_its_column() -> None:
    assert check(
        COUNTS.replace("question: efforts", "question: benefits").replace("  last: [other]\n", "")
    ) == [
        "tables.yaml, rad 11 (tabell one): Kolumnen ska ha ”column”, eftersom frågan ”benefits” är av typen tick_grid.",
        "tables.yaml, rad 12 (tabell one): Svarsalternativet ”started” finns inte. Det finns inget att välja på.",
        "tables.yaml, rad 12 (tabell one): Svarsalternativet ”strengthened” finns inte. Det finns inget att välja på.",
    ]


def test_a_questionnaire_that_isnt_read_in_is_no_error() -> None:
    parse_report(COUNTS, file="tables.yaml").check_against({})


def organisation_rows(keys: str) -> str:
    return table("organisation_rows", "questionnaire: small-region\nheader: Region\n" + dedent(keys).strip())


def test_a_row_of_a_number_list_is_named_with_its_question() -> None:
    text = organisation_rows("columns:\n- {header: VT, answer: people.sprng}\n- {header: Ord, answer: story}")
    assert check(text) == [
        "tables.yaml, rad 10 (tabell one): ”people.sprng” finns inte i small-region. Menade du ”people.spring”?",
        "tables.yaml, rad 11 (tabell one): ”story” är av typen long_text. Här kan stå number, number_list, "
        "single_choice, choice_grid, multiple_choice, tick_grid.",
    ]


def test_no_table_has_a_row_per_kommun() -> None:
    text = organisation_rows("columns:\n- {header: Ökat, answer: more}").replace(
        "small-region", "small-kommun"
    )
    report = parse_report(text, file="tables.yaml")
    assert errors_of(lambda: report.check_against({"small-kommun": questionnaire("kommun")})) == [
        "tables.yaml, rad 7 (tabell one): Tabellen kan inte ha en rad per kommun: nationellt finns bara vad varje RSS "
        "har räknat ihop. Välj en enkät till regioner eller RSS."
    ]


def test_pairs_are_of_numbers() -> None:
    keys = "columns:\n- pair:\n  - {header: VT, answer: more}\n  - {header: HT, answer: people.autumn}"
    assert check(organisation_rows(keys)) == [
        "tables.yaml, rad 11 (tabell one): ”more” är av typen single_choice. Här kan stå number, number_list."
    ]


def test_words_are_printed_only_for_answers_that_exist() -> None:
    keys = "columns:\n- {header: VT, answer: people.spring}\nprint_as: {unkown: Okänt}"
    assert check(organisation_rows(keys)) == [
        "tables.yaml, rad 11 (tabell one): Svaret ”unkown” finns inte. Menade du ”unknown”?"
    ]


@pytest.mark.parametrize(
    ("keys", "errors"),
    [
        (
            "columns:\n- {header: VT}",
            ["rad 10 (tabell one): Raden saknar nyckel. Ange exakt en av answer, measure, pair."],
        ),
        (
            "columns:\n- {header: VT, answer: more, measure: share, year: '2030'}",
            [
                "rad 10 (tabell one): Raden har ”answer” och ”measure”. Ange exakt en av answer, measure, pair."
            ],
        ),
        (
            "columns:\n- {header: VT, answer: more, unit: kr}",
            [
                "rad 10 (tabell one): Nyckeln ”unit” kan inte stå ihop med de andra. Här kan stå header, answer, "
                "decimals, called."
            ],
        ),
        (
            "columns:\n- pair:\n  - {header: VT, answer: people.spring}",
            ["rad 10 (tabell one): ”pair” ska ha två kolumner men har 1."],
        ),
        (
            "columns:\n- pair:\n  - {header: VT, answer: people.spring, decimals: 1}\n"
            "  - {header: HT, answer: people.autumn}",
            ["rad 10 (tabell one): De två kolumnerna i ”pair” ska ha lika många decimaler."],
        ),
        (
            "columns:\n- {header: VT, answer: people.spring}\nmarks:\n"
            "- {when: no_answer, mark: '*', at: row, text: '{region} {given}'}\n"
            "- {when: rounded, mark: '*', at: row, text: '{region'}",
            [
                "rad 11 (tabell one): Märket * används för flera noter. Ge varje not sitt eget märke.",
                "rad 12 (tabell one): ”text” kan bara fyllas i med {region}, {column}.",
                "rad 13 (tabell one): ”text” har en klammer som inte går ihop. Det som kan fyllas i är {region}, "
                "{column}, {given}, {rounded}.",
            ],
        ),
        (
            "columns:\n- {header: VT, answer: people.spring}\ntotals:\n- {label: Summa, of: month}\n- Summa",
            [
                "rad 12 (tabell one): ”of” är ”month” men ska vara något av: column, year.",
                "rad 13 (tabell one): Varje rad i ”totals” ska ha nycklar och värden, men här står ”Summa”.",
            ],
        ),
    ],
)
def test_a_table_of_organisations_is_checked_key_by_key(keys: str, errors: list[str]) -> None:
    assert errors_in(organisation_rows(keys)) == [f"tables.yaml, {error}" for error in errors]


def test_answers_need_a_questionnaire() -> None:
    keys = "header: Region\ncolumns:\n- {header: VT, answer: more}"
    assert errors_in(table("organisation_rows", keys)) == [
        "tables.yaml, rad 8 (tabell one): Kolumner med svar behöver ”questionnaire”. Lägg till den i tabellen."
    ]


def test_a_column_of_a_distribution_has_choices_or_no_answer() -> None:
    keys = """
        questionnaire: small-region
        rows: [{label: Ökat, question: more}]
        columns:
        - {header: Ja}
        - {header: Saknas, no_answer: kanske, choices: [ja]}
    """
    assert errors_in(table("answer_distribution", keys)) == [
        "tables.yaml, rad 10 (tabell one): Raden saknar nyckel. Ange exakt en av choices, no_answer.",
        "tables.yaml, rad 11 (tabell one): Raden har ”choices” och ”no_answer”. Ange exakt en av choices, no_answer.",
        "tables.yaml, rad 11 (tabell one): ”no_answer” ska vara true eller false men är ”kanske”.",
    ]


def test_a_distribution_names_choices_that_one_of_its_questions_has() -> None:
    keys = """
        questionnaire: small-region
        rows: [{label: Ökat, question: more}, {label: Andel, question: share}]
        columns: [{header: Ja, choices: [jaa]}]
    """
    assert check(table("answer_distribution", keys)) == [
        "tables.yaml, rad 8 (tabell one): ”share” är av typen number. Här kan stå single_choice, choice_grid."
    ]
    assert check(table("answer_distribution", keys).replace(", {label: Andel, question: share}", "")) == [
        "tables.yaml, rad 9 (tabell one): Svarsalternativet ”jaa” finns inte. Menade du ”ja”?"
    ]


def test_the_years_of_an_overview_come_in_order() -> None:
    keys = "first_year: 2024\nlast_year: 2013\ncolumns: [{header: Namn, show: namn}]"
    assert errors_in(table("indicator_overview", keys)) == [
        "tables.yaml, rad 8 (tabell one): ”last_year” (2013) ska vara ”first_year” (2024) eller senare.",
        "tables.yaml, rad 9 (tabell one): ”show” är ”namn” men ska vara något av: name, full_name_and_unit, "
        "keywords, keywords_overview, development, period. Menade du ”name”?",
    ]


def test_a_worked_example_needs_three_visits_a_patient() -> None:
    keys = "index_header: A\nvisits_header: B\ndoctor_header: C\nvisits: [[1, 1], [0, 3], [3], [3]]"
    assert errors_in(table("worked_example", keys)) == [
        "tables.yaml, rad 10 (tabell one): ”visits” ska på varje rad ha en lista av heltal som är 1 eller större.",
        "tables.yaml, rad 10 (tabell one): Varje rad i ”visits” ska ha minst 3 besök sammanlagt.",
        "tables.yaml, rad 10 (tabell one): ”visits” har två likadana rader. Ta bort den ena.",
    ]


def test_a_report_knows_the_questionnaires_of_every_table() -> None:
    report: ReportDefinition = parse_report(COUNTS, file="tables.yaml")
    assert report.questionnaires == ("small-region",)
