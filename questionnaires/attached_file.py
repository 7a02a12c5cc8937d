"""Reading a file that somebody wants to send along: what it is, whether it may, and a name that is safe to hand out.

What a file is follows from its content; its name must agree.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ALIASES = {"jpeg": "jpg"}
LONGEST_STEM = 80
# What some system can't have in a file's name, and what could be taken for a part of a path or of a header.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*;%\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')


class WrongFile(Exception):
    """The file can't be sent along; the message says why and what can, in a sentence."""


@dataclass(frozen=True)
class AttachedFile:
    name: str
    content_type: str
    content: bytes


def read_file(name: str, content: bytes, *, most_bytes: int) -> AttachedFile:
    """The file as it is kept. Raises WrongFile: empty, too large, of another type, or not what its name says."""
    if not content:
        raise WrongFile(_("Filen ”%(name)s” är tom. Välj en annan fil.") % {"name": _shown(name)})
    if len(content) > most_bytes:
        raise too_large(name, most_bytes)
    stem, ending = _parts(name)
    if ending not in TYPES:
        raise WrongFile(
            _("Filen ”%(name)s” är av en typ som inte kan bifogas. Välj en fil av typen %(types)s.")
            % {"name": _shown(name), "types": listed_types()}
        )
    if not _SIGNS[ending](content):
        raise WrongFile(
            _(
                "Filen ”%(name)s” innehåller något annat än namnet säger. Spara den som %(type)s i det program som den "
                "är gjord i, och välj den igen."
            )
            % {"name": _shown(name), "type": ending}
        )
    return AttachedFile(f"{stem}.{ending}", TYPES[ending], content)


def too_large(name: str, most_bytes: int) -> WrongFile:
    sentence = _("Filen ”%(name)s” är för stor. Den får vara högst %(most)s MB.")
    return WrongFile(sentence % {"name": _shown(name), "most": most_megabytes(most_bytes)})


def most_megabytes(most_bytes: int) -> int:
    return most_bytes // 1_000_000


def listed_types() -> str:
    """The types that can be sent along, as a sentence lists them."""
    *first, last = TYPES
    return _("%(first)s eller %(last)s") % {"first": ", ".join(first), "last": last}


def accepted() -> str:
    """The endings that can be sent along, as a page's control is told them."""
    return ",".join(f".{ending}" for ending in (*TYPES, *ALIASES))


def _shown(name: str) -> str:
    """A file's name as a sentence repeats it."""
    stem, ending = _parts(name)
    return f"{stem}.{ending}" if ending else stem


def _parts(name: str) -> tuple[str, str]:
    """A stem that is safe everywhere, and the ending in small letters.

    Browsers write some characters in a name as %22, and somebody may have saved a link as it stands in its address.
    """
    last = normalize("NFC", _decoded(name).replace("\\", "/")).rpartition("/")[2]
    start, dot, end = _UNSAFE.sub(" ", last).rpartition(".")
    ending = end.strip().lower() if dot else ""
    stem = " ".join((start if dot else end).split()).strip(" .")[:LONGEST_STEM].strip(" .")
    return stem or _("bilaga"), ALIASES.get(ending, ending)


def _decoded(name: str) -> str:
    """Without percent codes, where what they stand for can be read."""
    try:
        return unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(beginnings)


def _office(part: str) -> Callable[[bytes], bool]:
    """An Office document has its main part and, without macros, no program in it."""

    def is_one(content: bytes) -> bool:
        names = _zipped(content)
        return part in names and not any(name.endswith("vbaProject.bin") for name in names)

    return is_one


def _zipped(content: bytes) -> list[str]:
    """The names in a zip file; its content isn't unpacked. Empty for other files."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            return packed.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _is_odt(content: bytes) -> bool:
    # The first file of an OpenDocument is `mimetype`, stored as it is, from byte 38.
    kind = TYPES["odt"].encode()
    return content[30 : 38 + len(kind)] == b"mimetype" + kind and "content.xml" in _zipped(content)


_SIGNS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _starts(b"%PDF-"),
    "docx": _office("word/document.xml"),
    "odt": _is_odt,
    "xlsx": _office("xl/workbook.xml"),
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "jpg": _starts(b"\xff\xd8\xff"),
}
