"""What whoever sends in fills in."""

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


class InPlaceForm(SigningForm):
    """The same of a coordinator who sends in for a kommun, and why."""

    reason = forms.CharField(
        label=_("Varför lämnar du in åt kommunen?"),
        max_length=2000,
        error_messages={
            "required": _(
                "Skriv varför du lämnar in åt kommunen, till exempel ”Svaret kom med e-post 12 mars”."
            )
        },
        widget=forms.Textarea(attrs={**_CONTROL, "rows": 3}),
    )
