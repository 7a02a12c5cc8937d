"""The boxes in which an RSS sums up its kommuner's free texts, all of them in one form.

A cell's box posts what is in it, and a mark beside: when the summary that the page showed was saved, and a fingerprint
of it. By the fingerprint, a box that nobody touched is told from one that somebody changed, whatever a colleague has
saved meanwhile.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b

from django.utils.dateparse import parse_datetime

from questionnaires.definition import Definition
from questionnaires.models import Summary
from questionnaires.services.summaries import Written


def control(cell: str) -> str:
    """The name of a cell's box."""
    return f"sammanfattning-{cell}"


def mark_control(cell: str) -> str:
    """The name of the mark beside it."""
    return f"{control(cell)}:v"


def mark_of(shown: Summary | None) -> str:
    """What a page posts back to say which summary it showed."""
    return f"{shown.at.isoformat()} {_fingerprint(shown.text)}" if shown else ""


def read_written(definition: Definition, posted: Mapping[str, str]) -> Iterator[Written]:
    """The boxes that somebody changed, in the questionnaire's order. What is no cell's box is passed over."""
    for cell in definition.cells:
        text, mark = posted.get(control(cell.name)), posted.get(mark_control(cell.name))
        if text is None or mark is None:
            continue
        at, _space, fingerprint = mark.partition(" ")
        if _fingerprint(text) != (fingerprint or _fingerprint("")):
            yield Written(cell.name, text, _moment(at))


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _fingerprint(text: str) -> str:
    said = text.strip().replace("\r\n", "\n")
    return blake2b(said.encode(errors="surrogatepass"), digest_size=6).hexdigest()
