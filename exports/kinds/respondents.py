"""Counting what was answered, whoever answers: organisations by name, or kommuner through their RSS's tallies."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exports.kinds.answer_words import answer_words, chosen_keys
from exports.kinds.missing import RETURNED, has_submitted, kommuner_text, missing_answers, missing_reports
from exports.kinds.references import find_cell
from exports.kinds.sources import Sources, by_report_name
from exports.table import Source
from questionnaires.answers import Absence, Answer, is_answered
from questionnaires.counts.measures import Measure, MeasureKind, secret
from questionnaires.counts.small_groups import hidden
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition
from questionnaires.question_types.cell_tally import CellTally
from questionnaires.selectors.dataset import OwnAnswers, RoundData, RssReport
from questionnaires.swedish import list_text, sort_key

# In the place of an RSS's count that is smaller than the setting SMALLEST_GROUP, or would give another's away.
NOT_SHOWN = "antalet visas inte: gruppen är liten"
# What one and several who answer a questionnaire are called, by its `respondents`.
SINGULARS = {"region": "region", "kommun": "kommun", "rss": "RSS"}
PLURALS = {"region": "regioner", "kommun": "kommuner", "rss": "RSS"}


@dataclass(frozen=True)
class Count:
    """How many, and from whom. not_asked: how many of them never got the question."""

    number: int
    sources: tuple[Source, ...]
    not_asked: int = 0


class Respondents(ABC):
    """Those who should answer a questionnaire: `frame` of them."""

    definition: Definition
    frame: int

    def counted(self, number: int) -> str:
        """ "1 kommun", "12 kommuner"."""
        names = SINGULARS if number == 1 else PLURALS
        return f"{number} {names[self.definition.respondents]}"

    @abstractmethod
    def choosing(self, cell: str, choices: frozenset[str]) -> Count:
        """How many chose any of the choices (ticked any of the columns) in a cell, each counted once."""

    @abstractmethod
    def not_answering(self, cell: str) -> Count:
        """How many of the frame have no answer in a cell: non-response, item non-response and not asked."""

    @abstractmethod
    def missing(self) -> tuple[str, ...]:
        """Sentences that say who isn't counted, or is with an old version."""

    def notes(self) -> tuple[str, ...]:
        """Sentences that say what is counted otherwise than the rest."""
        return ()


def respondents_of(sources: Sources, questionnaire: str) -> Respondents | None:
    """Those who should answer a questionnaire; None when it isn't read in."""
    data = sources.round_of(questionnaire)
    if data is None:
        return None
    definition = data.definitions[questionnaire]
    if definition.respondents == "kommun":
        return TalliedKommuner(definition, data, smallest_group=sources.smallest_group)
    return NamedOrganisations(definition, data.own.get(questionnaire, ()))


class NamedOrganisations(Respondents):
    """Regions or RSS: each answers for itself, under its report name."""

    def __init__(self, definition: Definition, own: tuple[OwnAnswers, ...]) -> None:
        self.definition = definition
        self.frame = len(own)
        self._own = by_report_name(own)

    def choosing(self, cell: str, choices: frozenset[str]) -> Count:
        sources = tuple(
            Source(
                own.organisation.report_name,
                _words(own, cell),
                counted=bool(chosen_keys(self._answer(own, cell)) & choices),
            )
            for own in self._own
        )
        return Count(sum(source.counted for source in sources), sources)

    def not_answering(self, cell: str) -> Count:
        sources, not_asked = [], 0
        for own in self._own:
            answer = self._answer(own, cell)
            not_asked += answer is Absence.NOT_ASKED
            name = own.organisation.report_name
            sources.append(Source(name, _words(own, cell), counted=not is_answered(answer)))
        return Count(sum(source.counted for source in sources), tuple(sources), not_asked)

    def missing(self) -> tuple[str, ...]:
        return missing_answers(self.definition, self._own)

    def _answer(self, own: OwnAnswers, cell: str) -> Answer | Absence:
        """What was answered; who was asked another type of question under that key wasn't asked this one."""
        asked = find_cell(own.definition, cell)
        is_other = asked is not None and asked.question.type != self.definition.cell(cell).question.type
        return Absence.NOT_ASKED if is_other and own.answers is not None else own.answer(cell)


class TalliedKommuner(Respondents):
    """Kommuner, of whom the national level knows what each RSS has counted and nothing more."""

    def __init__(self, definition: Definition, data: RoundData, *, smallest_group: int = 1) -> None:
        self.definition = definition
        self.frame = data.kommuner
        self._smallest_group = smallest_group
        self._reports = tuple(
            sorted((each for each in data.reports if each.kommuner), key=lambda each: sort_key(each.rss.name))
        )

    def choosing(self, cell: str, choices: frozenset[str]) -> Count:
        counts = [self._choosing(report, cell, choices) for report in self._submitted]
        secret = self._secret(cell, lambda measure: measure.key in choices)
        return Count(sum(counts), self._sources(counts, self._hidden(counts, secret), missing_counts=False))

    def not_answering(self, cell: str) -> Count:
        cells = [self._counts(report, cell) for report in self._submitted]
        silent = [
            report.kommuner - each.answered for report, each in zip(self._submitted, cells, strict=True)
        ]
        small = self._hidden(silent, self._secret(cell, lambda measure: measure.kind is MeasureKind.MISSING))
        not_asked = [each.not_asked for each in cells]
        of_these = self._secret(cell, lambda measure: measure.kind is MeasureKind.NOT_ASKED)
        # All or none: who is left without one would be known by the sum of the others'.
        shows_asides = not self._hidden(not_asked, of_these)
        asides = [f", varav {each} inte fick frågan" if each and shows_asides else "" for each in not_asked]
        return Count(
            self.frame - sum(each.answered for each in cells),
            self._sources(silent, small, asides, missing_counts=True),
            sum(not_asked),
        )

    def missing(self) -> tuple[str, ...]:
        return missing_reports(self._reports)

    def notes(self) -> tuple[str, ...]:
        direct = [each.rss.name for each in self._submitted if self.definition.key in each.direct]
        return (
            (f"{list_text(direct)} har lämnat sina antal direkt, inte kommun för kommun.",) if direct else ()
        )

    @cached_property
    def _submitted(self) -> tuple[RssReport, ...]:
        return tuple(filter(has_submitted, self._reports))

    def _choosing(self, report: RssReport, cell: str, choices: frozenset[str]) -> int:
        counts = self._counts(report, cell)
        # One choice needs no more than its count; several are counted once each kommun, or refused.
        if len(choices) == 1:
            return sum(counts.chosen.get(choice, 0) for choice in choices)
        return Tally(counts.respondents, {cell: counts}).chosen_any(cell, choices)

    def _secret(self, cell: str, of: Callable[[Measure], bool]) -> frozenset[int]:
        """The places of the RSS in whose report one of these measures of a cell isn't shown."""
        question = self.definition.cell(cell).question
        return frozenset(
            place
            for place, report in enumerate(self._submitted)
            for measure in secret(
                question,
                self._counts(report, cell),
                frame=report.kommuner,
                smallest=self._smallest_group,
            )
            if of(measure)
        )

    def _hidden(self, counts: Sequence[int], secret_in_report: frozenset[int]) -> frozenset[int]:
        """The places of the RSS whose count isn't shown: of these, of small ones, and of what would give one away."""
        return hidden(counts, self._smallest_group, secret_in_report)

    def _sources(
        self,
        counts: Sequence[int],
        small: frozenset[int],
        asides: Sequence[str] | None = None,
        *,
        missing_counts: bool,
    ) -> tuple[Source, ...]:
        """A line an RSS: its count of its kommuner, with an aside; what is too small to show says so instead.

        missing_counts: whether an RSS that hasn't submitted is in the number.
        """
        beside = asides or [""] * len(counts)
        shown = {
            report.rss.code: Source(report.rss.name, NOT_SHOWN, counted=True)
            if place in small
            else Source(report.rss.name, f"{_of(count, report.kommuner)}{aside}", counted=count > 0)
            for place, (report, count, aside) in enumerate(zip(self._submitted, counts, beside, strict=True))
        }
        return tuple(
            shown.get(report.rss.code) or self._not_submitted(report, counted=missing_counts)
            for report in self._reports
        )

    def _counts(self, report: RssReport, cell: str) -> CellTally:
        """What an RSS has counted of a cell, as its question is in the newest version."""
        tally = report.tallies.get(self.definition.key) or Tally.empty()
        return tally.counts(self.definition.cell(cell))

    def _not_submitted(self, report: RssReport, *, counted: bool) -> Source:
        why = "komplettering är begärd" if report.state == RETURNED else "har inte lämnat in"
        detail = f"{why}, {_of(report.kommuner, report.kommuner)} räknas som saknas svar"
        return Source(report.rss.name, detail, counted=counted)


def _of(counted: int, kommuner: int) -> str:
    return f"{counted} av {kommuner_text(kommuner)}"


def _words(own: OwnAnswers, cell: str) -> str:
    """The answer in words; a returned one has been sent in, but isn't counted."""
    found = find_cell(own.definition, cell)
    answer = own.answer(cell)
    if answer is Absence.NOT_RECEIVED and own.state == RETURNED:
        return "komplettering är begärd, räknas inte"
    if found is None:
        return "frågan ställdes inte"
    return answer_words(found.question, answer)
