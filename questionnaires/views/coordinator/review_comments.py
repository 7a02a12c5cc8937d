"""What a coordinator asks a kommun, and answers it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.models import Side, Thread
from questionnaires.question_types import type_of
from questionnaires.rules import Refused
from questionnaires.selectors.conversations import conversations
from questionnaires.selectors.coordinator.coordinated import CoordinatedKommun
from questionnaires.services.comments import answer_comment, close_comment, start_comment
from questionnaires.services.responses import response_to
from questionnaires.views.coordinator.kommun import kommun_of, kommun_page
from questionnaires.views.coordinator.page import for_coordinators


@for_coordinators
def comments(request: HttpRequest, rss: int, key: str, kommun: int) -> HttpResponse:
    """A new question: on a question or row (?fraga=CELL) of the questionnaire, or freely; and all that was said."""
    found = kommun_of(request, rss, key, kommun)
    if request.method != "POST":
        return _page(request, found, cell=_cell(found, request.GET.get("fraga", "")))
    cell, text = _cell(found, request.POST.get("cell", "")), request.POST.get("text", "")
    try:
        response = response_to(questionnaire=found.response.questionnaire, respondent=found.kommun)
        thread = start_comment(response=response, cell=cell, text=text, side=Side.RECEIVER, by=found.user)
    except Refused as refused:
        return _page(request, found, cell=cell, text=text, refused=str(refused))
    return redirect(_address(found, thread))


@for_coordinators
@require_POST
def answer(request: HttpRequest, rss: int, key: str, kommun: int, thread: int) -> HttpResponse:
    """Adds to a thread, and leads back to it."""
    found = kommun_of(request, rss, key, kommun)
    thread_found = _thread(found, thread)
    text = request.POST.get("text", "")
    try:
        answer_comment(thread=thread_found, text=text, side=Side.RECEIVER, by=found.user)
    except Refused as refused:
        return _page(request, found, answering=thread, text=text, refused=str(refused))
    return redirect(_address(found, thread_found))


@for_coordinators
@require_POST
def close(request: HttpRequest, rss: int, key: str, kommun: int, thread: int) -> HttpResponse:
    """Closes a thread that the coordinators began."""
    found = kommun_of(request, rss, key, kommun)
    thread_found = _thread(found, thread)
    try:
        close_comment(thread=thread_found, side=Side.RECEIVER, by=found.user)
    except Refused as refused:
        return _page(request, found, refused=str(refused))
    return redirect(_address(found, thread_found))


def _page(
    request: HttpRequest,
    found: CoordinatedKommun,
    *,
    cell: str = "",
    answering: int | None = None,
    text: str = "",
    refused: str = "",
) -> HttpResponse:
    """answering: the thread that `text` was meant for; None where it was to begin one."""
    key = cell.partition(".")[0]
    question = next((each for each in found.definition.questions if each.key == key), None)
    context = kommun_page(
        found,
        heading=_("Ställ en fråga om svaret") if cell else _("Frågor och kommentarer"),
        talk=conversations(found.response, reader=Side.RECEIVER),
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
    return render(request, "questionnaires/coordinator/review_comments.html", context)


def _cell(found: CoordinatedKommun, name: str) -> str:
    """The cell or question of that name. Raises Http404 for one that the questionnaire lacks."""
    if name and name not in {question.key for question in found.definition.questions}:
        try:
            found.definition.cell(name)
        except KeyError as error:
            raise Http404 from error
    return name


def _thread(found: CoordinatedKommun, number: int) -> Thread:
    return get_object_or_404(Thread, pk=number, response=found.response.pk)


def _address(found: CoordinatedKommun, thread: Thread) -> str:
    return f"{reverse('review', args=found.address)}#samtal-{thread.pk}"
