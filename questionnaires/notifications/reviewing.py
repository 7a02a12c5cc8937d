"""To an organisation, about what its receiver has done with its answers; to a coordinator, that a kommun declines."""

from dataclasses import replace

from django.urls import reverse

from accounts.models import OrganisationKind, User
from accounts.selectors import is_system
from questionnaires.models import Aggregate, FrameMember, Response
from questionnaires.notifications.round_mail import about_aggregate, about_response, letters
from questionnaires.notifications.wording import wordings_of
from questionnaires.selectors.awaited import reached
from records.mail import write_letters


def mail_step(kind: str, subject: Response | Aggregate, *, by: User) -> None:
    """To everybody who answers: returned, approved, accepted or reopened. A file that is loaded tells nobody.

    The reason stands on the page that the mail leads to: it may speak of answers, and the mail must not.
    """
    if is_system(by):
        return
    member = subject.respondent if isinstance(subject, Response) else subject.rss
    people = [person for person in reached(member) if person != by]
    about = about_response(subject) if isinstance(subject, Response) else about_aggregate(subject)
    wordings = wordings_of(about.round)
    write_letters(letters(kind, about, people, by=by, wordings=wordings), by=by)


def mail_declined(response: Response, *, by: User) -> None:
    """To the coordinators of a kommun's RSS: it won't answer. Why stands on their page."""
    kommun = response.respondent
    if is_system(by) or kommun.kind != OrganisationKind.KOMMUN:
        return
    rss = FrameMember.objects.filter(round=kommun.round_id, organisation=kommun.rss_id).first()
    if rss is None:
        return
    people = [person for person in reached(rss) if person != by]
    about = replace(about_response(response), path=reverse("board", args=(rss.pk, response.key)))
    wordings = wordings_of(about.round)
    write_letters(letters("declined", about, people, by=by, wordings=wordings), by=by)
