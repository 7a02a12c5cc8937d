"""A changed answer changes exactly the cells that it should, and where they say they come from."""

from decimal import Decimal
from pathlib import Path

import pytest

from accounts.services import system_user
from exports.editions import book
from exports.table import Cell, Table
from questionnaires.models import FrameMember, Response
from questionnaires.services.aggregates import aggregate_of, reopen_aggregate, return_aggregate
from questionnaires.services.approving import approve_aggregates
from questionnaires.services.review import reopen_response
from tests.conftest import ROOT, run

pytestmark = pytest.mark.usefixtures("collection_2023", "db")

Cells = dict[tuple[str, str, int], Cell]


def tables() -> tuple[Table, ...]:
    return book(2023, 0).tables


def cells(found: tuple[Table, ...]) -> Cells:
    """(table, row key, column) → cell."""
    return {
        (table.id, row.key, column): cell
        for table in found
        for row in table.rows
        for column, cell in enumerate(row.cells)
    }


def changed(before: Cells, after: Cells) -> dict[tuple[str, str, int], tuple[str, str]]:
    """The cells whose text is another, with the texts."""
    assert before.keys() == after.keys()
    return {
        place: (before[place].text, after[place].text)
        for place in before
        if before[place].text != after[place].text
    }


def respondent(code: str, kind: str) -> FrameMember:
    return FrameMember.objects.select_related("round").get(round__year=2023, kind=kind, code=code)


def reopened(key: str, code: str, kind: str) -> Response:
    found = Response.objects.get(key=key, respondent=respondent(code, kind))
    reopen_response(response=found, reason="Rättelse", by=system_user())
    return found


def load_changed(key: str, code: str, old: str, new: str, folder: Path) -> None:
    """Loads one organisation's lines again, with one of them changed."""
    header, *lines = (ROOT / f"demo/answers/{key}.csv").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.startswith(f"{code},")]
    assert f"{code},{old}" in own
    own = [f"{code},{new}" if line == f"{code},{old}" else line for line in own]
    file = folder / "rättelse.csv"
    file.write_text("\n".join([header, *own]) + "\n", encoding="utf-8")
    run("load_answers", key, str(file), "--as", "approved")


def test_a_regions_changed_answer_changes_its_cell_alone(tmp_path: Path) -> None:
    before = cells(tables())
    reopened("region-2023", "10", "region")
    load_changed("region-2023", "10", "forandrat_uppdrag,,nej,", "forandrat_uppdrag,,ja,", tmp_path)
    after = cells(tables())
    assert changed(before, after) == {("text-3", "10", 1): ("Nej", "Ja")}


def test_a_regions_changed_number_changes_its_cell_and_the_totals(tmp_path: Path) -> None:
    before = cells(tables())
    reopened("region-2023", "10", "region")
    row = "utbildningsforman_antal,grundlon_vt,{},"
    load_changed("region-2023", "10", row.format(6), row.format("7.5"), tmp_path)
    after = cells(tables())
    assert changed(before, after) == {
        ("appendix-8", "10", 3): ("6", "8"),
        ("appendix-8", "total-1", 3): ("1\u00a0249", "1\u00a0251"),
        ("appendix-8", "total-2", 4): ("2\u00a0850", "2\u00a0852"),
    }


def test_a_regions_changed_effort_changes_the_count_and_names_the_region(tmp_path: Path) -> None:
    place = ("appendix-1", "aldremottagning_i_samarbete_med_kommuner", 1)
    row = "narvard_insatser,aldremottagning_i_samarbete_med_kommuner,{},"
    before = cells(tables())
    reopened("region-2023", "10", "region")
    load_changed("region-2023", "10", row.format("nej"), row.format("initierat"), tmp_path)
    after = cells(tables())
    assert changed(before, after) == {place: ("4", "5")}
    counted = {
        name: {source.name for source in found[place].provenance.sources if source.counted}  # type: ignore[union-attr]  # it has one
        for name, found in (("before", before), ("after", after))
    }
    assert counted["after"] - counted["before"] == {"Blekinge"}
    assert len(counted["after"]) == 5


def test_a_kommuns_changed_answer_counts_when_its_rss_has_sent_in_a_new_version(tmp_path: Path) -> None:
    by = system_user()
    before = cells(tables())
    aggregate = aggregate_of(respondent("rss-gotland", "rss"))
    reopen_aggregate(aggregate=aggregate, reason="Rättelse", by=by)
    reopened("kommun-2023", "0980", "kommun")
    answer = Response.objects.get(key="kommun-2023", respondent=respondent("0980", "kommun"))
    chosen = answer.cells["bibehallen_grundlon"]["answer"]["choice"]
    other = "nej" if chosen == "ja" else "ja"
    row = "bibehallen_grundlon,,{},"
    load_changed("kommun-2023", "0980", row.format(chosen), row.format(other), tmp_path)
    place = ("text-6", "bibehallen_grundlon", 1)
    assert cells(tables())[place].provenance == before[place].provenance
    assert "Gotland" in " ".join(sentence for table in tables() for sentence in table.missing)
    approve_aggregates(year=2023, codes=["rss-gotland"], by=by)
    after = cells(tables())
    sources = {
        name: {source.name: source.detail for source in found[place].provenance.sources}  # type: ignore[union-attr]  # it has one
        for name, found in (("before", before), ("after", after))
    }
    differing = {name for name in sources["before"] if sources["before"][name] != sources["after"][name]}
    assert len(differing) == 1
    assert "Gotland" in differing.pop()


def test_a_returned_aggregate_is_left_out_and_named() -> None:
    aggregate = aggregate_of(respondent("rss-stockholm", "rss"))
    return_aggregate(aggregate=aggregate, reason="Var god kontrollera", by=system_user())
    found = {table.id: table for table in tables()}
    assert any("Stockholm" in sentence or "Storsthlm" in sentence for sentence in found["appendix-2"].missing)
    assert found["appendix-1"].missing == ()
    # 26 of 290 kommuner more are without an answer.
    missing = found["text-6"].rows[0].cells[3].value, found["text-6"].rows[1].cells[3].value
    assert missing == (Decimal(13), Decimal(11))
