"""A questionnaire's key from year to year."""


def key_of_copy(key: str, *, source: int, year: int) -> str:
    """kommun-2023 → kommun-2026; a key without the year gets the new one at its end."""
    stem = key.removesuffix(str(source))
    return f"{stem}{year}" if stem != key else f"{key}-{year}"
