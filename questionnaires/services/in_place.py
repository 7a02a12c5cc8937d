"""What a coordinator does in a kommun's place: mends an obvious slip, or enters a whole response."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.answers import Answer, from_json, to_json
from questionnaires.checks import findings
from questionnaires.definition import Definition
from questionnaires.models import AnswerChange, InPlace, Response, Submission
from questionnaires.notifications import mail_in_place
from questionnaires.progress import content_of
from questionnaires.question_types import type_of
from questionnaires.rules import Refused, check_can
from questionnaires.selectors.last_time import last_time
from questionnaires.services.responses import checksum, next_number, whole_answers
from questionnaires.services.steps import locked_alone, take_step
from records.services import record_event


@transaction.atomic
def mend_response(
    *,
    response: Response,
    question: str,
    answers: Mapping[str, Answer | None],
    reason: str,
    by: User,
    read: int | None = None,
) -> Submission:
    """Sends in the newest submission once more with other answers to one question; the kommun is told, and can object.

    Begins the review, so that the kommun objects to it and doesn't take it back. It is in time where the submission
    that it mends was. answers: cell → answer of that question, None empties one. read: the number of the submission
    that was read; without it nothing is compared. Raises Refused: wrong state or person, no reason, another submission
    since, nothing changed, answers that fall short, each named; KeyError for a cell that isn't the question's.
    """
    response = locked_alone(response)
    check_can("mend", response, by=by, reason=reason)
    slip = response.submissions.standing().select_related("questionnaire").latest("number")
    if read is not None and slip.number != read:
        raise Refused(_("Det har kommit en ny inlämning sedan du öppnade sidan. Läs den innan du rättar."))
    definition = slip.questionnaire.definition
    change = _change(definition, question, slip.answers, answers)
    if not change:
        raise Refused(_("Inget i svaret är ändrat. Ändra det som är fel, eller gå tillbaka."))
    _store_change(response, change, by)
    mended = _mended(response, slip, change, reason=reason, by=by)
    take_step(response, "mend", by=by, reason=reason)
    mail_in_place(mended, question=_text_of(definition, question), by=by)
    return mended


@transaction.atomic
def enter_response(*, response: Response, by: User) -> None:
    """From now on the RSS's coordinators answer in the place of a kommun that has answered nothing itself.

    What it may have explained of no answers goes: a draft is never shown to its coordinator. Raises Refused.
    """
    response = locked_alone(response)
    take_step(response, "enter", by=by)
    response.explanations.all().delete()
    response.in_place = True
    response.save(update_fields=["in_place"])


@transaction.atomic
def take_over_response(*, response: Response, by: User) -> None:
    """The kommun answers itself again, from where its coordinator has come, who no longer sees it. Raises Refused."""
    response = locked_alone(response)
    take_step(response, "take_over", by=by)
    response.in_place = False
    response.save(update_fields=["in_place"])


def _change(
    definition: Definition,
    question: str,
    before: Mapping[str, Any],
    answers: Mapping[str, Answer | None],
) -> dict[str, Any]:
    """Cell → [stored answer before, after], of those that differ. Raises KeyError."""
    asked = next(each for each in definition.questions if each.key == question)
    cells = {cell.name for cell in type_of(asked).cells(asked)}
    if answers.keys() - cells:
        raise KeyError(*answers.keys() - cells)
    after = {cell: None if answer is None else to_json(answer) for cell, answer in answers.items()}
    return {cell: [before.get(cell), stored] for cell, stored in after.items() if before.get(cell) != stored}


def _store_change(response: Response, change: Mapping[str, Any], by: User) -> None:
    """The kommun's answers as they stand follow what was mended, and show who did it."""
    for name, (_before, stored) in change.items():
        version = response.cells.get(name, {"version": 0})["version"]
        response.cells[name] = {"answer": stored, "version": version + 1}
    response.changed_at, response.changed_by = timezone.now(), by
    response.save(update_fields=[*response.keep(response.cells), "changed_at", "changed_by"])
    AnswerChange.objects.create(response=response, at=response.changed_at, by=by, cells=dict(change))
    record_event(
        verb="save",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={"cells": sorted(change), "questionnaire_version": response.questionnaire.version},
    )


def _mended(
    response: Response, slip: Submission, change: Mapping[str, Any], *, reason: str, by: User
) -> Submission:
    """The submission after `slip`. What is hidden in the kommun's draft stays there."""
    stored = slip.answers | {cell: after for cell, (_before, after) in change.items()}
    current = {cell: from_json(answer) for cell, answer in stored.items() if answer is not None}
    answers = whole_answers(slip.questionnaire.definition, current)
    rss = response.respondent.rss
    return Submission.objects.create(
        response=response,
        number=next_number(response),
        questionnaire=slip.questionnaire,
        answers=answers,
        **asdict(content_of(slip.questionnaire.definition, answers)),
        explanations=_standing_explanations(response, slip, current, change),
        checksum=checksum(answers),
        submitted_at=timezone.now(),
        submitted_by=by,
        signed_name=by.name,
        signed_title=rss.name if rss else "",
        is_late=slip.is_late,
        in_place=InPlace.MENDED,
        in_place_reason=reason.strip(),
    )


def _standing_explanations(
    response: Response, slip: Submission, answers: Mapping[str, Answer], change: Mapping[str, Any]
) -> list[dict[str, str]]:
    """The kommun's explanations of what is still as it was, whichever RSS it answered through last time.

    They stand in the submission already: last time's answers tell here only which of them to keep.
    """
    last = last_time(response.respondent, response.key)
    found = findings(slip.questionnaire.definition, answers, last.answers if last else {})
    standing = {each.key for each in found if not change.keys() & set(each.about)}
    return [each for each in slip.explanations if (each["cell"], each["code"]) in standing]


def _text_of(definition: Definition, question: str) -> str:
    return next(each.text for each in definition.questions if each.key == question)
