from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from accounts.models import OrganisationKind, Role
from questionnaires.models import State
from questionnaires.rules import KOMMUN, REGION, RSS, TRANSITIONS, Transition

INTRODUCTION = """\
# The workflow

Drawn from `TRANSITIONS` in `questionnaires/transitions.py`. Don't edit it by hand, draw it again:

    .venv/bin/python manage.py draw_workflow > docs/workflow.md

Every step leaves an Event. Besides what the tables say:

- While an RSS's aggregate is submitted, its kommuner's responses can be saved, declined and resumed, and nothing else.
- When the round is closed, answers change and are sent in only where an officer has returned or reopened them: a
  region's response, an RSS's report, and while that is open the responses that its RSS has returned or reopened.
- Taking back leads to the state that the response was submitted from.
- A coordinator enters a response only where the kommun has answered nothing. From then on the response is answered *in
  place*: the coordinators save and submit it, until somebody of the kommun takes over. All other steps are the same.
- Mending makes a new submission, marked so, and begins the review. What was sent in for a kommun can be objected to; it
  isn't approved until the kommun has closed its objection or sent in itself.
"""
HEADINGS = {
    KOMMUN: "A kommun's response",
    REGION: "A region's response",
    RSS: "An RSS's report: its aggregate and its own answers, which go together",
}
ROLES = {Role.RESPONDENT: "respondent", Role.SIGNER: "signer", Role.COORDINATOR: "coordinator"}
ACTORS = {"rss": "its RSS's coordinator", "national": "national officer"}


class Command(BaseCommand):
    help = "Ritar arbetsflödet (docs/workflow.md) ur reglernas tabell."

    def handle(self, *args: Any, **options: Any) -> None:
        with override("sv"):
            self.stdout.write(drawn_workflow(), ending="")


def drawn_workflow() -> str:
    """The whole of docs/workflow.md."""
    return "\n".join([INTRODUCTION, *(_kind(kind, heading) for kind, heading in HEADINGS.items())])


def _kind(kind: OrganisationKind, heading: str) -> str:
    rows = [row for row in TRANSITIONS if kind in row.kinds]
    diagram = "\n".join(("```mermaid", "stateDiagram-v2", *_diagram(rows), "```"))
    return f"## {heading}\n\n{diagram}\n\n{_table(rows)}\n"


def _diagram(rows: list[Transition]) -> Iterator[str]:
    """The states with their Swedish names, then one arrow for all that leads from one to another."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for row in rows:
        for source in row.sources:
            actions = arrows.setdefault((source, row.target), [])
            if row.action not in actions:
                actions.append(row.action)
    states = {state for arrow in arrows for state in arrow}
    yield from (f"    {state.value}: {state.label}" for state in State if state in states)
    yield f"    [*] --> {State.NOT_STARTED.value}"
    for (source, target), actions in arrows.items():
        yield f"    {source.value} --> {target.value}: {', '.join(actions)}"


def _table(rows: list[Transition]) -> str:
    """From, action, to, who and whether a reason is asked for; the order of the states, then the rules' own.

    "in place": only of a response that a coordinator answers in the kommun's place.
    """
    lines = [
        (source, f"| {source.label} | {row.action} | {row.target.label} | {_who(row)} | {_reason(row)} |")
        for row in rows
        for source in row.sources
    ]
    order = list(State)
    ordered = [line for _source, line in sorted(lines, key=lambda line: order.index(line[0]))]
    return "\n".join(("| from | step | to | who | reason |", "| --- | --- | --- | --- | --- |", *ordered))


def _who(row: Transition) -> str:
    who = ACTORS.get(row.actors) or " or ".join(ROLES[role] for role in row.roles)
    return f"{who}, in place" if row.in_place else who


def _reason(row: Transition) -> str:
    return "required" if row.needs_reason else ""
