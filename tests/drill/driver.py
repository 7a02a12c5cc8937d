"""A process that does what people do, at random and without a pause, until it is killed.

    python -m tests.drill driver SEED

Each write that was committed is told in a line of JSON, after the commit: what must be in the database from now on.
What the rules refuse, and what a database that is away makes impossible, isn't told.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connections, transaction

from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Number, to_json
from questionnaires.models import Aggregate, FrameMember, Response, Step
from questionnaires.rules import Refused
from questionnaires.services import aggregates, responses, review
from records.services import ask_for_job
from tests import country

KOMMUNER = ("0101", "0102", "0103", "0201")
RSS = ("rss-norr", "rss-ass")
Told = dict[str, Any]


class Driver:
    """seed: repeats the choices, not the moments."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._by = system_user()
        self._ways: tuple[tuple[int, Callable[[], Told]], ...] = (
            (20, self._save),
            (10, self._submit),
            (16, self._step),
            (4, self._report),
            (6, self._step_of_aggregate),
            (1, self._ask),
        )

    def write(self) -> Told:
        """One random write, committed. Raises Refused, DatabaseError."""
        way = self._random.choices([way for _, way in self._ways], [weight for weight, _ in self._ways])[0]
        with transaction.atomic():
            return way()

    def _response(self) -> Response:
        return country.response("kommun-2030", self._random.choice(KOMMUNER))

    def _save(self) -> Told:
        response = self._response()
        answers = self._answers()
        names = self._random.sample(sorted(answers), self._random.randint(1, len(answers)))
        saved = responses.save_answers(
            response=response, answers={name: answers[name] for name in names}, by=self._by
        )
        cells = {
            name: [version, None if (answer := answers[name]) is None else to_json(answer)]
            for name, version in saved.versions.items()
        }
        return {"do": "save", "response": response.pk, "cells": cells}

    def _answers(self) -> dict[str, Answer | None]:
        number = Decimal(self._random.randint(0, 10000)) / 10
        return {
            "insatser.kontakt": Chosen(self._random.choice(["initierat", "forstarkt", "nej"])),
            "insatser.team": self._random.choice([None, Chosen("initierat"), Chosen("nej")]),
            "grupper": ChosenSet(tuple(sorted(self._random.sample(["aldre", "barn"], 1)))),
            "personer": Number(number),
        }

    def _submit(self) -> Told:
        response = self._response()
        responses.save_answers(
            response=response, answers={**country.KOMMUN_ANSWERS, **self._complete()}, by=self._by
        )
        submission = responses.submit_response(response=response, signed_name="Anna Ek", by=self._by)
        return {"do": "submit", "submission": submission.pk, "checksum": submission.checksum}

    def _complete(self) -> dict[str, Answer | None]:
        return {name: answer for name, answer in self._answers().items() if answer is not None}

    def _step(self) -> Told:
        response = self._response()
        action = self._random.choice(["take_back", "start_review", "return", "approve", "approve", "reopen"])
        if action == "take_back":
            responses.take_back_response(response=response, by=self._by)
        elif action in ("return", "reopen"):
            {"return": review.return_response, "reopen": review.reopen_response}[action](
                response=response, reason="Se över antalet.", by=self._by
            )
        else:
            {"start_review": review.start_review, "approve": review.approve_response}[action](
                response=response, by=self._by
            )
        return {"do": "step", "step": Step.objects.filter(response=response).latest("pk").pk}

    def _report(self) -> Told:
        rss = self._rss()
        version, is_news = aggregates.submit_aggregate(
            rss=rss, signed_name="Karin Björk", without_own=True, by=self._by
        )
        if not is_news:
            raise Refused("the same as before")
        return {"do": "report", "version": version.pk, "checksum": version.checksum}

    def _step_of_aggregate(self) -> Told:
        aggregate = Aggregate.objects.filter(rss=self._rss()).first()
        if aggregate is None:
            raise Refused("nothing is begun")
        action = self._random.choice(["return", "accept", "reopen"])
        if action == "accept":
            aggregates.accept_aggregate(aggregate=aggregate, by=self._by)
        else:
            {"return": aggregates.return_aggregate, "reopen": aggregates.reopen_aggregate}[action](
                aggregate=aggregate, reason="En kommun till.", by=self._by
            )
        return {"do": "step", "step": Step.objects.filter(aggregate=aggregate).latest("pk").pk}

    def _ask(self) -> Told:
        kind = self._random.choice(["drill", "drill", "workbook"])
        number = self._random.getrandbits(40)
        arguments = {"year": country.YEAR} if kind == "workbook" else {"number": number}
        return {"do": "ask", "job": ask_for_job(kind=kind, arguments=arguments, by=self._by).pk}

    def _rss(self) -> FrameMember:
        return country.member(self._random.choice(RSS))


def main(argument: str) -> None:
    driver = None
    while True:
        try:
            driver = driver or Driver(int(argument))
            told = driver.write()
        except Refused:
            continue
        except DatabaseError as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            connections.close_all()
            time.sleep(0.1)
            continue
        # In one piece, also where Python writes unbuffered: a line is there or not.
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
