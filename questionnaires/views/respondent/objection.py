"""Objecting to what the coordinator has sent in for a kommun."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from questionnaires.documents.changed import Changed, changed_cells
from questionnaires.models import InPlace, State, Submission
from questionnaires.rules import EDITED, Refused, is_objectionable
from questionnaires.selectors.respondent.own import OwnResponse, own_people_response
from questionnaires.services.objections import object_to_submission
from questionnaires.views.respondent.page import for_respondents, page

WITH = ("questionnaire", "submitted_by")


@for_respondents
def objection(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """What was sent in for the kommun and why, and a box to say what is wrong; nothing to object to leads back."""
    own = own_people_response(request.user, member, key)
    text, refused = request.POST.get("text", ""), ""
    if request.method == "POST" and own.response.pk is not None:
        try:
            object_to_submission(response=own.response, text=text, by=own.user)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, _("Invändningen är skickad till samordnaren."))
            return redirect("comments", *own.address)
    standing = tuple(own.submissions().standing().select_related(*WITH).order_by("-number")[:2])
    if not standing or not is_objectionable(own.response, standing[0]):
        return redirect("task_list", *own.address)
    sent, earlier = standing[0], standing[1] if standing[1:] else None
    context = page(
        own,
        heading=_("Invänd"),
        sent=sent,
        earlier=earlier,
        changed=_changed(sent, earlier),
        stands=_stands(own),
        text=text,
        refused=refused,
        wrong=bool(refused),
    )
    return render(request, "questionnaires/object.html", context)


def _stands(own: OwnResponse) -> str:
    """What an objection can still change: "reported" and "approved" for what counts already, else nothing."""
    if own.response.state != State.APPROVED:
        return ""
    return "approved" if own.report() in EDITED else "reported"


def _changed(sent: Submission, earlier: Submission | None) -> tuple[Changed, ...]:
    """What was mended; nothing of what was entered whole."""
    if earlier is None or sent.in_place != InPlace.MENDED:
        return ()
    before, after = (each.given for each in (earlier, sent))
    return changed_cells(sent.questionnaire.definition, before, after)
