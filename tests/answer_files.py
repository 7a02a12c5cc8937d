"""A file of answers read whole, for tests that look at all of it."""

from collections.abc import Collection
from pathlib import Path

from questionnaires.answer_file import AnswerFile, OrganisationFile
from questionnaires.definition import Definition


def read_answer_file(
    path: Path, definition: Definition, *, known: Collection[str]
) -> tuple[OrganisationFile, ...]:
    """The answers of each organisation. Raises FileErrors with everything that is wrong."""
    with AnswerFile(path, definition, known=known) as file:
        found = tuple(file.organisations())
        file.errors.raise_if_any()
    return found
