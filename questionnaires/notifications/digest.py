"""To the coordinators of an RSS, once a week: where their kommuner are."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from questionnaires.models import FrameMember
from questionnaires.notifications.round_mail import trial_mark
from questionnaires.selectors.digest import Part
from records.mail import Letter, page_address, render_mail, write_letters


def write_digest(rss: FrameMember, parts: Iterable[Part], people: Iterable[User], *, by: User) -> None:
    """One letter each, in the language of each."""
    telling = tuple(parts)
    write_letters([_letter(rss, telling, person) for person in people], by=by)


def _letter(rss: FrameMember, parts: tuple[Part, ...], person: User) -> Letter:
    pages = [(part, page_address(reverse("board", args=(rss.pk, part.key)))) for part in parts]
    context = {"name": person.name, "rss": rss.name, "parts": pages}
    subject, text = render_mail("digest", person.language, context)
    with translation.override(person.language):
        mark = trial_mark(rss.round)
    return Letter(
        kind="digest",
        to=person.email,
        name=person.name,
        language=person.language,
        subject=f"{mark} {subject}",
        text=text,
        organisation=rss.organisation_id,
        user=person.pk,
    )
