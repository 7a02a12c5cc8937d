"""Files that are handed out: always to save, never to be guessed at by a browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf(content: bytes, *, name: str) -> HttpResponse:
    return file(content, name=name, content_type="application/pdf")


def file(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A download under this name; X-Content-Type-Options comes with every answer of ours, and here for certain."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
