"""docs/table-format.md says everything that the code reads, and its examples work."""

import re
from pathlib import Path

import pytest

from exports.definition import REPORT, TABLE, parse_report
from exports.kinds import KINDS
from exports.kinds.indicator_overview import SHOWN
from exports.kinds.organisation_rows.columns import ANSWERS
from exports.kinds.organisation_rows.kind import PARTS, OrganisationRows
from exports.kinds.organisation_rows.marks import Mark
from exports.kinds.organisation_rows.part import FINDINGS
from exports.kinds.organisation_rows.totals import SUMS, Total
from exports.registers import INDICATOR_COLUMNS, REGISTER_COLUMNS, read_indicators, read_register
from reading.entry import Keys
from tests.exports.collection_2023 import definition

DOC = Path(__file__).parent.parent.parent / "docs" / "table-format.md"
QUESTIONNAIRES = ("region-2023", "kommun-2023")


def section(title: str) -> str:
    """The text under a heading, to the next one."""
    text = DOC.read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def examples(language: str, text: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def documented(text: str) -> list[str]:
    """The keys that the section's lists of keys have, in their order."""
    return re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)


def documented_tables(text: str) -> list[dict[str, bool]]:
    """Of each list of keys in the section: key → whether it says that it is required."""
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [
        {key: second == "required" for key, second in re.findall(r"^\| `([a-z_]+)` \| (\w*)", table, re.M)}
        for table in tables
    ]


def needs(keys: Keys) -> dict[str, bool]:
    return {key: key in keys.needed for key in keys.all}


def as_file(example: str) -> str:
    """A table alone, or several, as a file."""
    return example if example.startswith("year:") else f"year: 2023\ntables:\n{example}"


@pytest.mark.parametrize("example", examples("yaml", DOC.read_text(encoding="utf-8")))
def test_an_example_is_a_table_that_the_2023_questionnaires_can_fill(example: str) -> None:
    report = parse_report(as_file(example), file="table-format.md")
    report.check_against({key: definition(key) for key in QUESTIONNAIRES})
    assert set(report.questionnaires) <= set(QUESTIONNAIRES)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "organisation_rows"])
def test_every_key_of_a_kind_is_described_with_whether_it_is_required_and_no_other(kind: str) -> None:
    assert documented_tables(section(kind)) == [needs(keys) for keys in KINDS[kind].keys.values()]


def test_every_key_of_each_kind_of_column_total_and_mark_is_described() -> None:
    columns = [needs(part.keys) for part in PARTS.values()]
    assert documented_tables(section("organisation_rows")) == [
        needs(OrganisationRows.keys[""]),
        *columns,
        needs(Total.keys),
        needs(Mark.keys),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_examples_show_every_key_that_it_has(kind: str) -> None:
    shown = "\n".join(examples("yaml", section(kind)))
    in_code = {key for keys in KINDS[kind].keys.values() for key in keys.all if key != "header"}
    assert {key for key in in_code if not re.search(rf"\b{key}:", shown)} == set()


def test_the_keys_of_the_file_and_of_every_table_are_described() -> None:
    assert documented_tables(section("The file")) == [needs(REPORT)]
    assert documented_tables(section("Every table")) == [needs(TABLE)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("organisation_rows", (*FINDINGS, *SUMS)),
        ("indicator_overview", tuple(SHOWN)),
        ("item_counts", ("count", "percent", "questionnaire")),
    ],
)
def test_every_word_that_a_key_can_have_is_described(title: str, words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in section(title)] == []


def test_the_types_that_can_be_printed_are_listed() -> None:
    assert [name for name in ANSWERS if name not in section("organisation_rows")] == []


def test_the_example_of_a_register_file_is_read(tmp_path: Path) -> None:
    (example,) = examples("csv", section("The register file"))
    path = tmp_path / "register.csv"
    path.write_text(example, encoding="utf-8")
    assert [value.lan_code for value in read_register(path, known=("04", "10"))] == ["10", "04", "00"]
    assert tuple(documented(section("The register file"))) == REGISTER_COLUMNS


def test_the_example_of_an_indicator_file_is_read(tmp_path: Path) -> None:
    (example,) = examples("csv", section("The indicator file"))
    path = tmp_path / "indicators.csv"
    path.write_text(example, encoding="utf-8")
    assert [value.year for value in read_indicators(path)] == [2016, 2023]
    assert tuple(documented(section("The indicator file"))) == INDICATOR_COLUMNS
