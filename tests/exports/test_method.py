import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from exports.build import Sources
from exports.method import KommunerByState, canonical_data, checksum_of, method_sections, received_line
from questionnaires.answers import Absence, Chosen
from tests.exports.collection_2023 import (
    TITLE_2020,
    TITLE_2023,
    not_submitted,
    report_2023,
    sources_2023,
    with_answer,
    with_own,
    with_report,
    with_round,
    without_answers,
)

LAST_EVENT = datetime(2024, 4, 4, 12, 3, tzinfo=UTC)


def sections(
    sources: Sources, *, states: KommunerByState | None = None, demo: bool = False
) -> dict[str, tuple[tuple[str, str], ...]]:
    made = method_sections(
        report_2023(),
        sources,
        edition="Preliminär version 2",
        last_event=LAST_EVENT,
        checksum="abc",
        kommuner_by_state=states or {},
        demo=demo,
    )
    return {section.title: section.rows for section in made}


def checksum(sources: Sources) -> str:
    return checksum_of(canonical_data(report_2023(), sources))


def test_the_method_says_edition_last_event_and_checksum() -> None:
    assert sections(sources_2023())["Tabeller 2023"] == (
        ("Utgåva", "Preliminär version 2"),
        ("Senast ändrad", "4 april 2024 kl. 14.03"),
        ("Kontrollsumma (SHA-256)", "abc"),
    )


def test_a_demonstration_says_that_most_answers_are_constructed() -> None:
    label, text = sections(sources_2023(), demo=True)["Tabeller 2023"][-1]
    assert label == "Demonstration"
    assert text.startswith("Det här är en demonstration. De flesta svar är påhittade")


def test_the_method_says_the_rounds_state_frame_and_deadline() -> None:
    assert sections(sources_2023())["Insamlingen 2023"] == (
        ("Läge", "stängd"),
        ("Ram", "21 regioner, 25 RSS och 290 kommuner. Alla ska svara: det är en totalundersökning."),
        ("Sista svarsdag", "31 mars 2024"),
        ("Enkät region-2023", "God och nära vård 2023 – enkät till regionerna"),
        ("Enkät rss-2023", "God och nära vård 2023 – enkät till RSS-organisationerna"),
        ("Enkät kommun-2023", "God och nära vård 2023 – hjälpenkät till kommunerna"),
    )


def test_response_rates_are_told_nationally_and_by_rss() -> None:
    told = sections(sources_2023())
    assert told["Svarsfrekvens 2023"] == (
        ("Regioner (region-2023)", "21 av 21 (100,0\u00a0%)"),
        ("RSS (rss-2023)", "25 av 25 (100,0\u00a0%)"),
        ("Kommuner (kommun-2023)", "284 av 290 (97,9\u00a0%)"),
    )
    by_rss = told["Kommunernas svar per RSS, kommun-2023"]
    assert len(by_rss) == 24
    assert by_rss[:2] == (
        ("Boråsregionen Sjuhärads kommunalförbund", "8 av 8 (100,0\u00a0%)"),
        ("FoU Socialtjänst, Region Västerbotten", "14 av 15 (93,3\u00a0%)"),
    )


def test_an_older_questionnaire_that_a_table_counts_has_its_own_rates() -> None:
    told = sections(sources_2023())
    assert told["Svarsfrekvens 2020"] == (("Regioner (region-2020)", "20 av 21 (95,2\u00a0%)"),)
    assert told["Saknas eller räknas inte 2020"] == (
        (
            "Regioner (region-2020)",
            f"Norrbotten har inte lämnat in svar på {TITLE_2020}.",
        ),
    )


def test_kommuner_that_are_not_counted_are_told_as_counts_per_rss() -> None:
    states = {"kommun-2023": {"rss-varmland": {"approved": 14, "declined": 1, "draft": 1}}}
    assert sections(sources_2023(), states=states)["Saknas eller räknas inte 2023"] == (
        ("FoU Socialtjänst, Region Västerbotten (kommun-2023)", "1 kommun räknas som saknas svar."),
        ("Fyrbodals kommunalförbund (kommun-2023)", "1 kommun räknas som saknas svar."),
        (
            "RSS Värmland (kommun-2023)",
            "2 kommuner räknas som saknas svar. Läget nu: 1 påbörjad och 1 avstår.",
        ),
        ("RSS Östergötland (kommun-2023)", "1 kommun räknas som saknas svar."),
        ("Skånes Kommuner (kommun-2023)", "1 kommun räknas som saknas svar."),
    )


def test_regions_and_rss_that_are_missing_returned_reopened_or_decline_are_named() -> None:
    sources = without_answers(sources_2023(), "region-2023", "09", state="declined", absence=Absence.DECLINED)
    sources = without_answers(sources, "region-2023", "10", state="returned")
    sources = with_own(sources, "region-2023", "01", lambda own: replace(own, state="reopened"))
    sources = with_report(not_submitted(sources, "rss-gotland"), "rss-halland", without_own=True)
    told = sections(sources)["Saknas eller räknas inte 2023"]
    assert [row for row in told if "räknas som saknas svar" not in row[1]] == [
        ("Regioner (region-2023)", f"Gotland avstår från att svara på {TITLE_2023}."),
        (
            "Regioner (region-2023)",
            f"Komplettering är begärd av Blekinge: svaret på {TITLE_2023} räknas inte förrän det har lämnats in igen.",
        ),
        (
            "Regioner (region-2023)",
            "Stockholm är upplåst för en ny version: version 1 räknas tills den nya har lämnats in.",
        ),
        ("RSS Halland (Region Halland)", "Har lämnat in utan egna svar."),
    ]
    assert (
        "RSS (kommun-2023)",
        "RSS Gotland (Region Gotland) har inte lämnat in: 1 kommun räknas som saknas svar.",
    ) in told


def test_a_round_where_nothing_is_missing_says_so() -> None:
    data = sources_2023().rounds[2023]
    reports = tuple(replace(each, counted={"kommun-2023": each.kommuner}) for each in data.reports)
    told = sections(with_round(sources_2023(), replace(data, reports=reports)))
    assert told["Saknas eller räknas inte 2023"] == (("Allt är inlämnat", "Inget saknas."),)


def test_the_rules_stand_last_and_a_questionnaire_that_isnt_read_in_is_named() -> None:
    told = sections(replace(sources_2023(), rounds={2023: sources_2023().rounds[2023]}))
    assert list(told)[-2:] == ["Inte inläst", "Så räknas det"]
    assert told["Inte inläst"] == (("region-2020", "Enkäten region-2020 är inte inläst."),)
    assert dict(told["Så räknas det"])["Avrundning"] == "Halva tal avrundas uppåt: 0,5 blir 1."


def test_of_how_many_is_told_in_one_line() -> None:
    assert received_line(sources_2023().rounds[2023]) == "284 av 290 kommuner, 21 av 21 regioner"
    assert received_line(sources_2023().rounds[2020]) == "20 av 21 regioner"


def test_the_checksum_is_of_plain_data_that_can_be_stored_and_read_back() -> None:
    data = canonical_data(report_2023(), sources_2023())
    assert re.fullmatch("[0-9a-f]{64}", checksum_of(data))
    assert checksum_of(json.loads(json.dumps(data))) == checksum_of(data)


def test_the_checksum_doesnt_depend_on_when_or_in_what_order_data_was_read_in() -> None:
    sources = sources_2023()
    data = sources.rounds[2023]
    moved = replace(
        data,
        last_event=datetime(2030, 1, 1, tzinfo=UTC),
        state="published",
        own={key: data.own[key][::-1] for key in sorted(data.own, reverse=True)},
        reports=data.reports[::-1],
    )
    again = with_round(replace(sources, register=sources.register[::-1]), moved)
    assert checksum(again) == checksum(sources)


def test_a_changed_answer_changes_the_checksum() -> None:
    after = with_answer(sources_2023(), "region-2023", "10", "forandrat_uppdrag", Chosen("ja"))
    assert checksum(after) != checksum(sources_2023())


def test_what_the_tables_say_about_where_an_answer_stands_changes_the_checksum() -> None:
    accepted = with_own(sources_2023(), "region-2023", "10", lambda own: replace(own, state="submitted"))
    reopened = with_own(sources_2023(), "region-2023", "10", lambda own: replace(own, state="reopened"))
    assert checksum(accepted) == checksum(sources_2023())
    assert checksum(reopened) != checksum(sources_2023())


def test_a_changed_register_value_changes_the_checksum_and_one_that_no_table_reads_doesnt() -> None:
    first, *others = sources_2023().register
    changed = replace(sources_2023(), register=(replace(first, value=Decimal("17.0")), *others))
    added = replace(sources_2023(), register=(*sources_2023().register, replace(first, year="2024")))
    assert checksum(changed) != checksum(sources_2023())
    assert checksum(added) == checksum(sources_2023())


def test_a_later_years_indicator_value_leaves_the_checksum_alone() -> None:
    later = replace(sources_2023().indicators[-1], year=2025)
    assert checksum(replace(sources_2023(), indicators=(*sources_2023().indicators, later))) == checksum(
        sources_2023()
    )


def test_no_kommuns_answer_is_in_the_data() -> None:
    reports = canonical_data(report_2023(), sources_2023())["questionnaires"]["kommun-2023"]
    assert reports["answers"] == {}
    assert len(reports["reports"]) == 25
