"""Reminding and approving several kommuner at once: a page that asks first, then what was asked for."""

from collections.abc import Callable, Collection, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.forms.board import query_of, read_kommuner, read_seen, read_wanted, seen_text
from questionnaires.selectors.coordinator.board.board import Wanted
from questionnaires.selectors.coordinator.board.chosen import Choice, chosen_to_approve, chosen_to_remind
from questionnaires.selectors.coordinator.coordinated import CoordinatedRss, coordinated_rss
from questionnaires.services.bulk import approve_responses
from questionnaires.services.reminders import remind_members
from questionnaires.views.coordinator.page import for_coordinators, page, trail_to

Choose = Callable[[CoordinatedRss, str, Wanted, Collection[int] | None], Choice]
# A message is kept in the session until it is shown.
MOST_NAMED = 30


@for_coordinators
def remind(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Reminds kommuner: those that are ticked (?kommun=NUMBER, several), or with ?alla=1 all that the query leaves."""
    coordinated = coordinated_rss(request.user, rss)
    if request.method != "POST":
        return _ask(request, coordinated, key, chosen_to_remind, "remind")
    choice = chosen_to_remind(coordinated, key, Wanted(), _posted(request).keys())
    reminded = remind_members(members=[each.member for each in choice.chosen], key=key, by=coordinated.user)
    told = len(reminded.told)
    if told:
        done = ngettext("%(n)s kommun fick en påminnelse.", "%(n)s kommuner fick en påminnelse.", told)
        messages.success(request, done % {"n": told})
    _tell_refused(request, _("Ingen påminnelse gick till:"), (why for _member, why in reminded.skipped))
    lost = (f"{person.name}, {member.name}" for member, person in reminded.unreached)
    _tell_refused(request, _("Adresser som inte tar emot mejl:"), lost)
    return _back(request, coordinated, key)


@for_coordinators
def approve(request: HttpRequest, rss: int, key: str) -> HttpResponse:
    """Approves kommuner, chosen in the same way, each as it stood on the page that asked."""
    coordinated = coordinated_rss(request.user, rss)
    if request.method != "POST":
        return _ask(request, coordinated, key, chosen_to_approve, "approve")
    seen = _posted(request)
    choice = chosen_to_approve(coordinated, key, Wanted(), seen.keys())
    approved = approve_responses(
        seen=[(each.response, seen[each.member.pk]) for each in choice.chosen], by=coordinated.user
    )
    number = len(approved.done)
    if number:
        done = ngettext("%(n)s kommun är godkänd.", "%(n)s kommuner är godkända.", number)
        messages.success(request, done % {"n": number})
    refused = (f"{member.name}: {why}" for member, why in approved.refused)
    _tell_refused(request, _("De här godkändes inte:"), refused)
    return _back(request, coordinated, key)


def _ask(
    request: HttpRequest, coordinated: CoordinatedRss, key: str, choose: Choose, action: str
) -> HttpResponse:
    """The page that lists what will be done, and what won't and why."""
    wanted = read_wanted(request.GET)
    ticked = None if request.GET.get("alla") else read_kommuner(request.GET.getlist("kommun"))
    choice = choose(coordinated, key, wanted, ticked)
    headings = {"remind": _("Påminn kommuner"), "approve": _("Godkänn kommuner")}
    context = page(
        coordinated,
        heading=headings[action],
        trail=trail_to(coordinated, choice.asked.newest.definition),
        choice=choice,
        seen=seen_text({each.member.pk: each.number for each in choice.done}),
        query=query_of(wanted),
    )
    return render(request, f"questionnaires/coordinator/{action}_several.html", context)


def _posted(request: HttpRequest) -> dict[int, int]:
    """The kommuner that the page listed, each with the number of the submission that it had then."""
    return read_seen(request.POST.get("kommuner", ""))


def _tell_refused(request: HttpRequest, head: str, sentences: Iterable[str]) -> None:
    told = list(sentences)
    if not told:
        return
    more = len(told) - MOST_NAMED
    named = told[:MOST_NAMED]
    if more > 0:
        named.append(ngettext("… och %(n)s till.", "… och %(n)s till.", more) % {"n": more})
    messages.error(request, "\n".join((head, *named)))


def _back(request: HttpRequest, coordinated: CoordinatedRss, key: str) -> HttpResponse:
    """To the board as it was shown before."""
    query = query_of(read_wanted(request.GET))
    return redirect(f"{reverse('board', args=(coordinated.rss.pk, key))}{query}")
