"""What a section's page posts, read cell by cell.

A cell `c` posts its controls as `c` and `c:CONTROL` (question_types.Posted), and `c:v`, its token: the version that
the page showed and a fingerprint of the answer shown. By the fingerprint, what nobody touched is told from what
somebody changed, however long the page was open and whatever others saved meanwhile. Both are the sender's words: what
a file's answer names is to be looked up before it is stored (selectors.attachments.is_sent_along).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from questionnaires.answers import Answer, to_json
from questionnaires.definition import Definition
from questionnaires.question_types import type_of
from questionnaires.question_types.base import posted_text
from questionnaires.questions import Cell

_TOKEN = re.compile(r"([0-9]{1,9})\.([0-9a-f]{0,12})")


@dataclass(frozen=True)
class PostedCell:
    """One cell of a posted page. token, version: what the page showed; is_changed: whether the answer isn't that.

    typed: what stood in the cell's own control.
    """

    cell: Cell
    answer: Answer | None
    token: str
    version: int
    is_changed: bool
    typed: str = ""


def token(cell: Cell, version: int, answer: Answer | None) -> str:
    """What a page posts back to say which answer it showed."""
    return f"{version}.{_fingerprint(_as_posted(cell, answer))}"


def read_posted(definition: Definition, posted: Mapping[str, Sequence[str]]) -> tuple[PostedCell, ...]:
    """The cells that a page posted, in the questionnaire's order. What isn't a cell with its token is passed over."""
    controls: dict[str, dict[str, Sequence[str]]] = {}
    for name, values in posted.items():
        cell, _colon, control = name.partition(":")
        controls.setdefault(cell, {})[control] = values
    cells = (cell for cell in definition.cells if "v" in controls.get(cell.name, ()))
    return tuple(_found(cells, controls))


def _found(
    cells: Iterable[Cell], controls: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterable[PostedCell]:
    for cell in cells:
        posted = controls[cell.name]
        shown = _TOKEN.fullmatch(next(iter(posted["v"]), ""))
        if shown is None:
            continue
        answer = type_of(cell.question).read_posted(cell, posted)
        is_changed = _fingerprint(answer) != shown[2]
        yield PostedCell(cell, answer, shown[0], int(shown[1]), is_changed, posted_text(posted))


def _as_posted(cell: Cell, answer: Answer | None) -> Answer | None:
    kind = type_of(cell.question)
    return None if answer is None else kind.read_posted(cell, kind.to_posted(cell, answer))


def _fingerprint(answer: Answer | None) -> str:
    if answer is None:
        return ""
    stored = json.dumps(to_json(answer), sort_keys=True)
    return blake2b(stored.encode(), digest_size=6).hexdigest()
