"""All of Sweden in the year after 2023: what each kommun answers, and the services by which it does."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from accounts.services import system_user
from exports.services import load_tables
from questionnaires.answers import Answer, Chosen, ChosenSet, Text
from questionnaires.models import FrameMember, Questionnaire, Response
from questionnaires.services.copying import copy_round
from questionnaires.services.responses import (
    decline_response,
    response_to,
    save_answers,
    submit_response,
)
from questionnaires.services.review import approve_response, return_response

ROOT = Path(__file__).resolve().parents[2]
YEAR, EARLIER = 2024, 2023


def report_source() -> str:
    """The tables of 2023 with the questionnaires of the year after."""
    text = (ROOT / f"exports/definitions/report-{EARLIER}.yaml").read_text(encoding="utf-8")
    for kind in ("kommun", "region", "rss"):
        text = text.replace(f"{kind}-{EARLIER}", f"{kind}-{YEAR}")
    return text.replace(f"\nyear: {EARLIER}\n", f"\nyear: {YEAR}\n", 1)


def make_round() -> None:
    """The round of the year after, copied, open, with its tables."""
    by = system_user()
    copy_round(source=EARLIER, year=YEAR, opens=date(YEAR, 11, 1), deadline=date(YEAR + 1, 3, 31), by=by)
    load_tables(year=YEAR, source=report_source(), by=by)


def member(code: str) -> FrameMember:
    """An organisation in the year's frame."""
    return FrameMember.objects.select_related("round", "organisation", "rss").get(
        code=code, round__year=YEAR, round__is_trial=False
    )


@dataclass
class Kommuner:
    """What the kommuner have answered: kommun → cell → chosen key, and only what the test itself knows."""

    chosen: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.objects.get(key=f"kommun-{YEAR}")

    @cached_property
    def plain(self) -> Any:
        """The questionnaire as plain YAML."""
        return yaml.safe_load(self.questionnaire.source)

    def response(self, code: str) -> Response:
        return response_to(questionnaire=self.questionnaire, respondent=member(code))

    def answer(self, code: str, *, seed: int = 0) -> None:
        """Answers everything required and most of the rest; what is chosen is known by the seed."""
        dice = random.Random(f"{code}.{seed}")  # noqa: S311 - the same answers each time
        answers, self.chosen[code] = answers_of(self.plain, dice)
        save_answers(response=self.response(code), answers=answers, by=system_user())

    def submit(self, code: str) -> None:
        submit_response(response=self.response(code), signed_name="Anna Ek", by=system_user())

    def approve(self, codes: Iterable[str]) -> None:
        for code in codes:
            approve_response(response=self.response(code), by=system_user())

    def return_once(self, code: str) -> None:
        """It is sent back, answers something else, and comes again."""
        return_response(response=self.response(code), reason="Stämmer det?", by=system_user())
        self.answer(code, seed=1)
        self.submit(code)

    def decline(self, code: str) -> None:
        decline_response(response=self.response(code), reason="Vi hinner inte.", by=system_user())


def answers_of(questionnaire: Any, dice: random.Random) -> tuple[dict[str, Answer | None], dict[str, str]]:
    """One kommun's answers to a questionnaire, and what it chose by cell."""
    answers: dict[str, Answer | None] = {}
    chosen: dict[str, str] = {}
    for question in (each for section in questionnaire["sections"] for each in section["questions"]):
        choices = question.get("choices", [])
        if isinstance(choices, str):
            choices = questionnaire["choice_lists"][choices]
        optional = not question.get("required")
        if question["type"] == "choice_grid":
            for item in question["items"]:
                _choose(answers, chosen, f"{question['key']}.{item['key']}", choices, dice, item)
        elif optional and dice.random() < 0.15:
            answers[question["key"]] = None
        elif question["type"] == "single_choice":
            _choose(answers, chosen, question["key"], choices, dice, {})
        elif question["type"] == "multiple_choice":
            answers[question["key"]] = ChosenSet(("barn_unga",))
        else:
            answers[question["key"]] = Text("Ett exempel")
    return answers, chosen


def _choose(
    answers: dict[str, Answer | None],
    chosen: dict[str, str],
    cell: str,
    choices: list[dict[str, Any]],
    dice: random.Random,
    item: dict[str, Any],
) -> None:
    choice = dice.choice(choices)
    specify = item.get("specify") and not choice.get("negative")
    answers[cell] = Chosen(choice["key"], "Något eget") if specify else Chosen(choice["key"])
    chosen[cell] = choice["key"]
