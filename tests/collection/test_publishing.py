"""A published edition is kept: numbered, with its data and its files byte for byte."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from accounts.services import system_user
from exports.editions import book, heads
from exports.models import Publication, RegisterEntry
from records.models import Event
from tests.conftest import run

pytestmark = pytest.mark.usefixtures("collection_2023", "db")


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def change_the_register() -> None:
    RegisterEntry.objects.filter(lan_code="10").update(value="99.9")


def test_only_a_closed_round_can_be_published() -> None:
    with pytest.raises(CommandError, match="Den ska vara: Stängd"):
        run("publish_round", "2023")
    assert not Publication.objects.exists()


def test_what_was_published_is_written_again_byte_for_byte_whatever_has_changed(tmp_path: Path) -> None:
    run("close_round", "2023")
    run("publish_round", "2023")
    for form in ("csv", "html", "jsonstat"):
        run("export_tables", "2023", str(tmp_path / f"{form}-1"), "--format", form)
    run("export_tables", "2023", str(tmp_path / "1.xlsx"))
    change_the_register()
    for form in ("csv", "html", "jsonstat"):
        run("export_tables", "2023", str(tmp_path / f"{form}-2"), "--format", form)
        assert written(tmp_path / f"{form}-1") == written(tmp_path / f"{form}-2")
    run("export_tables", "2023", str(tmp_path / "2.xlsx"))
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_published_edition_shows_what_it_showed_whatever_has_changed() -> None:
    run("close_round", "2023")
    before = book(2023, 0)
    run("publish_round", "2023")
    change_the_register()
    assert book(2023, 1).tables == before.tables
    assert book(2023, 0).tables != before.tables


@pytest.mark.thorough
def test_editions_are_numbered_and_the_same_again_is_no_edition() -> None:
    run("close_round", "2023")
    assert "Preliminär version 1 av 2023: publicerad" in run("publish_round", "2023")
    assert "redan publicerad, samma data" in run("publish_round", "2023")
    change_the_register()
    assert "Preliminär version 2" in run("publish_round", "2023")
    assert "Slutlig version 3" in run("publish_round", "2023", "--final")
    labels = [(head.number, head.label) for head in heads(2023, officer=True)]
    assert labels == [
        (0, "Arbetsversion"),
        (3, "Slutlig version 3"),
        (2, "Preliminär version 2"),
        (1, "Preliminär version 1"),
    ]
    change_the_register()
    RegisterEntry.objects.filter(lan_code="20").update(value="1.0")
    with pytest.raises(CommandError, match="redan slutligt publicerat"):
        run("publish_round", "2023")


def test_the_working_edition_is_for_officers_alone() -> None:
    run("close_round", "2023")
    run("publish_round", "2023")
    assert [head.number for head in heads(2023, officer=False)] == [1]


def test_the_same_data_written_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("export_tables", "2023", str(tmp_path / f"{name}.xlsx"))
        run("export_tables", "2023", str(tmp_path / name), "--format", "csv")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert written(tmp_path / "a") == written(tmp_path / "b")


@pytest.mark.thorough
def test_every_file_loaded_again_changes_nothing() -> None:
    events = Event.objects.count()
    before = book(2023, 0)
    for key in ("region-2020", "region-2023", "kommun-2023", "rss-2023"):
        assert "oförändrad" in run("load_questionnaire", f"questionnaires/definitions/{key}.yaml")
        assert "0 nya eller ändrade" in run(
            "load_answers", key, f"demo/answers/{key}.csv", "--as", "approved"
        )
    assert "inlämnad" not in run("approve_aggregates", "2023")
    assert "0 nya eller ändrade" in run("load_register", "demo/register.csv")
    assert "0 nya eller ändrade" in run("load_indicators", "demo/indicators.csv")
    assert "oförändrade" in run("load_tables", "exports/definitions/report-2023.yaml")
    assert "0 nya, 0 ändrade" in run("load_organisations", "demo/organisations")
    assert Event.objects.count() == events
    assert book(2023, 0) == before


def test_a_path_that_is_neither_workbook_nor_folder_with_a_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Ange OUT som slutar på"):
        run("export_tables", "2023", str(tmp_path / "mapp"))
    with pytest.raises(CommandError, match="Ange OUT"):
        run("export_tables", "2023", str(tmp_path / "bok.xlsx"), "--format", "csv")


def test_a_year_without_tables_says_what_to_load(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Det finns inga tabelldefinitioner för 2019"):
        run("export_tables", "2019", str(tmp_path / "bok.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_the_system_user_publishes() -> None:
    run("close_round", "2023")
    run("publish_round", "2023")
    assert Publication.objects.get().published_by == system_user()
