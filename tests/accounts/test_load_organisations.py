"""Loading organisations into the database, by the command that people use."""

from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from records.models import Event
from tests.conftest import run
from tests.country import SMALL
from tests.database import contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small country's files, to change."""
    return Path(copytree(SMALL / "organisations", tmp_path / "organisations"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_organisation_is_added_with_an_event_each(folder: Path) -> None:
    assert run("load_organisations", str(folder)) == "9 organisationer: 9 nya, 0 ändrade, övriga som förut.\n"

    alby = Organisation.objects.select_related("rss").get(kind="kommun", code="0101")
    assert (alby.name, alby.report_name, alby.lan_code, alby.lan_name) == ("Alby", "Alby", "01", "Norra län")
    assert alby.rss == Organisation.objects.get(kind="rss", code="rss-norr")
    region = Organisation.objects.get(kind="region", code="01")
    assert (region.name, region.report_name, region.rss) == ("Region Norr", "Norr", None)
    events = Event.objects.filter(verb="organisation_added")
    assert sorted(event.subject_number for event in events) == sorted(
        Organisation.objects.values_list("pk", flat=True)
    )
    assert {event.by_name for event in events} == {"Samsvar"}


def test_an_rss_without_kommuner_is_normal(folder: Path) -> None:
    run("load_organisations", str(folder))
    assert not Organisation.objects.get(code="rss-tom").kommuner.exists()


def test_identical_again_changes_nothing_and_leaves_no_event(folder: Path) -> None:
    run("load_organisations", str(folder))
    before = contents()

    said = run("load_organisations", str(folder))

    assert said == "9 organisationer: 0 nya, 0 ändrade, övriga som förut.\n"
    assert contents() == before


def test_what_has_changed_is_updated_with_an_event_for_it_alone(folder: Path) -> None:
    run("load_organisations", str(folder))
    rewrite(folder / "kommuner.csv", "0103,Cedra,01,rss-norr", "0103,Cedra stad,02,rss-ass")

    said = run("load_organisations", str(folder))

    assert said == "9 organisationer: 0 nya, 1 ändrade, övriga som förut.\n"
    cedra = Organisation.objects.select_related("rss").get(code="0103")
    assert (cedra.name, cedra.lan_name) == ("Cedra stad", "Åländska län")
    assert cedra.rss is not None
    assert cedra.rss.code == "rss-ass"
    changed = Event.objects.get(verb="organisation_changed")
    assert (changed.subject_number, changed.organisation_number) == (cedra.pk, cedra.pk)


def test_an_organisation_that_the_file_lacks_stays(folder: Path) -> None:
    run("load_organisations", str(folder))
    rewrite(folder / "kommuner.csv", "0103,Cedra,01,rss-norr\n", "")

    said = run("load_organisations", str(folder))

    assert said == "8 organisationer: 0 nya, 0 ändrade, övriga som förut.\n"
    assert Organisation.objects.filter(code="0103").exists()


def test_bad_files_are_refused_whole_with_every_error_and_the_database_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("load_organisations", str(folder))
    before = contents()
    rewrite(folder / "lan.csv", "Region Norr", "Region Nord")
    rewrite(folder / "rss.csv", "rss-tom,RSS utan kommuner", "rss-norr,RSS utan kommuner")
    rewrite(folder / "kommuner.csv", "0102,Berga,01,rss-norr", "0102,Berga,01,rss-syd")

    with pytest.raises(CommandError, match=r"^2 fel\. Inget har ändrats\.$") as raised:
        call_command("load_organisations", str(folder))

    assert raised.value.returncode == 1
    assert capsys.readouterr().err == (
        "kommuner.csv, rad 3 (Berga): RSS ”rss-syd” finns inte i rss.csv.\n"
        "rss.csv, rad 4: Koden rss-norr står redan på rad 2. Ta bort den ena raden.\n"
    )
    assert contents() == before


def test_a_thousand_errors_are_shown_and_all_are_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "kommun_code,kommun_name,lan_code,rss_id\n"
    (folder / "kommuner.csv").write_text(header + "cut\n" * 1001, encoding="utf-8")

    with pytest.raises(CommandError, match=r"^1001 fel\. Inget har ändrats\. De 1000 första visas\.$"):
        call_command("load_organisations", str(folder))

    assert len(capsys.readouterr().err.splitlines()) == 1000
    assert not Organisation.objects.exists()
