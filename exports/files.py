"""Files to download: those that were published, those of the working edition, and those that jobs made."""

from pathlib import PurePosixPath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from exports.book import Book
from exports.editions import EditionHead
from exports.models import PublicationFile, StoredFile
from exports.writers import WRITERS
from records.models import Job, JobState

# What each file ending is to a browser; nothing else is handed out.
CONTENT_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


def published_file(head: EditionHead, name: str) -> PublicationFile | None:
    """A published edition's file by its stored name ("csv/appendix-1.csv")."""
    return PublicationFile.objects.filter(
        publication__year=head.year, publication__number=head.number, name=name
    ).first()


def published_workbook(head: EditionHead) -> PublicationFile | None:
    """A published edition's workbook, its content left in the database; None for the working edition."""
    return (
        PublicationFile.objects.filter(
            publication__year=head.year, publication__number=head.number, name__endswith=".xlsx"
        )
        .defer("content")
        .first()
    )


def working_file(book: Book, name: str) -> bytes | None:
    """A file of the working edition, written now, under the name that it would be published as."""
    form, _, file_name = name.partition("/")
    write = WRITERS.get(form)
    return write(book).get(file_name) if write else None


def workbook_job(year: int, number: int) -> Job | None:
    """A job that makes this year's workbook; None for any other job."""
    return Job.objects.filter(pk=number, kind="workbook", arguments__year=year).first()


def file_of(job: Job) -> StoredFile | None:
    """What a job has made, its content left in the database until asked for; None until it is done."""
    if job.state != JobState.DONE:
        return None
    return StoredFile.objects.defer("content").filter(pk=job.result["file"]).first()


def download(name: str, content: bytes) -> HttpResponse | None:
    """A file to save, under the last part of its name; None for a kind of file that isn't handed out."""
    path = PurePosixPath(name)
    content_type = CONTENT_TYPES.get(path.suffix)
    if content_type is None:
        return None
    disposition = content_disposition_header(True, path.name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
