"""A number in what a form or an address's query sends, whatever somebody has written there."""

# The database has room for so many digits; Python refuses to read some thousands.
MOST_DIGITS = 18


def read_number(text: str, *, most: int = MOST_DIGITS) -> int | None:
    """A number without sign, of at most so many digits; None for anything else."""
    return int(text) if is_number(text, most=most) else None


def is_number(text: str, *, most: int = MOST_DIGITS) -> bool:
    """Whether read_number reads it."""
    return text.isascii() and text.isdigit() and len(text) <= most
