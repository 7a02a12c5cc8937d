"""Why an answer that a check asks about is right: written by whoever answers, frozen with the submission."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.selectors import is_system
from questionnaires.checks import Finding, findings
from questionnaires.models import Explanation, Response
from questionnaires.rules import Refused, check_can
from questionnaires.selectors.last_time import last_time
from questionnaires.sentences import explain_finding
from questionnaires.services.steps import locked_response
from records.services import record_event

LONGEST = 2000


def findings_of(response: Response) -> tuple[Finding, ...]:
    """What should be explained of a response as it is now; `respondent` with its round is loaded."""
    earlier = last_time(response.respondent, response.key)
    return findings(response.questionnaire.definition, response.answers, earlier.answers if earlier else {})


def explained(response: Response, found: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """Finding.key → its explanation, of those that have one and whose answers are still what it explains."""
    if response.pk is None:
        return {}
    stored = {(each.cell, each.code): each for each in response.explanations.all()}
    return {
        each.key: stored[each.key].text
        for each in found
        if each.key in stored and stored[each.key].answers == _answers_about(response, each)
    }


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
        text = texts.get(finding.key, old).strip()[:LONGEST]
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
            year=response.respondent.round.year,
            details={"cells": changed},
        )


def check_explained(response: Response, *, by: User) -> None:
    """Raises Refused where a check asks for an explanation that isn't there. A file that is loaded can't give any."""
    if is_system(by):
        return
    found = findings_of(response)
    said = explained(response, found)
    lacking = [each for each in found if each.key not in said]
    if lacking:
        raise Refused("\n".join(f"{each.place}: {explain_finding(each)}" for each in lacking))


def frozen_explanations(response: Response) -> list[dict[str, str]]:
    """The explanations that hold now, as a submission keeps them."""
    if not response.explanations.exists():
        return []
    said = explained(response, findings_of(response))
    return [{"cell": cell, "code": code, "text": text} for (cell, code), text in said.items()]


def _store(response: Response, finding: Finding, text: str, by: User) -> None:
    if not text:
        response.explanations.filter(cell=finding.cell, code=finding.code).delete()
        return
    Explanation.objects.update_or_create(
        response=response,
        cell=finding.cell,
        code=finding.code,
        defaults={
            "answers": _answers_about(response, finding),
            "text": text,
            "at": timezone.now(),
            "by": by,
        },
    )


def _answers_about(response: Response, finding: Finding) -> dict[str, Any]:
    return {cell: response.cells.get(cell, {"answer": None})["answer"] for cell in finding.about}
