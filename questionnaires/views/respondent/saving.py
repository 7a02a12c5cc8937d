"""From what a section's page posted to what is saved, and what is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.answers import File
from questionnaires.attached_file import WrongFile
from questionnaires.definition import Definition
from questionnaires.forms.filling import (
    ConflictShown,
    Error,
    conflict_markup,
    error_markup,
    error_of,
    file_markup,
    lack_markup,
    missing_years,
    moment,
    read_as,
)
from questionnaires.forms.posted import PostedCell, read_posted, token
from questionnaires.forms.section import section_views
from questionnaires.models import Questionnaire, State
from questionnaires.questions import Cell, Section
from questionnaires.rules import EDITED, Refused
from questionnaires.selectors.attachments import is_sent_along
from questionnaires.selectors.respondent.changes import CellChange, latest_changes
from questionnaires.selectors.respondent.own import OwnResponse, own_response_locked
from questionnaires.sentences import marked_cell_place
from questionnaires.services.attachments import save_attachment
from questionnaires.services.corrections import follow_correction
from questionnaires.services.responses import Conflict, response_to, save_to_locked


@dataclass(frozen=True)
class PageSaved:
    """What became of a posted page. own: with the answers as they are now.

    kept: cells that weren't saved, as posted; conflicts: why, for those that somebody else has changed. gone: cells
    that the page has and the questionnaire, corrected meanwhile, hasn't. asked_before: the cells that were asked
    before a whole page was saved; None where nothing was.
    """

    own: OwnResponse
    posted: tuple[PostedCell, ...]
    kept: Mapping[str, PostedCell] = field(default_factory=dict)
    conflicts: Mapping[str, ConflictShown] = field(default_factory=dict)
    refused_files: tuple[Error, ...] = ()
    gone: frozenset[str] = frozenset()
    asked_before: frozenset[str] | None = None

    def as_data(self) -> dict[str, Any]:
        """For the page's script: when, and of each cell its new token, how it was read, and what is wrong."""
        now = date_format(timezone.localtime(), "TIME_FORMAT")
        missing = self._missing_years()
        cells = {each.cell.name: self._cell_data(each, missing) for each in self.posted}
        is_own = all(each.is_own for each in self.conflicts.values())
        lost = _("Frågan finns inte i den rättade enkäten. Svaret är inte sparat.")
        trouble = corrected_meanwhile() if self.gone else ""
        if self.refused_files:
            trouble = _("Filen är inte sparad. Vid frågan står varför.")
        return {
            "saved": _("Sparat kl. %(time)s") % {"time": now},
            "cells": cells,
            "beside": {name: _lack_data(*each) for name, each in missing.items() if name not in cells},
            "gone": {name: {"error": error_markup(lost)} for name in self.gone},
            "trouble": trouble,
            "conflict": differing(is_own=is_own) if self.conflicts else "",
        }

    def _missing_years(self) -> dict[str, tuple[Cell, str]]:
        """What the rows for a whole year lack, or nothing, in the questions that were posted: a row that nobody
        touched can begin to be asked for."""
        questions = {each.cell.question.key: each.cell.question for each in self.posted}
        return {
            name: (self.own.definition.cell(name), sentence)
            for question in questions.values()
            if question.type == "number_list"
            for name, sentence in missing_years(question, self.own.response.answers).items()
            if name not in self.conflicts
        }

    def _cell_data(self, posted: PostedCell, missing: Mapping[str, tuple[Cell, str]]) -> dict[str, str]:
        name, error = posted.cell.name, self._error(posted)
        stored = self.own.response.cells.get(name, {"version": 0})
        answer = None if name in self.conflicts else posted.answer
        is_file = posted.cell.question.type == "file" and name not in self.conflicts
        told = {"file": file_markup(self.own, name, posted.answer)} if is_file else {}
        if error:
            told |= {"error": error_markup(error), "fault": f"{posted.cell.text}: {error}"}
        return {
            "token": posted.token
            if name in self.conflicts
            else token(posted.cell, stored["version"], answer),
            **(_lack_data(*missing[name]) if name in missing else {"error": ""}),
            "read": read_as(posted.cell, posted.answer, typed=posted.typed),
            "conflict": conflict_markup(self.conflicts[name]) if name in self.conflicts else "",
            **told,
        }

    def _error(self, posted: PostedCell) -> str:
        """What is wrong with what was posted: with its file, where that was refused."""
        refused = {each.control: each.sentence for each in self.refused_files}
        if posted.cell.question.type == "file" and refused:
            return refused.get(_control(self.own, posted), "")
        return error_of(posted.cell, posted.answer)


def _lack_data(cell: Cell, sentence: str) -> dict[str, str]:
    return (
        {"error": lack_markup(sentence), "fault": f"{cell.text}: {sentence}"} if sentence else {"error": ""}
    )


def save_page(
    user: User | AnonymousUser,
    member: int,
    key: str,
    data: QueryDict,
    *,
    section: str = "",
    files: Mapping[str, UploadedFile] | None = None,
) -> PageSaved:
    """Saves the cells that were changed since their page was made, and files.

    section: the page's, which has to be there, or have been in the version that the page shows.
    All is read once, under the lock, and saved in the same transaction. Raises Http404 for a stranger, Refused when
    all is locked.
    """
    try:
        return _save_page(user, member, key, data, section, files or {})
    except IntegrityError:
        # A colleague began the response at the same moment: now it is there to be locked.
        return _save_page(user, member, key, data, section, files or {})


@transaction.atomic
def _save_page(
    user: User | AnonymousUser,
    member: int,
    key: str,
    data: QueryDict,
    section: str,
    files: Mapping[str, UploadedFile],
) -> PageSaved:
    own = own_response_locked(user, member, key)
    if section and section not in _sections_shown(own, data):
        raise Http404
    _check_reader(own, data)
    gone = gone_cells(own, data)
    sent = posted_cells(own, data, is_autosave=not section)
    posted = tuple(each for each in sent if each.cell.name not in gone)
    uploads = _uploads(own, files)
    changed = {each.cell.name: each for each in posted if each.is_changed}
    if not own.can_edit:
        raise Refused(locked(own))
    if not changed and not uploads:
        return PageSaved(own, posted, gone=gone)
    asked_before = own.definition.asked(own.response.answers) if section else None
    refused_files: tuple[Error, ...] = ()
    if own.is_ahead:
        own = begun(own)
    if uploads:
        own = _begun_and_locked(own)
        kept, refused_files = _keep_files(own, posted, uploads)
        changed |= kept
    saved = save_to_locked(
        response=own.response,
        answers={name: each.answer for name, each in changed.items()},
        read={name: each.version for name, each in changed.items()},
        by=own.user,
        roles=own.roles,
    )
    own = replace(own)  # a copy, which works out anew what the reader may do after the save
    conflicts = _shown(own, saved.conflicts)
    posted = tuple(changed.get(each.cell.name, each) for each in posted)
    kept_cells = {name: changed[name] for name in conflicts}
    return PageSaved(own, posted, kept_cells, conflicts, refused_files, gone, asked_before)


def posted_cells(own: OwnResponse, data: QueryDict, *, is_autosave: bool = False) -> tuple[PostedCell, ...]:
    """The cells that a page posted, after a choice in a conflict: "keep" passes one's own answer over, "mine" saves
    it over the one that was shown beside it. A file that wasn't sent along is passed over: none is named into being.

    is_autosave: every cell posted was touched.
    """
    cells = read_posted(own.definition, dict(data.lists()))
    mine, keep = data.get("mine"), data.get("keep")
    chosen = (
        _over(each, data) if each.cell.name == mine else _meant(each, data, is_autosave=is_autosave)
        for each in cells
        if each.cell.name != keep
    )
    return tuple(each for each in chosen if not each.is_changed or _may_stand(own, each))


def part_of(own: OwnResponse, key: str) -> Section:
    """The section of that key. Raises Http404 where there is none."""
    part = next((each for each in own.definition.sections if each.key == key), None)
    if part is None:
        raise Http404
    return part


def part_after(own: OwnResponse, section: str, posted: Iterable[PostedCell]) -> Section | None:
    """The section of that key. Where a correction has taken it away, the one that its first question is in now; None
    where no question is left.
    """
    sections = own.definition.sections
    moved = (part for each in posted for part in sections if each.cell.question in part.questions)
    return next((part for part in sections if part.key == section), None) or next(moved, None)


def _keep_files(
    own: OwnResponse,
    posted: Iterable[PostedCell],
    uploads: Mapping[str, UploadedFile],
) -> tuple[dict[str, PostedCell], tuple[Error, ...]]:
    """The cells whose files were kept, with the answers that name them; and what is wrong with the other files."""
    kept, refused = {}, []
    for cell in (each for each in posted if each.cell.name in uploads):
        name = cell.cell.name
        try:
            answer = save_attachment(response=own.response, cell=name, upload=uploads[name], by=own.user)
            kept[name] = replace(cell, answer=answer, is_changed=True)
        except WrongFile as wrong:
            refused.append(Error(_control(own, cell), marked_cell_place(own.definition, name), str(wrong)))
    return kept, tuple(refused)


def locked(own: OwnResponse) -> str:
    """Why nothing can be saved, with who sent the answers in and when."""
    if own.locked_because is None:
        return ""
    sent = own.submissions().select_related("submitted_by").order_by("-number").first()
    if sent is None or sent.in_place or own.response.state in (*EDITED, State.NOT_STARTED, State.DECLINED):
        return own.locked_because.why
    words = {"who": sent.submitted_by.name, "when": moment(sent.submitted_at)}
    if sent.submitted_by == own.user:
        return _("Du lämnade in %(when)s.") % words
    return _("%(who)s lämnade in %(when)s.") % words


def refused_data(own: OwnResponse, sentence: str) -> dict[str, str]:
    """For the page's script: that nothing was saved, why, and what can be done."""
    lock = own.locked_because
    todo = [lock.who, lock.until] if lock else []
    todo.append(_("Det du skrev står kvar på sidan, så att du kan kopiera det."))
    return {
        "refused": _("Inte sparat. %(why)s") % {"why": sentence},
        "todo": " ".join(each for each in todo if each),
    }


def differing(*, is_own: bool) -> str:
    """That somebody else, or oneself in another window, has given another answer."""
    if is_own:
        return _("Du har svarat olika i två fönster.")
    return _("Någon annan har svarat annorlunda på samma fråga.")


def corrected_meanwhile() -> str:
    """To somebody whose page has questions that aren't asked any more."""
    return _(
        "Enkäten har rättats sedan du öppnade sidan. Svar på frågor som inte ställs längre är inte sparade. Ladda om "
        "sidan för att se frågorna som de är nu."
    )


def gone_cells(own: OwnResponse, data: QueryDict) -> frozenset[str]:
    """The cells of a posted page that the questionnaire, corrected meanwhile, lacks, or asks another sort
    of question in.

    The page posts the version of the questionnaire that it shows.
    """
    posted = {name.removesuffix(":v") for name in data if name.endswith(":v")}
    now = {cell.name: cell.question.type for cell in own.definition.cells}
    shown = _earlier_shown(own, data)
    if shown is None:
        return frozenset(posted - now.keys())
    then = {cell.name: cell.question.type for cell in shown.cells}
    return frozenset(name for name in posted if now.get(name) != then.get(name, now.get(name)))


def _earlier_shown(own: OwnResponse, data: QueryDict) -> Definition | None:
    """The version of the questionnaire that a page shows, where it isn't the one that is answered now."""
    version = data.get("version", "")
    if version in ("", str(own.questionnaire.version)) or not version.isdecimal() or len(version) > 4:
        return None
    found = Questionnaire.objects.filter(key=own.questionnaire.key, version=int(version)).first()
    return found.definition if found else None


def _sections_shown(own: OwnResponse, data: QueryDict) -> set[str]:
    """The keys of the sections that there are, or were when the page was made."""
    shown = _earlier_shown(own, data)
    return {
        section.key
        for definition in (own.definition, *((shown,) if shown else ()))
        for section in definition.sections
    }


def begun(own: OwnResponse) -> OwnResponse:
    """The same with a response in the database, on the version that is shown, to which answers can be saved."""
    if own.is_ahead:
        follow_correction(response=own.response, questionnaire=own.questionnaire, by=own.user)
        return replace(own, is_ahead=False)
    if own.response.pk is not None:
        return own
    response = response_to(questionnaire=own.questionnaire, respondent=own.member)
    response.respondent = own.member
    return replace(own, response=response)


def _begun_and_locked(own: OwnResponse) -> OwnResponse:
    """The same with a response in the database, to which files can be kept."""
    if own.response.pk is not None:
        return own
    begun(own)
    return own_response_locked(own.user, *own.address)


def _check_reader(own: OwnResponse, data: QueryDict) -> None:
    """Raises Refused for a page that was made for somebody else, who has signed out in another tab meanwhile."""
    if data.get("page:reader", str(own.user.pk)) != str(own.user.pk):
        raise Refused(
            _("Sidan öppnades av någon annan än %(name)s, som är inloggad nu.") % {"name": own.user.name}
        )


def _meant(posted: PostedCell, data: QueryDict, *, is_autosave: bool) -> PostedCell:
    """Somebody who goes back to what the page showed means it, too: a colleague may have answered otherwise meanwhile.

    So does whoever leaves a conflict undecided: the page that showed it posts what stood beside.
    """
    is_chosen = is_autosave or f"{posted.cell.name}:now" in data
    return replace(posted, is_changed=True) if is_chosen and not isinstance(posted.answer, File) else posted


def _over(posted: PostedCell, data: QueryDict) -> PostedCell:
    beside = data.get(f"{posted.cell.name}:now", "")
    version = int(beside) if beside.isdecimal() and len(beside) < 10 else posted.version
    return replace(posted, version=version, is_changed=True)


def _may_stand(own: OwnResponse, posted: PostedCell) -> bool:
    """Whether somebody can have given an answer that the page didn't show: a file was sent along to the cell.

    To whoever answers in a kommun's place nothing is known of the files from before that.
    """
    answer, name = posted.answer, posted.cell.name
    return not isinstance(answer, File) or is_sent_along(own.response, name, answer, since=own.entered_at)


def _shown(own: OwnResponse, conflicts: Iterable[Conflict]) -> dict[str, ConflictShown]:
    conflicts = tuple(conflicts)
    latest = latest_changes(own.response, [each.cell for each in conflicts])
    return {
        each.cell: ConflictShown(
            own.definition.cell(each.cell),
            each.current,
            each.refused,
            each.version,
            *(_said_by(latest[each.cell], own) if each.cell in latest else ()),
        )
        for each in conflicts
    }


def _said_by(change: CellChange, own: OwnResponse) -> tuple[str, datetime, bool]:
    """Who gave the answer that stands now, when, and whether it was the reader."""
    return change.who, change.at, change.by == own.user.pk


def _uploads(own: OwnResponse, files: Mapping[str, UploadedFile]) -> dict[str, UploadedFile]:
    """The files sent along, by cell."""
    names = (
        [question.key for question in own.definition.questions if question.type == "file"] if files else []
    )
    return {name: files[f"{name}:file"] for name in names if f"{name}:file" in files}


def _control(own: OwnResponse, posted: PostedCell) -> str:
    """The id of a file's control."""
    views = (view for section in own.definition.sections for view in section_views(section))
    return next(f"{view.id}_1" for view in views if view.question.key == posted.cell.name)
