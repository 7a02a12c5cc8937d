"""Reading CSV and YAML: what comes out, and what is said about what can't be read."""

from pathlib import Path

import pytest

from reading.csv_file import csv_lines
from reading.errors import MOST_ERRORS, ErrorList, FileErrors
from reading.yaml_file import parse_yaml, read_text


def read(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    errors = ErrorList(path.name)
    lines = [(line.number, line.values) for line in csv_lines(path, columns=("a", "b"), errors=errors)]
    errors.raise_if_any()
    return lines


def said(caught: pytest.ExceptionInfo[FileErrors]) -> list[str]:
    return [str(error) for error in caught.value.errors]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fil.csv"


def test_a_file_with_or_without_a_byte_order_mark_reads_the_same(file: Path) -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(start + "a,b\nå,2\n".encode())
        assert read(file) == [(2, ("å", "2"))]


def test_a_text_over_two_lines_has_the_number_of_its_last(file: Path) -> None:
    file.write_text('a,b\n1,"två\nrader"\n3,4\n')
    assert read(file) == [(3, ("1", "två\nrader")), (4, ("3", "4"))]


def test_a_blank_line_says_nothing(file: Path) -> None:
    file.write_text("a,b\n1,2\n\n3,4\n\n")
    assert read(file) == [(2, ("1", "2")), (4, ("3", "4"))]


def test_a_line_cut_off_is_named_and_the_others_are_read(file: Path) -> None:
    file.write_text("a,b\n1\n2,3\n4,5,6\n")
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert said(caught) == [
        "fil.csv, rad 2: Raden har 1 värden men ska ha 2.",
        "fil.csv, rad 4: Raden har 3 värden men ska ha 2.",
    ]


def test_a_character_that_no_database_should_keep_is_refused_with_its_line(file: Path) -> None:
    file.write_text("a,b\n1,2\n3,fy\x00ra\n")
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert said(caught) == ["fil.csv, rad 3: Raden har ett tecken som inte syns (NUL). Ta bort det."]


def test_another_header_is_said_with_the_one_expected(file: Path) -> None:
    file.write_text("a;b\n1;2\n")
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert said(caught) == ["fil.csv, rad 1: Första raden ska vara ”a,b” men är ”a;b”."]


def test_a_file_that_is_not_utf8_is_said_with_its_line(file: Path) -> None:
    file.write_bytes("a,b\n1,2\nå,4\n".encode("latin-1"))
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert said(caught) == ["fil.csv, rad 3: Filen är inte UTF-8. Spara om den som ”CSV UTF-8”."]


def test_a_file_that_does_not_exist_is_said(file: Path) -> None:
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert said(caught) == [f"fil.csv: Filen finns inte: {file}."]


def test_an_open_quotation_mark_is_said(file: Path) -> None:
    file.write_text('a,b\n1,"2\n3,4\n')
    with pytest.raises(FileErrors) as caught:
        read(file)
    assert "Kontrollera citattecknen" in said(caught)[0]


def test_only_the_first_thousand_errors_are_kept_but_all_are_counted() -> None:
    errors = ErrorList("fil.csv")
    for line in range(MOST_ERRORS + 5):
        errors.add(line, "fel")
    with pytest.raises(FileErrors) as caught:
        errors.raise_if_any()
    assert (len(caught.value.errors), caught.value.count) == (MOST_ERRORS, MOST_ERRORS + 5)


def test_yaml_knows_the_line_of_each_key_and_entry() -> None:
    read = parse_yaml("a: 1\nb:\n- c: x\n- 2\n", file="fil.yaml")
    assert read == {"a": 1, "b": [{"c": "x"}, 2]}
    assert (read.lines, read["b"].lines) == ({"a": 1, "b": 2}, [3, 4])


def test_yaml_remembers_a_key_that_stands_twice() -> None:
    assert parse_yaml("a: 1\na: 2\n", file="fil.yaml").doubled == [("a", 2)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2\n", "fil.yaml, rad 2: Raden kan inte läsas som YAML"),
        ("a: &x [1]\nb: *x\n", "fil.yaml, rad 2: Hänvisningen *x går inte att använda."),
        ("a: !!python/object:os.system x\n", "fil.yaml, rad 1: Raden kan inte läsas som YAML"),
    ],
)
def test_what_is_not_plain_yaml_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FileErrors) as caught:
        parse_yaml(text, file="fil.yaml")
    assert said(caught)[0].startswith(message)


def test_a_yaml_file_that_is_not_utf8_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "fil.yaml").write_bytes("a: 1\nb: å\n".encode("latin-1"))
    with pytest.raises(FileErrors) as caught:
        read_text(tmp_path / "fil.yaml")
    assert said(caught) == ["fil.yaml, rad 2: Filen är inte UTF-8. Spara om den som UTF-8."]
