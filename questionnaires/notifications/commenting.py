"""To the other side, when somebody has commented on a response."""

from django.urls import reverse
from django.utils import translation

from accounts.models import OrganisationKind, User
from questionnaires.models import FrameMember, Response, Side
from questionnaires.notifications.round_mail import trial_mark
from records.mail import page_address, write_mail


def mail_comment(response: Response, *, to: User, spoke: Side, by: User) -> None:
    """To somebody on the other side than the one that spoke: that there is a comment, and where; never what it says."""
    member = response.respondent
    with translation.override(to.language):
        mark = trial_mark(member.round)
    write_mail(
        kind="comment",
        to=to.email,
        name=to.name,
        language=to.language,
        context={
            "title": response.questionnaire.definition.title,
            "organisation": member.name,
            "by": by.name,
            "address": page_address(_comments(response, spoke)),
        },
        by=by,
        organisation=member.organisation_id,
        user=to.pk,
        mark=mark,
    )


def _comments(response: Response, spoke: Side) -> str:
    """Where the other side reads it and answers."""
    member = response.respondent
    if spoke == Side.RECEIVER:
        return reverse("comments", args=(member.pk, response.key))
    if member.kind != OrganisationKind.KOMMUN:
        return reverse("received_comments", args=(member.round.slug, member.pk, response.key))
    rss = FrameMember.objects.get(round=member.round_id, organisation=member.rss_id)
    return reverse("review", args=(rss.pk, response.key, member.pk))
