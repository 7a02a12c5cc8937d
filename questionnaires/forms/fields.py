"""Fields that several of the forms for coordinators and officers have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar or written as 2027-03-31."""
    return forms.DateField(
        error_messages={
            "required": _("Välj en dag."),
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2027-03-31."),
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control field-day"}),
        **options,
    )


def reason_field(**options: Any) -> forms.CharField:
    """Why something is done, for those whom it concerns."""
    return forms.CharField(
        max_length=2000,
        error_messages={"required": _("Skriv varför."), "max_length": _("Skriv kortare.")},
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        **options,
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = reason_field(label=_("Varför?"))
