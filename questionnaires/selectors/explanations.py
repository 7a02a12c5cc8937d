"""What should be explained of a response, and what has been."""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import User
from accounts.selectors import is_system
from questionnaires.checks import Finding, findings, is_complete
from questionnaires.models import Response, State
from questionnaires.rules import Refused
from questionnaires.selectors.last_time import LastTime, last_time_of
from questionnaires.sentences import explain_finding, place_of


def findings_of(response: Response) -> tuple[Finding, ...]:
    """What should be explained of a response as it is now; `respondent` with its round is loaded."""
    earlier = last_time_of(response)
    return findings(response.questionnaire.definition, response.answers, earlier.answers if earlier else {})


def explained(response: Response, found: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """Finding.key → its explanation, of those that have one and whose answers are still what it explains."""
    found = tuple(found)
    if response.pk is None or not found:
        return {}
    stored = {(each.cell, each.code): each for each in response.explanations.all()}
    return {
        each.key: stored[each.key].text
        for each in found
        if each.key in stored and stored[each.key].answers == answers_about(response, each)
    }


def answers_about(response: Response, finding: Finding) -> dict[str, Any]:
    """The stored answers that a finding is about, by cell; None for no answer."""
    return {cell: response.cells.get(cell, {"answer": None})["answer"] for cell in finding.about}


def unexplained(response: Response, *, last: LastTime | None) -> tuple[Finding, ...]:
    """What should be explained and isn't, in one query. last: what was answered last time."""
    found = findings(response.questionnaire.definition, response.answers, last.answers if last else {})
    said = explained(response, found)
    return tuple(each for each in found if each.key not in said)


def unexplained_in_draft(
    response: Response, *, last: Callable[[], LastTime | None]
) -> tuple[Finding, ...] | None:
    """What isn't explained of a draft that lacks nothing else; None for all others, which the database isn't asked of.

    last: tells what was answered last time.
    """
    if response.state != State.DRAFT or not is_complete(response.questionnaire.definition, response.answers):
        return None
    return unexplained(response, last=last())


def is_ready(response: Response, *, last: Callable[[], LastTime | None]) -> bool:
    """Whether a draft can be sent in as it is now: "Klar att lämna in"."""
    return unexplained_in_draft(response, last=last) == ()


def check_explained(response: Response, *, by: User) -> None:
    """Raises Refused where a check asks for an explanation that isn't there. A file that is loaded can't give any."""
    if is_system(by):
        return
    if lacking := unexplained(response, last=last_time_of(response)):
        numbers = response.questionnaire.definition.numbers
        raise Refused(
            "\n".join(
                f"{place_of(numbers[each.question], each.row)}: {explain_finding(each)}" for each in lacking
            )
        )


def frozen_explanations(response: Response) -> list[dict[str, str]]:
    """The explanations that hold now, as a submission keeps them."""
    if not response.explanations.exists():
        return []
    said = explained(response, findings_of(response))
    return [{"cell": cell, "code": code, "text": text} for (cell, code), text in said.items()]
