"""Mending an obvious slip in a kommun's place: one question of its newest submission, and why."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from questionnaires.forms.filling import fill_section
from questionnaires.forms.numbers import read_number
from questionnaires.forms.posted import PostedCell, read_posted
from questionnaires.models import Response, Submission
from questionnaires.offers import why_not
from questionnaires.question_types import type_of
from questionnaires.questions import Question, Section
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.coordinated import CoordinatedKommun
from questionnaires.selectors.coordinator.review import newest_submission
from questionnaires.selectors.respondent.own import OwnResponse
from questionnaires.services.in_place import mend_response
from questionnaires.views.coordinator.kommun import kommun_of, kommun_page
from questionnaires.views.coordinator.page import for_coordinators

# A submission's answers have no versions of their own: mending it is refused when another has come since.
SENT_IN = 0


@dataclass(frozen=True)
class Mending:
    """A question of the newest submission that a coordinator mends."""

    found: CoordinatedKommun
    submission: Submission
    question: Question

    @property
    def section(self) -> Section:
        """A page of the questionnaire that asks nothing else."""
        return Section(f"ratta-{self.question.key}", self.question.text, (self.question,))

    @property
    def as_sent(self) -> OwnResponse:
        """The answers as they were sent in, read from the submission: nothing of the kommun's own response shows."""
        now = self.found.response
        sent = {name: {"answer": each, "version": SENT_IN} for name, each in self.submission.answers.items()}
        return OwnResponse(
            user=self.found.user,
            response=Response(
                pk=now.pk, respondent=self.found.kommun, key=now.key, state=now.state, cells=sent
            ),
            member=self.found.kommun,
            questionnaire=self.submission.questionnaire,
            roles=frozenset(),
            memberships=(),
        )

    def cells(self, posted: dict[str, list[str]]) -> tuple[PostedCell, ...]:
        """What was posted of the question."""
        names = {cell.name for cell in type_of(self.question).cells(self.question)}
        read = read_posted(self.submission.questionnaire.definition, posted)
        return tuple(each for each in read if each.cell.name in names)


@for_coordinators
def mend(request: HttpRequest, rss: int, key: str, kommun: int, question: str) -> HttpResponse:
    """The question's form with its answer as it was sent in; on POST a new submission, or what is wrong."""
    found = kommun_of(request, rss, key, kommun)
    mending = _mending(found, question)
    if locked := why_not("mend", found.response, report=lambda: found.coordinated.report):
        if request.method == "POST":
            messages.error(request, locked)
        return redirect("review", *found.address)
    if request.method != "POST":
        return _page(request, mending)
    posted = mending.cells(dict(request.POST.lists()))
    try:
        mend_response(
            response=found.response,
            question=question,
            answers={each.cell.name: each.answer for each in posted if each.is_changed},
            reason=request.POST.get("reason", ""),
            by=found.user,
            read=read_number(request.POST.get("read", "")),
        )
    except Refused as refused:
        return _page(request, mending, posted=posted, refused=str(refused))
    messages.success(request, _("Svaret är rättat. Kommunen har fått ett mejl och kan invända."))
    return redirect(f"{reverse('review', args=found.address)}#fraga-{question}")


def _mending(found: CoordinatedKommun, key: str) -> Mending:
    """Raises Http404 where there is nothing sent in, and for a question that wasn't asked or can't be mended."""
    submission = newest_submission(found)
    if submission is None:
        raise Http404
    definition = submission.questionnaire.definition
    asked = {cell.partition(".")[0] for cell in definition.asked(submission.given)}
    for question in definition.questions:
        if question.key == key and key in asked and question.type != "file":
            return Mending(found, submission, question)
    raise Http404


def _page(
    request: HttpRequest, mending: Mending, *, posted: tuple[PostedCell, ...] = (), refused: str = ""
) -> HttpResponse:
    kept = {each.cell.name: each for each in posted if each.is_changed}
    questions, errors = fill_section(mending.as_sent, mending.section, kept=kept, is_alone=True)
    context = kommun_page(
        mending.found,
        heading=_("Rätta svaret"),
        mending=mending,
        questions=questions,
        errors=errors,
        refused=refused,
        reason=request.POST.get("reason", ""),
        wrong=bool(refused),
    )
    return render(request, "questionnaires/coordinator/review_mend.html", context)
