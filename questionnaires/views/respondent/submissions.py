"""What an organisation has sent in, to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from questionnaires.documents.answered import answered_sections
from questionnaires.documents.changed import changed_cells
from questionnaires.models import Side, Submission
from questionnaires.selectors.conversations import conversations
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.views.respondent.page import for_respondents, page
from questionnaires.views.respondent.tasks import may_object


@for_respondents
def submission(request: HttpRequest, member: int, key: str, number: int) -> HttpResponse:
    """One submission: its answers, what differs from the one before it, and what has been said about them."""
    own = own_response(request.user, member, key)
    pair = _with_the_one_before(own, number)
    sent, earlier = pair[0], pair[1:]
    was_taken_back = hasattr(sent, "taken_back_by")
    replaced_by = None if was_taken_back else _replaced_by(own, sent)
    answers = sent.given
    definition = sent.questionnaire.definition
    changed = changed_cells(definition, earlier[0].given, answers) if earlier else ()
    last = own.last_time if sent.explanations else None
    talk = conversations(own.response, reader=Side.OWN) if own.is_own else ()
    context = page(
        own,
        heading=_("Inlämning %(number)s") % {"number": number},
        sent=sent,
        earlier=earlier[0] if earlier else None,
        sections=answered_sections(
            definition, answers, sent.explanations, last=last.answers if last else None
        ),
        changed=changed,
        replaced_by=replaced_by,
        talk=talk,
        may_object=replaced_by is None
        and bool(sent.in_place)
        and not was_taken_back
        and may_object(own, sent, talk),
    )
    return render(request, "questionnaires/submission.html", context)


def _replaced_by(own: OwnResponse, sent: Submission) -> int | None:
    """The number of the newest submission that stands, where it came later."""
    later = own.submissions().standing().filter(number__gt=sent.number).order_by("-number")
    return later.values_list("number", flat=True).first()


def _with_the_one_before(own: OwnResponse, number: int) -> list[Submission]:
    """The submission of that number, and the last one before it that hasn't been taken back. Raises Http404."""
    found = (
        own.submissions()
        .filter(number__lte=number)
        .select_related("questionnaire", "taken_back_by", "submitted_by")
        .order_by("-number")
    )
    standing = [each for each in found if each.number == number or not hasattr(each, "taken_back_by")]
    if not standing or standing[0].number != number:
        raise Http404
    return standing[:2]
