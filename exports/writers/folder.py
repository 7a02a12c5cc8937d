"""A set of files written into a folder: all of them, or none. No Django."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from exports.writers.errors import WriteError


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes every file (name → content) into the folder, which is made if it doesn't exist.

    Everything is first written beside the folder; then a new folder gets its name in one step, and in an
    existing one each file is replaced in one step, in the order given. What else stands in it is left alone.
    Raises WriteError when the path is a file, or can't be written to.
    """
    folder = folder.resolve()
    _check(files, folder)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        beside.mkdir(parents=True)
        for name, content in files.items():
            _write(beside / name, content)
        if folder.exists():
            for name in files:
                (beside / name).replace(folder / name)
        else:
            beside.rename(folder)
    except OSError as error:
        raise WriteError(f"Det går inte att skriva i mappen {folder}: {error.strerror}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check(files: Mapping[str, bytes], folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WriteError(f"{folder} är en fil. Ange en mapp, eller ett namn som inte finns ännu.")
    for name in files:
        if (folder / name).is_dir():
            raise WriteError(f"{folder / name} är en mapp, och där ska en fil stå. Ange en annan mapp.")


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        # On the disk before the name is: a power cut leaves the old file or the new one, never an empty one.
        file.flush()
        os.fsync(file.fileno())
