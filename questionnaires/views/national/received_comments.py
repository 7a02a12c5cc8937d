"""What an officer asks a region, or an RSS of its own answers, and answers them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.models import Side, Thread
from questionnaires.question_types import type_of
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import officer_of
from questionnaires.selectors.national.received import Received, received_response
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from questionnaires.views.national.board import trail
from questionnaires.views.national.page import for_officers, page
from questionnaires.views.national.received import reading_address
from questionnaires.views.refusal import refusal


@for_officers
def comments(request: HttpRequest, slug: str, member: int, key: str) -> HttpResponse:
    """A new question: on a question or row (?fraga=CELL) of the questionnaire, or freely; and all that was said."""
    found = _begun(request, slug, member, key)
    if request.method != "POST":
        return _page(request, found, cell=_cell(found, request.GET.get("fraga", "")))
    cell, text = _cell(found, request.POST.get("cell", "")), request.POST.get("text", "")
    try:
        thread = start_comment(
            response=found.response, cell=cell, text=text, side=Side.RECEIVER, by=found.officer.user
        )
    except Refused as refused:
        return _page(request, found, cell=cell, text=text, refused=str(refused))
    return redirect(_address(found, thread.pk))


@for_officers
@require_POST
def answer(request: HttpRequest, slug: str, member: int, key: str, thread: int) -> HttpResponse:
    """Adds to a thread, and leads back to it."""
    found = _begun(request, slug, member, key)
    said = get_object_or_404(Thread, pk=thread, response=found.response.pk)
    text = request.POST.get("text", "")
    refused = refusal(
        lambda: answer_comment(thread=said, text=text, side=Side.RECEIVER, by=found.officer.user)
    )
    if refused:
        return _page(request, found, answering=thread, text=text, refused=refused)
    return redirect(_address(found, thread))


@for_officers
@require_POST
def close(request: HttpRequest, slug: str, member: int, key: str, thread: int) -> HttpResponse:
    """Closes a thread that officers began."""
    found = _begun(request, slug, member, key)
    said = get_object_or_404(Thread, pk=thread, response=found.response.pk)
    refused = refusal(lambda: close_comment(thread=said, side=Side.RECEIVER, by=found.officer.user))
    if refused:
        return _page(request, found, refused=refused)
    return redirect(_address(found, thread))


def _begun(request: HttpRequest, slug: str, member: int, key: str) -> Received:
    """A response that there is something to say of. Raises Http404 for one that nobody has begun."""
    found = received_response(officer_of(request.user), slug, member, key)
    if found.response.pk is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    found: Received,
    *,
    cell: str = "",
    answering: int | None = None,
    text: str = "",
    refused: str = "",
) -> HttpResponse:
    """answering: the thread that `text` was meant for; None where it was to begin one."""
    key = cell.partition(".")[0]
    question = next((each for each in found.definition.questions if each.key == key), None)
    context = page(
        found.officer,
        found.round,
        heading=_("Ställ en fråga om svaret") if cell else _("Frågor och kommentarer"),
        trail=(*trail(found.round), (found.member.name, reading_address(found))),
        found=found,
        back=reading_address(found),
        cell=cell,
        question=question,
        number=found.definition.numbers.get(key, 0),
        rows=[each for each in type_of(question).cells(question) if each.item] if question else [],
        answering=answering,
        text=text,
        refused=refused,
        refused_at=f"svar-{answering}" if answering else "ny-text",
        wrong=bool(refused),
    )
    return render(request, "questionnaires/national/received_comments.html", context)


def _cell(found: Received, name: str) -> str:
    """The cell or question of that name. Raises Http404 for one that the questionnaire lacks."""
    known = {question.key for question in found.definition.questions}
    if name and name not in known | {cell.name for cell in found.definition.cells}:
        raise Http404
    return name


def _address(found: Received, thread: int) -> str:
    return f"{reading_address(found)}#samtal-{thread}"
