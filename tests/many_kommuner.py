"""An RSS with more kommuner than the small country has, in mixed states: for what must not grow with them."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.services import system_user
from questionnaires.answers import to_json
from questionnaires.models import (
    Comment,
    FrameMember,
    Questionnaire,
    Response,
    Side,
    State,
    Step,
    Submission,
    Thread,
)
from tests import country as small

STATES = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.RETURNED, State.NOT_STARTED)
AT = datetime(2030, 2, 3, 12, tzinfo=UTC)


def add_kommuner(number: int) -> None:
    """So many kommuner more in RSS Norr, each with a signer, a response, two submissions and a question.

    Written past the services: what costs by the kommun is asked about, not how it came to be.
    """
    rss, by = small.organisation("rss-norr"), system_user()
    round_ = small.member("rss-norr").round
    codes = [f"9{each:04}" for each in range(number)]
    kommuner = Organisation.objects.bulk_create(
        Organisation(
            kind=OrganisationKind.KOMMUN, code=code, name=f"Kommun {code}", report_name=code, rss=rss
        )
        for code in codes
    )
    people = User.objects.bulk_create(
        User(email=f"a{code}@example.invalid", name=f"Person {code}", password="!") for code in codes
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=kommun, role=Role.SIGNER)
        for user, kommun in zip(people, kommuner, strict=True)
    )
    members = FrameMember.objects.bulk_create(
        FrameMember(
            round=round_,
            organisation=kommun,
            kind=kommun.kind,
            code=kommun.code,
            name=kommun.name,
            report_name=kommun.code,
            rss=rss,
        )
        for kommun in kommuner
    )
    _add_responses(members, by)


def _add_responses(members: list[FrameMember], by: User) -> None:
    questionnaire = Questionnaire.objects.get(key="kommun-2030")
    stored = {name: to_json(answer) for name, answer in small.KOMMUN_ANSWERS.items() if answer is not None}
    cells = {name: {"answer": answer, "version": 1} for name, answer in stored.items()}
    responses = Response.objects.bulk_create(
        Response(
            respondent=member,
            key="kommun-2030",
            questionnaire=questionnaire,
            state=STATES[place % len(STATES)],
            cells=cells,
            answered=len(cells),
            asked=len(questionnaire.definition.cells),
            changed_at=AT,
            changed_by=by,
        )
        for place, member in enumerate(members)
    )
    _add_submissions(responses, stored, by)
    Step.objects.bulk_create(
        Step(response=response, action="submit", source="draft", target="submitted", at=AT, by=by)
        for response in responses
    )
    threads = Thread.objects.bulk_create(
        Thread(response=response, side=Side.RECEIVER) for response in responses
    )
    Comment.objects.bulk_create(
        Comment(thread=thread, side=Side.RECEIVER, text="Hej?", at=AT, by=by) for thread in threads
    )


def _add_submissions(responses: list[Response], stored: dict[str, Any], by: User) -> None:
    """Two of each, which differ in one answer."""
    Submission.objects.bulk_create(
        Submission(
            response=response,
            number=number,
            questionnaire=response.questionnaire,
            answers=stored if number == 1 else stored | {"projekt": {"choice": "ja"}},
            answered=len(stored),
            asked=response.asked,
            checksum="0" * 64,
            submitted_at=AT,
            submitted_by=by,
            signed_name="Anna Ek",
        )
        for response in responses
        for number in (1, 2)
    )
