"""Why an answer that a check asks about is right: written by whoever answers, frozen with the submission."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from questionnaires.checks import Finding
from questionnaires.models import Explanation, Response
from questionnaires.rules import check_can
from questionnaires.selectors.explanations import answers_about, explained, findings_of
from questionnaires.services.steps import locked_response
from records.services import record_event

LONGEST = 2000


@transaction.atomic
def save_explanations(*, response: Response, texts: Mapping[tuple[str, str], str], by: User) -> None:
    """Keeps what is said of the findings (by Finding.key); an empty text takes an explanation away.

    What is sent about something that is no finding any more is left. Raises Refused when the response can't change.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    found = findings_of(response)
    before = explained(response, found)
    changed = []
    for finding in found:
        old = before.get(finding.key, "")
        text = texts.get(finding.key, old).replace("\x00", "").strip()[:LONGEST]
        if text == old:
            continue
        _store(response, finding, text, by)
        changed.append(finding.cell)
    if changed:
        record_event(
            verb="explain",
            subject=response,
            by=by,
            organisation=response.respondent.organisation_id,
            year=response.respondent.round.counted_year,
            details={"cells": changed},
        )


def _store(response: Response, finding: Finding, text: str, by: User) -> None:
    if not text:
        response.explanations.filter(cell=finding.cell, code=finding.code).delete()
        return
    Explanation.objects.update_or_create(
        response=response,
        cell=finding.cell,
        code=finding.code,
        defaults={
            "answers": answers_about(response, finding),
            "text": text,
            "at": timezone.now(),
            "by": by,
        },
    )
