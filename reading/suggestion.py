"""What somebody may have meant by a word that isn't known."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str:
    """The closest known word; empty where none is close."""
    return next(iter(get_close_matches(word, list(dict.fromkeys(known)), n=1, cutoff=0.6)), "")


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that names the closest known word; empty where none is close."""
    close = closest(word, known)
    return f"Menade du ”{close}”?" if close else ""


def suggestion_or_all(word: str, known: Iterable[str]) -> str:
    """A sentence that names the closest known word, or all that there is to choose from."""
    every = list(dict.fromkeys(known))
    everything = f"Det som finns är: {', '.join(every)}." if every else "Det finns inget att välja på."
    return suggestion(word, every) or everything
