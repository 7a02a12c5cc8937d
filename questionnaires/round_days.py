"""A round's days as its officer plans them, and what is wrong with a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import OrganisationKind


@dataclass(frozen=True)
class RoundDays:
    """opens, deadline: the round's. submit_from: the first day on which one may submit; None from the opening.

    last_days: questionnaire key → its own last day; a questionnaire without one has the round's.
    """

    opens: date
    deadline: date
    submit_from: date | None = None
    last_days: Mapping[str, date] = field(default_factory=dict)

    def last_day(self, key: str) -> date:
        return self.last_days.get(key, self.deadline)

    @property
    def first_day(self) -> date:
        """The first day on which one may submit."""
        return self.submit_from or self.opens


@dataclass(frozen=True)
class DayFault:
    """What is wrong with one of the days. place: "deadline", "submit_from" or a questionnaire's key."""

    place: str
    sentence: str


def day_faults(days: RoundDays, respondents: Mapping[str, str]) -> tuple[DayFault, ...]:
    """Everything that is wrong with a plan. respondents: key → kind of organisation, of the round's questionnaires.

    Kommuner answer through their RSS, so their last day is never after the RSS's.
    """
    return (
        *_own_faults(days),
        *(fault for key in respondents for fault in _key_faults(days, key, respondents)),
    )


def _own_faults(days: RoundDays) -> Iterator[DayFault]:
    if days.deadline < days.opens:
        yield DayFault("deadline", _("Sista svarsdag ligger före den dag då insamlingen öppnar."))
    if days.submit_from and days.submit_from < days.opens:
        yield DayFault("submit_from", _("Det går inte att lämna in före den dag då insamlingen öppnar."))
    elif days.submit_from and days.submit_from > days.deadline:
        yield DayFault("submit_from", _("Första dagen att lämna in ligger efter sista svarsdag."))


def _key_faults(days: RoundDays, key: str, respondents: Mapping[str, str]) -> Iterator[DayFault]:
    last = days.last_days.get(key)
    if last and last > days.deadline:
        yield DayFault(key, _("Ingen enkät kan ha en senare sista svarsdag än hela insamlingen."))
    elif last and last < days.first_day:
        yield DayFault(key, _("Sista svarsdag ligger före den dag då det går att lämna in."))
    of_rss = [days.last_day(each) for each, kind in respondents.items() if kind == OrganisationKind.RSS]
    if respondents[key] == OrganisationKind.KOMMUN and days.last_day(key) > min(of_rss, default=date.max):
        yield DayFault(key, _("Kommunernas sista svarsdag kan inte ligga efter deras RSS sista svarsdag."))


def a_year_later(days: RoundDays) -> RoundDays:
    """The same days of the next year, to begin a plan from."""
    return RoundDays(
        _a_year_later(days.opens),
        _a_year_later(days.deadline),
        days.submit_from and _a_year_later(days.submit_from),
        {key: _a_year_later(day) for key, day in days.last_days.items()},
    )


def _a_year_later(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
