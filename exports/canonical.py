"""Everything that a report's tables count, as plain data in one order: what is stored and what the checksum is of.

When it was read in doesn't matter, nor in what order; the same answers give the same checksum. No Django.
"""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from exports.definition import ReportDefinition
from exports.kinds import Sources
from exports.kinds.missing import REOPENED, RETURNED
from exports.registers import IndicatorValue, RegisterValue
from questionnaires import answers
from questionnaires.counts import tally
from questionnaires.definition import Definition
from questionnaires.selectors.dataset import OwnAnswers, RoundData, RssReport

DECLINED = "declined"


def canonical_data(report: ReportDefinition, sources: Sources) -> dict[str, Any]:
    """The definitions, answers, tallies, register values and indicators that the report's tables are built from."""
    measured = [value for table in report.tables for value in table.body.measured(sources)]
    register = {value for value in measured if isinstance(value, RegisterValue)}
    indicators = {value for value in measured if isinstance(value, IndicatorValue)}
    # Tables list indicators in the order in which they first stand: that is data, the order of their years isn't.
    order = list(dict.fromkeys(value.key for value in sources.indicators))
    return {
        "report": _plain(report),
        "questionnaires": {key: _questionnaire(key, sources) for key in sorted(report.questionnaires)},
        "register": [
            _plain(each) for each in sorted(register, key=lambda v: (v.measure, v.year, v.lan_code))
        ],
        "indicators": [
            _plain(each) for each in sorted(indicators, key=lambda v: (order.index(v.key), v.year, v.value))
        ],
    }


def checksum_of(data: dict[str, Any]) -> str:
    """sha256 of the data's canonical JSON, hex."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _questionnaire(key: str, sources: Sources) -> dict[str, Any] | None:
    data = sources.round_of(key)
    if data is None:
        return None
    reported = data.definitions[key].respondents == "kommun"
    return {
        "definition": _plain(data.definitions[key]),
        "answers": {own.organisation.code: _own(own, data.definitions[key]) for own in data.own.get(key, ())},
        **({"kommuner": data.kommuner, "reports": _reports(key, data)} if reported else {}),
    }


def _own(own: OwnAnswers, newest: Definition) -> dict[str, Any]:
    """An organisation's answers, with the version of the questionnaire that it answered where that isn't the newest."""
    answered = own.answers is not None
    return {
        "organisation": _plain(own.organisation),
        "answers": {cell: answers.to_json(each) for cell, each in (own.answers or {}).items()}
        if answered
        else None,
        **({"definition": _plain(own.definition)} if answered and own.definition != newest else {}),
        **_standing(own.state, own.submission),
    }


def _reports(key: str, data: RoundData) -> dict[str, Any]:
    return {report.rss.code: _report(key, report) for report in data.reports}


def _report(key: str, report: RssReport) -> dict[str, Any]:
    counted = report.tallies.get(key)
    return {
        "organisation": _plain(report.rss),
        "kommuner": report.kommuner,
        "submitted": report.number > 0,
        "counted": report.counted.get(key, 0),
        "tally": None if counted is None else tally.to_json(counted),
        **({"direct": True} if key in report.direct else {}),
        **_standing(report.state, report.number),
    }


def _standing(state: str, number: int) -> dict[str, Any]:
    """What tables say about where an answer stands; other states change nothing in them."""
    if state == REOPENED:
        return {"state": state, "number": number}
    return {"state": state} if state in (RETURNED, DECLINED) else {}


def _plain(value: Any) -> Any:
    """A value's data, dataclasses by name, without what doesn't count when two are compared (lines of a file)."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.compare}
        return {"is": type(value).__name__, **data}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value
