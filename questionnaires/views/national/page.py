"""What every page of an officer's shows around its content."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.models import Round
from questionnaires.selectors.national.officers import Officer
from questionnaires.views.handed_back import for_people

for_officers = for_people

Trail = tuple[tuple[str, str], ...]


def page(officer: Officer, round_: Round, *, heading: str, **more: Any) -> dict[str, Any]:
    """The context of a page about one round: the breadcrumb (`trail` in `more`), and `more`."""
    return {"round": round_, "heading": heading, "memberships": officer.memberships, **more}


def rounds_trail() -> Trail:
    """The breadcrumb of a page about rounds."""
    return ((_("Insamlingar"), reverse("rounds")),)


def round_trail(round_: Round) -> Trail:
    """The breadcrumb of a page that lies under a round's."""
    return (
        *rounds_trail(),
        (_("Insamlingen %(year)s") % {"year": round_}, reverse("round", args=(round_.slug,))),
    )
