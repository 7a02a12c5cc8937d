"""What has been done with a round, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaires.notifications import ROUND_MAILS
from questionnaires.selectors.national.round_history import Happening
from questionnaires.selectors.reminding import day_in_words
from questionnaires.sentences import quoted

DOINGS: Mapping[str, str | Promise] = {
    "round_copied": gettext_lazy("Skapad"),
    "round_opened": gettext_lazy("Öppnad"),
    "round_days_changed": gettext_lazy("Dagarna ändrade"),
    "round_closed": gettext_lazy("Stängd"),
    "round_reopened": gettext_lazy("Öppnad igen"),
    "round_published": gettext_lazy("Tabeller publicerade"),
    "questionnaire_published": gettext_lazy("Enkät publicerad"),
    "frame_added": gettext_lazy("Tillagd bland dem som ska svara"),
    "frame_removed": gettext_lazy("Borttagen bland dem som ska svara"),
    "extension_granted": gettext_lazy("Förlängning"),
    "extension_ended": gettext_lazy("Förlängning borttagen"),
    "mail_text_changed": gettext_lazy("Mejltext ändrad"),
    "mail_text_reset": gettext_lazy("Mejltext återställd"),
    "mail_texts_copied": gettext_lazy("Mejltexter och påminnelsedagar hämtade från en annan insamling"),
    "reminder_day_added": gettext_lazy("Påminnelsedag tillagd"),
    "reminder_day_removed": gettext_lazy("Påminnelsedag borttagen"),
    "submitted_list_shown": gettext_lazy("Listan över inlämnade visas för alla"),
    "submitted_list_hidden": gettext_lazy("Listan över inlämnade visas inte längre"),
    "tables_loaded": gettext_lazy("Tabeller inlästa från en fil"),
    "tables_copied": gettext_lazy("Tabeller övertagna"),
    "trial_made": gettext_lazy("Prov skapat och öppnat"),
    "trial_deleted": gettext_lazy("Prov borttaget"),
}
# What an Event's details add, in words.
MORE: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "round_copied": lambda details: _from_year(details),
    "tables_copied": lambda details: _from_year(details),
    "questionnaire_published": lambda details: _("version %(number)s") % {"number": details["version"]},
    "extension_granted": lambda details: _("till %(day)s") % {"day": _day(details["until"])},
    "mail_text_changed": lambda details: _mail(details),
    "mail_text_reset": lambda details: _mail(details),
    "reminder_day_added": lambda details: day_in_words(details["days"]),
    "reminder_day_removed": lambda details: day_in_words(details["days"]),
}


@dataclass(frozen=True)
class Doing:
    """Something that somebody did with a round. about: the organisation or questionnaire, in Swedish; may be empty."""

    what: str
    about: str
    at: datetime
    by: str
    reason: str


def history(happened: Iterable[Happening], titles: Mapping[str, str]) -> tuple[Doing, ...]:
    """What was done with a round, in the order of the events, which aren't all told. titles: key → questionnaire's."""
    return tuple(_doing(each, titles) for each in happened if each.event.verb in DOINGS)


def _doing(happening: Happening, titles: Mapping[str, str]) -> Doing:
    event = happening.event
    more = MORE[event.verb](event.details) if event.verb in MORE else ""
    what = str(DOINGS[event.verb])
    return Doing(
        what=f"{what}, {more}" if more else what,
        about=happening.organisation or titles.get(str(event.details.get("key")), ""),
        at=event.at,
        by=event.by_name,
        reason=happening.reason,
    )


def _from_year(details: Mapping[str, Any]) -> str:
    return _("från %(year)s") % {"year": details["from"]}


def _day(day: str) -> str:
    return str(date_format(date.fromisoformat(day), "j F Y"))


def _mail(details: Mapping[str, Any]) -> str:
    mail = ROUND_MAILS.get(details["kind"])
    return quoted(str(mail.title)) if mail else ""
