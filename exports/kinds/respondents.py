"""Counting what was answered, whoever answers: organisations by name, or kommuner through their RSS's tallies."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from exports.kinds.answer_words import answer_words, chosen_keys
from exports.kinds.missing import RETURNED, has_submitted, kommuner_text, missing_answers, missing_reports
from exports.kinds.references import find_cell
from exports.kinds.sources import Sources, by_report_name
from exports.table import Source
from questionnaires.answers import Absence, is_answered
from questionnaires.definition import Definition
from questionnaires.selectors.dataset import OwnAnswers, RoundData, RssReport
from questionnaires.swedish import sort_key
from questionnaires.tally import Tally

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


def respondents_of(sources: Sources, questionnaire: str) -> Respondents | None:
    """Those who should answer a questionnaire; None when it isn't read in."""
    data = sources.round_of(questionnaire)
    if data is None:
        return None
    definition = data.definitions[questionnaire]
    if definition.respondents == "kommun":
        return TalliedKommuner(definition, data)
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
                counted=bool(chosen_keys(own.answer(cell)) & choices),
            )
            for own in self._own
        )
        return Count(sum(source.counted for source in sources), sources)

    def not_answering(self, cell: str) -> Count:
        sources, not_asked = [], 0
        for own in self._own:
            answer = own.answer(cell)
            not_asked += answer is Absence.NOT_ASKED
            name = own.organisation.report_name
            sources.append(Source(name, _words(own, cell), counted=not is_answered(answer)))
        return Count(sum(source.counted for source in sources), tuple(sources), not_asked)

    def missing(self) -> tuple[str, ...]:
        return missing_answers(self.definition.key, self._own)


class TalliedKommuner(Respondents):
    """Kommuner, of whom the national level knows what each RSS has counted and nothing more."""

    def __init__(self, definition: Definition, data: RoundData) -> None:
        self.definition = definition
        self.frame = data.kommuner
        self._reports = tuple(
            sorted((each for each in data.reports if each.kommuner), key=lambda each: sort_key(each.rss.name))
        )

    def choosing(self, cell: str, choices: frozenset[str]) -> Count:
        sources, number = [], 0
        for report in self._reports:
            if not has_submitted(report):
                sources.append(self._not_submitted(report, counted=False))
                continue
            tally = self._tally(report)
            # One choice needs no more than its count; several are counted once each kommun, or refused.
            chosen = tally.cell(cell).chosen
            counted = (
                sum(chosen.get(choice, 0) for choice in choices)
                if len(choices) == 1
                else tally.chosen_any(cell, choices)
            )
            sources.append(Source(report.rss.name, _of(counted, report.kommuner), counted=counted > 0))
            number += counted
        return Count(number, tuple(sources))

    def not_answering(self, cell: str) -> Count:
        sources, answered, not_asked = [], 0, 0
        for report in self._reports:
            if not has_submitted(report):
                sources.append(self._not_submitted(report, counted=True))
                continue
            counts = self._tally(report).cell(cell)
            silent = report.kommuner - counts.answered
            hidden = f", varav {counts.not_asked} inte fick frågan" if counts.not_asked else ""
            detail = f"{_of(silent, report.kommuner)}{hidden}"
            sources.append(Source(report.rss.name, detail, counted=silent > 0))
            answered += counts.answered
            not_asked += counts.not_asked
        return Count(self.frame - answered, tuple(sources), not_asked)

    def missing(self) -> tuple[str, ...]:
        return missing_reports(self._reports)

    def _tally(self, report: RssReport) -> Tally:
        return report.tallies.get(self.definition.key) or Tally.empty()

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
