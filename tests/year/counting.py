"""The tables of a year's kommuner counted once more, from the files and from what the test itself answered.

Nothing of the product counts here: definitions are read as plain YAML, answers are the test's own.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Answers = Mapping[str, str]
Row = tuple[str, ...]


def counted_tables(
    report: Mapping[str, Any], questionnaire: Mapping[str, Any], answers: Mapping[str, Answers], kommuner: int
) -> dict[str, tuple[Row, ...]]:
    """Table id → its rows as CSV shows them, of every table that reads this questionnaire.

    answers: kommun → cell → the chosen key, of every kommun that counts. kommuner: how many the frame has.
    """
    asked = {each["key"]: each for section in questionnaire["sections"] for each in section["questions"]}
    found = {}
    for table in report["tables"]:
        if table.get("questionnaire") != questionnaire["key"]:
            continue
        count = {"item_counts": _item_counts, "answer_distribution": _distribution}[table["kind"]]
        found[table["id"]] = count(table, asked, list(answers.values()), kommuner)
    return found


def percent(count: int, kommuner: int) -> str:
    """Whole percent of all kommuner, half up."""
    share = Decimal(100 * count) / Decimal(kommuner)
    return str(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _item_counts(
    table: Mapping[str, Any], asked: Mapping[str, Any], answers: list[Answers], kommuner: int
) -> tuple[Row, ...]:
    (column,) = table["columns"]
    assert column["show"] == "percent"
    question = asked[table["question"]]
    rows = []
    for place, item in enumerate(question["items"]):
        cell = f"{question['key']}.{item['key']}"
        count = sum(each.get(cell) in column["choices"] for each in answers)
        stays_last = item["key"] in table.get("last", ())
        rows.append((stays_last, -count, place, item["text"]))
    return tuple((text, percent(-negative, kommuner)) for _, negative, _, text in sorted(rows))


def _distribution(
    table: Mapping[str, Any], asked: Mapping[str, Any], answers: list[Answers], kommuner: int
) -> tuple[Row, ...]:
    rows = []
    for row in table["rows"]:
        given = [each[row["question"]] for each in answers if row["question"] in each]
        cells = [row["label"]]
        for column in table["columns"]:
            if column.get("no_answer"):
                count = kommuner - len(given)
            else:
                count = sum(answer in column["choices"] for answer in given)
            cells.append(percent(count, kommuner))
        rows.append(tuple(cells))
    return tuple(rows)
