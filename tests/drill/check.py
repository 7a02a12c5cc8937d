"""What must hold after the drill, whatever was killed when: python -m tests.drill check TOLD

TOLD: the lines that the drivers and loads told, a JSON object each. Prints what doesn't hold, a line each.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exports.models import StoredFile
from questionnaires.answers import from_json
from questionnaires.counts.tally import sum_tallies, tally_answers
from questionnaires.counts.tally import to_json as tally_to_json
from questionnaires.models import (
    Aggregate,
    AggregateVersion,
    AnswerChange,
    Response,
    State,
    Step,
    Submission,
)
from records.models import Event, Job
from tests.drill.handlers import VERB

Told = dict[str, Any]


def missing_writes(told: list[Told]) -> Iterator[str]:
    """What somebody was told is done, and isn't in the database."""
    changes = Counter(
        (change.response_id, name, json.dumps(after, sort_keys=True))
        for change in AnswerChange.objects.all()
        for name, (_before, after) in change.cells.items()
    )
    cells = {response.pk: response.cells for response in Response.objects.all()}
    for each in told:
        if each["do"] == "save":
            for name, (version, stored) in each["cells"].items():
                now = cells[each["response"]].get(name, {"version": 0, "answer": None})
                if now["version"] < version or (now["version"] == version and now["answer"] != stored):
                    yield f"a save is lost: {each}"
                if not changes[each["response"], name, json.dumps(stored, sort_keys=True)]:
                    yield f"a save left no trace: {each}"
        elif each["do"] == "submit" and not Submission.objects.filter(
            pk=each["submission"], checksum=each["checksum"]
        ):
            yield f"a submission is lost: {each}"
        elif each["do"] == "report" and not AggregateVersion.objects.filter(
            pk=each["version"], checksum=each["checksum"]
        ):
            yield f"a report is lost: {each}"
        elif each["do"] == "step" and not Step.objects.filter(pk=each["step"]):
            yield f"a step is lost: {each}"
        elif each["do"] == "ask" and not Job.objects.filter(pk=each["job"]):
            yield f"a job is lost: {each}"


def half_writes() -> Iterator[str]:
    """A write that is there in part: answers, changes, steps, events and states that don't agree."""
    for response in Response.objects.all():
        changes = list(AnswerChange.objects.filter(response=response).order_by("pk"))
        versions = Counter(name for change in changes for name in change.cells)
        for name, cell in response.cells.items():
            last = next((change.cells[name][1] for change in reversed(changes) if name in change.cells), None)
            if cell["version"] != versions[name] or cell["answer"] != last:
                yield f"response {response.pk}, {name}: {cell} after {versions[name]} changes, the last to {last}"
        saves = Event.objects.filter(verb="save", subject_kind="response", subject_number=response.pk).count()
        if saves != len(changes):
            yield f"response {response.pk}: {saves} events of saving, {len(changes)} changes"
        numbers = list(response.submissions.order_by("number").values_list("number", flat=True))
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"response {response.pk}: submissions {numbers}"
        yield from _broken_way(response)
    for aggregate in Aggregate.objects.all():
        yield from _broken_way(aggregate)


def _broken_way(subject: Response | Aggregate) -> Iterator[str]:
    """Steps that don't lead from one to the next and to where the subject is."""
    state = State.NOT_STARTED if isinstance(subject, Response) else State.DRAFT
    for step in subject.steps.order_by("pk"):
        if step.source != state:
            yield f"{subject} was {state}, and {step.action} began from {step.source}"
        state = State(step.target)
    if subject.state != state:
        yield f"{subject} is {subject.state} after steps to {state}"


def miscounts() -> Iterator[str]:
    """Aggregates that differ from what a recount of their submissions gives."""
    for version in AggregateVersion.objects.all():
        for key, stored in version.tallies.items():
            counted = [
                each.submission for each in version.counted_submissions.filter(submission__response__key=key)
            ]
            recount = sum_tallies(_tally(submission) for submission in counted)
            if json.dumps(tally_to_json(recount), sort_keys=True) != json.dumps(stored, sort_keys=True):
                yield f"{version}, {key}: the tally isn't that of its {len(counted)} submissions"
            if version.counted[key] != len(counted):
                yield f"{version}, {key}: counts {version.counted[key]}, lists {len(counted)}"
    for aggregate in Aggregate.objects.filter(state__in=[State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED]):
        approved = Submission.objects.newest().filter(
            response__state=State.APPROVED, response__respondent__rss=aggregate.rss.organisation_id
        )
        last = aggregate.versions.latest("number")
        for submission in approved.exclude(counted_in__version=last):
            yield f"{submission} is approved, and isn't in {last}, which is sent in"


def _tally(submission: Submission) -> Any:
    answers = {name: from_json(stored) for name, stored in submission.answers.items()}
    return tally_answers(submission.questionnaire.definition, answers)


def undone_jobs() -> Iterator[str]:
    """Jobs that haven't ended, or whose effect isn't there exactly once."""
    effects = Counter(Event.objects.filter(verb=VERB).values_list("subject_number", flat=True))
    for job in Job.objects.all():
        if job.state not in ("done", "failed"):
            yield f"{job} hasn't ended"
        elif job.kind == "drill" and effects[job.arguments["number"]] != (job.state == "done"):
            yield f"{job} was done {effects[job.arguments['number']]} times"
    files = sorted(job.result["file"] for job in Job.objects.filter(kind="workbook", state="done"))
    if files != sorted(StoredFile.objects.values_list("pk", flat=True)):
        yield f"files {files} were made by jobs that are done, others are stored"


def half_loads(told: list[Told]) -> Iterator[str]:
    """A load that is there for some organisations only, or that is lost.

    A load that was killed may have been committed: it counts if no later one was told.
    """
    numbers = {
        tuple(response.cells[name]["answer"]["number"] for name in sorted(response.cells))
        for response in Response.objects.filter(key="region-2030")
    }
    loaded = [int(number) for each in numbers for number in each]
    if len(set(loaded)) > 1 or len(numbers) > 1:
        yield f"the regions' answers are of several loads: {sorted(set(loaded))}"
    last = max((each["load"] for each in told if each["do"] == "load"), default=0)
    if last and max(loaded, default=0) < last:
        yield f"load {last} is lost: the regions have {set(loaded)}"


def main(argument: str) -> None:
    told = [json.loads(line) for line in Path(argument).read_text(encoding="utf-8").splitlines()]
    for found in (missing_writes(told), half_writes(), miscounts(), undone_jobs(), half_loads(told)):
        for line in found:
            print(line)
