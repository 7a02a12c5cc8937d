"""What every page of an officer's shows around its content."""

from typing import Any

from django.contrib.auth.decorators import login_required

from questionnaires.models import Round
from questionnaires.selectors.officers import Officer

# Somebody who follows a link in a mail signs in and comes back; a stranger who is signed in gets 404.
for_officers = login_required


def page(officer: Officer, round_: Round, *, heading: str, **more: Any) -> dict[str, Any]:
    """The context of a page about one round: the breadcrumb (`trail` in `more`), and `more`."""
    return {"round": round_, "heading": heading, "memberships": officer.memberships, **more}
