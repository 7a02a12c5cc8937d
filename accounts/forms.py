"""The sign-in form."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password. Whatever is wrong is said in one way: nobody learns who has an account."""

    username = UsernameField(
        label=_("E-postadress"),
        error_messages={"required": _("Skriv din e-postadress.")},
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        strip=False,
        error_messages={"required": _("Skriv ditt lösenord.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )

    def get_invalid_login_error(self) -> ValidationError:
        sentence = _("E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen.")
        return ValidationError(sentence, code="invalid_login")
