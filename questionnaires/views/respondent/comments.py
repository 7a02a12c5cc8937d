"""What is said between those who answer and whoever receives their answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.models import Side, Thread
from questionnaires.rules import Refused
from questionnaires.selectors.conversations import conversations, place_of
from questionnaires.selectors.respondent.own import OwnResponse, own_people_response, own_response
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from questionnaires.views.respondent.checked import answered_at
from questionnaires.views.respondent.page import for_respondents, page, reviewed_at
from questionnaires.views.respondent.saving import begun


@for_respondents
def comments(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Every thread of a response, and a new comment: on a question or row (?fraga=CELL), or on the whole of it."""
    own = own_response(request.user, member, key)
    if not own.is_own:
        # Whoever answers in a kommun's place talks to it as its coordinator.
        return redirect("review_comments", *reviewed_at(own))
    if request.method != "POST":
        return _page(request, own, cell=_cell(own, request.GET.get("fraga", "")))
    cell, text = _cell(own, request.POST.get("cell", "")), request.POST.get("text", "")
    try:
        thread = start_comment(response=begun(own).response, cell=cell, text=text, side=Side.OWN, by=own.user)
    except Refused as refused:
        return _page(request, own, cell=cell, text=text, refused=str(refused))
    return redirect(_address(own, thread.pk))


@for_respondents
@require_POST
def comment_answer(request: HttpRequest, member: int, key: str, thread: int) -> HttpResponse:
    """Adds to a thread, and leads back to the page of ours that it was written on (next)."""
    own = own_people_response(request.user, member, key)
    found = _thread(own, thread)
    text = request.POST.get("text", "")
    try:
        answer_comment(thread=found, text=text, side=Side.OWN, by=own.user)
    except Refused as refused:
        return _page(request, own, answering=thread, text=text, refused=str(refused))
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if ours else _address(own, thread))


@for_respondents
@require_POST
def comment_close(request: HttpRequest, member: int, key: str, thread: int) -> HttpResponse:
    """Closes a thread that the reader's side began."""
    own = own_people_response(request.user, member, key)
    try:
        close_comment(thread=_thread(own, thread), side=Side.OWN, by=own.user)
    except Refused as refused:
        return _page(request, own, refused=str(refused))
    return redirect(_address(own, thread))


def _page(
    request: HttpRequest,
    own: OwnResponse,
    *,
    cell: str = "",
    answering: int | None = None,
    text: str = "",
    refused: str = "",
) -> HttpResponse:
    """answering: the thread that `text` was meant for; None where it was to begin one."""
    talk = conversations(own.response, reader=Side.OWN)
    context = page(
        own,
        heading=_("Kommentarer"),
        talk=talk,
        ways={each.number: _answered(own, each.cell) for each in talk},
        cell=cell,
        place=place_of(own.definition, cell) if cell else "",
        place_way=_answered(own, cell),
        answering=answering,
        text=text,
        refused=refused,
        refused_at=f"svar-{answering}" if answering else "ny-text",
        wrong=bool(refused),
    )
    return render(request, "questionnaires/comments.html", context)


def _answered(own: OwnResponse, cell: str) -> str | None:
    """Where what a comment is about is answered; None where it can't be now, and for a comment on the whole."""
    if not cell or not own.can_edit:
        return None
    return answered_at(own, f"{'svar' if '.' in cell else 'fraga'}-{cell}")


def _cell(own: OwnResponse, name: str) -> str:
    """The cell or question of that name. Raises Http404 for one that the questionnaire lacks."""
    if name and name not in {question.key for question in own.definition.questions}:
        try:
            own.definition.cell(name)
        except KeyError as error:
            raise Http404 from error
    return name


def _thread(own: OwnResponse, number: int) -> Thread:
    return get_object_or_404(Thread, pk=number, response=own.response.pk)


def _address(own: OwnResponse, thread: int) -> str:
    return f"{reverse('comments', args=own.address)}#samtal-{thread}"
