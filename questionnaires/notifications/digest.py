"""To the coordinators of an RSS, once a week: where their kommuner are.

The words around it can be a round's own; what is told of the kommuner is put together for each RSS.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from questionnaires.models import FrameMember, Round
from questionnaires.notifications.round_mail import trial_mark
from questionnaires.notifications.wording import Wordings, Words, fill
from questionnaires.selectors.coordinator.digest import Part
from records.mail import Letter, page_address, write_letters

KIND = "digest"


def write_digest(
    rss: FrameMember, parts: Iterable[Part], people: Iterable[User], *, wordings: Wordings, by: User
) -> None:
    """One letter each, in the language of each."""
    pages = [(part, reverse("board", args=(rss.pk, part.key))) for part in parts]
    write_letters([_letter(rss, pages, person, wordings) for person in people], by=by)


def compose_digest(
    words: Words, round_: Round, pages: Iterable[tuple[Part, str]], *, rss: str, name: str, language: str
) -> Words:
    """What one coordinator reads. pages: what is told of each questionnaire, and the path of its board."""
    with translation.override(language):
        values = {
            "namn": name,
            "organisation": rss,
            "läget": _standing(pages),
            "myndighet": settings.AGENCY_NAME,
            "kontakt": settings.CONTACT_EMAIL,
        }
        filled = fill(words, values)
        return Words(f"{trial_mark(round_)} {filled.subject}".strip(), filled.text)


def _standing(pages: Iterable[tuple[Part, str]]) -> str:
    """What is told of the kommuner, in the language in force."""
    template: Any = get_template("mail/digest_standing.txt")
    parts = [(part, page_address(path)) for part, path in pages]
    text: str = template.template.render(Context({"parts": parts}, autoescape=False))
    return text.strip()


def _letter(rss: FrameMember, pages: Iterable[tuple[Part, str]], person: User, wordings: Wordings) -> Letter:
    subject, text = compose_digest(
        wordings.of(KIND, person.language),
        rss.round,
        pages,
        rss=rss.name,
        name=person.name,
        language=person.language,
    )
    return Letter(
        kind=KIND,
        to=person.email,
        name=person.name,
        language=person.language,
        subject=subject,
        text=text,
        organisation=rss.organisation_id,
        user=person.pk,
    )
