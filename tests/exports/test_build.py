"""The 16 tables of the 2023 report, built from the collection that is shipped, and what changes them."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from time import process_time

import pytest

from exports.build import Sources, build_tables
from exports.table import Cell, Source, Table
from questionnaires.answers import Absence, Chosen, Number, Special
from tests.exports.collection_2023 import (
    TITLE_2020,
    TITLE_2023,
    changed_cells,
    not_submitted,
    report_2023,
    sources_2023,
    with_answer,
    with_own,
    with_report,
    with_round,
    without_answers,
)
from tests.exports.reading_expected import assert_as_expected, expected_tables


def tables(sources: Sources) -> dict[str, Table]:
    return {table.id: table for table in build_tables(report_2023(), sources)}


@cache
def tables_2023() -> dict[str, Table]:
    return tables(sources_2023())


def table(table_id: str, sources: Sources | None = None) -> Table:
    return (tables(sources) if sources else tables_2023())[table_id]


def changes(after: Sources) -> dict[str, dict[tuple[str, int], str]]:
    """Every cell of every table that is printed otherwise than in the 2023 report."""
    changed = {name: changed_cells(tables_2023()[name], each) for name, each in tables(after).items()}
    return {name: cells for name, cells in changed.items() if cells}


def cell(table: Table, key: str, place: int) -> Cell:
    return next(row for row in table.rows if row.key == key).cells[place]


def remarks(table: Table) -> list[str]:
    return [remark for row in table.rows for each in row.cells for remark in each.remarks]


@pytest.mark.parametrize("table_id", [expected.id for expected in expected_tables(2023)])
def test_a_table_of_the_2023_report_is_the_reports_own(table_id: str) -> None:
    assert_as_expected(table(table_id))


def test_the_tables_stand_in_the_reports_order_and_nothing_is_missing_but_norrbotten_in_2020() -> None:
    built = build_tables(report_2023(), sources_2023())
    assert [each.id for each in built] == [expected.id for expected in expected_tables(2023)]
    assert {each.id: each.missing for each in built if each.missing} == {
        "appendix-9": (f"Norrbotten har inte lämnat in svar på {TITLE_2020}.",)
    }


def test_every_number_knows_what_it_was_counted_from() -> None:
    numbers = [
        (each.id, row.key, place)
        for each in build_tables(report_2023(), sources_2023())
        for row in each.rows
        for place, cell in enumerate(row.cells)
        if isinstance(cell.value, Decimal) and cell.provenance is None
    ]
    # The visits of the worked example are made up.
    assert {table_id for table_id, _, _ in numbers} == {"text-4"}


def test_counted_sources_make_the_number() -> None:
    for row in table("appendix-1").rows:
        provenance = row.cells[1].provenance
        assert provenance is not None
        assert sum(source.counted for source in provenance.sources) == row.cells[1].value


def test_all_tables_are_built_in_half_a_second() -> None:
    report, sources = report_2023(), sources_2023()
    start = process_time()
    build_tables(report, sources)
    assert process_time() - start < 0.5


def test_a_regions_changed_answer_changes_one_number_and_its_provenance() -> None:
    item = "narvard_insatser.aldremottagning_i_samarbete_med_kommuner"
    after = with_answer(sources_2023(), "region-2023", "10", item, Chosen("initierat"))
    assert changes(after) == {"appendix-1": {("aldremottagning_i_samarbete_med_kommuner", 1): "5"}}
    provenance = cell(table("appendix-1", after), "aldremottagning_i_samarbete_med_kommuner", 1).provenance
    assert provenance is not None
    assert provenance.sources[0] == Source("Blekinge", "Initierat", True)


def test_initierat_changed_to_forstarkt_changes_no_number_but_the_provenance() -> None:
    item = "narvard_insatser.fast_lakarkontakt"
    after = with_answer(sources_2023(), "region-2023", "10", item, Chosen("initierat"))
    also = with_answer(sources_2023(), "region-2023", "10", item, Chosen("forstarkt"))
    assert changes(after) == changes(also) == {}
    assert cell(table("appendix-1", after), "fast_lakarkontakt", 1) != cell(
        table("appendix-1", also), "fast_lakarkontakt", 1
    )


def test_a_changed_number_changes_its_cell_and_its_totals() -> None:
    after = with_answer(
        sources_2023(), "region-2023", "08", "utbildningsforman_antal.grundlon_vt", Number(Decimal("15.5"))
    )
    assert changes(after) == {
        "appendix-8": {("08", 3): "16", ("total-1", 3): "1\u00a0260", ("total-2", 4): "2\u00a0861"}
    }


def test_a_changed_yes_changes_one_cell() -> None:
    after = with_answer(sources_2023(), "region-2023", "20", "forandrat_uppdrag", Chosen("ja"))
    assert changes(after) == {"text-3": {("20", 1): "Ja"}}


def test_what_a_region_did_not_answer_is_empty_and_not_a_no() -> None:
    after = with_answer(sources_2023(), "region-2023", "10", "forandrat_uppdrag", None)
    assert changes(after) == {"text-3": {("10", 1): ""}}
    assert cell(table("text-3", after), "10", 1).special == "Saknas svar"


def test_skanes_halves_are_rounded_up_and_the_year_adds_what_is_printed() -> None:
    nine = table("appendix-9")
    assert [each.text for each in next(row for row in nine.rows if row.key == "12").cells] == [
        "Skåne**",
        "0",
        "0",
        "72",
        "138",
    ]
    assert cell(nine, "total-2", 4).text == "1\u00a0553"
    assert remarks(nine)[-1] == (
        "Totalt per år, utbildningstjänst 2020: 1\u00a0553 är summan av de avrundade talen i tabellen; talen som de "
        "angavs ger 1\u00a0552."
    )


def test_vastra_gotaland_cant_estimate_and_ostergotland_counts_in_the_year_only() -> None:
    eight = table("appendix-8")
    unknown, whole_year = cell(eight, "14", 3), cell(eight, "05", 3)
    assert (unknown.text, unknown.width, unknown.special) == ("Kan ej uppskattas", 2, "Kan inte uppskattas")
    assert (whole_year.text, whole_year.width, whole_year.marks) == ("105 under året*", 2, ("*",))
    assert remarks(eight) == [
        "Västra Götaland, grundlön 2023: Kan inte uppskattas.",
        "Östergötland, grundlön 2023: 105 under året. Talet ingår bara i summan för året.",
        "Totalt per termin, Grundlön VT 2023: räknar inte Västra Götaland (Kan inte uppskattas) och Östergötland "
        "(105 för hela året).",
        "Totalt per termin, Grundlön HT 2023: räknar inte Västra Götaland (Kan inte uppskattas) och Östergötland "
        "(105 för hela året).",
        "Totalt per år, grundlön 2023: räknar inte Västra Götaland (Kan inte uppskattas).",
    ]


def test_a_special_in_one_term_only_prints_both_terms_apart() -> None:
    after = with_answer(
        sources_2023(),
        "region-2023",
        "08",
        "utbildningsforman_antal.grundlon_vt",
        Special("kan_inte_uppskattas"),
    )
    assert changes(after) == {
        "appendix-8": {
            ("08", 3): "Kan ej uppskattas",
            ("total-1", 3): "1\u00a0244",
            ("total-2", 4): "2\u00a0845",
        }
    }


def test_kommuner_of_an_rss_that_hasnt_submitted_are_saknas_svar() -> None:
    after = not_submitted(sources_2023(), "rss-gotland")
    changed = changes(after)
    assert set(changed) <= {"text-5", "text-6", "appendix-2", "appendix-5", "appendix-7"}
    for name in ("text-5", "appendix-2"):
        assert table(name, after).missing == (
            "RSS Gotland (Region Gotland) har inte lämnat in: 1 kommun räknas som saknas svar.",
        )
    silent = cell(table("text-5", after), "fast_vardkontakt_okat", 4).provenance
    assert silent is not None
    assert (
        Source(
            "RSS Gotland (Region Gotland)", "har inte lämnat in, 1 av 1 kommun räknas som saknas svar", True
        )
        in silent.sources
    )
    assert silent.summary == "13 av 290 kommuner (4,5\u00a0%) saknar svar."


def test_several_rss_that_havent_submitted_are_counted_and_named() -> None:
    after = not_submitted(not_submitted(sources_2023(), "rss-gotland"), "rss-skane", state="returned")
    after = not_submitted(after, "rss-kalmar", state="not_started")
    assert table("appendix-7", after).missing == (
        "2 RSS har inte lämnat in, och deras 13 kommuner räknas som saknas svar: RSS Gotland (Region Gotland) (1) "
        "och RSS Kalmar län (12).",
        "Komplettering är begärd av Skånes Kommuner: 33 kommuner räknas som saknas svar.",
    )


def test_an_rss_without_kommuner_is_missed_by_no_table() -> None:
    assert changes(not_submitted(sources_2023(), "rss-vastkom")) == {}
    assert table("appendix-2", not_submitted(sources_2023(), "rss-vastkom")).missing == ()


def test_a_reopened_report_counts_in_its_old_version_and_is_named() -> None:
    after = with_report(sources_2023(), "rss-skane", state="reopened", number=2)
    assert changes(after) == {}
    assert table("appendix-5", after).missing == (
        "Skånes Kommuner är upplåst för en ny version: version 2 räknas tills den nya har lämnats in.",
    )


def test_a_returned_region_is_left_out_and_named() -> None:
    after = without_answers(sources_2023(), "region-2023", "09", state="returned")
    three = table("text-3", after)
    assert [each.text for each in next(row for row in three.rows if row.key == "09").cells] == [
        "Gotland",
        "",
        "",
        "",
    ]
    assert three.missing == (
        f"Komplettering är begärd av Gotland: svaret på {TITLE_2023} räknas inte förrän det har lämnats in igen.",
    )
    provenance = cell(table("appendix-1", after), "fast_lakarkontakt", 1).provenance
    assert provenance is not None
    assert Source("Gotland", "komplettering är begärd, räknas inte", False) in provenance.sources


def test_a_region_that_declines_is_told_from_one_that_is_silent() -> None:
    after = without_answers(
        without_answers(sources_2023(), "region-2023", "09", state="declined", absence=Absence.DECLINED),
        "region-2023",
        "10",
        state="draft",
    )
    assert table("appendix-4", after).missing == (
        f"Blekinge har inte lämnat in svar på {TITLE_2023}.",
        f"Gotland avstår från att svara på {TITLE_2023}.",
    )


def test_a_reopened_region_counts_in_its_old_version_and_is_named() -> None:
    after = with_own(
        sources_2023(), "region-2023", "01", lambda own: replace(own, state="reopened", submission=3)
    )
    assert changes(after) == {}
    assert table("text-3", after).missing == (
        "Stockholm är upplåst för en ny version: version 3 räknas tills den nya har lämnats in.",
    )


def test_without_any_data_every_table_has_its_header_and_says_what_is_missing() -> None:
    built = tables(Sources({}))
    assert {name: each.missing for name, each in built.items() if name.startswith("text")} == {
        "text-1": ("Inga indikatorer är inlästa.",),
        "text-2": ("Inga indikatorer är inlästa.",),
        "text-3": ("Enkäten region-2023 är inte inläst.",),
        "text-4": (),
        "text-5": ("Enkäten kommun-2023 är inte inläst.",),
        "text-6": ("Enkäten kommun-2023 är inte inläst.",),
    }
    assert built["appendix-3"].missing == ("Enkäten region-2023 är inte inläst.", "Inget register är inläst.")
    assert [len(each.columns) for each in built.values()] == [
        len(each.columns) for each in tables_2023().values()
    ]
    assert [[each.text for each in row.cells] for row in built["text-6"].rows] == [
        ["Ekonomiskt bidrag", "", "", ""],
        ["Bibehållen grundlön", "", "", ""],
    ]


def test_without_its_questionnaire_a_table_of_regions_keeps_the_rows_and_the_register() -> None:
    only_2020 = replace(sources_2023(), rounds={2020: sources_2023().rounds[2020]})
    three = table("appendix-3", only_2020)
    assert [each.text for each in three.rows[0].cells] == ["Blekinge", "16,9\u00a0%", "\u22120,7", "", ""]
    assert len(three.rows) == 22
    assert three.missing == ("Enkäten region-2023 är inte inläst.",)


def test_without_the_register_its_columns_are_empty_and_the_table_says_so() -> None:
    three = table("appendix-3", replace(sources_2023(), register=()))
    assert [each.text for each in three.rows[0].cells] == ["Blekinge", "", "", "Nej", "Nej"]
    assert three.missing == ("Inget register är inläst.",)
    assert three.notes == ()


def test_what_a_table_names_and_its_questionnaire_has_lost_is_said() -> None:
    data = sources_2023().rounds[2023]
    emptied = replace(data.definitions["region-2023"], sections=())
    changed = replace(data, definitions={**data.definitions, "region-2023": emptied})
    lost = table("appendix-1", with_round(sources_2023(), changed))
    assert lost.rows == ()
    assert lost.missing == (
        "Frågan ”narvard_insatser” finns inte i region-2023. Det finns inget att välja på.",
    )
