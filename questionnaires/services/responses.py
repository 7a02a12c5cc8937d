"""What the respondent does: save, submit, take back, decline, resume."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import is_system
from questionnaires.answers import Answer, File, to_json
from questionnaires.checks import shortcomings
from questionnaires.definition import Definition
from questionnaires.models import (
    AnswerChange,
    FrameMember,
    InPlace,
    Questionnaire,
    Response,
    State,
    Step,
    Submission,
)
from questionnaires.notifications import mail_declined, mail_in_place, mail_receipt
from questionnaires.progress import content_of
from questionnaires.rules import Refused, check_can, check_signed
from questionnaires.selectors.attachments import is_sent_along
from questionnaires.selectors.deadlines import due_day
from questionnaires.selectors.explanations import check_explained, frozen_explanations
from questionnaires.sentences import cell_place, explain
from questionnaires.services.objections import settle_objections
from questionnaires.services.steps import locked_alone, locked_response, take_step
from records.prepared_writes import PreparedInsert, PreparedUpdate
from records.services import record_event

_keep_answers = PreparedUpdate(
    Response, "cells", "answered", "asked", "questionnaire", "changed_at", "changed_by"
)
_add_change = PreparedInsert(AnswerChange)


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed since it was read: what stands there now, and what was to be saved."""

    cell: str
    current: Answer | None
    refused: Answer | None
    version: int


@dataclass(frozen=True)
class Saved:
    """What a save did: the cells it changed with their new versions, and those it refused.

    change: the number of the AnswerChange that it left, None where it changed no cell.
    """

    versions: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    change: int | None = None


def response_to(*, questionnaire: Questionnaire, respondent: FrameMember) -> Response:
    """An organisation's response to a questionnaire, begun (without answers) when there is none."""
    response, _made = Response.objects.get_or_create(
        respondent=respondent,
        key=questionnaire.key,
        defaults={"questionnaire": questionnaire, "asked": content_of(questionnaire.definition, {}).asked},
    )
    return response


@transaction.atomic
def save_answers(
    *,
    response: Response,
    answers: Mapping[str, Answer | None],
    by: User,
    read: Mapping[str, int] | None = None,
    questionnaire: Questionnaire | None = None,
) -> Saved:
    """Saves the cells sent, and no others; None empties a cell.

    read: cell → the version that the page showed (0 for a cell never answered). A cell that has changed since to
    something else is refused and comes back as a conflict; the others are saved. Without `read` nothing conflicts.
    questionnaire: a newer version of the same questionnaire that the answers are given to from now on.
    Raises Refused when the response can't change and for a file that wasn't sent along, KeyError for a cell that the
    questionnaire lacks.
    """
    return save_to_locked(
        response=locked_response(response), answers=answers, by=by, read=read, questionnaire=questionnaire
    )


def save_to_locked(
    *,
    response: Response,
    answers: Mapping[str, Answer | None],
    by: User,
    read: Mapping[str, int] | None = None,
    questionnaire: Questionnaire | None = None,
    roles: Collection[str] | None = None,
) -> Saved:
    """The same for a response that the caller's transaction has locked, or that nobody has begun (without a number).

    response: has its new answers, and a number, afterwards. roles: as for check_can.
    Raises IntegrityError where somebody else has begun it meanwhile, and the transaction is lost.
    """
    row = check_can("save", response, by=by, roles=roles)
    if questionnaire is not None:
        response.questionnaire = questionnaire
    saved, change = _changed(response, answers, read)
    if change or questionnaire is not None:
        at = timezone.now()
        response.changed_at, response.changed_by = at, by
        response.keep(response.cells)
        if response.pk is not None:
            _keep_answers(response)
        if change and row.target != response.state:
            take_step(response, "save", by=by, roles=roles)
        saved = replace(saved, change=_tell(response, change, at, by))
    return saved


def _changed(
    response: Response, answers: Mapping[str, Answer | None], read: Mapping[str, int] | None
) -> tuple[Saved, dict[str, Any]]:
    """Changes the cells in memory: what was done, and cell → [stored answer before, after]."""
    definition = response.questionnaire.definition
    versions: dict[str, int] = {}
    conflicts: list[Conflict] = []
    change: dict[str, Any] = {}
    for name, answer in answers.items():
        # A cell that a new version of the questionnaire no longer has can only be emptied.
        known = name if answer is None and name in response.cells else definition.cell(name).name
        cell = response.cells.get(known, {"answer": None, "version": 0})
        stored = None if answer is None else to_json(answer)
        if cell["answer"] == stored:
            continue
        if read is not None and read.get(name, 0) != cell["version"]:
            conflicts.append(Conflict(name, response.answers.get(name), answer, cell["version"]))
            continue
        _check_sent_along(response, known, answer)
        change[name] = [cell["answer"], stored]
        versions[name] = cell["version"] + 1
        response.cells[name] = {"answer": stored, "version": versions[name]}
    return Saved(versions, tuple(conflicts)), change


def _check_sent_along(response: Response, cell: str, answer: Answer | None) -> None:
    """Raises Refused for an answer that names a file of ours which wasn't sent along to that cell of the response.

    A file of answers (services.loading) names files that we never had.
    """
    if not isinstance(answer, File) or answer.attachment is None:
        return
    if not is_sent_along(response, cell, answer):
        raise Refused(_("Filen finns inte bland dem som har bifogats till frågan. Bifoga den igen."))


def _tell(response: Response, change: Mapping[str, Any], at: datetime, by: User) -> int | None:
    """Keeps what a save changed with the response, and leaves its Event; the number of what it keeps."""
    kept = _add_change(AnswerChange(response=response, at=at, by=by, cells=change)) if change else None
    record_event(
        verb="save",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={"cells": sorted(change), "questionnaire_version": response.questionnaire.version},
    )
    return kept.pk if kept else None


@transaction.atomic
def submit_response(
    *,
    response: Response,
    signed_name: str,
    signed_title: str = "",
    by: User,
    at: datetime | None = None,
    seen: str | None = None,
    reason: str = "",
) -> Submission:
    """Freezes the answers as the response's next submission, and writes the receipt to whoever sent it in.

    A kommun for which its coordinator has answered is told so; reason: why, which has to be said. What the kommun
    sends in itself settles what it has objected to. at: when they arrived, now unless a file says otherwise. seen: the
    mark of the answers that the signer has read (Response.change_mark); None: nothing is compared. Raises Refused:
    wrong state or person, no name, answers that have changed since they were read, fall short, or lack the explanation
    that a check asks for.
    """
    response = locked_alone(response)
    if seen is not None and seen != response.change_mark:
        raise Refused(_("Svaren har ändrats sedan du öppnade sidan. Läs igenom dem igen innan du lämnar in."))
    submission = freeze_answers(
        response=response,
        signed_name=signed_name,
        signed_title=signed_title,
        by=by,
        at=at,
        reason=_reason_in_place(response, reason),
    )
    check_explained(response, by=by)
    take_step(response, "submit", by=by, reason=submission.in_place_reason)
    if response.corrected_from is not None:
        response.corrected_from = None
        response.save(update_fields=["corrected_from"])
    _tell_of(submission, by)
    return submission


def _tell_of(submission: Submission, by: User) -> None:
    """The receipt, and what the kommun and its coordinator have to know of each other."""
    if submission.in_place:
        mail_in_place(submission, by=by)
    else:
        settle_objections(response=submission.response, by=by)
    if not is_system(by):
        mail_receipt(submission, by=by)


def _reason_in_place(response: Response, reason: str) -> str:
    """Why a coordinator answers for the kommun; empty where she doesn't. Raises Refused without one."""
    if response.in_place and not reason.strip():
        raise Refused(
            _("Skriv varför du lämnar in åt kommunen, till exempel ”Svaret kom med e-post 12 mars”.")
        )
    return reason if response.in_place else ""


def freeze_answers(
    *,
    response: Response,
    signed_name: str,
    signed_title: str,
    by: User,
    at: datetime | None,
    reason: str = "",
) -> Submission:
    """The next submission of a locked response, from the cells that were asked. Raises Refused.

    reason: why it is sent in by a coordinator in the kommun's place, where it is.
    """
    check_can("submit", response, by=by)
    check_signed(signed_name)
    answers = whole_answers(response.questionnaire.definition, response.answers)
    arrived = at or timezone.now()
    return Submission.objects.create(
        response=response,
        number=next_number(response),
        questionnaire=response.questionnaire,
        answers=answers,
        **asdict(content_of(response.questionnaire.definition, answers)),
        explanations=frozen_explanations(response),
        checksum=checksum(answers),
        submitted_at=arrived,
        submitted_by=by,
        signed_name=signed_name.strip(),
        signed_title=signed_title.strip(),
        is_late=timezone.localdate(arrived) > due_day(response.respondent, response.key).last,
        in_place=InPlace.ENTERED if response.in_place else "",
        in_place_reason=reason.strip(),
    )


def whole_answers(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """What is frozen of these answers: cell → stored answer, of the cells that are asked. Raises Refused with each
    thing that they lack.
    """
    lacking = shortcomings(definition, answers)
    if lacking:
        raise Refused(
            "\n".join(f"{cell_place(definition, each.cell)}: {explain(each.problem)}" for each in lacking)
        )
    asked = definition.asked(answers)
    return {
        cell.name: to_json(answer)
        for cell in definition.cells
        if cell.name in asked and (answer := answers.get(cell.name)) is not None
    }


def next_number(response: Response) -> int:
    """The number of a locked response's next submission."""
    last = response.submissions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def take_back_response(*, response: Response, by: User) -> None:
    """Takes a submission back to the state it was submitted from; it never counts. Raises Refused once review
    has begun.
    """
    response = locked_response(response)
    source = (
        Step.objects.filter(response=response, action="submit")
        .order_by("-pk")
        .values_list("source", flat=True)
    ).first()
    taken_back = response.submissions.order_by("-number").first()
    take_step(response, "take_back", by=by, target=State(source or State.DRAFT), taken_back=taken_back)


@transaction.atomic
def decline_response(*, response: Response, reason: str, by: User) -> None:
    """The organisation will not answer, and says why; it is counted as "saknas svar". Raises Refused."""
    response = locked_response(response)
    take_step(response, "decline", by=by, reason=reason)
    mail_declined(response, by=by)


@transaction.atomic
def resume_response(*, response: Response, by: User) -> None:
    """The organisation will answer after all. Raises Refused."""
    take_step(locked_response(response), "resume", by=by)


def checksum(content: Any) -> str:
    """sha256 of plain data in its canonical JSON, hex."""
    text = dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
