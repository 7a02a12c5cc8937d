"""More time for one organisation, and an RSS's own last day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.forms.fields import day_field, reason_field

# A group's name with the choices in it: (value, text).
Group = tuple[str, list[tuple[str, str]]]


class ExtensionForm(forms.Form):
    """Who gets more time, until when, and why."""

    whose = forms.ChoiceField(
        label=_("Vem får mer tid?"),
        error_messages={
            "required": _("Välj en organisation."),
            "invalid_choice": _("Välj en organisation i listan."),
        },
        widget=forms.Select(attrs={"class": "form-control"}),
    )
    until = day_field(label=_("Till och med"))
    reason = reason_field(label=_("Varför?"), help_text=_("Skälet visas för den som får mer tid."))

    def __init__(self, choices: Iterable[Group | tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose = self.fields["whose"]
        assert isinstance(whose, forms.ChoiceField)  # noqa: S101  # for the type: it is the one above
        whose.choices = [("", _("Välj organisation")), *choices]


class RssDayForm(forms.Form):
    """An RSS's own last day for its kommuner."""

    day = day_field(label=_("Sista svarsdag för era kommuner"))
