"""To whoever answers, about what she or a colleague has done."""

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from questionnaires.models import Response, Submission
from questionnaires.notifications.round_mail import trial_mark
from questionnaires.selectors.deadlines import due_day
from records.mail import page_address, write_mail


def mail_receipt(submission: Submission, *, by: User) -> None:
    """To whoever sent in: that it arrived, and where its receipt is. A file that is loaded has nobody to tell."""
    response = submission.response
    address = reverse("receipt", args=(response.respondent_id, response.key, submission.number))
    write_mail(
        kind="receipt",
        to=by.email,
        name=by.name,
        language=by.language,
        context={
            **_about(response),
            "number": submission.number,
            "at": submission.submitted_at,
            "reference": submission.reference(response.respondent),
            "signature": submission.signature,
            "late": int(submission.is_late),
            "address": page_address(address),
        },
        by=by,
        organisation=response.respondent.organisation_id,
        user=by.pk,
        mark=_mark(response, by),
    )


def mail_signing_request(response: Response, *, to: User, by: User) -> None:
    """To somebody who can sign: a colleague has answered, and asks for the questionnaire to be sent in."""
    address = reverse("check", args=(response.respondent_id, response.key))
    write_mail(
        kind="signing_request",
        to=to.email,
        name=to.name,
        language=to.language,
        context={
            **_about(response),
            "by": by.name,
            "deadline": due_day(response.respondent, response.key).last,
            "address": page_address(address),
        },
        by=by,
        organisation=response.respondent.organisation_id,
        user=to.pk,
        mark=_mark(response, to),
    )


def _mark(response: Response, to: User) -> str:
    with translation.override(to.language):
        return trial_mark(response.respondent.round)


def _about(response: Response) -> dict[str, str]:
    return {"title": response.questionnaire.definition.title, "organisation": response.respondent.name}
