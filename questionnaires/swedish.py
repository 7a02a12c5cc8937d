"""Numbers, rounding, order and lists the Swedish way; the rules are the field guide's. No Django."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Enough digits that no number an organisation can give loses any on the way.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
# Where the letters after Z sort: behind every other letter, in this order; æ and ø stand with ä and ö.
_AFTER_Z = {"å": "\ue000", "ä": "\ue001", "æ": "\ue001", "ö": "\ue002", "ø": "\ue002"}


def rounded(number: Decimal, decimals: int = 0) -> Decimal:
    """The number with so many decimals, halves away from zero (0.5 → 1, −0.5 → −1); never a negative zero."""
    result = _EXACT.quantize(number, Decimal(1).scaleb(-decimals))
    return result.copy_abs() if result.is_zero() else result


def percent(part: int, whole: int, decimals: int = 0) -> Decimal | None:
    """A count as a percentage of another, rounded half up; None where there is no whole."""
    if whole == 0:
        return None
    # In whole numbers: a quotient that has been cut can land on the wrong side of a half.
    shares = part * 100 * 10**decimals
    return Decimal((2 * shares + whole) // (2 * whole)).scaleb(-decimals)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number was given with (71.5 has one, 120 none, 1E+2 none)."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def trimmed(number: Decimal) -> Decimal:
    """The number without trailing zeros among its decimals (0.40 → 0.4, 120 → 120)."""
    decimals = decimals_of(number)
    while decimals and rounded(number, decimals - 1) == number:
        decimals -= 1
    return rounded(number, decimals)


def number_text(number: Decimal, decimals: int | None = None, unit: str = "") -> str:
    """A number as it is printed ("1 249", "16,9 %", "−0,7"): no-break spaces, decimal comma, a real minus.

    decimals: rounded half up to so many; None keeps those that were given.
    """
    number = rounded(number, decimals_of(number) if decimals is None else decimals)
    text = f"{number.copy_abs():,f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    sign = MINUS if number < 0 else ""
    return f"{sign}{text}{NO_BREAK_SPACE}{unit}" if unit else f"{sign}{text}"


@lru_cache(maxsize=1 << 14)
def sort_key(text: str) -> tuple[str, str]:
    """Sorts names in Swedish order: … Z, Å, Ä, Ö; case doesn't matter; é stands beside e, after it.

    Names that differ only in case are equal, so that a stable sort keeps their order.
    """
    letters, accents = [], []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        parts = _AFTER_Z.get(letter) or unicodedata.normalize("NFD", letter)
        letters.append(parts[0])
        accents.append(letter if letter in "æø" else parts[1:])
    return "".join(letters), "\x00".join(accents)


def date_text(day: date) -> str:
    """ "4 april 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime) -> str:
    """ "4 april 2024 kl. 14.03", by the clock in Sweden. The moment must know its time zone."""
    here = moment.astimezone(ZoneInfo("Europe/Stockholm"))
    return f"{date_text(here.date())} kl. {here:%H.%M}"


def list_text(parts: Sequence[str]) -> str:
    """ "Blekinge", "Blekinge och Skåne", "Blekinge, Skåne och Örebro"; empty for nothing."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} och {parts[-1]}"
