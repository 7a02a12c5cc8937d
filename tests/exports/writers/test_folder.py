from pathlib import Path

import pytest

from exports.writers import WRITERS
from exports.writers.errors import WriteError
from exports.writers.folder import write_files
from tests.exports.writers.books import BOOK, RESOURCES, book_of, number, table_of, word

FILES = {"a.csv": b"ny a", "index.csv": b"ny"}


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_that_is_missing_is_made_with_its_parents(tmp_path: Path) -> None:
    write_files(FILES, tmp_path / "ut" / "csv")
    assert content_of(tmp_path / "ut" / "csv") == FILES


def test_what_else_stands_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mina anteckningar.txt").write_bytes(b"kvar")
    (tmp_path / "index.csv").write_bytes(b"gammal")
    write_files(FILES, tmp_path)
    assert content_of(tmp_path) == {**FILES, "mina anteckningar.txt": b"kvar"}


def test_nothing_is_left_beside_the_folder(tmp_path: Path) -> None:
    write_files(FILES, tmp_path / "ut")
    write_files(FILES, tmp_path / "ut")
    assert [path.name for path in tmp_path.iterdir()] == ["ut"]


def test_a_path_that_is_a_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ut"
    path.write_bytes(b"en fil")
    with pytest.raises(WriteError) as refusal:
        write_files(FILES, path)
    assert str(refusal.value) == f"{path} är en fil. Ange en mapp, eller ett namn som inte finns ännu."
    assert path.read_bytes() == b"en fil"


def test_a_folder_in_the_place_of_a_file_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"gammal")
    (tmp_path / "index.csv").mkdir()
    with pytest.raises(WriteError) as refusal:
        write_files(FILES, tmp_path)
    assert (
        str(refusal.value)
        == f"{tmp_path / 'index.csv'} är en mapp, och där ska en fil stå. Ange en annan mapp."
    )
    assert (tmp_path / "a.csv").read_bytes() == b"gammal"


def test_a_folder_that_cannot_be_made_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(WriteError, match=r"^Det går inte att skriva i mappen .*/fil/ut: .+\.$"):
        write_files(FILES, tmp_path / "fil" / "ut")


@pytest.mark.parametrize("format_name", ["csv", "html", "jsonstat"])
def test_a_table_that_cannot_be_written_leaves_the_folder_unwritten(format_name: str, tmp_path: Path) -> None:
    short = table_of((word("a"), number("1", "1")), (word("c"),), id="kort")
    with pytest.raises(WriteError):
        write_files(WRITERS[format_name](book_of(RESOURCES, short)), tmp_path / "ut")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_name", list(WRITERS))
def test_the_same_book_gives_the_same_bytes(format_name: str) -> None:
    assert WRITERS[format_name](BOOK) == WRITERS[format_name](BOOK)
