"""Sending a file along with an answer."""

from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.answers import Answer, File
from questionnaires.attached_file import AttachedFile, WrongFile, read_file, too_large
from questionnaires.models import Attachment, Response
from questionnaires.rules import check_can
from questionnaires.services.steps import locked_response
from records.services import record_event

# Replaced files are kept, since submissions may name them. More than these is a mistake or mischief.
MOST_FILES = 50


@transaction.atomic
def save_attachment(*, response: Response, cell: str, upload: UploadedFile, by: User) -> Answer:
    """Keeps a file, and returns the answer that names it, to be saved in `cell` like any other answer.

    The very same file again is kept once. Raises WrongFile with a sentence for a file that can't be sent along,
    Refused when the response can't change, KeyError for a cell that isn't asked for a file.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    if response.questionnaire.definition.cell(cell).question.type != "file":
        raise KeyError(cell)
    file = _read(upload)
    attachment = _kept(response, cell, file) or _keep(response, cell, file, by)
    return File(attachment.name, attachment.number)


def _read(upload: UploadedFile) -> AttachedFile:
    if (upload.size or 0) > settings.ATTACHMENT_MOST_BYTES:
        raise too_large(upload.name or "", settings.ATTACHMENT_MOST_BYTES)
    return read_file(upload.name or "", upload.read(), most_bytes=settings.ATTACHMENT_MOST_BYTES)


def _kept(response: Response, cell: str, file: AttachedFile) -> Attachment | None:
    """The same file in the same cell from before."""
    found = response.attachments.filter(cell=cell, name=file.name, checksum=_checksum(file))
    return found.defer("content").first()


def _keep(response: Response, cell: str, file: AttachedFile, by: User) -> Attachment:
    number = response.attachments.count() + 1
    if number > MOST_FILES:
        raise WrongFile(
            _("Det finns redan %(most)s filer till svaret. Fler går inte att bifoga.") % {"most": MOST_FILES}
        )
    attachment = Attachment.objects.create(
        response=response,
        number=number,
        cell=cell,
        name=file.name,
        content_type=file.content_type,
        content=file.content,
        size=len(file.content),
        checksum=_checksum(file),
        added_at=timezone.now(),
        added_by=by,
    )
    record_event(
        verb="attach",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={"cells": [cell], "attachment": number, "size": attachment.size},
    )
    return attachment


def _checksum(file: AttachedFile) -> str:
    return sha256(file.content).hexdigest()
