"""What several versions of a questionnaire ask, as one."""

from questionnaires.definition import Definition, across_versions, parse_definition
from tests.country import SMALL

SOURCE = (SMALL / "kommun-2030.yaml").read_text(encoding="utf-8")


def version(old: str = "", new: str = "") -> Definition:
    return parse_definition(SOURCE.replace(old, new), file="kommun-2030.yaml")


def together(*versions: Definition) -> Definition:
    return across_versions(versions, earlier_title="Förr")


def test_one_version_is_itself() -> None:
    assert together(version()) == version()


def test_the_newest_words_win_and_its_order_stays() -> None:
    newest = version("Fast kontakt", "Fast läkarkontakt")
    assert together(newest, version()) == newest


def test_a_row_and_a_choice_that_were_taken_away_come_last() -> None:
    newest = version("    - {key: team, text: Mobila team}\n", "")
    fewer = version("    - {key: barn, text: Barn}\n", "")

    found = together(newest, fewer, version())

    assert [item.key for item in found.question("insatser").items] == ["kontakt", "annat", "team"]
    assert [choice.key for choice in together(fewer, newest).question("grupper").choices] == [
        "aldre",
        "annan",
        "ingen",
        "barn",
    ]


def test_a_question_that_was_taken_away_stands_in_a_section_of_its_own() -> None:
    without = parse_definition(
        SOURCE.replace("key: projekt", "key: breddat").replace("projekt ==", "breddat =="),
        file="kommun-2030.yaml",
    )

    found = together(without, version())

    assert [(section.title, [each.key for each in section.questions]) for section in found.sections] == [
        ("Arbetet", ["insatser", "breddat", "exempel"]),
        ("Antal", ["grupper", "personer"]),
        ("Förr", ["projekt"]),
    ]


def test_a_question_of_another_type_is_another_question() -> None:
    as_text = SOURCE[: SOURCE.index("    type: number\n")] + "    type: long_text\n    text: Vilka?\n"
    newest = parse_definition(as_text, file="kommun-2030.yaml")
    assert together(newest, version()).question("personer") == newest.question("personer")
