"""The drill's own eyes: they see what they are there to see."""

import json
from pathlib import Path

import pytest

from questionnaires.answers import Chosen
from questionnaires.models import AggregateVersion, Response, Submission
from records.models import Event, Job
from tests import country as small
from tests.drill import check
from tests.drill.handlers import VERB

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(country: None) -> AggregateVersion:
    """RSS Norr has sent in what counts one kommun."""
    small.approved("0101")
    return small.reported("rss-norr")


def everything(told: list[check.Told] | None = None) -> list[str]:
    """All that is found."""
    return [
        *check.missing_writes(told or []),
        *check.half_writes(),
        *check.miscounts(),
        *check.undone_jobs(),
        *check.half_loads(told or []),
    ]


def test_where_nothing_is_wrong_nothing_is_found(reported: AggregateVersion) -> None:
    submission = Submission.objects.get(response__key="kommun-2030")
    told = [
        {"do": "submit", "submission": submission.pk, "checksum": submission.checksum},
        {"do": "report", "version": reported.pk, "checksum": reported.checksum},
    ]

    assert everything(told) == []


@pytest.mark.parametrize(
    "told",
    [
        {"do": "submit", "submission": 999, "checksum": "a"},
        {"do": "report", "version": 999, "checksum": "a"},
        {"do": "step", "step": 999},
        {"do": "ask", "job": 999},
        {"do": "load", "load": 3},
    ],
)
def test_a_write_that_was_told_and_is_not_there_is_found(country: None, told: check.Told) -> None:
    assert len(everything([told])) == 1


def test_a_save_that_was_told_and_is_not_there_is_found(country: None) -> None:
    response = small.save("kommun-2030", "0101", {"projekt": Chosen("nej")})
    told = {"do": "save", "response": response.pk, "cells": {"projekt": [2, {"choice": "ja"}]}}

    assert everything([told]) == [f"a save is lost: {told}", f"a save left no trace: {told}"]


def test_an_answer_without_its_change_is_found(country: None) -> None:
    response = small.save("kommun-2030", "0101", {"projekt": Chosen("nej")})
    Response.objects.filter(pk=response.pk).update(
        cells={"projekt": {"answer": {"choice": "ja"}, "version": 2}}
    )

    assert len(everything()) == 1


def test_a_state_that_no_step_led_to_is_found(reported: AggregateVersion) -> None:
    Response.objects.filter(key="kommun-2030").update(state="returned")

    assert len(everything()) == 1


def test_an_aggregate_that_counts_something_else_is_found(reported: AggregateVersion) -> None:
    AggregateVersion.objects.update(counted={"kommun-2030": 2})

    assert everything() == [f"{reported}, kommun-2030: counts 2, lists 1"]


def test_an_approval_after_the_aggregate_was_sent_in_is_found(reported: AggregateVersion) -> None:
    reported.counted_submissions.all().delete()

    assert len([line for line in everything() if "is approved, and isn't in" in line]) == 1


@pytest.mark.parametrize(("effects", "found"), [(0, 1), (1, 0), (2, 1)])
def test_a_job_that_is_not_done_once_is_found(country: None, effects: int, found: int) -> None:
    Job.objects.create(kind="drill", arguments={"number": 7}, state="done", ended_at="2030-01-01T00:00:00Z")
    for _ in range(effects):
        Event.objects.create(by_name="drill", verb=VERB, subject_kind="work", subject_number=7)

    assert len(everything()) == found


def test_a_load_of_half_the_organisations_is_found(country: None) -> None:
    for code, number in (("01", 4), ("02", 5)):
        response = small.response("region-2030", code)
        cells = {"utbildning.vt": {"answer": {"number": str(number)}, "version": 1}}
        Response.objects.filter(pk=response.pk).update(cells=cells)

    assert list(check.half_loads([])) == ["the regions' answers are of several loads: [4, 5]"]


def test_what_is_found_is_printed_a_line_each(
    country: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told"
    told.write_text(json.dumps({"do": "step", "step": 999}) + "\n")

    check.main(str(told))

    assert capsys.readouterr().out == "a step is lost: {'do': 'step', 'step': 999}\n"
