"""Counts that are too small to show, where the setting SMALLEST_GROUP asks for it. No Django."""

from collections.abc import Collection, Sequence


def hidden(counts: Sequence[int], smallest: int, also: Collection[int] = ()) -> frozenset[int]:
    """The places of the counts that aren't shown beside their total.

    Those above none and below `smallest` (1 hides nothing), and the places `also`, which aren't shown for another
    reason. As long as they are all alike, or one alone, the total gives them away: then the next smallest are hidden
    with them, those above none first. Two that differ could change places and all would look the same, so that
    nobody who knows the total, and this rule, can tell which is which. Where all counts are alike nothing is left to
    hide them among.
    """
    found = {place for place, count in enumerate(counts) if is_hidden(count, smallest)} | {*also}
    # Equals go together, or their order would tell which of them is the small one.
    others = sorted({count for place, count in enumerate(counts) if place not in found}, key=_none_last)
    while found and others and len({counts[place] for place in found}) == 1:
        following = others.pop(0)
        found |= {place for place, count in enumerate(counts) if count == following}
    return frozenset(found)


def is_hidden(count: int, smallest: int) -> bool:
    """Whether a count that stands alone isn't shown."""
    return 0 < count < smallest


def _none_last(count: int) -> tuple[bool, int]:
    return count == 0, count
