"""The 2023 collection as tables see it, made from the shipped files without a database, and ways to change it."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from exports.build import Sources
from exports.definition import ReportDefinition, read_report
from exports.registers import read_indicators, read_register
from exports.table import Table
from questionnaires.answers import Absence, Answer
from questionnaires.counts.tally import Tally, sum_tallies, tally_answers
from questionnaires.definition import Definition, parse_definition
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers, RoundData, RssReport
from reading.yaml_file import read_text
from tests.answer_files import read_answer_file

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "demo"
REPORT = ROOT / "exports" / "definitions" / "report-2023.yaml"
DEFINITIONS = ROOT / "questionnaires" / "definitions"
# What tables call the regions' questionnaires.
TITLE_2020 = "”Nära vård 2020 – utbildningsförmån för sjuksköterskor i regionerna”"
TITLE_2023 = "”God och nära vård 2023 – enkät till regionerna”"


@cache
def report_2023() -> ReportDefinition:
    return read_report(REPORT)


@cache
def sources_2023() -> Sources:
    """Everything that the 2023 report counts, as if every RSS had approved and submitted."""
    return Sources(
        rounds={
            2020: _round(2020, ("region-2020",)),
            2023: _round(2023, ("region-2023", "rss-2023", "kommun-2023")),
        },
        register=read_register(DEMO / "register.csv", known=[region.code for region in regions()]),
        indicators=read_indicators(DEMO / "indicators.csv"),
    )


@cache
def definition(key: str) -> Definition:
    path = DEFINITIONS / f"{key}.yaml"
    return parse_definition(read_text(path), file=path.name)


@cache
def regions() -> tuple[FrameOrganisation, ...]:
    return tuple(
        FrameOrganisation(
            kind="region",
            code=row["lan_code"],
            name=row["region_official"],
            report_name=row["region_name_report"],
            lan_code=row["lan_code"],
            lan_name=row["lan_name"],
        )
        for row in _rows("lan.csv")
    )


@cache
def every_rss() -> tuple[FrameOrganisation, ...]:
    lan_names = {row["lan_code"]: row["lan_name"] for row in _rows("lan.csv")}
    return tuple(
        FrameOrganisation(
            kind="rss",
            code=row["rss_id"],
            name=row["rss_name"],
            report_name=row["area_name"],
            lan_code=row["lan_code"],
            lan_name=lan_names[row["lan_code"]],
        )
        for row in _rows("rss.csv")
    )


def with_answer(sources: Sources, questionnaire: str, code: str, cell: str, answer: Answer | None) -> Sources:
    """The sources with one organisation's answer in a cell changed, or taken away."""

    def change(own: OwnAnswers) -> OwnAnswers:
        answers = {name: each for name, each in (own.answers or {}).items() if name != cell}
        return replace(own, answers=answers if answer is None else {**answers, cell: answer})

    return with_own(sources, questionnaire, code, change)


def without_answers(
    sources: Sources, questionnaire: str, code: str, *, state: str, absence: Absence = Absence.NOT_RECEIVED
) -> Sources:
    """The sources with an organisation that has nothing that counts."""

    def change(own: OwnAnswers) -> OwnAnswers:
        return replace(own, answers=None, absence=absence, state=state, submission=0)

    return with_own(sources, questionnaire, code, change)


def with_own(
    sources: Sources, questionnaire: str, code: str, change: Callable[[OwnAnswers], OwnAnswers]
) -> Sources:
    data = sources.round_of(questionnaire)
    assert data is not None
    own = tuple(change(each) if each.organisation.code == code else each for each in data.own[questionnaire])
    return with_round(sources, replace(data, own={**data.own, questionnaire: own}))


def with_report(sources: Sources, code: str, **changes: object) -> Sources:
    """The 2023 round with an RSS's report changed."""
    data = sources.rounds[2023]
    reports = tuple(
        replace(each, **changes) if each.rss.code == code else each  # type: ignore[arg-type]  # any of its fields
        for each in data.reports
    )
    return with_round(sources, replace(data, reports=reports))


def not_submitted(sources: Sources, code: str, state: str = "draft") -> Sources:
    """An RSS whose report doesn't count."""
    return with_report(sources, code, state=state, number=0, counted={}, tallies={})


def with_round(sources: Sources, data: RoundData) -> Sources:
    return replace(sources, rounds={**sources.rounds, data.year: data})


def changed_cells(before: Table, after: Table) -> dict[tuple[str, int], str]:
    """What is printed otherwise: (row key, place of the cell in its row) → its new text."""
    old = {row.key: [cell.text for cell in row.cells] for row in before.rows}
    return {
        (row.key, place): cell.text
        for row in after.rows
        for place, cell in enumerate(row.cells)
        if old.get(row.key, [])[place : place + 1] != [cell.text]
    }


def _round(year: int, keys: Iterable[str]) -> RoundData:
    definitions = {key: definition(key) for key in keys}
    answers = {key: _answers(key) for key in keys}
    return RoundData(
        year=year,
        state="closed",
        deadline=date(year + 1, 3, 31),
        kommuner=len(_rows("kommuner.csv")),
        definitions=definitions,
        own={
            key: tuple(
                _own(each, definitions[key], answers[key])
                for each in (every_rss() if key == "rss-2023" else regions())
            )
            for key in keys
            if definitions[key].respondents != "kommun"
        },
        reports=tuple(_report(each, answers["kommun-2023"]) for each in every_rss()) if year == 2023 else (),
        last_event=datetime(year + 1, 4, 4, 12, 3, tzinfo=UTC),
    )


def _own(
    organisation: FrameOrganisation, asked: Definition, answers: Mapping[str, Mapping[str, Answer]]
) -> OwnAnswers:
    sent = answers.get(organisation.code)
    return OwnAnswers(
        organisation=organisation,
        state="accepted" if sent else "not_started",
        submission=1 if sent else 0,
        definition=asked,
        answers=sent,
        absence=None if sent else Absence.NOT_RECEIVED,
    )


def _report(rss: FrameOrganisation, answers: Mapping[str, Mapping[str, Answer]]) -> RssReport:
    kommuner = [row["kommun_code"] for row in _rows("kommuner.csv") if row["rss_id"] == rss.code]
    tallies = [
        tally_answers(definition("kommun-2023"), answers[code]) for code in kommuner if code in answers
    ]
    tally: Tally = sum_tallies(tallies)
    return RssReport(
        rss=rss,
        kommuner=len(kommuner),
        state="accepted",
        number=1,
        counted={"kommun-2023": len(tallies)},
        tallies={"kommun-2023": tally},
    )


def _answers(key: str) -> dict[str, Mapping[str, Answer]]:
    known = {
        "region": [region.code for region in regions()],
        "rss": [rss.code for rss in every_rss()],
        "kommun": [row["kommun_code"] for row in _rows("kommuner.csv")],
    }[definition(key).respondents]
    files = read_answer_file(DEMO / "answers" / f"{key}.csv", definition(key), known=known)
    return {each.organisation: each.answers for each in files}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DEMO / "organisations" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
