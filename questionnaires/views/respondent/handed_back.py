"""What somebody typed on a page that couldn't be taken, handed back to be sent again.

Either nobody was signed in any more, or the form's token was older than the last sign-in. Nothing is kept on the
server: what was typed travels in the page that the browser gets.
"""

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

# The pages where somebody writes at length, and the fields of theirs that aren't cells.
FIELDS = {
    "section": ("version", "page:reader"),
    "comments": ("cell", "text"),
    "comment_answer": ("text", "next"),
}


def can_hand_back(request: HttpRequest) -> bool:
    """Whether it was posted from a page of ours on which somebody writes.

    Without a token only the browser's word (Origin) says where a form stood, and a stranger's form is never completed.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name not in FIELDS:
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
    }
    return render(request, "questionnaires/handed_back.html", context, status=403)


def _file_names(request: HttpRequest) -> Iterator[str]:
    for name in request.FILES:
        each = request.FILES[name]
        if isinstance(each, UploadedFile):
            yield str(each.name)


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Cells with their tokens, replies, and the page's own fields: no button, and no token of the form's."""
    own = FIELDS[request.resolver_match.url_name] if request.resolver_match else ()  # type: ignore[index]  # named
    for name, values in request.POST.lists():
        cell = name.partition(":")[0]
        if name in own or f"{cell}:v" in request.POST or name.startswith("samtal:"):
            yield from ((name, str(value)) for value in values)
