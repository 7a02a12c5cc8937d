"""The workbook, read back with openpyxl."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.table import Column, HeaderGroup, Row, Table
from exports.writers.xlsx import write_workbook
from tests.exports.writers.books import (
    BOOK,
    GRANTS,
    INDEX,
    RESOURCES,
    book_of,
    number,
    table_of,
    word,
)
from tests.exports.writers.workbooks import links, read, sheet_of, values


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return read()


def footer(sheet: Worksheet) -> tuple[str | None, str | None]:
    odd = sheet.oddFooter
    assert odd
    assert odd.left
    assert odd.right
    return odd.left.text, odd.right.text


def shown(sheet: Worksheet) -> Iterator[tuple[object, str]]:
    """What a Swedish Excel shows of each number, by its value and format alone."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                whole, decimals, suffix = re.fullmatch(
                    r"(#,##0|0)(?:\.(0+))?(.*)", cell.number_format
                ).groups()  # type: ignore[union-attr]  # another format is to fail here
                text = f"{cell.value:{',' if ',' in whole else ''}.{len(decimals or '')}f}"
                text = text.translate(str.maketrans(",.-", "\u00a0,−"))
                yield cell.value, text + suffix.replace('\\"', "\0").replace('"', "").replace("\0", '"')


def test_contents_and_method_come_first_then_a_sheet_a_table(workbook: Workbook) -> None:
    assert workbook.sheetnames == [
        "Innehåll",
        "Metod",
        "Tabell 2",
        "Tabell 4",
        "Bilaga 3 Tabell 3",
        "Bilaga 3 Tabell 8",
    ]


def test_the_contents_say_what_the_book_is_and_lists_every_sheet(workbook: Workbook) -> None:
    assert values(workbook["Innehåll"]) == [
        ["Uppföljning av god och nära vård 2023", None],
        ["Preliminär version 2", None],
        ["284 av 290 kommuner, 21 av 21 regioner", None],
        ["Blad", "Innehåll"],
        ["Metod", "Hur tabellerna är gjorda, och vad som saknas i dem"],
        ["Tabell 2", "=Tabell 2. Ord"],
        ["Tabell 4", "Tabell 4. Exempel på kontinuitetsindex"],
        ["Bilaga 3 Tabell 3", "Tabell 3. Primärvårdens resurser i regionerna"],
        ["Bilaga 3 Tabell 8", "Tabell 8. Antal sjuksköterskor"],
    ]


def test_the_contents_link_to_every_sheet_and_every_sheet_links_back(workbook: Workbook) -> None:
    assert links(workbook["Innehåll"]) == [
        ("Metod", "'Metod'!A1"),
        ("Tabell 2", "'Tabell 2'!A1"),
        ("Tabell 4", "'Tabell 4'!A1"),
        ("Bilaga 3 Tabell 3", "'Bilaga 3 Tabell 3'!A1"),
        ("Bilaga 3 Tabell 8", "'Bilaga 3 Tabell 8'!A1"),
    ]
    for sheet in workbook.worksheets[1:]:
        assert links(sheet) == [("Till innehållet", "'Innehåll'!A1")]


def test_the_method_has_its_sections(workbook: Workbook) -> None:
    assert values(workbook["Metod"]) == [
        ["Metod", None],
        ["Underlag", None],
        ["Insamling", "2023"],
        ["Kommuner", "284 av 290"],
        ["Saknas", None],
        ["Regioner", "=ingen"],
        ["Till innehållet", None],
    ]


def test_a_tables_sheet_has_title_subtitle_header_rows_notes_what_is_missing_and_source(
    workbook: Workbook,
) -> None:
    assert values(workbook["Bilaga 3 Tabell 3"]) == [
        ["Tabell 3. Primärvårdens resurser i regionerna", None, None, None, None],
        ["Andel, förändring och antal", None, None, None, None],
        ["Region", "Andel 2023", "Förändring", "Antal", "Beslut"],
        ["Blekinge", 16.9, -0.7, 0, "Nej"],
        ["Södermanland", 19.2, -1.5, 1249, None],
        ["Riket", 20, 0.4, 1249, None],
        ["*Uppgifter är uppskattade.", None, None, None, None],
        ["Förändring: procentenheter.", None, None, None, None],
        ["Region Gotland har inte svarat.", None, None, None, None],
        ["Källa: SCB genom Kolada.", None, None, None, None],
        ["Till innehållet", None, None, None, None],
    ]


def test_groups_stand_above_the_header(workbook: Workbook) -> None:
    assert values(workbook["Tabell 4"])[1:5] == [
        ["Kontinuitetsindex", "Antal läkarbesök", None],
        [None, "Läkare 1", "Läkare 2"],
        [0.4, 5, 1],
        [0.27, 6, "-"],
    ]


def test_numbers_have_formats_that_print_them_with_unit_and_marks(workbook: Workbook) -> None:
    sheet = workbook["Bilaga 3 Tabell 3"]
    assert [[cell.number_format for cell in row] for row in sheet["B4:D5"]] == [
        ['0.0"\u00a0%"', "0.0", "#,##0"],
        ['0.0"\u00a0%*"', '0.0"*"', "#,##0"],
    ]
    assert workbook["Bilaga 3 Tabell 8"]["B4"].number_format == '#,##0" under året*"'
    assert [workbook["Tabell 4"][name].number_format for name in ("A4", "A5")] == ["0.0", "0.00"]


@pytest.mark.parametrize("table", [RESOURCES, GRANTS, INDEX], ids=lambda table: table.id)
def test_what_excel_shows_is_what_the_cell_prints(table: Table) -> None:
    printed = [
        (float(cell.value), cell.text)  # type: ignore[arg-type]  # a number cell's value
        for row in table.rows
        for cell in row.cells
        if cell.type.value == "number"
    ]
    assert list(shown(sheet_of(table))) == printed


def test_a_mark_with_a_quotation_mark_is_shown_as_it_is() -> None:
    sheet = sheet_of(table_of((number("1", '1 "ca"'),)))
    assert list(shown(sheet)) == [(1, '1 "ca"')]


def test_a_year_is_not_grouped() -> None:
    assert sheet_of(table_of((number("2023", "2023"),)))["A3"].number_format == "0"


def test_text_that_looks_like_a_formula_is_text(workbook: Workbook) -> None:
    cells = [cell for row in workbook["Tabell 2"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[0] for row in values(workbook["Tabell 2"])][:5] == [
        "=Tabell 2. Ord",
        "Indikator",
        "=1+1",
        "@SUM(A1)",
        "2013–2023",
    ]


@given(st.text(max_size=60).filter(lambda text: not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", text)))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert (sheet_of(table_of((word("rad"), word(text))))["B3"].value or "") == text


@pytest.mark.parametrize(
    "text", ["<r>a</r>", "<r><t>a</t></r>", "_x0041_", "  a ", "\na\n", "a\tb", "'", "Å\u0308"]
)
def test_a_text_that_looks_like_markup_or_begins_with_space_comes_back_as_it_was(text: str) -> None:
    assert (sheet_of(table_of((word("rad"), word(text))))["B3"].value or "") == text


def test_control_characters_are_shown_as_unreadable_and_line_breaks_are_excels() -> None:
    sheet = sheet_of(table_of((word("a\x00b\x0bc\ufffed"), word("a\r\nb\rc"))))
    assert values(sheet)[2] == ["a\ufffdb\ufffdc\ufffdd", "a\nb\nc"]


def test_a_cell_over_two_columns_is_centred_across_them_without_merging(workbook: Workbook) -> None:
    sheet = workbook["Bilaga 3 Tabell 8"]
    assert values(sheet)[2:6] == [
        ["Dalarna", 82, 0],
        ["Östergötland", 105, None],
        ["Västra Götaland", "Kan ej uppskattas", None],
        ["Totalt per år", None, 187],
    ]
    across = [[cell.alignment.horizontal == "centerContinuous" for cell in row] for row in sheet["B3:C6"]]
    assert across == [[False, False], [True, True], [True, True], [False, False]]


def test_no_cells_are_merged(workbook: Workbook) -> None:
    assert [len(sheet.merged_cells.ranges) for sheet in workbook.worksheets] == [0] * 6


def test_numbers_stand_to_the_right_under_their_headers(workbook: Workbook) -> None:
    sheet = workbook["Bilaga 3 Tabell 3"]
    assert [cell.alignment.horizontal for cell in sheet[3]] == [None, "right", "right", "right", "left"]
    assert [cell.alignment.horizontal for cell in sheet[4]] == [None, "right", "right", "right", "left"]
    assert [cell.alignment.wrap_text for cell in sheet[3]] == [True] * 5


def test_totals_are_set_apart(workbook: Workbook) -> None:
    sheet = workbook["Bilaga 3 Tabell 3"]
    assert [sheet.cell(row, 1).font.bold for row in (4, 5, 6)] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "frozen", "repeated"),
    [
        ("Tabell 2", "A3", "$2:$2"),
        ("Tabell 4", "A4", "$2:$3"),
        ("Bilaga 3 Tabell 3", "A4", "$3:$3"),
        ("Bilaga 3 Tabell 8", "A3", "$2:$2"),
    ],
)
def test_the_header_stays_on_screen_and_is_repeated_on_paper(
    workbook: Workbook, name: str, frozen: str, repeated: str
) -> None:
    assert (workbook[name].freeze_panes, workbook[name].print_title_rows) == (frozen, repeated)


def test_every_sheet_prints_on_a4_one_page_wide_with_page_numbers(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert footer(sheet) == ("&A · Preliminär version 2", "Sida &P av &N")


def test_a_wide_table_lies_down_and_a_narrow_one_stands(workbook: Workbook) -> None:
    wide = table_of(tuple(word("x" * 40) for _ in range(4)))
    assert sheet_of(wide).page_setup.orientation == "landscape"
    assert workbook["Bilaga 3 Tabell 8"].page_setup.orientation == "portrait"


def test_an_ampersand_in_the_edition_is_printed() -> None:
    sheet = read(replace(BOOK, edition="R&D")).worksheets[0]
    assert footer(sheet) == ("&A · R&&D", "Sida &P av &N")


def test_a_table_with_one_header_row_is_named_without_its_totals(workbook: Workbook) -> None:
    (named,) = workbook["Bilaga 3 Tabell 3"].tables.values()
    assert (named.name, named.ref) == ("tabell_3_appendix_3", "A3:E5")
    assert [column.name for column in named.tableColumns] == [
        "Region",
        "Andel 2023",
        "Förändring",
        "Antal",
        "Beslut",
    ]


def test_a_named_table_says_what_it_is_about() -> None:
    with ZipFile(BytesIO(write_workbook(book_of(RESOURCES)))) as parts:
        part = parts.read("xl/tables/table2.xml").decode()
    assert (
        '<x14:table altText="Tabell 3. Primärvårdens resurser i regionerna" '
        'altTextSummary="Andel, förändring och antal"/>'
    ) in part


A_ROW = (word("a"), word("b"))


@pytest.mark.parametrize(
    "table",
    [
        table_of(A_ROW, columns=(Column("Samma"), Column("samma"))),
        table_of(A_ROW, columns=(Column(""), Column("Andel"))),
        table_of(A_ROW, columns=(Column("Rad\nbruten"), Column("Andel"))),
        table_of(A_ROW, columns=(Column("_x0041_"), Column("Andel"))),
        table_of(A_ROW, groups=(HeaderGroup("Grupp", 2),)),
        table_of(A_ROW, (word("över båda", width=2),)),
        table_of(A_ROW, rows=(Row("t", A_ROW, total=True), Row("a", A_ROW))),
        table_of(A_ROW, rows=(Row("t", A_ROW, total=True),)),
        table_of(A_ROW, rows=()),
    ],
    ids=["equal", "empty", "broken", "escape", "groups", "span", "total first", "only totals", "no rows"],
)
def test_a_table_that_excel_would_not_take_as_one_is_a_plain_range(table: Table) -> None:
    assert dict(sheet_of(table).tables) == {}


def test_every_column_is_wide_enough_for_its_numbers() -> None:
    sheet = sheet_of(
        table_of((word("rad"), number("1234567890", "1\u00a0234\u00a0567\u00a0890 under hela året*")))
    )
    assert sheet.column_dimensions["B"].width > len("1 234 567 890 under hela året*")


def test_a_long_note_is_wrapped_in_the_first_column_and_its_row_is_high_enough() -> None:
    sheet = sheet_of(table_of((word("a"), word("b")), notes=("ord " * 60,)))
    assert sheet["A4"].alignment.wrap_text is True
    lines_at_most_48_wide = 240 / 48
    assert sheet.row_dimensions[4].height >= 15 * lines_at_most_48_wide


def test_the_documents_properties_say_what_it_is_in_which_language(workbook: Workbook) -> None:
    properties = workbook.properties
    assert (properties.title, properties.creator, properties.language, properties.subject) == (
        "Uppföljning av god och nära vård 2023",
        "Socialstyrelsen",
        "sv-SE",
        "Preliminär version 2. 284 av 290 kommuner, 21 av 21 regioner",
    )
    assert properties.created == datetime(2024, 4, 4, 8, 12, 30)
    assert properties.modified == datetime(2024, 4, 4, 8, 12, 30)


def test_the_same_book_gives_the_same_bytes() -> None:
    assert write_workbook(BOOK) == write_workbook(BOOK)


def test_progress_is_told_after_each_table() -> None:
    told: list[tuple[int, int]] = []
    write_workbook(BOOK, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_book_without_tables_has_contents_and_method() -> None:
    assert read(book_of()).sheetnames == ["Innehåll", "Metod"]
