"""How far a round has come: its days in their order, and what has been done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.models import Round, RoundState
from questionnaires.selectors.national.rounds import AskedQuestionnaire
from records.models import Event

HAS_CLOSED = (RoundState.CLOSED, RoundState.PUBLISHED)


@dataclass(frozen=True)
class Milestone:
    """A step of a round's year. day: None where no day is set. titles: the questionnaires that it is about.

    progress: "done", "next" (the first that isn't done), "later", or "skipped" where the round was closed before the
    day. note: how it comes about.
    """

    label: str
    day: date | None
    progress: str
    titles: tuple[str, ...] = ()
    note: str = ""


def timeline(
    round_: Round, asked: Iterable[AskedQuestionnaire], happened: Iterable[Event]
) -> tuple[Milestone, ...]:
    """A round's milestones as they stand today. happened: what was done with it, the newest first."""
    events = tuple(happened)
    ends = _ends(round_, events)
    closed = ends[0][0].day or timezone.localdate()
    days = _days(round_, asked)
    steps = [*days, *ends]
    # A round that was closed early never came to these.
    skipped = {
        place
        for place, (step, _is_done) in enumerate(days)
        if place and round_.state in HAS_CLOSED and step.day and step.day > closed
    }
    first = next((place for place, (_step, is_done) in enumerate(steps) if not is_done), len(steps))
    return tuple(
        replace(step, progress="skipped" if place in skipped else _progress(place, first, is_done))
        for place, (step, is_done) in enumerate(steps)
    )


def _days(round_: Round, asked: Iterable[AskedQuestionnaire]) -> list[tuple[Milestone, bool]]:
    today, has_opened = timezone.localdate(), round_.state != RoundState.DRAFT
    has_closed = round_.state in HAS_CLOSED
    from_day = round_.submit_from or round_.opens
    opens = _("av sig själv, eller för hand innan dess") if not has_opened else ""
    by_day = groupby(sorted(asked, key=lambda each: each.last_day), key=lambda each: each.last_day)
    last_days = [(day, tuple(each.title for each in those)) for day, those in by_day]
    return [
        (Milestone(_("Öppnar"), round_.opens, "", note=opens), has_opened),
        (Milestone(_("Kan lämnas in från"), from_day, ""), has_closed or (has_opened and from_day <= today)),
        *(
            (
                Milestone(_("Sista svarsdag"), day, "", titles if len(last_days) > 1 else ()),
                has_closed or (has_opened and day < today),
            )
            for day, titles in last_days or [(round_.deadline, ())]
        ),
    ]


def _ends(round_: Round, happened: tuple[Event, ...]) -> list[tuple[Milestone, bool]]:
    """What an officer does by hand. A trial is never published."""
    found = [_end(_("Stänger"), happened, "round_closed", is_done=round_.state in HAS_CLOSED)]
    if not round_.is_trial:
        is_done = round_.state == RoundState.PUBLISHED
        found.append(_end(_("Publiceras"), happened, "round_published", is_done=is_done))
    return found


def _end(label: str, happened: tuple[Event, ...], verb: str, *, is_done: bool) -> tuple[Milestone, bool]:
    at = next((event.at for event in happened if event.verb == verb), None)
    day = timezone.localtime(at).date() if at and is_done else None
    return Milestone(label, day, "", note="" if is_done else _("för hand")), is_done


def _progress(place: int, first: int, is_done: bool) -> str:
    if is_done:
        return "done"
    return "next" if place == first else "later"
