"""Another year's files, with other items, orders and choices, go all the way by the same commands: no code."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from questionnaires.models import Response
from tests.conftest import run

pytestmark = pytest.mark.django_db

KOMMUN = """
key: kommun-2031
year: 2031
respondents: kommun
reported_by: rss
title: Kommunerna {year}
sections:
- key: s
  title: Avsnitt
  questions:
  - key: steg
    type: choice_grid
    text: Hur långt har ni kommit?
    required: true
    choices:
    - {key: helt, text: Helt}
    - {key: delvis, text: Delvis}
    - {key: inte, text: Inte alls, negative: true}
    items:
    - {key: ovrigt, text: Annat steg, specify: true}
    - {key: zon, text: Zonindelning}
    - {key: avtal, text: Avtal}
    - {key: oppet, text: Öppet hus}
  - key: nojd
    type: single_choice
    text: Är ni nöjda?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
    - {key: vet_inte, text: Vet inte}
"""
REGION = """
key: region-2031
year: 2031
respondents: region
title: Regionerna {year}
sections:
- key: s
  title: Avsnitt
  questions:
  - key: beslut
    type: single_choice
    text: Har ni beslutat?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
"""
REPORT = """
year: 2031
tables:
- id: bilaga-1
  sheet: Bilaga 1
  kind: item_counts
  title: Steg i kommunerna
  questionnaire: kommun-2031
  question: steg
  header: Steg
  columns:
  - header: Antal
    choices: [helt, delvis]
    show: count
  - header: Andel %
    choices: [helt, delvis]
    show: percent
  last: [ovrigt]
- id: bilaga-2
  sheet: Bilaga 2
  kind: answer_distribution
  title: Nöjda kommuner
  questionnaire: kommun-2031
  rows:
  - label: Nöjda
    question: nojd
  columns:
  - header: Ja
    choices: [ja]
  - header: Saknas svar
    no_answer: true
- id: bilaga-3
  sheet: Bilaga 3
  kind: organisation_rows
  title: Beslut i regionerna
  questionnaire: region-2031
  header: Region
  columns:
  - header: Beslut
    answer: beslut
  - header: Andel
    measure: andel
    year: "2031"
    decimals: 1
    unit: "%"
- id: bilaga-4
  sheet: Bilaga 4
  kind: item_counts
  title: Ännu ingen enkät
  questionnaire: skola-2031
  question: steg
  header: Steg
  columns:
  - header: Antal
    choices: [helt]
    show: count
"""
HEADER = "organisation,question,item,value,text\n"


def kommun_lines(code: str, *steps: str) -> str:
    items = zip(("ovrigt", "zon", "avtal", "oppet"), steps, strict=True)
    return "".join(
        f"{code},steg,{item},{step},{'Eget' if item == 'ovrigt' and step != 'inte' else ''}\n"
        for item, step in items
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Four kommuner: two approved, one only submitted, one draft; RSS Åss has submitted nothing; one region answers."""
    (tmp_path / "kommun-2031.yaml").write_text(KOMMUN, encoding="utf-8")
    (tmp_path / "region-2031.yaml").write_text(REGION, encoding="utf-8")
    (tmp_path / "report-2031.yaml").write_text(REPORT, encoding="utf-8")
    approved = kommun_lines("0101", "helt", "inte", "delvis", "helt") + "0101,nojd,,ja,\n"
    approved += kommun_lines("0102", "inte", "inte", "inte", "helt")
    (tmp_path / "approved.csv").write_text(HEADER + approved, encoding="utf-8")
    submitted = kommun_lines("0103", "helt", "helt", "helt", "helt")
    (tmp_path / "submitted.csv").write_text(HEADER + submitted, encoding="utf-8")
    (tmp_path / "draft.csv").write_text(HEADER + "0201,steg,zon,helt,\n", encoding="utf-8")
    (tmp_path / "region.csv").write_text(HEADER + "01,beslut,,ja,\n", encoding="utf-8")
    register = "lan_code,measure,year,value,estimated\n02,andel,2031,12.50,nej\n"
    (tmp_path / "register.csv").write_text(register, encoding="utf-8")
    return tmp_path


def load(files: Path) -> None:
    run("load_organisations", "tests/small_country/organisations")
    run("load_questionnaire", str(files / "kommun-2031.yaml"))
    run("load_questionnaire", str(files / "region-2031.yaml"))
    run("load_answers", "kommun-2031", str(files / "approved.csv"), "--as", "approved")
    run("load_answers", "kommun-2031", str(files / "submitted.csv"), "--as", "submitted")
    run("load_answers", "kommun-2031", str(files / "draft.csv"))
    run("load_answers", "region-2031", str(files / "region.csv"), "--as", "approved")
    run("load_register", str(files / "register.csv"))
    said = run("load_tables", str(files / "report-2031.yaml"))
    assert "Enkäter som ännu inte är inlästa: skola-2031." in said
    run("approve_aggregates", "2031", "--rss", "rss-norr")


def exported(files: Path, table: str) -> list[str]:
    run("export_tables", "2031", str(files / "ut"), "--format", "csv")
    return (files / "ut" / f"{table}.csv").read_text(encoding="utf-8-sig").splitlines()


def test_items_are_sorted_by_count_with_equals_in_order_and_other_last(files: Path) -> None:
    load(files)
    assert exported(files, "bilaga-1") == [
        "Steg;Antal;Andel %",
        "Öppet hus;2;50",
        "Avtal;1;25",
        "Zonindelning;0;0",
        "Annat steg;1;25",
    ]


def test_what_is_not_answered_not_approved_or_not_sent_in_has_no_answer(files: Path) -> None:
    load(files)
    assert exported(files, "bilaga-2") == [";Ja;Saknas svar", "Nöjda;25;75"]


def test_a_region_without_an_answer_or_a_register_value_has_an_empty_cell(files: Path) -> None:
    load(files)
    assert exported(files, "bilaga-3") == ["Region;Beslut;Andel", "Norr;Ja;", "Åland;;12,5 %"]


def test_what_a_table_lacks_is_said_in_the_table_and_at_the_command_line(files: Path) -> None:
    load(files)
    said = run("export_tables", "2031", str(files / "ut"), "--format", "csv")
    index = (files / "ut" / "index.csv").read_text(encoding="utf-8-sig")
    for lack in (
        "Bilaga 1: RSS Åss har inte lämnat in: 1 kommun räknas som saknas svar.",
        "Bilaga 3: Åland har inte lämnat in svar på ”Regionerna 2031”.",
        "Bilaga 4: ",
    ):
        assert lack in said
        assert lack.partition(": ")[2] in index
    assert "skola-2031" in said
    assert "2 av 4 kommuner, 1 av 2 regioner" in said


def test_the_workbook_and_the_other_formats_are_written_too(files: Path) -> None:
    load(files)
    run("export_tables", "2031", str(files / "bok.xlsx"))
    assert (files / "bok.xlsx").read_bytes().startswith(b"PK")
    for form, name in (("html", "bilaga-1.html"), ("jsonstat", "bilaga-1.json")):
        run("export_tables", "2031", str(files / form), "--format", form)
        assert "Zonindelning" in (files / form / name).read_text(encoding="utf-8")


def test_every_rss_can_send_in_without_own_answers_where_nobody_asks_for_them(files: Path) -> None:
    load(files)
    said = run("approve_aggregates", "2031").splitlines()
    assert said == [
        "Norr: version 1 oförändrad, kommun-2031: 2 av 3 kommuner godkända, 1 inlämnad.",
        "Åss: version 1 inlämnad, kommun-2031: 0 av 1 kommuner godkända, 1 påbörjad.",
        "Tom: version 1 inlämnad, har inga egna kommuner.",
    ]


def test_answers_to_an_unknown_questionnaire_name_those_that_exist(files: Path) -> None:
    load(files)
    with pytest.raises(CommandError, match="De som finns: kommun-2031, region-2031"):
        run("load_answers", "skola-2031", str(files / "draft.csv"))
    assert Response.objects.count() == 5
