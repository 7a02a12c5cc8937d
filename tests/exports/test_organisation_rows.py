"""Tables with a row per organisation: answers, register values, terms and whole years, totals, notes."""

from decimal import Decimal

import pytest

from exports.registers import RegisterValue
from exports.table import CellType, Source
from questionnaires.answers import Answer, Chosen, ChosenSet, Number, Special
from tests.exports.small_world import regions_answering, table_of, texts, with_registers

UNKNOWN, YEARLY = Special("unknown"), Special("yearly")
TERMS = """
    kind: organisation_rows
    questionnaire: small-region
    header: Region
    columns:
    - pair:
      - {header: VT, answer: people.spring, called: vårterminen}
      - {header: HT, answer: people.autumn, called: höstterminen}
      whole_year: people.year
      called: hela året
    print_as: {unknown: Kan ej uppskattas}
    totals:
    - {label: Per termin, of: column}
    - {label: Per år, of: year}
    marks:
    - {when: whole_year, mark: "*", at: cell, text: Bara per år.}
    - {when: no_answer, mark: "**", at: row, text: "{region} har inte svarat."}
    - when: rounded
      mark: "***"
      at: row
      text: "{region} angav {given} för {column}, avrundat till {rounded}."
      more: "Och {given} för {column}, avrundat till {rounded}."
"""


def number(text: str) -> Number:
    return Number(Decimal(text))


def people(spring: Answer | None, autumn: Answer | None, year: Answer | None = None) -> dict[str, Answer]:
    given = {"people.spring": spring, "people.autumn": autumn, "people.year": year}
    return {cell: answer for cell, answer in given.items() if answer is not None}


Case = tuple[Answer | None, Answer | None, Answer | None, list[str], list[str], str]
# What Ek answers for spring, autumn and the whole year; its row; the totals with Ask's 10 and 20.
CASES: dict[str, Case] = {
    "both terms": (number("1"), number("2"), None, ["Ek", "1", "2"], ["11", "22"], "33"),
    "zero is a number": (number("0"), number("0"), None, ["Ek", "0", "0"], ["10", "20"], "30"),
    "the same special twice": (UNKNOWN, UNKNOWN, None, ["Ek", "Kan ej uppskattas"], ["10", "20"], "30"),
    "a special in spring": (UNKNOWN, number("2"), None, ["Ek", "Kan ej uppskattas", "2"], ["10", "22"], "32"),
    "a special in autumn": (number("1"), UNKNOWN, None, ["Ek", "1", "Kan ej uppskattas"], ["11", "20"], "31"),
    "two specials": (
        UNKNOWN,
        YEARLY,
        None,
        ["Ek", "Kan ej uppskattas", "Redovisas endast för hela året"],
        ["10", "20"],
        "30",
    ),
    "whole year only": (YEARLY, YEARLY, number("5"), ["Ek", "5 under året*"], ["10", "20"], "35"),
    "whole year without terms": (None, None, number("5"), ["Ek", "5 under året*"], ["10", "20"], "35"),
    "whole year, terms unknown": (UNKNOWN, UNKNOWN, number("5"), ["Ek", "5 under året*"], ["10", "20"], "35"),
    "whole year beside spring": (
        number("1"),
        YEARLY,
        number("5"),
        ["Ek", "1", "5 under året*"],
        ["11", "20"],
        "35",
    ),
    "whole year beside autumn": (
        None,
        number("2"),
        number("5"),
        ["Ek", "5 under året*", "2"],
        ["10", "22"],
        "35",
    ),
    "whole year beside both": (number("1"), number("2"), number("5"), ["Ek", "1", "2"], ["11", "22"], "33"),
    "whole year unknown": (YEARLY, YEARLY, UNKNOWN, ["Ek", "Kan ej uppskattas"], ["10", "20"], "30"),
    "whole year promised, not given": (
        YEARLY,
        YEARLY,
        None,
        ["Ek", "Redovisas endast för hela året"],
        ["10", "20"],
        "30",
    ),
    "one term unanswered": (number("1"), None, None, ["Ek", "1", ""], ["11", "20"], "31"),
    "nothing": (None, None, None, ["Ek**", "", ""], ["10", "20"], "30"),
    "halves": (number("0.5"), number("1.5"), None, ["Ek***", "1", "2"], ["11", "22"], "33"),
    "half a year": (YEARLY, YEARLY, number("1234.5"), ["Ek***", "1 235 under året*"], ["10", "20"], "1 265"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_pair_prints_what_was_given_and_totals_add_what_is_printed(case: str) -> None:
    spring, autumn, year, row, terms, whole = CASES[case]
    sources = regions_answering(
        {"Ask": people(number("10"), number("20")), "Ek": people(spring, autumn, year)}
    )
    assert texts(table_of(TERMS, sources)) == [
        ["Ask", "10", "20"],
        row,
        ["Per termin", *terms],
        ["Per år", "", whole],
    ]


@pytest.mark.parametrize("case", CASES)
def test_every_row_fills_both_columns(case: str) -> None:
    spring, autumn, year = CASES[case][:3]
    table = table_of(TERMS, regions_answering({"Ek": people(spring, autumn, year)}))
    assert [sum(cell.width for cell in row.cells) for row in table.rows] == [3, 3, 3]


def remarks_of(*given: Answer | None) -> list[str]:
    table = table_of(
        TERMS, regions_answering({"Ask": people(number("10"), number("20")), "Ek": people(*given)})
    )
    return [remark for row in table.rows for cell in row.cells for remark in cell.remarks]


def test_totals_say_whom_they_leave_out_and_why() -> None:
    assert remarks_of(UNKNOWN, number("2")) == [
        "Ek, VT: Kan inte uppskattas.",
        "Per termin, VT: räknar inte Ek (Kan inte uppskattas).",
        "Per år, hela året: räknar inte Ek (VT: Kan inte uppskattas).",
    ]


def test_a_whole_year_is_said_to_be_in_the_yearly_total_only() -> None:
    assert remarks_of(YEARLY, YEARLY, number("5")) == [
        "Ek, hela året: 5 under året. Talet ingår bara i summan för året.",
        "Per termin, VT: räknar inte Ek (5 för hela året).",
        "Per termin, HT: räknar inte Ek (5 för hela året).",
    ]


def test_a_whole_year_beside_a_term_is_said_to_hold_it() -> None:
    assert remarks_of(number("1"), YEARLY, number("5"))[:2] == [
        "Ek, hela året: 5 under året. Talet ingår bara i summan för året.",
        "Ek, hela året: i talet för hela året ingår terminens 1.",
    ]


def test_a_whole_year_that_is_less_than_its_term_is_pointed_out() -> None:
    assert remarks_of(number("9"), YEARLY, number("5"))[1] == (
        "Ek, hela året: talet för hela året är mindre än terminens 9. Kontrollera uppgiften."
    )


def test_a_whole_year_beside_both_terms_is_not_counted_and_said_not_to_be() -> None:
    assert remarks_of(number("1"), number("2"), number("5")) == [
        "Ek, hela året: räknar inte 5 för hela året, eftersom båda terminerna är redovisade.",
        "Per år, hela året: räknar inte Ek (5 för hela året, eftersom båda terminerna är redovisade).",
    ]


def test_a_total_of_rounded_numbers_says_what_the_given_ones_make() -> None:
    assert remarks_of(number("0.5"), number("1.5")) == [
        "Ek, VT: angett 0,5, avrundat till 1.",
        "Ek, HT: angett 1,5, avrundat till 2.",
        "Per år, hela året: 33 är summan av de avrundade talen i tabellen; talen som de angavs ger 32.",
    ]


def test_a_missing_answer_is_named_and_never_a_zero() -> None:
    assert remarks_of(number("1"), None) == [
        "Ek, HT: saknas svar.",
        "Per termin, HT: räknar inte Ek (saknas svar).",
        "Per år, hela året: räknar inte Ek (HT: saknas svar).",
    ]


def test_a_total_of_nothing_is_empty() -> None:
    table = table_of(TERMS, regions_answering({"Ek": None}))
    assert texts(table)[1:] == [["Per termin", "", ""], ["Per år", "", ""]]
    assert table.rows[1].cells[1].type is CellType.EMPTY


def test_a_yearly_total_names_every_region_and_what_it_gave() -> None:
    sources = regions_answering(
        {
            "Ask": people(number("10"), number("20")),
            "Bok": people(UNKNOWN, UNKNOWN),
            "Ek": people(YEARLY, YEARLY, number("5")),
            "Lind": None,
            "Rönn": people(number("0.5"), UNKNOWN),
        }
    )
    cell = table_of(TERMS, sources).rows[-1].cells[-1]
    assert cell.provenance is not None
    assert cell.provenance.sources == (
        Source("Ask", "10 + 20", True),
        Source("Bok", "Kan inte uppskattas", False),
        Source("Ek", "5 för hela året", True),
        Source("Lind", "har inte lämnat in", False),
        Source("Rönn", "1 (angett 0,5) + Kan inte uppskattas", True),
    )


def test_notes_follow_the_data_in_the_definitions_order() -> None:
    sources = regions_answering(
        {"Rönn": people(number("0.5"), number("2.5")), "Bok": None, "Ek": people(YEARLY, YEARLY, number("5"))}
    )
    assert table_of(TERMS, sources).notes == (
        "*Bara per år.",
        "**Region Bok har inte svarat.",
        "***Region Rönn angav 0,5 för vårterminen, avrundat till 1. Och 2,5 för höstterminen, avrundat till 3.",
    )


def test_a_note_that_nothing_calls_for_is_not_printed() -> None:
    assert table_of(TERMS, regions_answering({"Ask": people(number("1"), number("2"))})).notes == ()


def test_each_region_gets_its_own_line_where_the_note_names_it() -> None:
    assert table_of(TERMS, regions_answering({"Ask": None, "Bok": None})).notes == (
        "**Region Ask har inte svarat.",
        "**Region Bok har inte svarat.",
    )


def test_a_mark_for_no_answer_can_stand_at_the_cell() -> None:
    at_cell = TERMS.replace('mark: "**", at: row', 'mark: "**", at: cell')
    table = table_of(at_cell, regions_answering({"Ask": people(number("1"), None)}))
    assert texts(table)[0] == ["Ask", "1", "**"]
    assert table.notes == ("**Region Ask har inte svarat.",)


def test_two_marks_at_one_cell_have_a_comma_between() -> None:
    both = TERMS.replace('mark: "***"\n      at: row', 'mark: "***"\n      at: cell')
    table = table_of(both, regions_answering({"Ask": people(YEARLY, YEARLY, number("4.5"))}))
    assert texts(table)[0] == ["Ask", "5 under året*,***"]
    assert table.rows[0].cells[1].marks == ("*", "***")


def test_rows_stand_under_report_names_in_swedish_order() -> None:
    sources = regions_answering(
        {"Örebro": {}, "Åland": {}, "Zinke": {}, "Ängel": {}, "Västra Gö": {}, "Värm": {}}
    )
    names = [row[0].rstrip("*") for row in texts(table_of(TERMS, sources))][:6]
    assert names == ["Värm", "Västra Gö", "Zinke", "Åland", "Ängel", "Örebro"]


ANSWERS = """
    kind: organisation_rows
    questionnaire: small-region
    header: Region
    columns:
    - {header: Ökat, answer: more}
    - {header: Grupper, answer: groups}
    - {header: Andel, answer: share, decimals: 1}
"""


def test_answers_are_printed_in_the_questionnaires_words() -> None:
    answers: dict[str, Answer] = {
        "more": Chosen("ja"),
        "groups": ChosenSet(("old", "young")),
        "share": number("2.25"),
    }
    table = table_of(ANSWERS, regions_answering({"Ask": answers, "Bok": None}))
    assert texts(table) == [["Ask", "Ja", "Äldre och Unga", "2,3"], ["Bok", "", "", ""]]
    assert [column.numeric for column in table.columns] == [False, False, False, True]


def test_other_words_can_be_printed_for_a_choice() -> None:
    answers: dict[str, Answer] = {"more": Chosen("ja"), "groups": ChosenSet(("old", "young"))}
    table = table_of(ANSWERS + "    print_as: {ja: Jo, young: Barn}\n", regions_answering({"Ask": answers}))
    assert texts(table)[0][1:3] == ["Jo", "Äldre och Barn"]


def test_an_empty_cell_says_why() -> None:
    cells = table_of(ANSWERS, regions_answering({"Ask": {}, "Bok": None})).rows
    assert [row.cells[1].special for row in cells] == ["Saknas svar", "Har inte lämnat in"]


REGISTER = """
    kind: organisation_rows
    questionnaire: small-region
    header: Region
    columns:
    - {header: Andel, measure: share, year: "2030", decimals: 1, unit: "%"}
    country: Riket
    marks:
    - {when: estimated, mark: "*", at: cell, text: Uppskattat.}
"""


def test_register_values_are_printed_with_unit_and_mark_and_the_country_last() -> None:
    register = [
        RegisterValue("01", "share", "2030", Decimal("16.9"), estimated=True),
        RegisterValue("02", "share", "2030", Decimal("-0.74"), estimated=False),
        RegisterValue("00", "share", "2030", Decimal("20"), estimated=False),
        RegisterValue("02", "share", "2029", Decimal("1"), estimated=False),
    ]
    sources = with_registers(regions_answering({"Ask": {}, "Bok": {}, "Ek": {}}), register=register)
    table = table_of(REGISTER, sources)
    assert texts(table) == [["Ask", "16,9 %*"], ["Bok", "−0,7 %"], ["Ek", ""], ["Riket", "20,0 %"]]
    assert table.notes == ("*Uppskattat.",)
    assert table.missing == ("Registret saknar share 2030 för Ek.",)
    assert table.rows[0].cells[1].value == Decimal("16.9")


def test_a_register_value_says_where_it_comes_from_and_that_it_is_rounded() -> None:
    register = [RegisterValue("01", "share", "2030", Decimal("16.94"), estimated=True)]
    cell = (
        table_of(REGISTER, with_registers(regions_answering({"Ask": {}}), register=register)).rows[0].cells[1]
    )
    assert cell.remarks == (
        "Ask, Andel: uppgiften är uppskattad.",
        "Ask, Andel: registrets värde 16,94\u00a0% är avrundat.",
    )
    assert cell.provenance is not None
    assert cell.provenance.sources == (Source("share 2030", "16,94\u00a0%, uppskattat", True),)


def test_a_register_table_needs_no_questionnaire() -> None:
    register = [RegisterValue("01", "share", "2030", Decimal("1"), estimated=False)]
    without = REGISTER.replace("    questionnaire: small-region\n", "")
    table = table_of(without, with_registers(regions_answering({"Ask": {}}), register=register))
    assert texts(table) == [["Ask", "1,0 %"], ["Riket", ""]]
