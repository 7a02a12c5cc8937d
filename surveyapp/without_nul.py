"""Takes the character NUL (U+0000) out of what a browser sends.

Nobody types it and no page shows it: it comes with a paste from another program, or from somebody who tries doors.
PostgreSQL can't store it in a text, nor compare with it. It is removed rather than refused, so that a pasted answer
isn't lost for something that its writer can't see; and here, in one place, so that no page can forget it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict, UnreadablePostError

NUL = "\x00"


class WithoutNul:
    """Cleans the query and the cookies before anything reads them, the form before its view does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _clean(request.GET)
        # Cookies aren't typed at all: one with a NUL is nobody's.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> None:
        """Raises Http404 for an address with a NUL: there is none; BadRequest for a form that was cut off."""
        if NUL in request.path:
            raise Http404
        try:
            if request.method == "POST":
                _clean(request.POST)
        except UnreadablePostError as cut_off:
            # Whoever reads it next would find an empty form, and take that for what was sent.
            raise BadRequest("the form was cut off") from cut_off


def _clean(data: QueryDict) -> None:
    """Of the same name with and without it, the later counts."""
    sent = list(data.lists())
    if not any(NUL in text for name, values in sent for text in (name, *values)):
        return
    data._mutable = True
    data.clear()
    for name, values in sent:
        data.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    data._mutable = False
