"""Each request has an id and leaves one line in the log."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

from records.log_fields import log_with

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
# What a proxy may send us and we write in logs and answer with; anything else is replaced.
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Probes ask every few seconds: their lines are only of use when something is wrong.
PROBES = ("/healthz", "/readyz")


def log_request(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Gives each request an id, the proxy's if it sent one, and logs one line when it has been answered.

    The line names the path without its query, and the user's number where the session was read anyway.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get(REQUEST_ID, "")
        number = sent if SAFE_ID.fullmatch(sent) else uuid.uuid4().hex
        begun = time.monotonic()
        with log_with(request_id=number):
            response = get_response(request)
            response.headers[REQUEST_ID] = number
            fields = {
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "duration_ms": round((time.monotonic() - begun) * 1000),
                "user": _user_number(request),
            }
            quiet = request.path in PROBES and response.status_code == 200
            logger.log(logging.DEBUG if quiet else logging.INFO, "request", extra={"fields": fields})
        return response

    return middleware


def _user_number(request: HttpRequest) -> int | None:
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    number = session.get(SESSION_KEY)
    return int(number) if number else None
