"""What somebody has read while signed in stays nowhere: on a shared computer, Back shows nothing after signing out."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase


def keep_nothing(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Tells browsers and proxies to store nothing that was made for somebody signed in.

    What asked nothing of who reads it, as static files and published files, is the same for everybody, and what
    nobody signed in reads can be kept.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware
