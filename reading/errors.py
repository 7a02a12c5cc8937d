"""What is wrong in a file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A file can be wrong on every line; a person mends the first thousand and reads it again.
MOST_ERRORS = 1000


@dataclass(frozen=True)
class FileError:
    """One error: the file's name, the line (1 = first; 0 = the file as a whole) and a sentence that says how to
    mend it. `place` names what the line is about ("fråga breddinfort"), where there is something to name."""

    file: str
    line: int
    message: str
    place: str = ""

    def __str__(self) -> str:
        line = f", rad {self.line}" if self.line else ""
        place = f" ({self.place})" if self.place else ""
        return f"{self.file}{line}{place}: {self.message}"


class FileErrors(Exception):
    """Everything that is wrong in a file. `errors` holds at most MOST_ERRORS; `count` says how many there were."""

    def __init__(self, errors: Iterable[FileError], *, count: int | None = None) -> None:
        every = sorted(errors, key=lambda error: (error.file, error.line))
        self.errors = tuple(every[:MOST_ERRORS])
        self.count = len(every) if count is None else count
        super().__init__("\n".join(str(error) for error in self.errors))


def unreadable(path: Path, error: OSError) -> FileError:
    """Why a file can't be opened, in words."""
    if isinstance(error, FileNotFoundError):
        return FileError(path.name, 0, f"Filen finns inte: {path}.")
    if isinstance(error, IsADirectoryError):
        return FileError(path.name, 0, f"{path} är en mapp. Ange en fil.")
    return FileError(path.name, 0, f"Filen kan inte läsas: {error.strerror}.")


class ErrorList:
    """Collects errors while a file is checked; keeps the first MOST_ERRORS and counts the rest."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self._kept: list[FileError] = []

    def add(self, line: int, message: str, *, place: str = "") -> None:
        self.count += 1
        if len(self._kept) < MOST_ERRORS:
            self._kept.append(FileError(self.file, line, message, place))

    def raise_if_any(self) -> None:
        """Raises FileErrors when anything was added."""
        if self.count:
            raise FileErrors(self._kept, count=self.count)
