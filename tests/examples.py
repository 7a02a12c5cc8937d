"""With how many examples a property is tried."""

from hypothesis import settings

# Where a test doesn't say otherwise.
EXAMPLES = 100


def examples(number: int) -> int:
    """For a property whose one example takes long: `number` of them, or as many fewer as the profile has fewer."""
    return max(1, number * settings().max_examples // EXAMPLES)
