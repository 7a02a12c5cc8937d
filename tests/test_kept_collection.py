"""The collection kept from run to run is loaded anew whenever it could be another, and only then."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from records.models import Event
from tests import kept_collection
from tests.clock import Clock
from tests.conftest import MADE_OF, ROOT
from tests.kept_collection import loaded_once

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="On a server nothing is kept: each module loads its own."
)

Load = Callable[[], str]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of what is loaded, with one file."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "answers.csv").write_text("ja")
    return folder


@pytest.fixture
def load(transactional_db: None, tmp_path: Path, source: Path) -> Load:
    """Loads the source as a run of the tests does, and says what the database then holds: when it was loaded."""
    kept = tmp_path / "kept"
    kept.mkdir()
    loads: list[int] = []

    def write() -> None:
        loads.append(1)
        Event.objects.create(
            by_name="Samsvar", verb=f"load {len(loads)}", subject_kind="job", subject_number=1
        )

    def load() -> str:
        with loaded_once(kept, [source], write):
            held = str(Event.objects.get().verb)
        assert not Event.objects.exists()
        return held

    return load


def test_what_is_as_it_was_is_copied(load: Load) -> None:
    assert [load(), load()] == ["load 1", "load 1"]


def test_a_changed_file_is_loaded_anew(load: Load, source: Path) -> None:
    load()
    (source / "answers.csv").write_text("nej")

    assert load() == "load 2"


def test_a_new_file_and_one_of_another_name_are_loaded_anew(load: Load, source: Path) -> None:
    load()
    (source / "more.csv").write_text("ja")
    assert load() == "load 2"

    (source / "more.csv").rename(source / "other.csv")
    assert load() == "load 3"


def test_what_python_makes_of_the_source_changes_nothing(load: Load, source: Path) -> None:
    load()
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "answers.pyc").write_text("")

    assert load() == "load 1"


def test_another_table_and_another_day_are_loaded_anew(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE another (id integer)")
        try:
            assert load() == "load 2"
        finally:
            cursor.execute("DROP TABLE another")

    Clock(monkeypatch).set("2031-03-17 07:00")
    assert load() == "load 3"


def test_no_more_are_kept_than_are_of_use(load: Load, source: Path, tmp_path: Path) -> None:
    for answer in ("ja", "nej", "vet inte"):
        (source / "answers.csv").write_text(answer)
        load()

    assert len(list((tmp_path / "kept").glob("*.sqlite3"))) == kept_collection.MOST_KEPT


def test_the_collection_hangs_on_every_package_of_the_product() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "deploy", "tests"}

    assert packages <= {path.name for path in MADE_OF}
