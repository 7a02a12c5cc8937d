"""What somebody's organisations owe."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.selectors import roles_of
from questionnaires.progress import Progress, progress_of
from questionnaires.selectors.desk import Desk, Owed, answers_for, desk_of, only_answers
from questionnaires.selectors.explanations import is_ready, lacking_in_draft
from questionnaires.views.respondent.page import for_respondents


@dataclass(frozen=True)
class Card:
    """A questionnaire on the start page. is_ready: whether it can be sent in as it is now. days: until its last day;
    negative after it."""

    owed: Owed
    progress: Progress
    is_ready: bool
    days: int

    @property
    def sharers(self) -> tuple[tuple[str, str], ...]:
        """(person, the titles of their sections), by name."""
        titles = {section.key: section.title for section in self.owed.questionnaire.definition.sections}
        shared: dict[str, list[str]] = {}
        for each in self.owed.assignments:
            shared.setdefault(each.user.name, []).append(titles.get(each.section, each.section))
        return tuple((name, ", ".join(sections)) for name, sections in shared.items())


@for_respondents
def start(request: HttpRequest) -> HttpResponse:
    """The questionnaires that one of the reader's organisations is asked to answer (?organisation=NUMBER)."""
    memberships = roles_of(request.user)
    organisations = answers_for(memberships)
    chosen = _chosen(organisations, request.GET.get("organisation"))
    desk = desk_of(chosen)
    context = {
        "heading": _("Det här ska %(name)s lämna in") % {"name": chosen.name},
        "organisations": organisations if len(organisations) > 1 else (),
        "chosen": chosen,
        "memberships": memberships,
        "acting_for": chosen.name,
        "cards": [_card(owed, desk) for owed in desk.owed],
        "earlier": desk.earlier,
        "does_more": not only_answers(memberships),
    }
    return render(request, "questionnaires/start.html", context)


def _card(owed: Owed, desk: Desk) -> Card:
    progress = progress_of(owed.questionnaire.definition, owed.response.answers)
    lacking = lacking_in_draft(owed.response, progress, last=lambda: desk.last_time(owed))
    ready = is_ready(owed.response, progress, lacking)
    return Card(owed, progress, ready, (owed.due.last - timezone.localdate()).days)


def _chosen(organisations: tuple[Organisation, ...], asked: str | None) -> Organisation:
    """The organisation asked for, or the first. Raises Http404 for one that the reader doesn't answer for."""
    for organisation in organisations:
        if asked in (None, str(organisation.pk)):
            return organisation
    raise Http404
