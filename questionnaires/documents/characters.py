"""What the fonts that come with typst can show: Latin, Greek and Cyrillic letters, punctuation, signs.

PDF/UA forbids a character without a shape, so typst refuses the whole document for one emoji. What can't be shown is
marked instead; the answer itself keeps it.
"""

import re
from typing import Any
from unicodedata import category, normalize

MARK = "\ufffd"
# A test sets every one of these.
SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2190, 0x22FF),
    (0x25A0, 0x2612),
    (0x2713, 0x2718),
    (0xFFFD, 0xFFFD),
)
# Without those that Unicode hasn't given out.
_CHARACTERS = [
    chr(code)
    for first, last in SHOWN
    for code in range(first, last + 1)
    if chr(code).isprintable() or category(chr(code)) == "Zs"
]
_OTHERS = re.compile(f"[^\n{re.escape(''.join(_CHARACTERS))}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")


def printable(content: Any) -> Any:
    """The same lists and dicts, with every text in it such as can be shown."""
    match content:
        case str():
            return _text(content)
        case dict():
            return {key: printable(each) for key, each in content.items()}
        case list() | tuple():
            return [printable(each) for each in content]
    return content


def _text(text: str) -> str:
    composed = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _OTHERS.sub(MARK, _INVISIBLE.sub("", composed))
