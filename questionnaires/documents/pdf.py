"""Documents as PDF: tagged (PDF/UA-1), in Swedish, the same bytes for the same content on every machine.

The layout is in the .typ files beside this one. They are given the content as data, never as code, and can read
neither other files nor the machine's fonts: typst brings its own.
"""

from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questionnaires.definition import Definition
from questionnaires.documents.blank import blank_sections
from questionnaires.documents.characters import MARK, printable
from questionnaires.documents.receipt import Receipt

LAYOUTS = Path(__file__).parent / "layouts"


def receipt_pdf(receipt: Receipt, *, author: str) -> bytes:
    """A submission with all its answers. author: the agency that asks."""
    with translation.override("sv"):
        facts = [
            (_("Organisation"), receipt.organisation),
            (_("Enkät"), f"{receipt.title}, {_('version')} {receipt.version}"),
            (_("Kvittensnummer"), receipt.reference),
            (_("Inlämnad"), _submitted(receipt)),
            (_("Undertecknad av"), ", ".join(filter(None, (receipt.signed_name, receipt.signed_title)))),
            *_in_place(receipt),
            (_("Kontrollsumma"), receipt.checksum),
        ]
        return _typeset(
            "receipt.typ",
            title=_("Kvittens: %(title)s") % {"title": receipt.title},
            author=author,
            facts=facts,
            sections=[asdict(section) for section in receipt.sections],
            words={
                "unanswered": _("Inte besvarad"),
                "question": _("Fråga"),
                "answer": _("Svar"),
                "explanation": _("Förklaring:"),
                "page": _("Sida"),
            },
        )


def blank_pdf(definition: Definition, *, version: int, author: str) -> bytes:
    """A questionnaire to print and fill in by hand."""
    with translation.override("sv"):
        return _typeset(
            "blank.typ",
            title=definition.title,
            author=author,
            introduction=_(
                "Tom enkät, version %(version)s. Använd den för att läsa och förbereda svaren. Svaren lämnas in på "
                "webben."
            )
            % {"version": version},
            sections=[asdict(section) for section in blank_sections(definition)],
            words={"specify": _("Ange vad:"), "answer": _("Svar"), "page": _("Sida")},
        )


def _in_place(receipt: Receipt) -> list[tuple[str, str]]:
    """What a coordinator did, and why, where she did."""
    return [(receipt.in_place, receipt.in_place_reason)] if receipt.in_place else []


def _submitted(receipt: Receipt) -> str:
    when = _("%(day)s kl. %(time)s") % {
        "day": date_format(receipt.at, "j F Y"),
        "time": date_format(receipt.at, "TIME_FORMAT"),
    }
    return _("%(when)s, efter sista svarsdag") % {"when": when} if receipt.is_late else when


def _typeset(layout: str, **content: Any) -> bytes:
    shown = dumps(printable(content), ensure_ascii=False)
    remark = _("%(mark)s står för tecken som inte kan visas här. Svaren på webben har dem kvar.")
    remarks = [remark % {"mark": MARK}] if MARK in shown else []
    made = typst.compile(
        LAYOUTS / layout,
        root=LAYOUTS,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"content": shown, "remarks": dumps(remarks)},
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{layout} gave pages and not a document")
    return made
