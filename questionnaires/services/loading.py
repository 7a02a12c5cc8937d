"""Answers from a file, written through the same services as answers from a browser, all or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from django.db import transaction
from django.utils import timezone

from accounts.models import OrganisationKind, User
from questionnaires.answer_file import OrganisationFile
from questionnaires.answers import Answer, to_json
from questionnaires.checks import shortcomings
from questionnaires.definition import Definition
from questionnaires.models import FrameMember, Questionnaire, Response, State
from questionnaires.rules import EDITED, SENT, Refused, check_aggregate_is_open, check_can
from questionnaires.sentences import explain
from questionnaires.services.responses import response_to, save_answers, submit_response
from questionnaires.services.review import accept_response, approve_response
from reading.errors import ErrorList

# Where answers can still be sent in from.
UNSENT = (State.NOT_STARTED, *EDITED)


class LoadAs(Enum):
    """How far the answers go: each includes those before it. An RSS's own answers always wait as a draft."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


@dataclass(frozen=True)
class Load:
    """What one organisation's part of a file will do: save these cells (None empties one), submit, receive.

    upgrade: give the answers to a newer version of the questionnaire. ready: they have to pass the hard checks.
    """

    response: Response
    definition: Definition
    changes: Mapping[str, Answer | None]
    upgrade: bool
    ready: bool
    submit: bool
    receive: bool

    @property
    def is_news(self) -> bool:
        return bool(self.changes) or self.upgrade or self.submit or self.receive


def plan_load(
    *,
    questionnaire: Questionnaire,
    files: Iterable[OrganisationFile],
    members: Mapping[str, FrameMember],
    load_as: LoadAs,
    by: User,
    errors: ErrorList,
) -> list[Load]:
    """What loading would do, checked against the database without changing it; what can't be goes to `errors`."""
    existing = _responses(questionnaire.key)
    plans: list[Load] = []
    for file in files:
        member = members[file.organisation]
        response = existing.get(member.pk) or Response(
            respondent=member, key=questionnaire.key, questionnaire=questionnaire
        )
        plan = _plan(response, questionnaire, file, load_as)
        count = errors.count
        _check(plan, file, by, errors)
        if plan.is_news and errors.count == count:
            plans.append(plan)
    return plans


@transaction.atomic
def load_answers(*, questionnaire: Questionnaire, plans: Iterable[Load], source: str, by: User) -> int:
    """Carries out what was planned; returns how many organisations it changed. Raises Refused, changing nothing.

    source: the file's name; submissions are signed "Inläst från …" and bear the deadline, or now if that is earlier.
    """
    signed = f"Inläst från {source}"
    count = 0
    for plan in plans:
        response = response_to(questionnaire=questionnaire, respondent=plan.response.respondent)
        if plan.changes or plan.upgrade:
            upgraded = questionnaire if plan.upgrade else None
            save_answers(response=response, answers=plan.changes, by=by, questionnaire=upgraded)
        if plan.submit:
            arrived = file_arrival(questionnaire.round.deadline)
            submit_response(response=response, signed_name=signed, by=by, at=arrived)
        if plan.receive:
            receive = (
                approve_response if questionnaire.respondents == OrganisationKind.KOMMUN else accept_response
            )
            receive(response=response, by=by)
        count += 1
    return count


def file_arrival(deadline: date) -> datetime:
    """When answers from a file count as arrived: the deadline, or now if that is earlier."""
    last_moment = timezone.make_aware(datetime.combine(deadline, time(23, 59)))
    return min(last_moment, timezone.now())


def _responses(key: str) -> dict[int, Response]:
    """Frame member → its response to a questionnaire, with what rules and services ask of it."""
    found = Response.objects.filter(key=key).select_related(
        "respondent__round", "respondent__organisation", "respondent__rss", "questionnaire"
    )
    return {response.respondent_id: response for response in found}


def _plan(response: Response, questionnaire: Questionnaire, file: OrganisationFile, load_as: LoadAs) -> Load:
    """The file is the organisation's whole answer: what it lacks is emptied."""
    stored = {name: cell["answer"] for name, cell in response.cells.items() if cell["answer"] is not None}
    changes: dict[str, Answer | None] = {
        name: answer for name, answer in file.answers.items() if stored.get(name) != to_json(answer)
    }
    changes |= {name: None for name in stored if name not in file.answers}
    state = State(response.state)
    waits = questionnaire.respondents == OrganisationKind.RSS
    ready = load_as != LoadAs.DRAFT and state in UNSENT
    submit = ready and not waits
    return Load(
        response=response,
        definition=questionnaire.definition,
        changes=changes,
        upgrade=response.questionnaire_id != questionnaire.pk and state in UNSENT,
        ready=ready,
        submit=submit,
        receive=load_as == LoadAs.APPROVED and not waits and (submit or state in SENT),
    )


def _check(plan: Load, file: OrganisationFile, by: User, errors: ErrorList) -> None:
    """What the rules and the questionnaire have against a plan, each at the line that it is about."""
    member = plan.response.respondent
    first = min(file.lines.values(), default=0)
    try:
        if plan.changes or plan.upgrade:
            check_can("save", plan.response, by=by)
        elif plan.submit:
            check_can("submit", plan.response, by=by)
    except Refused as refused:
        for name in plan.changes or ("",):
            what = f"{name} är ändrat. " if name in file.lines else f"{name} saknas i filen. " if name else ""
            errors.add(file.lines.get(name, first), f"{what}{refused}", place=member.name)
        return
    if (plan.submit or plan.receive) and member.kind == OrganisationKind.KOMMUN:
        try:
            check_aggregate_is_open(member)
        except Refused as refused:
            errors.add(first, str(refused), place=member.name)
    if plan.ready:
        for lack in shortcomings(plan.definition, file.answers):
            line = file.lines.get(lack.cell, first)
            errors.add(line, f"{lack.place}: {explain(lack.problem)}", place=member.name)
