"""Receipts and blank questionnaires as PDF, read by another library; and the words they are made of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from questionnaires.answers import Answer, Chosen, ChosenSet, File, Invalid, Number, Special, Text, Ticked
from questionnaires.conditions import parse_condition
from questionnaires.definition import Definition, parse_definition
from questionnaires.documents.answered import answered_sections
from questionnaires.documents.blank import blank_sections
from questionnaires.documents.characters import SHOWN, printable
from questionnaires.documents.conditions import condition_in_words
from questionnaires.documents.pdf import blank_pdf, receipt_pdf
from questionnaires.documents.receipt import Receipt
from tests import country as small

KOMMUN = small.SMALL / "kommun-2030.yaml"
REGION = Path("questionnaires/definitions/region-2023.yaml")


def definition(path: Path = KOMMUN) -> Definition:
    return parse_definition(path.read_text(encoding="utf-8"), file=path.name)


ANSWERS: dict[str, Answer] = {
    "insatser.kontakt": Chosen("initierat"),
    "insatser.annat": Chosen("forstarkt", "Digitala möten"),
    "projekt": Chosen("ja"),
    "exempel": Text("Ett *projekt*\n#pagebreak() $x$ @y"),
    "grupper": ChosenSet(("barn", "aldre")),
    "personer": Number(Decimal("1249.5")),
}


SAID = {"cell": "insatser.annat", "code": "left_empty", "text": "Vi gör *allt*."}


def receipt(answers: dict[str, Answer] = ANSWERS) -> Receipt:
    return Receipt(
        reference="kommun-2030-0101-2",
        organisation="Åby",
        title="Kommunernas enkät 2030",
        version=1,
        number=2,
        at=timezone.localtime(datetime(2031, 3, 28, 13, 3, tzinfo=UTC)),
        signed_name="Per Ask",
        signed_title="förvaltningschef",
        is_late=False,
        checksum="ab" * 32,
        sections=answered_sections(definition(), answers, [SAID]),
    )


def opened(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text(content: bytes) -> str:
    """What another reader finds, with its line breaks made spaces."""
    return " ".join(" ".join(page.extract_text() for page in opened(content).pages).split())


def tags(node: Any) -> Iterator[str]:
    """Every structure element's kind, from the document's root on."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for each in node:
            yield from tags(each)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags(node["/K"])


@pytest.fixture(params=["receipt", "blank"])
def made(request: pytest.FixtureRequest) -> bytes:
    if request.param == "receipt":
        return receipt_pdf(receipt(), author="Socialstyrelsen")
    return blank_pdf(definition(REGION), version=1, author="Socialstyrelsen")


def test_it_is_tagged_and_in_swedish_and_says_its_title(made: bytes) -> None:
    root: Any = opened(made).trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"]) is True
    assert root["/Lang"] == "sv"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"]) is True
    found = set(tags(root["/StructTreeRoot"]))
    assert {"/Document", "/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= found
    metadata = opened(made).metadata
    assert metadata is not None
    assert metadata.author == "Socialstyrelsen"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_a_receipt_is_the_same_bytes_twice_and_in_any_language() -> None:
    first = receipt_pdf(receipt(), author="Socialstyrelsen")
    with translation.override("en"):
        assert receipt_pdf(receipt(), author="Socialstyrelsen") == first


def test_a_receipt_says_who_sent_in_what_and_when_with_every_answer() -> None:
    said = text(receipt_pdf(receipt(), author="Socialstyrelsen"))
    assert said.startswith(
        "Kvittens: Kommunernas enkät 2030 Organisation Åby Enkät Kommunernas enkät 2030, version 1 "
        "Kvittensnummer kommun-2030-0101-2 Inlämnad 28 mars 2031 kl. 14.03 Undertecknad av Per Ask, förvaltningschef "
        "Kontrollsumma "
    )
    for part in (
        "1. Vad har kommunen initierat eller förstärkt? Fråga Svar Fast kontakt Initierat Mobila team Inte besvarad "
        "Annat Förstärkt: Digitala möten Annat. Förklaring: Vi gör *allt*.",
        "3. Ge exempel. Ett *projekt* #pagebreak() $x$ @y",
        "4. Vilka målgrupper? Barn; Äldre",
        "5. Hur många personer? 1 249,5",
    ):
        assert part in said


def test_a_late_receipt_says_so() -> None:
    said = text(receipt_pdf(replace(receipt(), is_late=True), author="Socialstyrelsen"))
    assert "Inlämnad 28 mars 2031 kl. 14.03, efter sista svarsdag" in said


def test_what_the_fonts_lack_is_marked_and_nothing_fails() -> None:
    odd = receipt({**ANSWERS, "exempel": Text("Bra 😀👍🏽 漢字\x00\u0378\u202e\u200b\tslut")})
    said = text(receipt_pdf(odd, author="Socialstyrelsen"))
    assert "Bra \ufffd \ufffd slut" in said
    assert "\ufffd står för tecken som inte kan visas här. Svaren på webben har dem kvar." in said


def test_every_character_that_is_left_as_it_is_can_be_shown() -> None:
    letters = "".join(
        f"x{chr(code)}x "
        for first, last in SHOWN
        for code in range(first, last + 1)
        if chr(code).isprintable() and normalize("NFC", chr(code)) == chr(code)
    )
    # The last of them is the mark itself.
    assert printable(letters).count("\ufffd") == 1
    made = receipt_pdf(receipt({**ANSWERS, "exempel": Text(letters)}), author="Socialstyrelsen")
    assert made.startswith(b"%PDF-")


def test_a_decomposed_letter_is_put_together() -> None:
    assert printable({"a": ["A\u030aby", 1, None]}) == {"a": ["Åby", 1, None]}


def test_a_blank_questionnaire_has_every_question_and_choice_and_when_it_is_asked() -> None:
    said = text(blank_pdf(definition(), version=3, author="Socialstyrelsen"))
    assert said.startswith("Kommunernas enkät 2030 Tom enkät, version 3.")
    for part in (
        "1. Vad har kommunen initierat eller förstärkt? Frågan ska besvaras. Välj ett svar på varje rad.",
        "Annat Ange vad:",
        "3. Ge exempel. Besvaras om svaret på fråga 2 är ”Ja”.",
        "Välj högst 2 svar. ☐ Barn ☐ Äldre ☐ Annan Ange vad: ☐ Ingen",
        "Skriv ett tal från 0 till 1000. Högst en decimal. Svar: antal ○ Kan inte uppskattas",
    ):
        assert part in said


def test_answers_are_read_section_by_section_and_hidden_questions_left_out() -> None:
    answers: dict[str, Answer] = {
        "projekt": Chosen("nej"),
        "exempel": Text("Dolt"),
        "personer": Invalid("tolv"),
    }
    first, second = answered_sections(definition(), answers)
    assert [(each.number, each.key) for each in first.questions] == [(1, "insatser"), (2, "projekt")]
    assert [each.key for each in second.questions] == ["grupper", "personer"]
    invalid = second.questions[1].rows[0]
    assert (invalid.answer, invalid.is_invalid) == ("tolv", True)
    assert [(row.label, row.answer) for row in first.questions[0].rows] == [
        ("Fast kontakt", ""),
        ("Mobila team", ""),
        ("Annat", ""),
    ]


def test_a_file_is_shown_by_its_name_and_knows_its_number() -> None:
    region = definition(REGION)
    answers: dict[str, Answer] = {
        "handlingsplan": Chosen("beslutad"),
        "handlingsplan_dokument": File("plan.pdf", 3),
    }
    rows = {
        row.cell: row
        for section in answered_sections(region, answers)
        for question in section.questions
        for row in question.rows
    }
    assert (rows["handlingsplan_dokument"].answer, rows["handlingsplan_dokument"].attachment) == (
        "plan.pdf",
        3,
    )


def test_special_answers_and_ticks_are_read_in_words() -> None:
    region = definition(small.SMALL / "region-2030.yaml")
    answers: dict[str, Answer] = {
        "utbildning.vt": Special("kan_inte_uppskattas"),
        "inriktningar.annan": Ticked(("bidrag", "lon"), "Akut"),
    }
    shown = {
        row.cell: row.answer
        for section in answered_sections(region, answers)
        for question in section.questions
        for row in question.rows
    }
    assert shown["utbildning.vt"] == "Kan inte uppskattas"
    assert shown["inriktningar.annan"] == "Bidrag; Lön: Akut"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("projekt == 'ja'", "Besvaras om svaret på fråga 2 är ”Ja”."),
        ("projekt != 'ja'", "Besvaras om svaret på fråga 2 är något annat än ”Ja”."),
        (
            "not projekt in ('ja', 'nej')",
            "Besvaras om det inte stämmer att svaret på fråga 2 är något av ”Ja”, ”Nej”.",
        ),
        ("personer >= 2.5", "Besvaras om svaret på fråga 5 är minst 2,5."),
        (
            "insatser.team == 'nej' and (grupper contains 'barn' or personer < 3)",
            "Besvaras om svaret på fråga 1, ”Mobila team”, är ”Varken eller” och (svaret på fråga 4 innehåller ”Barn” "
            "eller svaret på fråga 5 är mindre än 3).",
        ),
    ],
)
def test_a_condition_is_said_in_words(condition: str, words: str) -> None:
    kommun = definition()
    assert condition_in_words(kommun, parse_condition(condition), kommun.numbers) == words


def test_a_required_question_says_on_paper_which_rows_may_be_left_empty() -> None:
    region = definition(small.SMALL / "region-2030.yaml")
    questions = [each for section in blank_sections(region) for each in section.questions]
    (how,) = [each.how for each in questions if each.form == "numbers"]
    assert how.endswith(" Får lämnas tomt: ”Hela 2030”.")


@pytest.mark.parametrize(
    "path", sorted(Path("questionnaires/definitions").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_questionnaire_can_be_printed(path: Path) -> None:
    shipped = definition(path)
    said = text(blank_pdf(shipped, version=1, author="Socialstyrelsen"))
    asked = [
        question for section in blank_sections(shipped) for question in section.questions if question.number
    ]
    assert len(asked) == len(shipped.numbers)
    for question in asked:
        assert " ".join(f"{question.number}. {question.text}".split()) in said
