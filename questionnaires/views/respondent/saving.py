"""From what a section's page posted to what is saved, and what is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questionnaires.answers import to_json
from questionnaires.attached_file import WrongFile
from questionnaires.forms.filling import (
    ConflictShown,
    Error,
    conflict_markup,
    error_markup,
    error_of,
    read_as,
)
from questionnaires.forms.posted import PostedCell, token
from questionnaires.forms.section import section_views
from questionnaires.models import Response
from questionnaires.questions import Section
from questionnaires.rules import Refused
from questionnaires.selectors.changes import latest_changes
from questionnaires.selectors.own import OwnResponse
from questionnaires.services.attachments import save_attachment
from questionnaires.services.responses import Conflict, response_to, save_answers


@dataclass(frozen=True)
class PageSaved:
    """What became of a posted page. own: with the answers as they are now.

    kept: cells that weren't saved, as posted; conflicts: why, for those that somebody else has changed.
    """

    own: OwnResponse
    posted: tuple[PostedCell, ...]
    kept: Mapping[str, PostedCell] = field(default_factory=dict)
    conflicts: Mapping[str, ConflictShown] = field(default_factory=dict)
    refused_files: tuple[Error, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """For the page's script: when, and of each cell its new token, how it was read, and what is wrong."""
        now = date_format(timezone.localtime(), "H.i")
        cells = {each.cell.name: self._cell_data(each) for each in self.posted}
        return {"saved": _("Sparat kl. %(time)s") % {"time": now}, "cells": cells}

    def _cell_data(self, posted: PostedCell) -> dict[str, str]:
        name, error = posted.cell.name, error_of(posted.cell, posted.answer)
        stored = self.own.response.cells.get(name, {"version": 0})
        answer = None if name in self.conflicts else posted.answer
        return {
            "token": posted.token
            if name in self.conflicts
            else token(posted.cell, stored["version"], answer),
            "error": error_markup(error) if error else "",
            "read": read_as(posted.cell, posted.answer),
            "conflict": conflict_markup(self.conflicts[name]) if name in self.conflicts else "",
        }


def save_page(
    own: OwnResponse,
    posted: Iterable[PostedCell],
    *,
    section: Section | None = None,
    files: Mapping[str, UploadedFile] | None = None,
) -> PageSaved:
    """Saves the cells that were changed since their page was made, and files. Raises Refused when all is locked."""
    posted = tuple(posted)
    changed = {each.cell.name: each for each in posted if each.is_changed}
    uploads = _uploads(section, files) if section and files else {}
    if not own.can_edit:
        raise Refused(own.locked_because.why if own.locked_because else "")
    if not changed and not uploads:
        return PageSaved(own, posted)
    own = begun(own)
    refused_files = []
    for cell in (each for each in posted if each.cell.name in uploads):
        try:
            answer = save_attachment(
                response=own.response, cell=cell.cell.name, upload=uploads[cell.cell.name], by=own.user
            )
            changed[cell.cell.name] = replace(cell, answer=answer, is_changed=True)
        except WrongFile as refused:
            refused_files.append(Error(_control(section, cell), cell.cell.text, str(refused)))
    return _save(own, posted, changed, tuple(refused_files))


def _save(
    own: OwnResponse,
    posted: tuple[PostedCell, ...],
    changed: Mapping[str, PostedCell],
    refused_files: tuple[Error, ...],
) -> PageSaved:
    saved = save_answers(
        response=own.response,
        answers={name: each.answer for name, each in changed.items()},
        read={name: each.version for name, each in changed.items()},
        by=own.user,
    )
    if len(saved.versions) != len(changed):
        now = Response.objects.select_related("changed_by").get(pk=own.response.pk)
        now.respondent, now.questionnaire = own.member, own.questionnaire
        own = replace(own, response=now)
    for name, version in saved.versions.items():
        answer = changed[name].answer
        stored = None if answer is None else to_json(answer)
        own.response.cells[name] = {"answer": stored, "version": version}
    conflicts = _shown(own, saved.conflicts)
    return PageSaved(own, posted, {name: changed[name] for name in conflicts}, conflicts, refused_files)


def begun(own: OwnResponse) -> OwnResponse:
    """The same with a response in the database, to which answers can be saved."""
    if own.response.pk is not None:
        return own
    response = response_to(questionnaire=own.questionnaire, respondent=own.member)
    response.respondent = own.member
    return replace(own, response=response)


def chosen(posted: Iterable[PostedCell], data: QueryDict) -> tuple[PostedCell, ...]:
    """The posted cells after a choice in a conflict: "keep" passes one's own answer over, "mine" saves it over
    the one that was shown beside it."""
    cells = (each for each in posted if each.cell.name != data.get("keep"))
    mine = data.get("mine")
    return tuple(_over(each, data) if each.cell.name == mine else each for each in cells)


def _over(posted: PostedCell, data: QueryDict) -> PostedCell:
    beside = data.get(f"{posted.cell.name}:now", "")
    version = int(beside) if beside.isdecimal() and len(beside) < 10 else posted.version
    return replace(posted, version=version, is_changed=True)


def _shown(own: OwnResponse, conflicts: Iterable[Conflict]) -> dict[str, ConflictShown]:
    conflicts = tuple(conflicts)
    latest = latest_changes(own.response, [each.cell for each in conflicts])
    return {
        each.cell: ConflictShown(
            own.definition.cell(each.cell),
            each.current,
            each.refused,
            each.version,
            *((latest[each.cell].who, latest[each.cell].at) if each.cell in latest else ()),
        )
        for each in conflicts
    }


def _uploads(section: Section, files: Mapping[str, UploadedFile]) -> dict[str, UploadedFile]:
    """The files sent along, by cell."""
    names = [question.key for question in section.questions if question.type == "file"]
    return {name: files[f"{name}:file"] for name in names if f"{name}:file" in files}


def _control(section: Section | None, posted: PostedCell) -> str:
    """The id of a file's control."""
    views = section_views(section) if section else ()
    return next((f"{view.id}_1" for view in views if view.question.key == posted.cell.name), "")
