"""What somebody's organisations owe."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.selectors import roles_of
from questionnaires.progress import Progress, progress_of
from questionnaires.selectors.explanations import is_ready
from questionnaires.selectors.respondent.desk import Desk, Owed, answers_for, desk_of, only_answers
from questionnaires.sentences import as_asked
from questionnaires.views.respondent.page import for_respondents

# Which of her organisations somebody has looked at, kept in the session.
LAST_CHOSEN = "organisation"


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
        return tuple((name, as_asked(", ".join(sections))) for name, sections in shared.items())


@for_respondents
def start(request: HttpRequest) -> HttpResponse:
    """The questionnaires that one of the reader's organisations is asked to answer (?organisation=NUMBER)."""
    memberships = roles_of(request.user)
    organisations = answers_for(memberships)
    asked = _chosen(organisations, request.GET.get("organisation"))
    desks = [desk_of(each) for each in organisations] if asked is None or len(organisations) > 1 else []
    chosen = asked or _first(desks, request.session.get(LAST_CHOSEN))
    desk = next((each for each in desks if each.organisation == chosen), None) or desk_of(chosen)
    if asked and len(organisations) > 1:
        request.session[LAST_CHOSEN] = asked.pk
    is_one_of_several = len(desks) > 1
    cards = {
        each.organisation: [_card(owed, each) for owed in each.owed]
        for each in (desks if is_one_of_several else (desk,))
    }
    context = {
        "heading": _("Det här ska %(name)s lämna in") % {"name": chosen.name},
        "choices": tuple(cards.items()) if is_one_of_several else (),
        "chosen": chosen,
        "memberships": memberships,
        "acting_for": chosen.name,
        "cards": cards[chosen],
        "earlier": desk.earlier,
        "does_more": not only_answers(memberships),
    }
    return render(request, "questionnaires/start.html", context)


def _card(owed: Owed, desk: Desk) -> Card:
    progress = progress_of(owed.questionnaire.definition, owed.response.answers)
    ready = is_ready(owed.response, last=lambda: desk.last_time(owed))
    return Card(owed, progress, ready, (owed.due.last - timezone.localdate()).days)


def _chosen(organisations: tuple[Organisation, ...], asked: str | None) -> Organisation | None:
    """The organisation asked for; None where none was. Raises Http404 for one that the reader doesn't answer for."""
    if asked is None and organisations:
        return None
    for organisation in organisations:
        if asked == str(organisation.pk):
            return organisation
    raise Http404


def _first(desks: list[Desk], last: int | None) -> Organisation:
    """The one chosen last, on this visit; otherwise the first that has something to mend, or the first of all."""
    chosen = next((each for each in desks if each.organisation.pk == last), None)
    opened = next((each for each in desks if any(owed.opened for owed in each.owed)), None)
    return (chosen or opened or desks[0]).organisation
