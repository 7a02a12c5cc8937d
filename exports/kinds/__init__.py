"""The kinds of table: one class each, and the register that a definition's `kind` names. No Django.

To add a kind: its class, a line in KINDS, its section in docs/table-format.md.

What kinds are made of: `base` (what each can do), `entry` (reading a definition) and `references` (what it names in a
questionnaire); `sources` (all that can be counted), `respondents` (counting, whoever answers) and `missing` (who isn't
counted); `cells` (values and texts from one rounding) and `answer_words` (an answer as its questionnaire words it).
"""

from collections.abc import Mapping

from exports.kinds.answer_distribution import AnswerDistribution
from exports.kinds.base import Body, Kind
from exports.kinds.indicator_overview import IndicatorOverview
from exports.kinds.item_counts import ItemCounts
from exports.kinds.organisation_rows import OrganisationRows
from exports.kinds.sources import Sources
from exports.kinds.worked_example import WorkedExample

__all__ = ["KINDS", "Body", "Kind", "Sources"]

KINDS: Mapping[str, type[Kind]] = {
    "item_counts": ItemCounts,
    "answer_distribution": AnswerDistribution,
    "organisation_rows": OrganisationRows,
    "indicator_overview": IndicatorOverview,
    "worked_example": WorkedExample,
}
