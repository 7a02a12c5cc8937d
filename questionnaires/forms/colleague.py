"""Inviting a colleague to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ColleagueForm(forms.Form):
    """Who is invited."""

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv kollegans namn.")}
    )
    email = forms.EmailField(
        label=_("E-postadress"),
        error_messages={
            "required": _("Skriv kollegans e-postadress."),
            "invalid": _("Skriv en hel e-postadress, till exempel anna.ek@kommunen.se."),
        },
    )
    name.widget.attrs.update({"class": "form-control", "autocomplete": "off"})
    email.widget.attrs.update({"class": "form-control", "autocomplete": "off"})
