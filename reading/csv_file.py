"""CSV files as the collection uses them: UTF-8 (with or without BOM), comma, a header row that must match."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading.errors import ErrorList, FileError, FileErrors, unreadable

# PostgreSQL keeps no text with it, SQLite does: refused on both.
NUL = "\x00"


@dataclass(frozen=True)
class Line:
    """One row of a file: its line number (that of its last line, where a text spans several) and its values."""

    number: int
    values: tuple[str, ...]


def csv_lines(path: Path, *, columns: Sequence[str], errors: ErrorList) -> Iterator[Line]:
    """The rows of a file, one at a time; a row with too few or too many values goes to `errors` and is left out.

    Raises FileErrors where nothing can be read: no such file, not UTF-8, another header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="", errors="strict") as file:
            yield from _rows(csv.reader(file, strict=True), columns, errors)
    except OSError as error:
        raise FileErrors([unreadable(path, error)]) from error
    except UnicodeDecodeError as error:
        raise FileErrors([_not_utf8(path, error)]) from error


def _rows(reader: Any, columns: Sequence[str], errors: ErrorList) -> Iterator[Line]:
    try:
        header: list[str] = next(reader, [])
        if header != list(columns):
            expected, found = ",".join(columns), ",".join(header) or "en tom rad"
            errors.add(1, f"Första raden ska vara ”{expected}” men är ”{found}”.")
            errors.raise_if_any()
        for row in filter(None, reader):  # a blank line says nothing
            if len(row) != len(columns):
                errors.add(reader.line_num, f"Raden har {len(row)} värden men ska ha {len(columns)}.")
            elif any(NUL in value for value in row):
                errors.add(reader.line_num, "Raden har ett tecken som inte syns (NUL). Ta bort det.")
            else:
                yield Line(reader.line_num, tuple(row))
    except csv.Error as error:
        errors.add(reader.line_num, f"Raden kan inte läsas som CSV ({error}). Kontrollera citattecknen.")


def _not_utf8(path: Path, error: UnicodeDecodeError) -> FileError:
    """Where the first byte stands that isn't UTF-8: the decoder only knows its place in the chunk it read."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return FileError(path.name, number, "Filen är inte UTF-8. Spara om den som ”CSV UTF-8”.")
    return FileError(path.name, 0, f"Filen är inte UTF-8 ({error.reason}).")
