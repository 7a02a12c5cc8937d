"""What an earlier year's tables become in another year, as text."""

from exports.copied import copied_report
from exports.definition import parse_report
from questionnaires.definition import Definition, parse_definition
from tests.country import SMALL

TABLES = """year: 2030
tables:
# Behålls: 2030
- id: text-1
  sheet: Tabell 1
  kind: organisation_rows
  title: Tabell 1. Uppdrag 2030
  source: "Källa: enkät 2030, sedan 2019."
  questionnaire: region-2030
  header: Region
  columns:
  - header: Ändrat uppdrag VT 2030
    answer: uppdrag
  - header: Andel 2019-2030
    measure: andel_2030
    year: 2019-2030
- id: text-2
  sheet: Tabell 2
  kind: organisation_rows
  title: Tabell 2. Uppdrag 2027, att jämföra med 2030
  questionnaire: region-2027
  header: Region
  columns:
  - header: Uppdrag 2027
    answer: uppdrag
- id: text-3
  sheet: Tabell 3
  kind: indicator_overview
  title: Tabell 3. Indikatorer
  first_year: 2013
  last_year: 2031
  columns:
  - header: Namn
    show: name
"""


def definitions(*years: int) -> dict[str, Definition]:
    source = (SMALL / "region-2030.yaml").read_text(encoding="utf-8")
    return {
        f"region-{year}": parse_definition(source.replace("2030", str(year)), file="region.yaml")
        for year in years
    }


def test_the_year_changes_wherever_tables_name_it_and_nothing_else_does() -> None:
    copied = copied_report(TABLES, source=2030, year=2033, definitions=definitions(2027, 2030, 2033))
    expected = (
        TABLES.replace("year: 2030\n", "year: 2033\n", 1)
        .replace("Uppdrag 2030\n", "Uppdrag 2033\n")
        .replace("enkät 2030", "enkät 2033")
        .replace("region-2030", "region-2033")
        .replace("VT 2030", "VT 2033")
        .replace("Andel 2019-2030", "Andel 2019-2033")
        .replace("year: 2019-2030", "year: 2019-2033")
        .replace("last_year: 2031", "last_year: 2034")
    )
    assert copied.source == expected
    assert copied.unfit == ()


def test_a_table_whose_questionnaire_isnt_asked_is_named_and_can_be_left_out() -> None:
    copied = copied_report(TABLES, source=2030, year=2033, definitions=definitions(2027, 2030))
    (unfit,) = copied.unfit
    assert str(unfit).startswith("Tabell 1. Uppdrag 2033: Insamlingen 2033 har ingen enkät som motsvarar ”")
    kept = parse_report(copied.without_unfit(), file="report.yaml")
    assert [table.id for table in kept.tables] == ["text-2", "text-3"]


def test_a_key_without_a_year_gets_the_new_one() -> None:
    known = definitions(2030)
    known = {"region": known["region-2030"], "region-2033": known["region-2030"]}
    text = TABLES.replace("region-2030", "region")
    copied = copied_report(text, source=2030, year=2033, definitions=known)
    assert copied.report.questionnaires == ("region-2033", "region-2027")
