"""What tables are built from, and how a kind finds its part of it. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from exports.registers import IndicatorValue, RegisterValue
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers, RoundData
from questionnaires.swedish import sort_key


@dataclass(frozen=True)
class Sources:
    """Everything that a report's tables may count. rounds: by year. Registers are empty when none is read in.

    A table names a questionnaire by its key; the round is the one whose definitions have that key. indicators are
    in their file's order, which is the tables'. smallest_group: the least count of kommuner that is shown for one RSS.
    """

    rounds: Mapping[int, RoundData]
    register: tuple[RegisterValue, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    smallest_group: int = 1

    def round_of(self, questionnaire: str) -> RoundData | None:
        """The round that asks a questionnaire; None when it isn't read in."""
        return next((data for data in self.rounds.values() if questionnaire in data.definitions), None)

    def value(self, lan_code: str, measure: str, year: str) -> RegisterValue | None:
        """A register value; lan_code "00" is the country."""
        return self._values.get((lan_code, measure, year))

    def regions(self, year: int) -> tuple[FrameOrganisation, ...]:
        """The regions of a year's frame, in Swedish order; of the nearest year that has any where it has none."""
        for data in sorted(self.rounds.values(), key=lambda data: (abs(data.year - year), -data.year)):
            for key, definition in data.definitions.items():
                if definition.respondents == "region" and data.own.get(key):
                    return tuple(own.organisation for own in by_report_name(data.own[key]))
        return ()

    @cached_property
    def _values(self) -> dict[tuple[str, str, str], RegisterValue]:
        return {(value.lan_code, value.measure, value.year): value for value in self.register}


def by_report_name(answers: tuple[OwnAnswers, ...]) -> tuple[OwnAnswers, ...]:
    """Organisations under their report names, in Swedish order."""
    return tuple(sorted(answers, key=lambda own: sort_key(own.organisation.report_name)))
