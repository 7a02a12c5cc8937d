"""What a signer fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

_CONTROL = {"class": "form-control"}


class SigningForm(forms.Form):
    """Who signs, as it stands on the receipt."""

    signed_name = forms.CharField(
        label=_("Ditt namn"),
        max_length=200,
        error_messages={"required": _("Skriv ditt namn.")},
        widget=forms.TextInput(attrs={**_CONTROL, "autocomplete": "name"}),
    )
    signed_title = forms.CharField(
        label=_("Din titel"),
        max_length=200,
        error_messages={"required": _("Skriv din titel, till exempel förvaltningschef.")},
        widget=forms.TextInput(attrs={**_CONTROL, "autocomplete": "organization-title"}),
    )
