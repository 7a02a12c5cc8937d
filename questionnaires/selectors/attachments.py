"""Who may open a file that was sent along with a response."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import OrganisationKind, Role, User
from accounts.selectors import has_role_at, is_officer
from questionnaires.answers import File, from_json
from questionnaires.models import Attachment, FrameMember, Response, Submission
from questionnaires.rules import answering_roles


def attachment_for(user: User | AnonymousUser, member: int, key: str, number: int) -> Attachment:
    """The file of that number. Raises Http404 for whoever may not see it, as for one that there isn't.

    Its own organisation sees every file. Others see those that a submission names which hasn't been taken back: the
    RSS's coordinator a kommun's, national officers a region's or an RSS's. While a coordinator answers in a kommun's
    place she sees those of the answers that she gives.
    """
    attachment = (
        Attachment.objects.filter(response__respondent=member, response__key=key, number=number)
        .select_related("response__respondent__organisation", "response__respondent__rss")
        .defer("content")
        .first()
    )
    if attachment is None or not isinstance(user, User):
        raise Http404
    respondent = attachment.response.respondent
    if _is_own(user, respondent):
        return attachment
    if _is_receiver(user, respondent) and number in _submitted_numbers(attachment.response):
        return attachment
    if _is_given_in_place(user, attachment):
        return attachment
    raise Http404


def is_sent_along(response: Response, cell: str, file: File, *, since: datetime | None = None) -> bool:
    """Whether an answer names a file that was sent along to that cell of the response; since when, if it matters."""
    if response.pk is None or file.attachment is None:
        return False
    kept = Attachment.objects.filter(response=response, cell=cell, number=file.attachment, name=file.name)
    return (kept.filter(added_at__gte=since) if since else kept).exists()


def _is_own(user: User, member: FrameMember) -> bool:
    return has_role_at(user, answering_roles(member.kind), member.organisation)


def _is_receiver(user: User, member: FrameMember) -> bool:
    if member.kind != OrganisationKind.KOMMUN:
        return is_officer(user)
    return member.rss is not None and has_role_at(user, (Role.COORDINATOR,), member.rss)


def _is_given_in_place(user: User, attachment: Attachment) -> bool:
    response = attachment.response
    given = [each for each in response.answers.values() if isinstance(each, File)]
    named = any(each.attachment == attachment.number for each in given)
    return response.in_place and named and _is_receiver(user, response.respondent)


def _submitted_numbers(response: Response) -> set[int]:
    """The numbers of the files that standing submissions name."""
    standing = Submission.objects.standing().filter(response=response)
    return {
        answer.attachment
        for answers in standing.values_list("answers", flat=True)
        for answer in map(from_json, answers.values())
        if isinstance(answer, File) and answer.attachment is not None
    }
