"""To a kommun, about what its coordinator has sent in for it."""

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from questionnaires.models import Submission
from questionnaires.notifications.round_mail import trial_mark
from questionnaires.selectors.awaited import reached
from records.mail import page_address, write_mail


def mail_in_place(submission: Submission, *, by: User, question: str = "") -> None:
    """To everybody who answers for the kommun: what was mended or entered, and the page to object on.

    question: the text of the one that was mended. The reason stands on the page: it may speak of answers.
    """
    response = submission.response
    member = response.respondent
    address = reverse("submission", args=(member.pk, response.key, submission.number))
    for person in (each for each in reached(member) if each != by):
        with translation.override(person.language):
            mark = trial_mark(member.round)
        write_mail(
            kind=submission.in_place,
            to=person.email,
            name=person.name,
            language=person.language,
            context={
                "title": response.questionnaire.definition.title,
                "organisation": member.name,
                "by": by.name,
                "rss": member.rss.name if member.rss else "",
                "question": question,
                "address": page_address(address),
            },
            by=by,
            organisation=member.organisation_id,
            user=person.pk,
            mark=mark,
        )
