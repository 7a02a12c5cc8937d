"""Files that are sent along: what is let in, under which name, and who may open them."""

from io import BytesIO
from re import escape
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, File
from questionnaires.attached_file import TYPES, WrongFile, read_file
from questionnaires.models import Attachment, Response
from questionnaires.rules import Refused
from questionnaires.selectors.attachments import attachment_for
from questionnaires.services.attachments import save_attachment
from questionnaires.services.responses import save_answers, submit_response, take_back_response
from records.models import Event
from tests import country as small

MOST = 10_000_000
PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)
WITH_FILES = (
    "- key: antal\n",
    "- key: planer\n  title: Planer\n  questions:\n  - {key: plan, type: file, text: Bifoga planen.}\n- key: antal\n",
)


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as file:
        if first:
            file.writestr(*first)
        for name in names:
            file.writestr(name, "<x/>")
    return packed.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
ODT = zipped("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))


def upload(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def kommun(code: str = "0101") -> Response:
    """A kommun's response to a questionnaire that asks for a plan."""
    small.publish("kommun-2030", old=WITH_FILES[0], new=WITH_FILES[1])
    return small.answered(code)


def attached(response: Response, name: str = "plan.pdf", content: bytes = PDF) -> Answer:
    """A file saved as the answer to `plan`."""
    answer = save_attachment(response=response, cell="plan", upload=upload(name, content), by=system_user())
    save_answers(response=response, answers={"plan": answer}, by=system_user())
    return answer


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("plan.docx", DOCX),
        ("plan.odt", ODT),
        ("plan.xlsx", XLSX),
        ("bild.png", PNG),
        ("bild.jpg", JPG),
        ("BILD.JPEG", JPG),
    ],
)
def test_each_type_is_known_by_its_content(name: str, content: bytes) -> None:
    file = read_file(name, content, most_bytes=MOST)
    assert file.content_type == TYPES[file.name.rpartition(".")[2]]


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize(
    "content", [b"<html><script>", b"MZ\x90\x00", zipped("evil.exe"), b"PK\x03\x04", b"\x00"]
)
def test_a_file_that_isnt_what_its_name_says_is_refused(ending: str, content: bytes) -> None:
    with pytest.raises(WrongFile) as refused:
        read_file(f"plan.{ending}", content, most_bytes=MOST)
    assert str(refused.value) == (
        f"Filen ”plan.{ending}” innehåller något annat än namnet säger. Spara den som {ending} i det program som den "
        "är gjord i, och välj den igen."
    )


def test_a_document_with_macros_is_refused() -> None:
    with pytest.raises(WrongFile):
        read_file("plan.docx", zipped("word/document.xml", "word/vbaProject.bin"), most_bytes=MOST)


@pytest.mark.parametrize(
    "name", ["plan.exe", "plan.html", "plan.svg", "plan.zip", "plan", "plan.pdf.exe", ""]
)
def test_other_types_are_refused_with_those_that_go(name: str) -> None:
    with pytest.raises(WrongFile, match=escape("Välj en fil av typen pdf, docx, odt, xlsx, png eller jpg.")):
        read_file(name, PDF, most_bytes=MOST)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(WrongFile, match=escape("Filen ”plan.pdf” är tom. Välj en annan fil.")):
        read_file("plan.pdf", b"", most_bytes=MOST)


def test_a_file_may_have_as_many_bytes_as_the_setting_says_and_no_more() -> None:
    assert read_file("plan.pdf", PDF, most_bytes=len(PDF)).content == PDF
    with pytest.raises(WrongFile, match=escape("Filen ”plan.pdf” är för stor. Den får vara högst 10 MB.")):
        read_file("plan.pdf", PDF + bytes(MOST), most_bytes=MOST)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/plan.pdf", "plan.pdf"),
        ('..%2f..%2fetc åäö "x".pdf', "etc åäö x.pdf"),
        ("V%C3%A5rdplan%20%22ny%22.pdf", "Vårdplan ny.pdf"),
        ("50 %FF klar.pdf", "50 FF klar.pdf"),
        ("C:\\Users\\anna\\Plan för vården.PDF", "Plan för vården.pdf"),
        ('plan"; filename="x.pdf', "plan filename= x.pdf"),
        ("plan\r\nX-Evil: 1.pdf", "plan X-Evil 1.pdf"),
        ("plan\u202efdp.pdf", "plan fdp.pdf"),
        (".pdf.pdf", "pdf.pdf"),
        ("///???.pdf", "bilaga.pdf"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
        ("A\u030agren.pdf", "Ågren.pdf"),
    ],
)
def test_names_are_made_safe_to_hand_out(name: str, safe: str) -> None:
    assert read_file(name, PDF, most_bytes=MOST).name == safe


@given(st.text(), st.binary(max_size=60))
def test_whatever_a_pdf_is_called_its_name_comes_out_safe(name: str, content: bytes) -> None:
    file = read_file(f"a{name}.pdf", b"%PDF-" + content, most_bytes=MOST)
    assert not set(file.name) & set('\r\n\x00/\\"<>|:*?')
    assert len(file.name) <= 120


@pytest.mark.django_db
def test_a_file_is_kept_and_the_answer_names_it(country: None, respondent: User) -> None:
    answer = save_attachment(response=kommun(), cell="plan", upload=upload(), by=respondent)
    assert answer == File("plan.pdf", 1)
    kept = Attachment.objects.get()
    assert (bytes(kept.content), kept.content_type, kept.size) == (PDF, "application/pdf", len(PDF))
    event = Event.objects.get(verb="attach")
    assert event.details == {"cells": ["plan"], "attachment": 1, "size": len(PDF)}


@pytest.mark.django_db
def test_the_same_file_again_is_kept_once_and_another_is_another(country: None) -> None:
    response = kommun()
    assert attached(response) == attached(response) == File("plan.pdf", 1)
    assert attached(response, content=PDF + b"2") == File("plan.pdf", 2)
    assert Attachment.objects.count() == 2


@pytest.mark.django_db
def test_an_upload_that_is_too_large_is_not_read(country: None, settings: Settings) -> None:
    settings.ATTACHMENT_MOST_BYTES = 1_000_000
    with pytest.raises(WrongFile, match="högst 1 MB"):
        attached(kommun(), content=PDF + bytes(1_000_000))
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_a_cell_that_isnt_asked_for_a_file_gets_none(country: None) -> None:
    with pytest.raises(KeyError):
        save_attachment(response=kommun(), cell="personer", upload=upload(), by=system_user())


@pytest.mark.django_db
def test_strangers_and_locked_answers_get_no_files(stranger: User, respondent: User) -> None:
    response = kommun()
    with pytest.raises(Refused, match="Du har inte behörighet"):
        save_attachment(response=response, cell="plan", upload=upload(), by=stranger)
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    with pytest.raises(Refused, match="Inlämnad"):
        save_attachment(response=response, cell="plan", upload=upload(), by=respondent)


def may_open(user: User, response: Response, number: int = 1) -> bool:
    try:
        attachment_for(user, response.respondent_id, response.key, number)
    except Http404:
        return False
    return True


@pytest.mark.django_db
def test_a_draft_is_opened_by_its_own_organisation_alone(
    respondent: User, colleague: User, stranger: User, coordinator: User, officer: User, administrator: User
) -> None:
    response = kommun()
    attached(response)
    assert may_open(respondent, response)
    assert may_open(colleague, response)
    assert not [each for each in (stranger, coordinator, officer, administrator) if may_open(each, response)]


@pytest.mark.django_db
def test_what_a_kommun_has_sent_in_is_opened_by_its_rss_and_never_nationally(
    coordinator: User, officer: User, stranger: User
) -> None:
    response = kommun()
    attached(response)
    attached(response, content=PDF + b"2")
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    other = small.person("Olle Ö", Role.COORDINATOR, "rss-ass")
    assert may_open(coordinator, response, 2)
    assert not may_open(coordinator, response, 1)  # replaced before anything was sent in
    assert not [each for each in (officer, stranger, other) if may_open(each, response, 2)]


@pytest.mark.django_db
def test_what_is_taken_back_is_its_own_organisations_again(coordinator: User, respondent: User) -> None:
    response = kommun()
    attached(response)
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    take_back_response(response=response, by=system_user())
    assert may_open(respondent, response)
    assert not may_open(coordinator, response)


@pytest.mark.django_db
def test_a_replaced_file_stays_with_the_submission_that_names_it(coordinator: User) -> None:
    response = kommun()
    attached(response)
    submit_response(response=response, signed_name="Anna Ek", by=system_user())
    take_back = response.submissions.get()
    assert take_back.answers["plan"] == {"file": "plan.pdf", "attachment": 1}
    assert may_open(coordinator, response, 1)


@pytest.mark.django_db
def test_what_a_region_has_sent_in_is_opened_nationally(
    region_signer: User, officer: User, coordinator: User, respondent: User
) -> None:
    plan = "  - {key: plan, type: file, text: Bifoga planen.}\n  - key: utbildning\n"
    small.publish("region-2030", old="  - key: utbildning\n", new=plan)
    response = small.save("region-2030", "01", small.REGION_ANSWERS)
    attached(response)
    assert not may_open(officer, response)
    submit_response(response=response, signed_name="Rolf Gran", by=system_user())
    assert may_open(officer, response)
    assert may_open(region_signer, response)
    assert not [each for each in (coordinator, respondent) if may_open(each, response)]


@pytest.mark.django_db
def test_it_is_handed_out_as_a_download_that_no_browser_guesses_at(
    respondent: User, stranger: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    response = kommun()
    attached(response, name="Plan för vården.pdf")
    address = f"/svar/{response.respondent_id}/{response.key}/bilaga/1/"
    client.force_login(respondent)
    with django_assert_max_num_queries(10):
        given = client.get(address)
    assert given.content == PDF
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"] == ("attachment; filename*=utf-8''Plan%20f%C3%B6r%20v%C3%A5rden.pdf")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "private" in given["Cache-Control"]
    client.force_login(stranger)
    assert client.get(address).status_code == 404
