"""What an RSS has reported, as national staff read it: tallies, summaries and its own answers; no kommun.

Reads AggregateVersion alone, never what it was counted from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import OrganisationKind
from questionnaires.counts.number_changes import NumberChange, changed_numbers
from questionnaires.counts.tables import CountSection, count_sections
from questionnaires.counts.tally import Tally, from_json
from questionnaires.definition import Definition, across_versions
from questionnaires.models import AggregateVersion, FrameMember, Questionnaire, Round, State
from questionnaires.questions import Cell, Question


@dataclass(frozen=True)
class ReportedPart:
    """What an RSS reports of one questionnaire that its kommuner answer.

    kommuner: how many the frame gives it. counted: how many of them the tally counts. is_direct: the RSS entered the
    counts itself. summaries: cell → what the RSS says of the free texts there.
    """

    key: str
    definition: Definition
    tally: Tally
    kommuner: int
    counted: int
    is_direct: bool
    summaries: Mapping[str, str]

    @cached_property
    def sections(self) -> tuple[CountSection, ...]:
        """The counts as tables, without what is too small to show of one RSS (SMALLEST_GROUP)."""
        return count_sections(
            self.definition, self.tally, frame=self.kommuner, smallest=settings.SMALLEST_GROUP
        )

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """(the question and its row, what the RSS says of the texts there), in the questionnaire's order."""
        return tuple(
            (_where(cell), self.summaries[cell.name])
            for cell in self.definition.cells
            if cell.name in self.summaries
        )


@dataclass(frozen=True)
class Report:
    """One version of what an RSS has sent in. state: of the RSS's report now."""

    rss: FrameMember
    state: State
    version: AggregateVersion
    parts: tuple[ReportedPart, ...]


@dataclass(frozen=True)
class PartChange:
    """What a version changed in one questionnaire's counts since the one before, without kommuner.

    counted: how many kommuner were counted before, and are now. summaries: (where, before, after).
    """

    definition: Definition
    counted: tuple[int, int]
    numbers: tuple[NumberChange, ...]
    summaries: tuple[tuple[str, str, str], ...]


def report_versions(round_: Round, rss: int) -> tuple[AggregateVersion, ...]:
    """Every version that an RSS, by its number in the round's frame, has sent in, the newest first. One query."""
    found = AggregateVersion.objects.filter(aggregate__rss=rss, aggregate__rss__round=round_)
    return tuple(found.select_related("aggregate__rss__organisation", "submitted_by").order_by("-number"))


def read_reports(round_: Round, versions: tuple[AggregateVersion, ...]) -> tuple[Report, ...]:
    """Versions of one RSS's report, each with its parts, in two queries. Raises Http404 for no version at all."""
    if not versions:
        raise Http404
    rss = versions[0].aggregate.rss
    kommuner = FrameMember.objects.filter(round=round_, rss=rss.organisation_id).count()
    asked: dict[str, list[Definition]] = {}
    found = Questionnaire.objects.filter(round=round_, respondents=OrganisationKind.KOMMUN)
    for each in found.order_by("key", "-version"):
        asked.setdefault(each.key, []).append(each.definition)
    return tuple(
        Report(
            rss,
            State(version.aggregate.state),
            version,
            tuple(_part(version, key, definitions, kommuner) for key, definitions in asked.items()),
        )
        for version in versions
    )


def report_changes(before: Report, after: Report) -> tuple[PartChange, ...]:
    """What differs from one version to the next, by questionnaire; those where nothing differs are left out.

    With a least count to show (SMALLEST_GROUP) single numbers aren't told: only how many kommuner are counted.
    """
    changes = (
        _change(was, now) for was, now in zip(before.parts, after.parts, strict=True) if was.key == now.key
    )
    return tuple(
        each for each in changes if each.numbers or each.summaries or each.counted[0] != each.counted[1]
    )


def changed_summaries(
    definition: Definition, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """(where, before, after) of what an RSS says otherwise of the free texts than before; empty for nothing said."""
    return tuple(
        (_where(cell), before.get(cell.name, ""), after.get(cell.name, ""))
        for cell in definition.cells
        if before.get(cell.name, "") != after.get(cell.name, "")
    )


def _where(cell: Cell) -> str:
    return f"{cell.question.text} – {cell.item.text}" if cell.item else cell.question.text


def _part(version: AggregateVersion, key: str, definitions: list[Definition], kommuner: int) -> ReportedPart:
    tally = from_json(version.tallies[key]) if key in version.tallies else Tally.empty()
    newest, *older = definitions
    answered = [each for each in older if _counts_more(tally, newest, each)]
    return ReportedPart(
        key=key,
        definition=across_versions([newest, *answered], earlier_title=_("Frågor i tidigare versioner")),
        tally=tally,
        kommuner=kommuner,
        counted=version.counted.get(key, 0),
        is_direct=key in version.direct,
        summaries=version.summaries.get(key, {}),
    )


def _counts_more(tally: Tally, newest: Definition, older: Definition) -> bool:
    """Whether something was counted that only the older version asks: a row, a question, a choice."""
    known = {(cell.name, key) for cell in newest.cells for key in ("", *_keys(cell.question))}
    counted = {
        (name, choice) for name, counts in tally.cells.items() for choice in ("", *counts.chosen)
    } - known
    return any(cell.name == name for cell in older.cells for name, _choice in counted)


def _keys(question: Question) -> tuple[str, ...]:
    return (*(each.key for each in question.choices), *(each.key for each in question.columns))


def _change(was: ReportedPart, now: ReportedPart) -> PartChange:
    numbers = changed_numbers(now.definition, was.tally, now.tally, frame=now.kommuner)
    summaries = changed_summaries(now.definition, was.summaries, now.summaries)
    shown = numbers if settings.SMALLEST_GROUP == 1 else ()
    return PartChange(now.definition, (was.counted, now.counted), shown, summaries)
