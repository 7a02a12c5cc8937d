"""The forms about people and about signing in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.boundary import across_sentence, is_across
from accounts.models import ROLES_OF_KIND, Organisation, OrganisationKind, Role, User
from accounts.passwords import TooManyTries, try_password
from accounts.places import place_of
from accounts.selectors import SYSTEM_EMAIL


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

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (email and password and self.request):
            return self.cleaned_data
        try:
            self.user_cache = try_password(email=email, password=password, ip=place_of(self.request))
        except TooManyTries as locked:
            sentence = _(
                "Det har varit för många försök med fel lösenord. Försök igen %(when)s, eller logga in med en länk "
                "i stället."
            )
            raise ValidationError(sentence % {"when": _when(locked.until)}, code="locked") from locked
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        return self.cleaned_data

    def get_invalid_login_error(self) -> ValidationError:
        sentence = _("E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen.")
        return ValidationError(sentence, code="invalid_login")


def _when(at: datetime) -> str:
    """The minute after which one may try again: "kl. 14.32"."""
    local = timezone.localtime(at) + timedelta(minutes=1)
    return gettext("kl. %(time)s") % {"time": date_format(local, "TIME_FORMAT")}


def _control(widget: forms.Widget, **attributes: str) -> forms.Widget:
    """Looks like the other controls."""
    widget.attrs |= {"class": "form-control", **attributes}
    return widget


def _email_field(autocomplete: str) -> forms.EmailField:
    return forms.EmailField(
        label=_("E-postadress"),
        max_length=254,
        error_messages={
            "required": _("Skriv en e-postadress."),
            "invalid": _("Skriv adressen i formen namn@exempel.se."),
            "max_length": _("Adressen är för lång."),
        },
        widget=_control(forms.EmailInput(), autocomplete=autocomplete),
    )


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Namn"),
        max_length=200,
        error_messages={"required": _("Skriv personens namn."), "max_length": _("Namnet är för långt.")},
        widget=_control(forms.TextInput(), autocomplete="off"),
    )


def _phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("Telefon (frivilligt)"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("Numret är för långt.")},
        widget=_control(forms.TextInput(), autocomplete="off", inputmode="tel"),
    )


class LinkForm(forms.Form):
    """Where a sign-in link is to be sent."""

    email = _email_field("username")


class PersonForm(forms.Form):
    """What is known of a person."""

    name = _name_field()
    email = _email_field("off")
    phone = _phone_field()
    language = forms.ChoiceField(
        label=_("Språk i meddelanden"),
        choices=settings.LANGUAGES,
        widget=_control(forms.Select()),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.person.pk).exists():
            raise ValidationError(_("En annan person har redan den adressen."))
        return email


class RoleForm(forms.Form):
    """Another role in the same organisation."""

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = _role_field(ROLES_OF_KIND[OrganisationKind(organisation.kind)])

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class NewPersonForm(forms.Form):
    """A person with a role in one of the organisations that whoever fills it in sees to."""

    email = _email_field("off")
    name = _name_field()

    def __init__(self, organisations: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        self.fields["organisation"] = _organisation_field(self.organisations)
        kinds = {each.kind for each in self.organisations.values()}
        roles = [role for kind, roles in ROLES_OF_KIND.items() if kind in kinds for role in roles]
        self.fields["role"] = _role_field(dict.fromkeys(roles), empty=True)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        known = User.objects.filter(email=email).first()
        if email == SYSTEM_EMAIL or (known is not None and not known.is_active):
            sentence = _("Den som har adressen är avstängd. En administratör kan släppa in personen igen.")
            raise ValidationError(sentence)
        return email

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_role(self) -> Role:
        role = Role(self.cleaned_data["role"])
        organisation = self.cleaned_data.get("organisation")
        fitting = ROLES_OF_KIND[organisation.kind] if organisation else (role,)
        if role not in fitting:
            names = ", ".join(str(each.label) for each in fitting)
            sentence = _("Den rollen finns inte i organisationen. Där finns: %(roles)s.") % {"roles": names}
            raise ValidationError(sentence)
        return role

    def clean(self) -> dict[str, Any]:
        email, organisation = self.cleaned_data.get("email"), self.cleaned_data.get("organisation")
        if email and organisation and is_across(email, organisation.kind):
            self.add_error("email", across_sentence(organisation.kind))
        return self.cleaned_data


def _organisation_field(organisations: dict[str, Organisation]) -> forms.ChoiceField:
    """Grouped by kind, as 337 names are many to look through."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for number, organisation in organisations.items():
        groups.setdefault(organisation.get_kind_display(), []).append((number, organisation.name))
    return forms.ChoiceField(
        label=_("Organisation"),
        choices=[("", _("Välj organisation")), *groups.items()],
        error_messages={
            "required": _("Välj en organisation."),
            "invalid_choice": _("Välj en organisation i listan."),
        },
        widget=_control(forms.Select()),
    )


def _role_field(roles: Iterable[Role], *, empty: bool = False) -> forms.ChoiceField:
    nothing = [("", _("Välj roll"))] if empty else []
    return forms.ChoiceField(
        label=_("Roll"),
        choices=[*nothing, *((role.value, role.label) for role in roles)],
        error_messages={"required": _("Välj en roll."), "invalid_choice": _("Välj en roll i listan.")},
        widget=_control(forms.Select()),
    )
