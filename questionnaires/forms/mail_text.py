"""A round's mails: what one of them says, and another day to remind on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from questionnaires.notifications import Words, faults
from questionnaires.services.mail_texts import MOST_DAYS


class MailTextForm(forms.Form):
    """The words of a kind of mail. kind: which; language: in which they are written."""

    subject = forms.CharField(
        label=_("Ämnesrad"),
        max_length=200,
        error_messages={
            "required": _("Skriv en ämnesrad."),
            "max_length": _("Ämnesraden får ha högst 200 tecken."),
        },
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={
            "required": _("Skriv en text."),
            "max_length": _("Texten får ha högst 5 000 tecken."),
        },
    )

    def __init__(self, kind: str, language: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._kind = kind
        for name, field in self.fields.items():
            field.widget.attrs.update({"class": "form-control", "lang": language, "autocomplete": "off"})
            if self.errors.get(name):
                described = f"id_{name}_error"
                field.widget.attrs.update({"aria-invalid": "true", "aria-describedby": described})

    @property
    def words(self) -> Words:
        """What is written, fit to be saved or shown."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["text"])

    def clean_subject(self) -> str:
        return self._without_faults("subject")

    def clean_text(self) -> str:
        return self._without_faults("text", whole=True)

    def _without_faults(self, name: str, *, whole: bool = False) -> str:
        text: str = self.cleaned_data[name].replace("\r\n", "\n")
        found = faults(text, self._kind, whole=whole)
        if found:
            raise ValidationError(list(found))
        return text


class ReminderDayForm(forms.Form):
    """So many days before an organisation's last day, or after it."""

    count = forms.IntegerField(
        label=_("Antal dagar"),
        min_value=0,
        max_value=MOST_DAYS,
        error_messages={
            "required": _("Skriv hur många dagar, till exempel 7."),
            "invalid": _("Skriv antalet dagar med siffror, till exempel 7."),
            "min_value": _("Skriv ett antal från 0 till 60."),
            "max_value": _("Skriv ett antal från 0 till 60."),
        },
    )
    side = forms.ChoiceField(
        label=_("Före eller efter"),
        choices=(("before", _("före sista svarsdag")), ("after", _("efter sista svarsdag"))),
    )
    count.widget.attrs.update({"class": "form-control", "inputmode": "numeric", "autocomplete": "off"})
    side.widget.attrs.update({"class": "form-control"})

    @property
    def days(self) -> int:
        """Counted from the last day; before it negative."""
        count: int = self.cleaned_data["count"]
        return -count if self.cleaned_data["side"] == "before" else count
