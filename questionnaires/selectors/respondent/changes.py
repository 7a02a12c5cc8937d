"""Who changed an answer, when, from what to what."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from questionnaires.answers import Answer, from_json
from questionnaires.models import AnswerChange, Response


@dataclass(frozen=True)
class CellChange:
    """One change of one cell; before and after are None where there was, or is, no answer. by: the person's number."""

    cell: str
    who: str
    at: datetime
    before: Answer | None
    after: Answer | None
    by: int


def changes_of(
    response: Response, cells: Collection[str], *, since: datetime | None = None
) -> tuple[CellChange, ...]:
    """Every change of these cells, the newest first; those since a moment, where it matters who could see them."""
    found = _changes(response, cells)
    return tuple(change for change in found if since is None or change.at >= since)


def latest_changes(response: Response, cells: Collection[str]) -> dict[str, CellChange]:
    """The newest change of each of these cells."""
    latest: dict[str, CellChange] = {}
    for change in changes_of(response, cells):
        latest.setdefault(change.cell, change)
    return latest


@dataclass(frozen=True)
class ChangedBy:
    """What one person has changed. at: the last time. cells: each once, in the order they were changed."""

    who: str
    at: datetime
    cells: tuple[str, ...]


def changed_since(response: Response, moment: datetime) -> tuple[ChangedBy, ...]:
    """Who has changed answers after a moment, in the order they began."""
    found: dict[int, ChangedBy] = {}
    changes = AnswerChange.objects.filter(response=response, at__gt=moment).select_related("by")
    for change in changes.order_by("pk"):
        before = found[change.by_id].cells if change.by_id in found else ()
        cells = tuple(dict.fromkeys((*before, *change.cells)))
        found[change.by_id] = ChangedBy(change.by.name, change.at, cells)
    return tuple(found.values())


def _changes(response: Response, cells: Collection[str]) -> Iterator[CellChange]:
    if response.pk is None or not cells:
        return
    found = AnswerChange.objects.filter(response=response, cells__has_any_keys=list(cells))
    for change in found.select_related("by").order_by("-pk"):
        for cell in cells:
            if cell in change.cells:
                before, after = change.cells[cell]
                yield CellChange(
                    cell, change.by.name, change.at, _answer(before), _answer(after), change.by_id
                )


def _answer(stored: dict[str, object] | None) -> Answer | None:
    return None if stored is None else from_json(stored)
