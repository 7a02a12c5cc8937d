"""Adding an organisation to a round's frame."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from questionnaires.forms.fields import reason_field


class FrameForm(forms.Form):
    """Which organisation, and why."""

    organisation = forms.ChoiceField(
        label=_("Organisation"),
        error_messages={
            "required": _("Välj en organisation."),
            "invalid_choice": _("Välj en organisation i listan."),
        },
        widget=forms.Select(attrs={"class": "form-control"}),
    )
    reason = reason_field(label=_("Varför?"))

    def __init__(self, organisations: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        groups: dict[str, list[tuple[str, str]]] = {}
        for number, each in self.organisations.items():
            groups.setdefault(each.get_kind_display(), []).append((number, each.name))
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type: it is the one above
        field.choices = [("", _("Välj organisation")), *groups.items()]

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]
