"""Answers from a file, written through the same services as answers from a browser, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from itertools import islice

from django.db import reset_queries, transaction
from django.utils import timezone

from accounts.models import OrganisationKind, User
from questionnaires.answer_file import OrganisationFile
from questionnaires.answers import Answer, to_json
from questionnaires.checks import shortcomings
from questionnaires.definition import Definition
from questionnaires.models import FrameMember, Questionnaire, Response, State
from questionnaires.rules import (
    SENT,
    UNSENT,
    Refused,
    check_aggregate_is_open,
    check_can,
    check_submitting_has_begun,
)
from questionnaires.selectors.holding import hold_round
from questionnaires.sentences import explain
from questionnaires.services.responses import response_to, save_answers, submit_response
from questionnaires.services.review import accept_response, approve_response
from reading.errors import ErrorList

# How many organisations of a file are in memory at once.
AT_A_TIME = 100


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


def check_load(
    *,
    questionnaire: Questionnaire,
    organisations: Iterable[OrganisationFile],
    load_as: LoadAs,
    by: User,
    errors: ErrorList,
) -> None:
    """Checks against the database, without changing it, what loading would do; what can't be done goes to `errors`."""
    for file, plan in _plans(questionnaire, organisations, load_as):
        _check(plan, file, by, errors)


@transaction.atomic
def load_answers(
    *,
    questionnaire: Questionnaire,
    organisations: Iterable[OrganisationFile],
    load_as: LoadAs,
    source: str,
    by: User,
) -> int:
    """Saves, submits and receives what was checked; returns how many organisations it changed.

    source: the file's name; submissions are signed "Inläst från …" and bear the deadline, or now if that is earlier.
    Raises Refused, changing nothing.
    """
    # Held before any response is begun, as everywhere (selectors.holding); all in the frame are of one round.
    if (member := FrameMember.objects.filter(round=questionnaire.round_id).first()) is not None:
        hold_round(member.pk)
    changed = 0
    for _file, plan in _plans(questionnaire, organisations, load_as):
        if plan.is_news:
            _carry_out(plan, questionnaire, f"Inläst från {source}", by)
            changed += 1
    return changed


def _carry_out(plan: Load, questionnaire: Questionnaire, signed: str, by: User) -> None:
    response = response_to(questionnaire=questionnaire, respondent=plan.response.respondent)
    if plan.changes or plan.upgrade:
        upgraded = questionnaire if plan.upgrade else None
        save_answers(response=response, answers=plan.changes, by=by, questionnaire=upgraded)
    if plan.submit:
        arrived = file_arrival(questionnaire.round.deadline)
        submit_response(response=response, signed_name=signed, by=by, at=arrived)
    if plan.receive:
        is_kommun = questionnaire.respondents == OrganisationKind.KOMMUN
        receive = approve_response if is_kommun else accept_response
        receive(response=response, by=by)


def _plans(
    questionnaire: Questionnaire, organisations: Iterable[OrganisationFile], load_as: LoadAs
) -> Iterator[tuple[OrganisationFile, Load]]:
    """What each organisation's part of the file would do now, some at a time."""
    waiting = iter(organisations)
    while files := list(islice(waiting, AT_A_TIME)):
        codes = [file.organisation for file in files]
        members = {
            member.code: member
            for member in FrameMember.objects.filter(
                round=questionnaire.round, kind=questionnaire.respondents, code__in=codes
            ).select_related("round", "organisation", "rss")
        }
        existing = {
            response.respondent_id: response
            for response in Response.objects.filter(
                key=questionnaire.key, respondent__in=members.values()
            ).select_related(
                "respondent__round", "respondent__organisation", "respondent__rss", "questionnaire"
            )
        }
        for file in files:
            member = members[file.organisation]
            response = existing.get(member.pk) or Response(
                respondent=member, key=questionnaire.key, questionnaire=questionnaire
            )
            yield file, _plan(response, questionnaire, file, load_as)
        # With DEBUG Django keeps the text of the last queries, answers and all.
        reset_queries()


def file_arrival(deadline: date) -> datetime:
    """When answers from a file count as arrived: the deadline, or now if that is earlier."""
    last_moment = timezone.make_aware(datetime.combine(deadline, time(23, 59)))
    return min(last_moment, timezone.now())


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
    if plan.submit:
        try:
            check_submitting_has_begun(member.round)
        except Refused as refused:
            errors.add(first, str(refused), place=member.name)
    if plan.receive and member.kind == OrganisationKind.KOMMUN:
        try:
            check_aggregate_is_open(member)
        except Refused as refused:
            errors.add(first, str(refused), place=member.name)
    if plan.ready:
        for lack in shortcomings(plan.definition, file.answers):
            line = file.lines.get(lack.cell, first)
            errors.add(line, f"{lack.place}: {explain(lack.problem)}", place=member.name)
