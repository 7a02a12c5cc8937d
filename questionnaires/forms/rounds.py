"""A round's days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from questionnaires.forms.fields import day_field
from questionnaires.models import Questionnaire
from questionnaires.round_days import RoundDays, day_faults
from questionnaires.sentences import as_asked

# What the field of a questionnaire's own last day is called: this and its key.
LAST_DAY = "last_day-"


class RoundDaysForm(forms.Form):
    """When a round opens, from when one may submit, and the last days. Once valid, `days` holds them.

    asked: its questionnaires and what they are called, a field each. has_opened: then its opening day stays.
    """

    opens = day_field(
        label=_("Öppnar"),
        help_text=_("Insamlingen öppnar av sig själv när dagen börjar. Är det i dag öppnar den genast."),
    )
    submit_from = day_field(
        label=_("Kan lämnas in från"),
        required=False,
        help_text=_("Lämna tomt om det ska gå att lämna in från den dag då insamlingen öppnar."),
    )
    deadline = day_field(
        label=_("Sista svarsdag"),
        help_text=_(
            "Gäller alla enkäter som inte har en egen. Det som kommer in senare märks som sent inlämnat."
        ),
    )

    def __init__(
        self,
        asked: Iterable[tuple[Questionnaire, str]],
        plan: RoundDays,
        data: Mapping[str, Any] | None = None,
        *,
        has_opened: bool = False,
    ) -> None:
        super().__init__(data)
        self.respondents: dict[str, str] = {}
        self.days = plan
        self.initial = {"opens": plan.opens, "submit_from": plan.submit_from, "deadline": plan.deadline}
        for questionnaire, title in asked:
            self.respondents[questionnaire.key] = questionnaire.respondents
            self.fields[LAST_DAY + questionnaire.key] = _last_day_field(title)
            self.initial[LAST_DAY + questionnaire.key] = plan.last_days.get(questionnaire.key)
        if has_opened:
            del self.fields["opens"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        self.days = RoundDays(
            opens=found.get("opens", self.days.opens),
            deadline=found["deadline"],
            submit_from=found["submit_from"],
            last_days={key: day for key in self.respondents if (day := self._last_day(found, key))},
        )
        for fault in day_faults(self.days, self.respondents):
            name = LAST_DAY + fault.place if fault.place in self.respondents else fault.place
            self.add_error(name, fault.sentence)
        return found

    def _last_day(self, found: Mapping[str, Any], key: str) -> date | None:
        day: date | None = found[LAST_DAY + key]
        return day


def _last_day_field(title: str) -> forms.DateField:
    return day_field(
        label=format_html(gettext("Egen sista svarsdag: %(title)s") % {"title": "{}"}, as_asked(title)),
        required=False,
        help_text=_("Lämna tomt om enkäten har insamlingens sista svarsdag."),
    )
