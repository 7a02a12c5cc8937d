"""What somebody typed on a page that couldn't be taken, handed back to be sent again.

Either nobody was signed in any more, or the form's token was older than the last sign-in. Nothing is kept on the
server: what was typed travels in the page that the browser gets. The browser's Back wouldn't bring it: forms whose
fields have to agree with each other tell it to fill in nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from questionnaires.counts.direct import KOMMUNER

SAVE_NOW = gettext_lazy("Spara nu")


@dataclass(frozen=True)
class Typed:
    """What somebody writes on a page besides cells and replies: fields by name, and those whose names begin so.

    button: what is pressed to send it again, which does what the page's own button does, or less. counts: whether the
    page asks for counts, each named by its cell and measure ("cell:measure").
    """

    fields: tuple[str, ...]
    beginning: str = ""
    button: str | Promise = SAVE_NOW
    counts: bool = False

    def has(self, name: str) -> bool:
        """Whether a field of that name is the page's own."""
        begins = bool(self.beginning and name.startswith(self.beginning))
        return name in self.fields or begins or (self.counts and ":" in name)


# The pages where somebody writes. What is checked is only saved: nobody sends answers in from here.
RESPONDENTS = {
    "section": Typed(("version", "page:reader")),
    "check": Typed(("signed_name", "signed_title", "reason"), "forklara-"),
    "comments": Typed(("cell", "text")),
    "comment_answer": Typed(("text", "next")),
    "object": Typed(("text",), button=gettext_lazy("Skicka invändningen")),
    "decline": Typed(("reason",), button=gettext_lazy("Avstå från att svara")),
    "colleagues": Typed((), "del-", gettext_lazy("Spara uppdelningen")),
    "colleague_invite": Typed(("email", "name"), button=gettext_lazy("Bjud in")),
}
COORDINATORS = {
    "aggregate": Typed((), "sammanfattning-", gettext_lazy("Spara sammanfattningarna")),
    "direct_counts": Typed((KOMMUNER, "read", "blank"), button=gettext_lazy("Spara antalen"), counts=True),
    "review_mend": Typed(("read", "reason"), button=gettext_lazy("Rätta svaret")),
    "review_comments": Typed(("cell", "text"), button=gettext_lazy("Skicka")),
    "review_comment_answer": Typed(("text",), button=gettext_lazy("Skicka")),
    "review_return": Typed(("reason",), button=gettext_lazy("Begär komplettering")),
    "review_reopen": Typed(("reason",), button=gettext_lazy("Lås upp")),
    "report_unlock": Typed(("reason",), button=gettext_lazy("Be om att få låsa upp")),
}
OFFICERS = {
    "received_comments": Typed(("cell", "text"), button=gettext_lazy("Skicka")),
    "received_comment_answer": Typed(("text",), button=gettext_lazy("Skicka")),
    # Several steps have one name: the button says nothing of which.
    "received_step": Typed(("reason", "read"), button=gettext_lazy("Fortsätt")),
    "report_step": Typed(("reason", "read"), button=gettext_lazy("Fortsätt")),
    "differences_write": Typed(("text",), button=gettext_lazy("Skicka till båda")),
    "mail_text": Typed(("subject", "text"), button=gettext_lazy("Spara")),
}
PAGES = {**RESPONDENTS, **COORDINATORS, **OFFICERS}


def for_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody who follows a link in a mail signs in and comes back; a stranger who is signed in gets 404.

    What somebody typed whose session is over is handed back.
    """
    signed_in = login_required(view)

    @wraps(view)
    def met(request: HttpRequest, *args: Any, **names: Any) -> HttpResponse:
        if not request.user.is_authenticated and can_hand_back(request):
            return hand_back(request)
        return signed_in(request, *args, **names)

    return met


def can_hand_back(request: HttpRequest) -> bool:
    """Whether it was posted from a page of ours on which somebody writes.

    Without a token only the browser's word (Origin) says where a form stood, and a stranger's form is never completed.
    """
    if request.method != "POST" or _typed(request) is None:
        return False
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


@never_cache
def hand_back(request: HttpRequest) -> HttpResponse:
    """A page that holds what was posted, with a button that sends it again."""
    signed_in = request.user.is_authenticated
    context = {
        "heading": _("Spara det du skrev") if signed_in else _("Logga in för att spara det du skrev"),
        "fields": tuple(_fields(request)),
        "files": list(_file_names(request)),
        "signed_in": signed_in,
        "button": typed.button if (typed := _typed(request)) else "",
    }
    return render(request, "questionnaires/handed_back.html", context, status=403)


def _typed(request: HttpRequest) -> Typed | None:
    match = request.resolver_match
    return PAGES.get(match.url_name or "") if match else None


def _file_names(request: HttpRequest) -> Iterator[str]:
    for name in request.FILES:
        each = request.FILES[name]
        if isinstance(each, UploadedFile):
            yield str(each.name)


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Cells with their tokens, replies, and the page's own fields: no button, and no token of the form's."""
    own = _typed(request)
    for name, values in request.POST.lists():
        cell = name.partition(":")[0]
        if (own and own.has(name)) or f"{cell}:v" in request.POST or name.startswith("samtal:"):
            yield from ((name, str(value)) for value in values)
