"""Counts per RSS that are too small to show, where the setting SMALLEST_GROUP asks for it. No Django."""

from collections.abc import Sequence


def hidden(counts: Sequence[int], smallest: int) -> frozenset[int]:
    """The places of the counts that aren't shown beside their total.

    Those above none and below `smallest` (1 hides nothing). Where that is one alone, the total gives it away: then the
    next smallest is hidden with it, one above none if there is any.
    """
    found = {place for place, count in enumerate(counts) if 0 < count < smallest}
    others = [place for place in range(len(counts)) if place not in found]
    if len(found) == 1 and others:
        found.add(min(others, key=lambda place: (counts[place] == 0, counts[place])))
    return frozenset(found)


def is_hidden(count: int, smallest: int) -> bool:
    """Whether a count that stands alone isn't shown."""
    return 0 < count < smallest
