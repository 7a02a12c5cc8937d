"""The workflow as the tests know it: written out by hand, never computed from TRANSITIONS.

Each line of a table is something that can be done; whatever has no line is refused. `who`: "own" people belong to the
respondent (its coordinator is its RSS's). The last columns say in which situations:

open    the round is open, and the RSS hasn't sent in its aggregate
sent    the round is open, and the RSS has sent it in
closed  the round is closed, and the RSS hasn't sent it in
opened  the round is closed, and an officer has opened the RSS's report again
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from questionnaires.answers import Answer, Chosen, Number
from questionnaires.models import Aggregate, Response
from questionnaires.services import aggregates, in_place, responses, review
from tests import country as small

KOMMUN = """
state        action        leads to   who                         open  sent  closed  opened
not_started  save          draft      own respondent, own signer  yes   yes   -       -
not_started  decline       declined   own respondent, own signer  yes   yes   -       -
draft        save          draft      own respondent, own signer  yes   yes   -       -
draft        submit        submitted  own signer                  yes   yes   -       -
draft        decline       declined   own respondent, own signer  yes   yes   -       -
submitted    take_back     draft      own signer                  yes   yes   -       -
submitted    start_review  in_review  own coordinator             yes   yes   yes     yes
submitted    return        returned   own coordinator             yes   yes   yes     yes
submitted    approve       approved   own coordinator             yes   -     yes     yes
in_review    return        returned   own coordinator             yes   yes   yes     yes
in_review    approve       approved   own coordinator             yes   -     yes     yes
returned     save          returned   own respondent, own signer  yes   yes   -       yes
returned     submit        submitted  own signer                  yes   yes   -       yes
approved     reopen        reopened   own coordinator             yes   -     yes     yes
reopened     save          reopened   own respondent, own signer  yes   yes   -       yes
reopened     submit        submitted  own signer                  yes   yes   -       yes
declined     resume        draft      own respondent, own signer  yes   yes   -       -
not_started  enter         draft      own coordinator             yes   yes   -       -
draft        enter         draft      own coordinator             yes   yes   -       -
declined     enter         draft      own coordinator             yes   yes   -       -
submitted    mend          in_review  own coordinator             yes   yes   -       -
in_review    mend          in_review  own coordinator             yes   yes   -       -
"""

# A kommun's response in whose place its coordinator answers; enter above leads here, take_over back.
IN_PLACE = """
state        action        leads to   who                         open  sent  closed  opened
draft        save          draft      own coordinator             yes   yes   -       -
draft        submit        submitted  own coordinator             yes   yes   -       -
draft        take_over     draft      own respondent, own signer  yes   yes   -       -
submitted    take_back     draft      own coordinator             yes   yes   -       -
submitted    start_review  in_review  own coordinator             yes   yes   yes     yes
submitted    return        returned   own coordinator             yes   yes   yes     yes
submitted    approve       approved   own coordinator             yes   -     yes     yes
submitted    mend          in_review  own coordinator             yes   yes   -       -
in_review    return        returned   own coordinator             yes   yes   yes     yes
in_review    approve       approved   own coordinator             yes   -     yes     yes
in_review    mend          in_review  own coordinator             yes   yes   -       -
returned     save          returned   own coordinator             yes   yes   -       yes
returned     submit        submitted  own coordinator             yes   yes   -       yes
returned     take_over     returned   own respondent, own signer  yes   yes   -       yes
approved     reopen        reopened   own coordinator             yes   -     yes     yes
reopened     save          reopened   own coordinator             yes   yes   -       yes
reopened     submit        submitted  own coordinator             yes   yes   -       yes
reopened     take_over     reopened   own respondent, own signer  yes   yes   -       yes
"""

REGION = """
state        action        leads to   who                         open  closed
not_started  save          draft      own respondent, own signer  yes   -
not_started  decline       declined   own respondent, own signer  yes   -
draft        save          draft      own respondent, own signer  yes   -
draft        submit        submitted  own signer                  yes   -
draft        decline       declined   own respondent, own signer  yes   -
submitted    take_back     draft      own signer                  yes   -
submitted    start_review  in_review  officer                     yes   yes
submitted    return        returned   officer                     yes   yes
submitted    accept        accepted   officer                     yes   yes
submitted    reopen        reopened   officer                     yes   yes
in_review    return        returned   officer                     yes   yes
in_review    accept        accepted   officer                     yes   yes
in_review    reopen        reopened   officer                     yes   yes
returned     save          returned   own respondent, own signer  yes   yes
returned     submit        submitted  own signer                  yes   yes
accepted     reopen        reopened   officer                     yes   yes
reopened     save          reopened   own respondent, own signer  yes   yes
reopened     submit        submitted  own signer                  yes   yes
declined     resume        draft      own respondent, own signer  yes   -
"""

# An RSS's aggregate and its own answers, which go together; saving is of the answers.
RSS = """
state        action        leads to   who              open  closed
not_started  save          draft      own coordinator  yes   -
draft        save          draft      own coordinator  yes   -
draft        submit        submitted  own coordinator  yes   -
submitted    start_review  in_review  officer          yes   yes
submitted    return        returned   officer          yes   yes
submitted    accept        accepted   officer          yes   yes
submitted    reopen        reopened   officer          yes   yes
in_review    return        returned   officer          yes   yes
in_review    accept        accepted   officer          yes   yes
in_review    reopen        reopened   officer          yes   yes
returned     save          returned   own coordinator  yes   yes
returned     submit        submitted  own coordinator  yes   yes
accepted     reopen        reopened   officer          yes   yes
reopened     save          reopened   own coordinator  yes   yes
reopened     submit        submitted  own coordinator  yes   yes
"""

TABLES = {"kommun": KOMMUN, "in_place": IN_PLACE, "region": REGION, "rss": RSS}
KEYS = {"kommun": "kommun-2030", "in_place": "kommun-2030", "region": "region-2030", "rss": "rss-2030"}
# Whose the tables are, of each kind.
CODES = {"kommun": "0101", "in_place": "0101", "region": "01", "rss": "rss-norr"}

STATES = (
    "not_started",
    "draft",
    "submitted",
    "in_review",
    "returned",
    "approved",
    "accepted",
    "reopened",
    "declined",
)


@dataclass(frozen=True)
class Way:
    """One line of a table."""

    state: str
    action: str
    target: str
    who: tuple[str, ...]
    situations: frozenset[str]


def ways(kind: str) -> tuple[Way, ...]:
    """The lines of a kind's table."""
    header, *lines = (re.split(r"\s{2,}", line) for line in TABLES[kind].strip().splitlines())
    return tuple(
        Way(
            state=state,
            action=action,
            target=target,
            who=tuple(who.split(", ")),
            situations=frozenset(name for name, mark in zip(header[4:], marks, strict=True) if mark == "yes"),
        )
        for state, action, target, who, *marks in lines
    )


def response(kind: str, code: str) -> Response:
    return small.response(KEYS[kind], code)


def aggregate(code: str) -> Aggregate:
    return aggregates.aggregate_of(small.member(code))


ANSWERS: dict[str, dict[str, Answer | None]] = {
    "kommun": small.KOMMUN_ANSWERS,
    "in_place": small.KOMMUN_ANSWERS,
    "region": small.REGION_ANSWERS,
    "rss": {"handlingsplan": Chosen("ja")},
}

Service = Callable[[str, str, User], object]

# Every step that there is a service for: of responses (kommun, region), and of an RSS's report.
OF_RESPONSES: dict[str, Service] = {
    "save": lambda kind, code, by: responses.save_answers(
        response=response(kind, code), answers=ANSWERS[kind], by=by
    ),
    "submit": lambda kind, code, by: responses.submit_response(
        response=response(kind, code), signed_name=by.name, reason="Kom med e-post", by=by
    ),
    "take_back": lambda kind, code, by: responses.take_back_response(response=response(kind, code), by=by),
    "decline": lambda kind, code, by: responses.decline_response(
        response=response(kind, code), reason="Hinner inte", by=by
    ),
    "resume": lambda kind, code, by: responses.resume_response(response=response(kind, code), by=by),
    "start_review": lambda kind, code, by: review.start_review(response=response(kind, code), by=by),
    "return": lambda kind, code, by: review.return_response(
        response=response(kind, code), reason="Se över", by=by
    ),
    "approve": lambda kind, code, by: review.approve_response(response=response(kind, code), by=by),
    "accept": lambda kind, code, by: review.accept_response(response=response(kind, code), by=by),
    "reopen": lambda kind, code, by: review.reopen_response(
        response=response(kind, code), reason="Rätta", by=by
    ),
    "mend": lambda kind, code, by: in_place.mend_response(
        response=response(kind, code),
        question="personer",
        answers={"personer": Number(Decimal(13))},
        reason="Komma för punkt",
        by=by,
    ),
    "enter": lambda kind, code, by: in_place.enter_response(response=response(kind, code), by=by),
    "take_over": lambda kind, code, by: in_place.take_over_response(response=response(kind, code), by=by),
}
OF_REPORTS: dict[str, Service] = {
    "save": OF_RESPONSES["save"],
    "submit": lambda _kind, code, by: aggregates.submit_aggregate(
        rss=small.member(code), signed_name=by.name, by=by
    ),
    "start_review": lambda _kind, code, by: aggregates.start_aggregate_review(
        aggregate=aggregate(code), by=by
    ),
    "return": lambda _kind, code, by: aggregates.return_aggregate(
        aggregate=aggregate(code), reason="Se över", by=by
    ),
    "accept": lambda _kind, code, by: aggregates.accept_aggregate(aggregate=aggregate(code), by=by),
    "reopen": lambda _kind, code, by: aggregates.reopen_aggregate(
        aggregate=aggregate(code), reason="Rätta", by=by
    ),
}
ACTIONS = tuple(OF_RESPONSES)


def services(kind: str) -> dict[str, Service]:
    """Action → the service that takes it, called with the respondent's kind and code and whoever does it."""
    return OF_REPORTS if kind == "rss" else OF_RESPONSES
