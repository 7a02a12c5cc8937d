"""A section's page: its questions, and what a person does there. Everything posted is saved before anything else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.answers import Answer, File
from questionnaires.forms.condition_data import known_elsewhere
from questionnaires.forms.filling import fill_section
from questionnaires.models import Side
from questionnaires.question_types import type_of
from questionnaires.questions import Cell, Question, Section
from questionnaires.rules import Refused
from questionnaires.selectors.conversations import Conversation, conversations
from questionnaires.selectors.respondent.changes import CellChange, changes_of
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.sentences import as_asked
from questionnaires.views.respondent import at_once, leading, saving
from questionnaires.views.respondent.page import for_respondents, page
from questionnaires.views.respondent.replies import Replies, send_replies


@dataclass(frozen=True)
class ChangeRow:
    """A change in words; before and after are empty for no answer."""

    row: str
    who: str
    at: datetime
    before: str
    after: str


@for_respondents
def section(request: HttpRequest, member: int, key: str, section: str) -> HttpResponse:
    """One section's questions to answer; once the answers are locked, they are read where they are checked."""
    if request.method == "POST":
        return _answer(request, member, key, section)
    own = own_response(request.user, member, key)
    part = saving.part_of(own, section)
    if not own.can_edit:
        return redirect("check", *own.address)
    if question := _asked_about(request, part):
        return _ask_first(request, own, part, question)
    return _show(request, own, part)


@for_respondents
@require_POST
def autosave(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Saves the cells and files posted, as a page's script does meanwhile, and tells what became of each."""
    try:
        done = saving.save_page(request.user, member, key, request.POST, files=request.FILES)
    except Refused as refused:
        own = own_response(request.user, member, key)
        return JsonResponse(saving.refused_data(own, str(refused)), status=409)
    return JsonResponse(done.as_data())


@for_respondents
def changes(request: HttpRequest, member: int, key: str, section: str, question: str) -> HttpResponse:
    """Who changed the answers to a question, when, from what to what."""
    own = own_response(request.user, member, key)
    part = saving.part_of(own, section)
    asked = next((each for each in part.questions if each.key == question), None)
    if asked is None:
        raise Http404
    cells = {cell.name: cell for cell in at_once.cells_of(asked)}
    rows = [_row(cells[each.cell], each) for each in changes_of(own.response, cells, since=own.entered_at)]
    context = page(own, heading=_("Ändringar av svaret"), rows=rows, question=asked)
    context["number"] = own.definition.numbers[asked.key]
    context["trail"] += ((as_asked(part.title), leading.address(own, part)),)
    return render(request, "questionnaires/section_changes.html", context)


def _row(cell: Cell, change: CellChange) -> ChangeRow:
    def words(answer: Answer | None) -> str:
        return type_of(cell.question).show(cell, answer) if answer is not None else ""

    row = cell.item.text if cell.item else ""
    return ChangeRow(row, change.who, change.at, words(change.before), words(change.after))


def _answer(request: HttpRequest, member: int, key: str, section: str) -> HttpResponse:
    """Saves what was posted, does what the pressed button says, and leads on."""
    said: Replies | None = None
    try:
        done = saving.save_page(request.user, member, key, request.POST, section=section, files=request.FILES)
        said = send_replies(done.own, request.POST)
        part = saving.part_after(done.own, section, done.posted)
        if part is None:
            messages.warning(request, saving.corrected_meanwhile())
            return redirect("task_list", *done.own.address)
        if done.conflicts or done.refused_files or said.errors:
            return _show(request, done.own, part, done=done, said=said)
        if anew := at_once.asked_anew(done.own, part, request.POST):
            messages.warning(request, _("Svaret har ändrats sedan du fick frågan."))
            return redirect(f"{leading.address(done.own, part)}?{anew}")
        told = at_once.tell_undo(done.own, request.POST.get("undo", "")) or said.told
        change = at_once.act(done.own, part, request.POST)
        if done.gone:
            messages.warning(request, saving.corrected_meanwhile())
    except Refused as refused:
        own = own_response(request.user, member, key)
        posted = saving.posted_cells(own, request.POST)
        lost = saving.PageSaved(own, posted, {each.cell.name: each for each in posted if each.is_changed})
        said = said or send_replies(own, request.POST)
        part = saving.part_after(own, section, posted) or saving.part_of(own, section)
        return _show(request, own, part, done=lost, said=said, refused=str(refused))
    place = said.at or leading.place_of(part, done, request.POST)
    for each in (told,) if told else leading.told_now(done, part, request.POST, change):
        messages.success(request, each)
    return HttpResponseRedirect(leading.onward(done, part, request.POST, change=change, place=place))


def _asked_about(request: HttpRequest, part: Section) -> Question | None:
    key = request.GET.get("fill") or request.GET.get("clear")
    return next((each for each in part.questions if each.key == key), None)


def _ask_first(request: HttpRequest, own: OwnResponse, part: Section, question: Question) -> HttpResponse:
    """Asks before many rows are answered, or emptied, at once."""
    is_fill = "fill" in request.GET
    asked = at_once.ask_first(own, question, is_fill=is_fill)
    if asked is None:
        done = _("Alla rader är redan besvarade.") if is_fill else _("Svaret är redan borttaget.")
        messages.success(request, done)
        return redirect(f"{leading.address(own, part)}?vid={question.key}")
    context = page(
        own, heading=asked.heading, asked=asked, question=question, back=leading.address(own, part)
    )
    context["number"] = own.definition.numbers[question.key]
    context["trail"] += ((as_asked(part.title), leading.address(own, part)),)
    return render(request, "questionnaires/section_ask.html", context)


def _show(
    request: HttpRequest,
    own: OwnResponse,
    part: Section,
    *,
    done: saving.PageSaved | None = None,
    said: Replies | None = None,
    refused: str = "",
) -> HttpResponse:
    done, said = done or saving.PageSaved(own, ()), said or Replies()
    place = leading.shown_at(part, request.GET)
    note = _note(request, own, said, place)
    talk = _talk(own, part, said)
    questions, errors = fill_section(
        own, part, kept=done.kept, conflicts=done.conflicts, talk=talk, written=said.kept, notes={place: note}
    )
    errors = [*said.errors, *done.refused_files, *errors]
    conflicts = tuple(done.conflicts.values())
    context = page(
        own,
        heading=part.title,
        heading_in_swedish=True,
        part=part,
        questions=questions,
        errors=errors,
        conflicts=conflicts,
        differing=saving.differing(is_own=all(each.is_own for each in conflicts)) if conflicts else "",
        files=done.refused_files,
        file_stands=any(isinstance(own.response.answers.get(each.key), File) for each in part.questions),
        replies=said.errors,
        refused=refused,
        wrong=bool(errors or conflicts or refused),
        known=json.dumps(_known(own, part)),
        place=place,
        note="" if place else note,
        can_copy=at_once.can_copy(own, part),
        csrf_cookie=settings.CSRF_COOKIE_NAME,
        words=_words(get_language() or ""),
    )
    return render(request, "questionnaires/section.html", context, status=409 if refused else 200)


@cache
def _words(language: str) -> str:
    """What the page's script says, as attributes; rendered once for each language, which is the one in use."""
    return render_to_string("questionnaires/respondent/_words.html")


def _note(request: HttpRequest, own: OwnResponse, said: Replies, place: str) -> str:
    """What was done, at the question where it was done, or at the top of the page."""
    told = [str(each) for each in messages.get_messages(request)]
    told += [said.told] if said.told else []
    undo = at_once.undoable(own, request.GET.get("gjort", ""))
    if not told and undo is None:
        return ""
    context = {"told": told, "undo": undo, "place": place}
    return render_to_string("questionnaires/respondent/_note.html", context)


def _talk(own: OwnResponse, part: Section, said: Replies) -> list[Conversation]:
    """What has been said and isn't closed about the questions of a section, and what couldn't be answered just now."""
    if not own.is_own:
        return []
    here = {question.key for question in part.questions}
    talk = conversations(own.response, reader=Side.OWN)
    return [
        each for each in talk if each.question in here and (each.number in said.kept or not each.is_closed)
    ]


def _known(own: OwnResponse, part: Section) -> Mapping[str, object]:
    here = {cell.name for question in part.questions for cell in at_once.cells_of(question)}
    named = frozenset[str]().union(
        *(question.show_if.references for question in part.questions if question.show_if is not None)
    )
    return known_elsewhere(named - here, own.definition.asked(own.response.answers), own.response.answers)
