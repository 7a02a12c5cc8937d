"""Who tries a round, and until when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationKind
from questionnaires.forms.fields import day_field
from questionnaires.models import FrameMember


class TrialForm(forms.Form):
    """The regions and RSS that take part, by their numbers as organisations, and the trial's last day."""

    deadline = day_field(label=_("Sista svarsdag i provet"))

    def __init__(self, members: Iterable[FrameMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = tuple(members)
        self.fields["regions"] = _choices(gettext("Regioner"), found, OrganisationKind.REGION)
        self.fields["rss"] = _choices(gettext("RSS med sina kommuner"), found, OrganisationKind.RSS)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.organisations:
            self.add_error("regions", _("Välj minst en region eller RSS som ska prova."))
        return found

    @property
    def organisations(self) -> set[int]:
        """The organisations that were chosen, by number."""
        chosen = (*self.cleaned_data.get("regions", ()), *self.cleaned_data.get("rss", ()))
        return {int(number) for number in chosen}


def _choices(label: str, members: Iterable[FrameMember], kind: OrganisationKind) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(str(each.organisation_id), each.name) for each in members if each.kind == kind],
        error_messages={"invalid_choice": _("Välj organisationer i listan.")},
        widget=forms.CheckboxSelectMultiple,
    )
