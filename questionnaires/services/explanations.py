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

Texts = Mapping[tuple[str, str], str]


@transaction.atomic
def save_explanations(*, response: Response, texts: Texts, by: User, read: Texts | None = None) -> bool:
    """Keeps what is said of the findings (by Finding.key); an empty text takes an explanation away.

    read: what stood on the page where the texts were written. What a colleague has written since stays; where both
    have written, both stand. Returns whether that was so anywhere.
    What is sent about something that is no finding any more is left. Raises Refused when the response can't change.
    """
    response = locked_response(response)
    check_can("save", response, by=by)
    found = findings_of(response)
    before = explained(response, found)
    changed, joined = [], False
    for finding in found:
        old = _clean(before.get(finding.key, ""))
        typed = _clean(texts.get(finding.key, old))
        text = _joined(old, was=_clean((read or {}).get(finding.key, old)), typed=typed)
        if text == old:
            continue
        joined = joined or text != typed
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
    return joined


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _joined(now: str, *, was: str, typed: str) -> str:
    """What becomes of an explanation that is `now`, once somebody has made `typed` of what `was`."""
    if typed == was or (now != was and typed in now):
        return now
    return typed if now in (was, "") else f"{now}\n{typed}"


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
