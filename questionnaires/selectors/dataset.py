"""What the national level has to count from: frozen values that cross into exports. No single kommun in here.

Regions and RSS answer for themselves, so their answers are here by organisation. Of kommuner there are only the
tallies that each RSS has submitted, and how many kommuner the frame counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from questionnaires.answers import Absence, Answer
from questionnaires.counts.tally import Tally
from questionnaires.definition import Definition


@dataclass(frozen=True)
class FrameOrganisation:
    """A region or RSS with the names, län and RSS that it had when the round was made."""

    kind: str
    code: str
    name: str
    report_name: str
    lan_code: str
    lan_name: str


@dataclass(frozen=True)
class OwnAnswers:
    """A region's or RSS's answers to one questionnaire.

    answers: cell → answer of the submission that counts; None where nothing counts, and then `absence` says why.
    state: the response's state in the workflow now; submission: its number, 0 without one.
    """

    organisation: FrameOrganisation
    state: str
    submission: int
    definition: Definition
    answers: Mapping[str, Answer] | None
    absence: Absence | None = None

    def answer(self, cell: str) -> Answer | Absence:
        """The answer in a cell, or why there is none."""
        if self.answers is None:
            return self.absence or Absence.NOT_RECEIVED
        found = self.answers.get(cell)
        if found is not None:
            return found
        return Absence.NOT_ANSWERED if cell in self._asked else Absence.NOT_ASKED

    @cached_property
    def _asked(self) -> frozenset[str]:
        return self.definition.asked(self.answers or {})


@dataclass(frozen=True)
class RssReport:
    """What an RSS has sent in about its kommuner.

    kommuner: how many the frame gives it. counted: how many approved submissions the tallies count (0 where
    nothing counts). tallies: questionnaire key → tally. number: the version that counts, 0 without one. state: in
    the workflow now. without_own: submitted without the RSS's own answers. direct: the keys whose counts the RSS has
    entered itself.
    """

    rss: FrameOrganisation
    kommuner: int
    state: str
    number: int
    counted: Mapping[str, int]
    tallies: Mapping[str, Tally]
    without_own: bool = False
    direct: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundData:
    """Everything that a year's tables are built from, registers and indicators apart.

    kommuner: the frame's number of kommuner, the denominator. own: questionnaire key → answers, one per region or
    RSS of the frame, those that sent nothing included, in the frame's order. last_event: when what counts nationally
    last changed (a kommun's doings don't).
    """

    year: int
    state: str
    deadline: date
    kommuner: int
    definitions: Mapping[str, Definition]
    own: Mapping[str, tuple[OwnAnswers, ...]]
    reports: tuple[RssReport, ...]
    last_event: datetime | None
