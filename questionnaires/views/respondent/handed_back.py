"""What somebody typed on a page that couldn't be taken, handed back to be sent again.

Either nobody was signed in any more, or the form's token was older than the last sign-in. Nothing is kept on the
server: what was typed travels in the page that the browser gets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

SAVE_NOW = gettext_lazy("Spara nu")


@dataclass(frozen=True)
class Typed:
    """What somebody writes on a page besides cells and replies: fields by name, and those whose names begin so.

    button: what is pressed to send it again, which does what the page's own button does, or less.
    """

    fields: tuple[str, ...]
    beginning: str = ""
    button: str | Promise = SAVE_NOW

    def has(self, name: str) -> bool:
        """Whether a field of that name is the page's own."""
        return name in self.fields or bool(self.beginning and name.startswith(self.beginning))


# The pages where somebody writes. What is checked is only saved: nobody sends answers in from here.
PAGES = {
    "section": Typed(("version", "page:reader")),
    "check": Typed(("signed_name", "signed_title", "reason"), "forklara-"),
    "comments": Typed(("cell", "text")),
    "comment_answer": Typed(("text", "next")),
    "object": Typed(("text",), button=gettext_lazy("Skicka invändningen")),
    "decline": Typed(("reason",), button=gettext_lazy("Avstå från att svara")),
    "colleagues": Typed((), "del-", gettext_lazy("Spara uppdelningen")),
    "colleague_invite": Typed(("email", "name"), button=gettext_lazy("Bjud in")),
}


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
