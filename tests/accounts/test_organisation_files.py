"""Reading lan.csv, rss.csv and kommuner.csv: what a right folder says, and every way of being wrong."""

from pathlib import Path

import pytest

from accounts.models import OrganisationKind
from accounts.organisation_files import OrganisationLine, read_organisations
from reading.errors import FileErrors

LAN = """\
lan_code,lan_name,region_name_report,region_official
01,Norra län,Norr,Region Norr
02,Åländska län,Åland,Region Åland
"""
RSS = """\
rss_id,rss_name,lan_code,area_name
rss-norr,RSS Norr,01,Norr
rss-ass,RSS Åss,02,Åss
"""
KOMMUNER = """\
kommun_code,kommun_name,lan_code,rss_id
0101,Alby,01,rss-norr
0201,Åby,02,rss-ass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A right folder; a test spoils what it is about."""
    (tmp_path / "lan.csv").write_text(LAN, encoding="utf-8")
    (tmp_path / "rss.csv").write_text(RSS, encoding="utf-8")
    (tmp_path / "kommuner.csv").write_text(KOMMUNER, encoding="utf-8")
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def errors_of(folder: Path) -> list[str]:
    with pytest.raises(FileErrors) as raised:
        read_organisations(folder)
    assert raised.value.count == len(raised.value.errors)
    return [str(error) for error in raised.value.errors]


def test_a_folder_gives_regions_then_rss_then_kommuner(folder: Path) -> None:
    assert read_organisations(folder) == (
        OrganisationLine(OrganisationKind.REGION, "01", "Region Norr", "Norr", "01", "Norra län"),
        OrganisationLine(OrganisationKind.REGION, "02", "Region Åland", "Åland", "02", "Åländska län"),
        OrganisationLine(OrganisationKind.RSS, "rss-norr", "RSS Norr", "Norr", "01", "Norra län"),
        OrganisationLine(OrganisationKind.RSS, "rss-ass", "RSS Åss", "Åss", "02", "Åländska län"),
        OrganisationLine(OrganisationKind.KOMMUN, "0101", "Alby", "Alby", "01", "Norra län", "rss-norr"),
        OrganisationLine(OrganisationKind.KOMMUN, "0201", "Åby", "Åby", "02", "Åländska län", "rss-ass"),
    )


def test_a_byte_order_mark_from_excel_is_no_error(folder: Path) -> None:
    (folder / "lan.csv").write_bytes(b"\xef\xbb\xbf" + LAN.encode())
    assert len(read_organisations(folder)) == 6


def test_a_wrong_encoding_is_refused_with_the_first_line_that_has_it(folder: Path) -> None:
    (folder / "kommuner.csv").write_bytes(KOMMUNER.encode("latin-1"))
    assert errors_of(folder) == ["kommuner.csv, rad 3: Filen är inte UTF-8. Spara om den som ”CSV UTF-8”."]


def test_a_wrong_header_says_what_it_should_be(folder: Path) -> None:
    spoil(folder / "rss.csv", "rss_id,rss_name", "rss_id,namn")
    assert errors_of(folder) == [
        "rss.csv, rad 1: Första raden ska vara ”rss_id,rss_name,lan_code,area_name” men är "
        "”rss_id,namn,lan_code,area_name”."
    ]


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "rss.csv").write_text("", encoding="utf-8")
    assert errors_of(folder) == [
        "rss.csv, rad 1: Första raden ska vara ”rss_id,rss_name,lan_code,area_name” men är ”en tom rad”."
    ]


def test_a_header_without_lines_is_refused(folder: Path) -> None:
    (folder / "kommuner.csv").write_text(KOMMUNER.splitlines()[0] + "\n", encoding="utf-8")
    assert errors_of(folder) == ["kommuner.csv: Filen har inga rader utöver rubriken."]


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "lan.csv").unlink()
    assert errors_of(folder) == [f"lan.csv: Filen finns inte: {folder / 'lan.csv'}."]


def test_unknown_lan_and_rss_are_refused_with_their_lines(folder: Path) -> None:
    spoil(folder / "rss.csv", "rss-ass,RSS Åss,02", "rss-ass,RSS Åss,03")
    spoil(folder / "kommuner.csv", "0201,Åby,02,rss-ass", "0201,Åby,04,rss-vast")
    assert errors_of(folder) == [
        "kommuner.csv, rad 3: Länet ”04” finns inte i lan.csv.",
        "kommuner.csv, rad 3 (Åby): RSS ”rss-vast” finns inte i rss.csv.",
        "rss.csv, rad 3: Länet ”03” finns inte i lan.csv.",
    ]


def test_codes_written_twice_name_the_line_where_they_stood_first(folder: Path) -> None:
    (folder / "lan.csv").write_text(LAN + "01,Södra län,Syd,Region Syd\n", encoding="utf-8")
    (folder / "kommuner.csv").write_text(KOMMUNER + "0101,Alby,01,rss-norr\n", encoding="utf-8")
    assert errors_of(folder) == [
        "kommuner.csv, rad 4: Koden 0101 står redan på rad 2. Ta bort den ena raden.",
        "lan.csv, rad 4: Koden 01 står redan på rad 2. Ta bort den ena raden.",
    ]


def test_codes_that_a_spreadsheet_has_made_numbers_of_are_refused(folder: Path) -> None:
    spoil(folder / "lan.csv", "01,Norra", "1,Norra")
    spoil(folder / "kommuner.csv", "0101,Alby", "101,Alby")
    assert errors_of(folder) == [
        "kommuner.csv, rad 2: ”101” är ingen kommunkod: den ska ha 4 siffror, med inledande nolla.",
        "kommuner.csv, rad 2: Länet ”01” finns inte i lan.csv.",
        "lan.csv, rad 2: ”1” är ingen länskod: den ska ha 2 siffror, med inledande nolla.",
        "rss.csv, rad 2: Länet ”01” finns inte i lan.csv.",
    ]


def test_digits_of_other_scripts_make_no_code(folder: Path) -> None:
    spoil(folder / "kommuner.csv", "0101,Alby", "٠١٠١,Alby")
    assert errors_of(folder) == [
        "kommuner.csv, rad 2: ”٠١٠١” är ingen kommunkod: den ska ha 4 siffror, med inledande nolla."
    ]


def test_each_empty_value_is_named_once_by_its_column(folder: Path) -> None:
    spoil(folder / "lan.csv", "Norr,Region Norr", " ,Region Norr")
    spoil(folder / "kommuner.csv", "0201,Åby,02,rss-ass", ",,,")
    assert errors_of(folder) == [
        "kommuner.csv, rad 3: Kolumnen kommun_code är tom. Fyll i den.",
        "kommuner.csv, rad 3: Kolumnen kommun_name är tom. Fyll i den.",
        "kommuner.csv, rad 3: Kolumnen lan_code är tom. Fyll i den.",
        "kommuner.csv, rad 3: Kolumnen rss_id är tom. Fyll i den.",
        "lan.csv, rad 2: Kolumnen region_name_report är tom. Fyll i den.",
    ]


def test_a_line_cut_off_is_refused(folder: Path) -> None:
    (folder / "kommuner.csv").write_text(KOMMUNER[: -len(",02,rss-ass\n")], encoding="utf-8")
    assert errors_of(folder) == ["kommuner.csv, rad 3: Raden har 2 värden men ska ha 4."]


def test_a_file_cut_off_inside_quotes_is_refused(folder: Path) -> None:
    (folder / "kommuner.csv").write_text(KOMMUNER + '0202,"Öby', encoding="utf-8")
    assert errors_of(folder) == [
        "kommuner.csv, rad 4: Raden kan inte läsas som CSV (unexpected end of data). Kontrollera citattecknen."
    ]


def test_values_that_no_page_could_show_are_refused(folder: Path) -> None:
    spoil(folder / "rss.csv", "rss-ass,RSS Åss", f"{'r' * 41},RSS Åss")
    spoil(folder / "kommuner.csv", "0101,Alby", f"0101,{'A' * 101}")
    spoil(folder / "kommuner.csv", "0201,Åby,02,rss-ass", '0201,"Å\nby",02,rss-norr')
    assert errors_of(folder) == [
        "kommuner.csv, rad 2: Kolumnen kommun_name har 101 tecken. Den får ha högst 100.",
        "kommuner.csv, rad 4: Kolumnen kommun_name har radbrytningar eller styrtecken. Ta bort dem.",
        "rss.csv, rad 3: Kolumnen rss_id har 41 tecken. Den får ha högst 40.",
    ]


def test_the_errors_of_all_three_files_come_in_one_run(folder: Path) -> None:
    spoil(folder / "lan.csv", "02,Åländska län", "2,Åländska län")
    spoil(folder / "rss.csv", "rss-norr,RSS Norr", "rss-norr,")
    spoil(folder / "kommuner.csv", "0101,Alby,01", "0101,Alby")
    assert errors_of(folder) == [
        "kommuner.csv, rad 2: Raden har 3 värden men ska ha 4.",
        "kommuner.csv, rad 3: Länet ”02” finns inte i lan.csv.",
        "lan.csv, rad 3: ”2” är ingen länskod: den ska ha 2 siffror, med inledande nolla.",
        "rss.csv, rad 2: Kolumnen rss_name är tom. Fyll i den.",
        "rss.csv, rad 3: Länet ”02” finns inte i lan.csv.",
    ]
